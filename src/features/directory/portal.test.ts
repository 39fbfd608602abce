import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { tagOf } from '#features/sites/portal-part.ts';
import { eventsBetween } from '#features/audit/store/following.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { noAnswers } from '#features/organisations/rules/handing-over.ts';
import { actingFor } from '../../../test/support/acting.ts';
import { testDb, type TestDatabase } from '../../../test/support/database.ts';
import { htmlOf, listedFaults, makePage, readingOf } from '../../../test/support/portal-reading.ts';
import { smallProvince, type SmallProvince } from '../../../test/support/small-province.ts';
import { addEntry, changeEntryFrom } from './actions/keep-entry.ts';
import { directoryPortal } from './portal.tsx';

describe('what readers see of the directory', () => {
  let test: TestDatabase, province: SmallProvince, t: ReturnType<typeof actingFor>, hotline: Parameters<typeof changeEntryFrom>[1]['entryId'];
  before(async () => {
    test = await testDb();
    t = actingFor(test.db);
    province = await smallProvince(t);
    const unit = province.communes[0]!;
    await t.run(async (a) => {
      await addEntry(a, { organisationId: unit, kind: 'office', typed: { address: 'Thôn Đông <b>& Tây', phone: '0255 3000 001', email: 'xamau1@songtra.example', hours: 'T2-T6: 07:00-11:30, 13:30-17:00', responsible: 'Nguyễn Văn An, Chủ tịch UBND xã', nameEn: 'People’s Committee of Mau 1 Commune' } });
      await addEntry(a, { organisationId: unit, kind: 'one-stop', typed: { place: 'Bộ phận Một cửa', address: 'Nhà văn hóa thôn Đông', hours: 'T7: 07:30-11:30' } });
      hotline = await addEntry(a, { organisationId: unit, kind: 'hotline', typed: { number: '0999 000 001', purpose: 'Hướng dẫn thủ tục', answeredBy: 'Công chức Văn hóa – Xã hội', after: 'Gửi phản ánh qua trang này' } });
      await addEntry(a, { organisationId: unit, kind: 'contact', typed: { name: 'Trần Thị Bình', title: 'Công chức Tư pháp', phone: '0999 000 002', topics: 'Hộ tịch', consent: '1' } });
      await addEntry(a, { organisationId: unit, kind: 'contact', typed: { name: 'Lê Văn Kín', title: 'Văn thư', phone: '0999 000 003' } });
    });
  });
  after(() => test.close());

  it('says where the office is, whom one calls and who answers what; nobody who did not agree is named', async () => {
    const page = await htmlOf(directoryPortal, await readingOf(t, test.db, province.communes[0]!), '/lien-he');
    for (const words of ['href="tel:+84999000001"', '0999 000 001', '0255 3000 001', 'Thôn Đông &lt;b&gt;&amp; Tây', 'Thứ Bảy: 07:30–11:30', 'Trần Thị Bình', 'Hộ tịch', 'mailto:xamau1@songtra.example']) assert.ok(page.text.includes(words), words);
    assert.ok(!page.text.includes('Lê Văn Kín'));
    const [office] = page.data as [Record<string, unknown>];
    assert.equal(office['@type'], 'GovernmentOffice');
    assert.equal(office.telephone, '+84-255-3000-001');
    assert.equal((office.contactPoint as object[]).length, 2);
  });
  it('gives the same in English, and says which words are Vietnamese', async () => {
    const page = await htmlOf(directoryPortal, await readingOf(t, test.db, province.communes[0]!, { language: 'en' }), '/lien-he');
    for (const words of ['Opening hours', 'Monday – Friday: 07:00–11:30, 13:30–17:00', 'People’s Committee of Mau 1 Commune', '<span lang="vi">Hướng dẫn thủ tục</span>']) assert.ok(page.text.includes(words), words);
  });
  it('can be saved to a telephone', async () => {
    const made = await makePage(directoryPortal, await readingOf(t, test.db, province.communes[0]!), '/lien-he/danh-thiep.vcf');
    assert.ok(made?.kind === 'file');
    const text = new TextDecoder().decode(made.bytes);
    assert.equal(text.match(/BEGIN:VCARD/g)?.length, 2, 'the office, and who agreed');
    assert.ok(text.includes('TEL;TYPE=WORK,VOICE:+84999000001'));
    assert.ok(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 76));
    assert.equal(await makePage(directoryPortal, await readingOf(t, test.db, province.communes[1]!), '/lien-he/danh-thiep.vcf'), null);
  });
  it('leads to a list of agencies that answers, and is looked at again when units come or go', async () => {
    for (const unit of [province.root, province.communes[0]!, province.divisions[0]!]) {
      const reading = await readingOf(t, test.db, unit), made = (await makePage(directoryPortal, reading, '/lien-he'))!, named = [...String((made as { content: unknown }).content).matchAll(/href="([^"]*danh-ba)"/g)].map(([, href]) => href!);
      assert.ok(made.tags.includes(tagOf.list(unit, 'agencies')));
      for (const href of named) assert.ok(await makePage(directoryPortal, href.startsWith(reading.at('/danh-ba')) ? reading : await readingOf(t, test.db, province.root), '/danh-ba'), href);
      for (const kind of directoryPortal.pages) for (const path of (await kind.list?.(reading)) ?? []) assert.ok(await makePage(directoryPortal, reading, path), path);
    }
  });
  it('lists all agencies below by letter and kind, and finds them without marks', async () => {
    const reading = await readingOf(t, test.db, province.root), all = await htmlOf(directoryPortal, reading, '/danh-ba');
    assert.ok(all.text.includes('UBND xã Mẫu 1') && all.text.includes('Sở Nội vụ') && all.text.includes('tel:+84999000001') && !all.text.includes('Phòng Văn hóa – Xã hội'));
    assert.ok((await htmlOf(directoryPortal, reading, '/danh-ba/chu/m')).text.includes('UBND xã Mẫu 3'));
    assert.ok(!(await htmlOf(directoryPortal, reading, '/danh-ba/loai/so')).text.includes('UBND xã'));
    assert.equal(await makePage(directoryPortal, reading, '/danh-ba/chu/z'), null);
    assert.equal(await makePage(directoryPortal, reading, '/danh-ba/chu/m/trang/1'), null, 'the first page has one address');
    const found = await directoryPortal.dynamic![0]!.answer(reading, new URLSearchParams({ q: 'so noi vu <script>' }), { address: '' });
    assert.ok(found.kind === 'html' && String(found.content).includes('&lt;script&gt;'));
    const marks = await directoryPortal.dynamic![0]!.answer(reading, new URLSearchParams({ q: 'so noi' }), { address: '' });
    assert.ok(marks.kind === 'html' && String(marks.content).includes('Sở Nội vụ'));
    assert.deepEqual([...await listedFaults(directoryPortal, reading), ...await listedFaults(directoryPortal, await readingOf(t, test.db, province.communes[0]!)), ...await listedFaults(directoryPortal, await readingOf(t, test.db, province.communes[0]!, { language: 'en' }))], []);
  });
  it('stands at the foot of every page, and every page is drawn anew when it changes', async () => {
    const unit = province.communes[0]!, foot = await directoryPortal.foot!(await readingOf(t, test.db, unit));
    assert.ok(String(foot!.content).includes('Nguyễn Văn An, Chủ tịch UBND xã') && String(foot!.content).includes('Ghi rõ nguồn'));
    assert.deepEqual(foot!.tags, [tagOf.list(unit, 'directory')]);
    await t.run((a) => changeEntryFrom(a, { entryId: hotline, rowVersion: null, typed: { number: '1022', purpose: 'Hướng dẫn thủ tục' }, from: plainDate('2026-12-01') }));
    assert.deepEqual((await directoryPortal.foot!(await readingOf(t, test.db, unit)))!.tags, [tagOf.list(unit, 'directory'), tagOf.day], 'a change laid down for a day comes with the day');
    const events = await eventsBetween(test.db, 1, 0, 10_000, ['directory.entry-changed'], 10), tags = await directoryPortal.touched!(test.db, events);
    assert.deepEqual([...tags].sort(), [tagOf.list(unit, 'agencies'), tagOf.list(unit, 'directory'), tagOf.list(province.root, 'agencies')].sort());
  });
  it('leads from a unit that ended to who followed', async () => {
    const [one, two] = province.communes as [typeof province.root, typeof province.root];
    await readingOf(t, test.db, one);
    await t.run((a) => reorganise(a, { events: [{ line: 0, onDay: plainDate('2026-11-18'), citation: 'Nghị quyết số 1', reason: '', kind: 'merge', units: [two], into: { existing: one } }], scopeId: province.root, answers: () => ({ answers: noAnswers }) }));
    const page = await htmlOf(directoryPortal, await readingOf(t, test.db, two), '/lien-he');
    assert.ok(page.text.includes('Từ ngày 18/11/2026') && page.text.includes('/xa-mau-1/lien-he'), page.text);
  });
});
