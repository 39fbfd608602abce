import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { plainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import { createColumn } from '#features/articles/actions/keep-column.ts';
import { progressOf, quotaInWords } from '#features/articles/rules/progress.ts';
import { columnRow } from '#features/articles/store.ts';
import { boardCells, unitStandings, workList, type ObligationCard } from '#features/obligations/store.ts';
import { confirm } from '#features/deliverables/actions/confirm.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { obligationCard } from '#features/obligations/store.ts';
import { publishPlan } from '#features/plans/actions/publish-plan.ts';
import { tagOf, type Reading } from '#features/sites/portal-part.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb, type TestDatabase } from '#test/support/database.ts';
import { contentFaults, htmlOf, listedFaults, makePage, readingOf } from '#test/support/portal-reading.ts';
import { tempFolder } from '#test/support/temp.ts';
import { workedProvince, type Worked } from '#test/support/worked-province.ts';
import { returnReport } from '../actions/receive-report.ts';
import { publishReport, REPORT_CHECK, withdrawPublicReport } from '../actions/publish-report.ts';
import { addLines, barParts, byProduct, byUnit, csv, NOTHING, productSlug } from '../rules/promise.ts';
import { publicationsOf } from '../store/publications.ts';
import { report } from '../store/reports.ts';
import { reportsPortal } from './part.tsx';
import { doneTag } from './promise.ts';

const today = plainDate('2026-10-05'), year = { from: plainDate('2025-01-01'), to: plainDate('2027-12-31') };
const number = (text: string): number => Number(text.replaceAll('.', ''));

describe('promised and delivered, for everybody', () => {
  let test: TestDatabase, t: ReturnType<typeof actingFor>, province: Worked, files: FileStore, path: string, card: ObligationCard, slug: string;
  before(async () => {
    test = await testDb();
    files = await openLocalFiles(tempFolder('public-reports'));
    province = await workedProvince(test.db, files);
    t = actingFor(test.db, { today, seed: 77 });
    card = (await obligationCard(test.db, province.obligation, { today }))!;
    slug = productSlug(card.product);
    path = await t.run((a) => publishPlan(a, files, { planId: province.plan, rowVersion: null, checked: true }));
  });
  after(() => test.close());
  const root = () => readingOf(t, test.db, province.root, { files, today }), commune = (index = 0) => readingOf(t, test.db, province.communes[index]!, { files, today });

  it('shows the numbers of the board, by product and by unit, with the table beneath the bars', async () => {
    const page = await htmlOf(reportsPortal, await root(), `${path}/tien-do`), made = await makePage(reportsPortal, await root(), `${path}/tien-do.csv`);
    assert.ok(made?.kind === 'file' && page.text.includes('<svg') && page.text.includes('Tính đến ngày 05/10/2026'));
    const rows = new TextDecoder().decode(made.bytes).replace('\ufeff', '').trim().split('\r\n').slice(1).map((line) => line.split(';')), sum = (column: number, unit?: string) => rows.filter((row) => !unit || row[0] === unit).reduce((total, row) => total + Number(row[column]), 0);
    const { rows: [asked] } = await sql<{ amount: number; confirmed: number }>`select sum(t.amount) filter (where t.period_from <= ${today}::date)::int as amount, sum(t.confirmed)::int as confirmed from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id where t.source_id = ${province.plan} and c.product = 'report' and t.amount is not null and not t.optional`.execute(test.db);
    const standings = await unitStandings(test.db, { window: year, today, sourceIds: [province.plan] });
    assert.equal(sum(4) + (asked!.amount ?? 0), standings.reduce((total, one) => total + one.amount, 0), 'what was asked for up to the day');
    const cells = await boardCells(test.db, { organisationIds: standings.map((one) => one.organisationId), sourceIds: [province.plan], window: year, today });
    assert.equal(sum(5) + (asked!.confirmed ?? 0), cells.reduce((total, one) => total + one.confirmed, 0), 'what is done and confirmed');
    assert.ok(sum(5) > 0);
    const table = page.text.slice(page.text.indexOf('id="don-vi"')), first = /<th scope="row">UBND xã Bình An<\/th><td class="n">([\d.]+)<\/td><td class="n">([\d.]+)<\/td><td class="n">([\d.]+)</.exec(table)!;
    assert.deepEqual(first.slice(1).map(number), [3, 4, 5].map((column) => sum(column, 'UBND xã Bình An')));
  });
  it('leads from a figure to what can be looked at, and only counts the rest', async () => {
    const figure = `${path}/tien-do/${slug}`, before = await htmlOf(reportsPortal, await root(), figure), counted = /class="lead">([\d.]+) /.exec(before.text)!;
    assert.ok(before.text.includes('href="https://binhan.songtra.example/2026-08-12"') && before.text.includes('(binhan.songtra.example)') && !before.text.includes('minh chứng không đăng'));
    const more = async (title: string, doneOn: string, evidence: object) => t.run(async (a) => {
      const made = await record(a, { organisationId: province.communes[0]!, form: { product: card.product, channel: card.channel, title, doneOn: plainDate(doneOn), amount: 1, unit: 'tin, bài' }, evidence: [evidence as never] });
      await confirm(a, { deliverableId: made.id, rowVersion: null });
    });
    await more('Nộp hồ sơ <tại nhà>', '2026-09-03', { kind: 'link', url: 'https://xabinhan.example/nop-ho-so' });
    await more('Chỉ có ảnh chụp ông Nguyễn Văn Kín', '2026-07-03', { kind: 'file', sha256: province.photo, fileName: 'anh.jpg' });
    const now = await htmlOf(reportsPortal, await root(), figure);
    assert.ok(now.text.includes('href="https://xabinhan.example/nop-ho-so"') && now.text.includes('Nộp hồ sơ &lt;tại nhà&gt;'));
    assert.ok(now.text.includes('minh chứng không đăng') && !now.text.includes('Nguyễn Văn Kín'), 'a photograph is counted and not shown');
    assert.equal(number(/class="lead">([\d.]+) /.exec(now.text)![1]!), number(counted[1]!) + 2);
    assert.equal(await makePage(reportsPortal, await root(), `${figure}/trang/2`), null);
    assert.equal(await makePage(reportsPortal, await root(), `${path}/tien-do/khong-co`), null);
  });
  it('measures a commune by the plan above it, on its own page and on its home', async () => {
    const moved = await makePage(reportsPortal, await root(), '/da-hua-da-lam');
    assert.ok(moved?.kind === 'moved' && moved.to === `${path}/tien-do`);
    const page = await htmlOf(reportsPortal, await commune(), '/da-hua-da-lam'), block = await reportsPortal.home![0]!.make(await commune());
    assert.ok(page.text.includes(`href="${path}"`) && page.text.includes(`/xa-binh-an/da-hua-da-lam/${slug}`));
    assert.ok(String(block!.content).includes('Đã hứa – đã làm 2026') && String(block!.content).includes('/xa-binh-an/da-hua-da-lam'));
    assert.ok(block!.tags.includes(tagOf.day) && block!.tags.includes(doneTag(province.communes[0]!)));
    assert.ok((await htmlOf(reportsPortal, await commune(), `/da-hua-da-lam/${slug}`)).text.includes('Nộp hồ sơ &lt;tại nhà&gt;'));
    assert.equal(await makePage(reportsPortal, await commune(1), `/da-hua-da-lam/${slug}`).then((made) => made && String((made as { content?: unknown }).content).includes('Nộp hồ sơ')), null);
  });
  it('says at the head of a column what a public plan promises of it now, as far as it is confirmed', async () => {
    const made = (product: string) => t.run((a) => createColumn(a, { organisationId: province.communes[0]!, form: { name: `Cải cách hành chính (${product})`, about: null, product, channel: card.channel ?? 'portal', itemIds: [] } }));
    const head = async (id: Id, change: Partial<Reading> = {}) => reportsPortal.column!({ ...await commune(), ...change }, id), own = await made(card.product), words = async (id: Id) => String((await head(id))!.content);
    const now = progressOf((await columnRow(test.db, own))!, Object.values(await workList(test.db, province.communes[0]!, today)).flat().filter((one) => !one.optional && one.amount !== null), today).quotas[0]!;
    assert.equal(quotaInWords(now), '1/2 tin, bài tháng 10/2026', 'at the desk, with what waits for its confirmation');
    assert.match(await words(own), /Tin, bài tháng 10\/2026/);
    assert.match(await words(own), /<b>0<\/b> \/ 2/);
    assert.match(await words(own), new RegExp(`Theo <a href="${path}">Kế hoạch`));
    const done = await t.run((a) => record(a, { organisationId: province.communes[0]!, form: { product: card.product, channel: card.channel, title: 'Một cửa mở thêm sáng thứ Bảy', doneOn: today, amount: 1, unit: 'tin, bài' }, evidence: [{ kind: 'link', url: 'https://xabinhan.example/mot-cua' } as never] }));
    assert.match(await words(own), /<b>0<\/b> \/ 2/, 'not confirmed yet');
    await t.run((a) => confirm(a, { deliverableId: done.id, rowVersion: null }));
    assert.match(await words(own), /<b>1<\/b> \/ 2/);
    const { tags } = (await head(own))!;
    assert.ok([tagOf.day, doneTag(province.communes[0]!), tagOf.item(province.plan)].every((tag) => tags.includes(tag)));
    assert.equal((await head(await made('article')))!.content, null, 'nothing is promised of it');
    assert.equal(await head(own, { language: 'en' }), null);
    await assert.rejects(test.db.transaction().execute(async (tx) => {
      await sql`delete from public_items where id = ${province.plan}`.execute(tx);
      assert.equal((await head(own, { db: tx }))!.content, null, 'its plan is not public');
      throw new Error('as it was');
    }), /as it was/);
  });
  it('has every page that it lists, in valid HTML', async () => {
    for (const reading of [await root(), await commune()]) assert.deepEqual(await listedFaults(reportsPortal, reading), []);
  });
  it('shows a sent report from its frozen bytes, after a look for personal data; given back it is taken down', async () => {
    await assert.rejects(t.run((a) => publishReport(a, { reportId: province.draftReport, seen: null, checked: true })), /đã gửi/);
    await assert.rejects(t.run((a) => publishReport(a, { reportId: province.report, seen: null, checked: false })), /dữ liệu cá nhân/);
    await assert.rejects(t.as(actorFor({ may: async (permission) => permission !== 'reports.publish' })).run((a) => publishReport(a, { reportId: province.report, seen: null, checked: true })), { code: 'forbidden' });
    const where = await t.run((a) => publishReport(a, { reportId: province.report, seen: null, checked: true })), page = await htmlOf(reportsPortal, await commune(), where);
    assert.equal((await publicationsOf(test.db, province.report))[0]!.checked, REPORT_CHECK);
    assert.deepEqual(await contentFaults(page), []);
    assert.ok(page.text.includes(`/so-lieu/`) && page.text.includes('chốt ngày') && page.text.includes('.pdf"'));
    const [, file] = /href="\/xa-binh-an([^"]+\.docx)"/.exec(page.text)!, word = await makePage(reportsPortal, await commune(), file!);
    assert.ok(word?.kind === 'file' && word.bytes[0] === 0x50);
    const [, figure] = /href="\/xa-binh-an([^"]+\/so-lieu\/[^".]+)"/.exec(page.text)!;
    assert.ok((await htmlOf(reportsPortal, await commune(), figure!)).text.includes('đã xác nhận'));
    assert.ok((await makePage(reportsPortal, await commune(), `${where}/so-lieu.csv`))?.kind === 'file');
    await assert.rejects(t.run((a) => withdrawPublicReport(a, { reportId: province.report, seen: null, reason: ' ' })), /lý do/);
    await t.run(async (a) => returnReport(a, { reportId: province.report, seen: (await report(a.tx, province.report))!.row_version, reason: 'Thiếu số liệu phát thanh' }));
    const gone = await htmlOf(reportsPortal, await commune(), where);
    assert.ok(gone.status === 410 && gone.text.includes('được trả lại') && !gone.text.includes('/so-lieu/'));
  });
  it('adds up products and units alike, fills no bar beyond its end, and leaves no formula in a file', () => {
    const row = (organisationId: string, product: string, promised: number, done: number, debt = 0) => ({ organisationId: organisationId as never, product, unit: 'tin, bài', promised, amount: promised, done, debt });
    const rows = [row('a', 'article', 60, 53, 2), row('b', 'article', 12, 14), row('a', 'leaflet', 1, 0, 1), row('a', 'report', 4, 4)];
    assert.deepEqual(byProduct(rows).map(({ product, promised, done }) => [product, promised, done]), [['article', 72, 67], ['leaflet', 1, 0]]);
    assert.deepEqual(byProduct(rows).reduce(addLines, NOTHING), byUnit(rows).reduce(addLines, NOTHING));
    for (const line of rows) assert.equal(barParts(line).reduce((total, part) => total + part.value, 0), line.promised);
    assert.equal(csv([['=1+1', 'a;b', '"x"', 3]]), '\ufeff\'=1+1;"a;b";"""x""";3\r\n');
  });
});
