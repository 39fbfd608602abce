import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import { registerDocument } from '#features/documents/actions/register-document.ts';
import { paperTag } from '#features/documents/store.ts';
import { markSuperseded } from '#features/documents/actions/mark-superseded.ts';
import { addEntry, changeEntryFrom } from '#features/directory/actions/keep-entry.ts';
import { ensureSite } from '#features/sites/actions/ensure-site.ts';
import { tagOf, type Made, type PageKind, type Reading } from '#features/sites/portal-part.ts';
import { pattern, matchPattern, moreLiteral } from '#features/sites/rules/pattern.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { decisionForm, procedureText, shopForm } from '#test/support/sample-procedure.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { decisionsOf } from '../store.ts';
import { openShops } from '../actions/keep-shop.ts';
import { recordDecision } from '../actions/record-decision.ts';
import { proceduresPart } from './part.tsx';

describe('what readers see of procedures', async () => {
  const { db } = await testDb(), t = actingFor(db, { today: '2026-03-20' }), { root, communes } = await smallProvince(t);
  await t.run((a) => recordDecision(a, { organisationId: root, decision: decisionForm(), changes: [{ change: 'publish', text: procedureText({ name: 'Cấp lại <b>bản sao</b> giấy khai sinh' }) }, { change: 'publish', text: procedureText({ code: '9.000102', name: 'Đăng ký khai sinh' }) }, { change: 'publish', text: procedureText({ code: '9.000900', name: 'Tách thửa đất', field: 'Đất đai', level: 'Cấp tỉnh' }) }] }));
  await t.run((a) => recordDecision(a, { organisationId: root, decision: decisionForm({ number: '99/QĐ-UBND', signedOn: plainDate('2026-03-01'), effectiveOn: plainDate('2026-04-01') }), changes: [{ change: 'replace', code: '9.000102', replacedBy: ['9.000103'] }, { change: 'publish', text: procedureText({ code: '9.000103', name: 'Đăng ký khai sinh lưu động' }) }] }));
  await t.run((a) => openShops(a, [{ organisationId: communes[0]!, form: shopForm({ name: 'Trung tâm Phục vụ hành chính công xã Mẫu 1' }) }]));
  const counter = await t.run((a) => addEntry(a, { organisationId: communes[0]!, kind: 'one-stop', typed: { place: 'Trung tâm Phục vụ hành chính công xã Mẫu 1', address: 'Thôn Đông, xã Mẫu 1', hours: 'T2-T6: 07:00-11:30', phone: '0230 3000 301' } }));
  const sites = await t.run(async (a) => ({ root: await ensureSite(a, root), commune: await ensureSite(a, communes[0]!) }));

  const reading = (site: Reading['site'], day = '2026-03-20', language: 'vi' | 'en' = 'vi'): Reading => {
    const base = (site.organisation_id === root ? '' : `/${site.slug}`) + (language === 'en' ? '/en' : '');
    return { db, files: {} as never, now: startOfDay(plainDate(day)), today: plainDate(day), mode: 'real', site, language, at: (path) => (base + path).replace(/(?<=.)\/$/, ''), absolute: (address) => `https://song-tra.example${address}` };
  };
  const kinds: readonly PageKind[] = [...proceduresPart.pages].sort((a, b) => moreLiteral(pattern(a.pattern), pattern(b.pattern)));
  const page = async (where: Reading, path: string): Promise<Made | null> => { for (const kind of kinds) { const params = matchPattern(pattern(kind.pattern), path); if (params) return kind.make(where, params); } return null; };
  const html = async (where: Reading, path: string): Promise<string> => { const made = await page(where, path); assert.equal(made?.kind, 'html', path); return String((made as { content: unknown }).content); };

  it('the list goes by field, and every address it leads to answers', async () => {
    const here = reading(sites.root), text = await html(here, '/thu-tuc');
    assert.match(text, /action="\/tim-kiem"[\s\S]*Bà con cần làm thủ tục gì hôm nay\?/);
    for (const [, path] of text.matchAll(/href="(\/thu-tuc[^"]*)"/g)) assert.ok(await page(here, path!), path);
    assert.match(await html(here, '/thu-tuc/linh-vuc/ho-tich'), /Nộp tại cấp xã[\s\S]*Đăng ký khai sinh/);
    assert.match(await html(here, '/thu-tuc/a-z'), /Cấp lại &lt;b&gt;bản sao[\s\S]*Đăng ký khai sinh[\s\S]*Tách thửa đất/);
    for (const kind of kinds) for (const path of (await kind.list?.(here)) ?? []) assert.ok(await page(here, path), path);
    assert.equal(await page(here, '/thu-tuc/khong-co'), null);
    assert.equal(await page(here, '/thu-tuc/a-z/trang/9'), null);
  });

  it('a procedure tells what people ask first, its papers and its decisions, and machines the same', async () => {
    const made = await page(reading(sites.root), '/thu-tuc/dang-ky-khai-sinh') as Extract<Made, { kind: 'html' }>, text = String(made.content);
    for (const words of ['Trong ngày', '8.000 đồng', 'nộp trực tuyến: 4.000 đồng', 'bất kỳ Bộ phận Một cửa cấp xã', 'https://dichvucong.gov.vn/thu-tuc/9.000101', 'https://example.vn/to-khai.docx', 'Luật Hộ tịch', 'Quyết định số 12/QĐ-UBND ngày 05/01/2026']) assert.ok(text.includes(words), words);
    assert.match(text, /Thủ tục này hết hiệu lực từ ngày 01\/04\/2026[\s\S]*Được thay bởi:[\s\S]*\/thu-tuc\/dang-ky-khai-sinh-luu-dong/, 'what is to come is said before');
    const [data] = made.data as Record<string, unknown>[];
    assert.deepEqual([data!['@context'], data!['@type'], data!.identifier, (data!.offers as { price: number }).price], ['https://schema.org', 'GovernmentService', '9.000102', 8000]);
    // properties that schema.org gives to a GovernmentService and to a ServiceChannel, of its parents' too
    const SERVICE = ['@context', '@type', '@id', 'url', 'name', 'identifier', 'serviceType', 'category', 'description', 'provider', 'serviceOperator', 'audience', 'availableChannel', 'serviceOutput', 'offers', 'sameAs'], CHANNEL = ['@type', 'name', 'availableLanguage', 'serviceUrl'];
    assert.deepEqual([Object.keys(data!).filter((key) => !SERVICE.includes(key)), (data!.availableChannel as object[]).flatMap((one) => Object.keys(one).filter((key) => !CHANNEL.includes(key)))], [[], []]);
    assert.ok(made.tags.includes('day'), 'looked at again when the date changes');
    assert.ok(!(await page(reading(sites.root), '/thu-tuc/cap-lai-b-ban-sao-b-giay-khai-sinh'))!.tags.includes('day'));
  });

  it('papers that stand in a public register are led to, and the page is looked at again when they do', async () => {
    const before = (await page(reading(sites.root), '/thu-tuc/tach-thua-dat'))!;
    assert.doesNotMatch(String((before as { content: unknown }).content), /href="\/van-ban/);
    await t.run((a) => registerDocument(a, { organisationId: root, files: [], facts: { form: 'decision', authority: 'UBND tỉnh', number: '12/QĐ-UBND', signedOn: plainDate('2026-01-05'), signer: null, effectiveFrom: null, effectiveTo: null, abstract: 'Công bố danh mục thủ tục hành chính' } }));
    assert.ok(before.tags.includes(paperTag('12/QĐ-UBND@2026-01-05')));
    assert.match(await html(reading(sites.root), '/thu-tuc/tach-thua-dat'), /<a href="\/van-ban\/[^"]+">Quyết định số 12\/QĐ-UBND ngày 05\/01\/2026/);
  });

  it('a corrected decision is said anew on every page that names it', async () => {
    const made = (await page(reading(sites.root), '/thu-tuc/tach-thua-dat'))!, [decision] = (await decisionsOf(db, root)).filter((one) => one.number === '12/QĐ-UBND');
    const touched = await proceduresPart.touched!(db, [{ table: 'procedure_decisions', rowId: decision!.id, batchId: null, subjectId: root } as never]);
    assert.ok(touched.includes(tagOf.item((await db.selectFrom('procedures').select('id').where('code', '=', '9.000900').executeTakeFirstOrThrow()).id)) && touched.some((tag) => made.tags.includes(tag)));
  });

  it('one that has ended stays, says what stands in its place, and is not for search engines', async () => {
    const made = await page(reading(sites.root, '2026-04-02'), '/thu-tuc/dang-ky-khai-sinh') as Extract<Made, { kind: 'html' }>;
    assert.match(String(made.content), /hết hiệu lực từ ngày 01\/04\/2026\. Theo Quyết định số 99\/QĐ-UBND[\s\S]*Đăng ký khai sinh lưu động/);
    assert.deepEqual([made.unlisted, made.status, made.data], [true, undefined, []]);
    assert.doesNotMatch(await html(reading(sites.root, '2026-04-02'), '/thu-tuc/a-z'), /dang-ky-khai-sinh"/);
    assert.equal(await page(reading(sites.root, '2026-04-02'), '/thu-tuc/dang-ky-khai-sinh.pdf'), null);
  });

  it('a commune shows its own counter first and leads to the one page of each procedure', async () => {
    const here = reading(sites.commune), text = await html(here, '/thu-tuc');
    assert.match(text, /Trung tâm Phục vụ hành chính công xã Mẫu 1[\s\S]*Thôn Đông[\s\S]*href="\/thu-tuc\/dang-ky-khai-sinh"/);
    assert.doesNotMatch(text, /Tách thửa đất/);
    assert.deepEqual(await page(here, '/thu-tuc/dang-ky-khai-sinh').then((made) => made?.kind === 'moved' && made.to), '/thu-tuc/dang-ky-khai-sinh');
    const second = await t.run((a) => ensureSite(a, communes[1]!));
    assert.equal(await page(reading(second), '/thu-tuc'), null, 'no counter, no page');
  });

  it('where a counter is and when it is open is what the directory says, today and from the day on which it changes', async () => {
    const list = await html(reading(sites.root), '/thu-tuc/mot-cua');
    assert.match(list, /href="[^"]*\/lien-he"[^>]*>Trung tâm Phục vụ hành chính công xã Mẫu 1[\s\S]*Thôn Đông[\s\S]*07:00–11:30[\s\S]*0230 3000 301/);
    await t.run((a) => changeEntryFrom(a, { entryId: counter, rowVersion: null, from: plainDate('2026-04-01'), typed: { place: 'Trung tâm Phục vụ hành chính công xã Mẫu 1', address: 'Thôn Tây, xã Mẫu 1', hours: 'T7: 07:30-11:30' } }));
    for (const [where, path] of [[sites.root, '/thu-tuc/mot-cua'], [sites.commune, '/thu-tuc']] as const) {
      const made = (await page(reading(where), path))!, touched = await proceduresPart.touched!(db, [{ table: 'directory_entries', rowId: counter, batchId: null, subjectId: communes[0]! } as never]);
      assert.ok(made.tags.includes('day') && touched.some((tag) => made.tags.includes(tag)), path);
      assert.match(String((made as { content: unknown }).content), /Thôn Đông/);
      assert.match(await html(reading(where, '2026-04-01'), path), /Thôn Tây[\s\S]*Thứ Bảy/);
    }
  });

  it('in English the fixed words are English and the rest says that it is Vietnamese', async () => {
    const text = await html(reading(sites.root, '2026-03-20', 'en'), '/thu-tuc/dang-ky-khai-sinh');
    assert.match(text, /<h1 lang="vi">[\s\S]*Time limit[\s\S]*Papers you need/);
  });

  it('the sheet to hang up is a PDF, and the data are whole', async () => {
    const sheet = await page(reading(sites.root), '/thu-tuc/dang-ky-khai-sinh.pdf') as Extract<Made, { kind: 'file' }>;
    assert.equal(Buffer.from(sheet.bytes.subarray(0, 5)).toString(), '%PDF-');
    const data = await page(reading(sites.root), '/thu-tuc/cpsv-ap.jsonld') as Extract<Made, { kind: 'file' }>, graph = JSON.parse(new TextDecoder().decode(data.bytes)) as { '@graph': { '@type': string }[] };
    assert.equal(graph['@graph'].filter((one) => one['@type'] === 'cpsv:PublicService').length, 3);
  });

  it('a law marked as superseded is said on the page, and touches it', async () => {
    const before = (await page(reading(sites.root), '/thu-tuc/tach-thua-dat'))!.tags;
    await t.run((a) => markSuperseded(a, { organisationId: root, paper: { type: 'Luật', number: '60/2014/QH13', date: plainDate('2014-11-20'), issuer: null }, from: plainDate('2026-01-01'), replacedBy: null, note: null }));
    assert.match(await html(reading(sites.root), '/thu-tuc/tach-thua-dat'), /đã được thay thế/);
    const touched = await proceduresPart.touched!(db, [{ table: 'legal_marks', rowId: root, batchId: null, subjectId: root } as never]);
    assert.ok(touched.some((tag) => before.includes(tag)));
  });

  it('search finds a procedure by what people call it', async () => {
    const item = await db.selectFrom('procedures').select('id').where('code', '=', '9.000102').executeTakeFirstOrThrow(), words = (await proceduresPart.words!(db, [item.id as Id])).get(item.id as Id)!;
    for (const one of ['9.000102', 'Hộ tịch', 'trích lục khai sinh', 'Giấy tờ tùy thân']) assert.ok(words.includes(one), one);
  });
});
