import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AppError } from '#kernel/app-error.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { actingFor, actorFor } from '../../../test/support/acting.ts';
import { testDb, type TestDatabase } from '../../../test/support/database.ts';
import { contentFaults, htmlOf, listedFaults, makePage, readingOf } from '../../../test/support/portal-reading.ts';
import { smallProvince, type SmallProvince } from '../../../test/support/small-province.ts';
import { eventsBetween } from '#features/audit/store/following.ts';
import { tagOf } from '#features/sites/portal-part.ts';
import { importDocuments } from './actions/import-documents.ts';
import { correctDocument, registerDocument } from './actions/register-document.ts';
import { withdrawDocument } from './actions/withdraw-document.ts';
import { documentsPortal } from './portal/register.tsx';
import { legalKey } from './rules/legal-key.ts';
import { effectOn, fileSlug } from './rules/public-document.ts';
import { paperTag, publicDocumentByKey } from './store.ts';

const today = plainDate('2026-11-20'), file = { sha256: 'a'.repeat(64), name: 'Quyết định 215 (bản ký).pdf', mediaType: 'application/pdf', size: 123_456 };
const facts = { form: 'decision', authority: 'UBND tỉnh Sông Trà', number: '215/QĐ-UBND', signedOn: plainDate('2025-12-22'), signer: null, effectiveFrom: null, effectiveTo: null, abstract: 'Ban hành Kế hoạch cải cách hành chính năm 2026' };

describe('the public register of documents', () => {
  let test: TestDatabase, province: SmallProvince, t: ReturnType<typeof actingFor>, id: Awaited<ReturnType<typeof registerDocument>>;
  before(async () => { test = await testDb(); t = actingFor(test.db); province = await smallProvince(t); id = await t.run((a) => registerDocument(a, { organisationId: province.root, facts, files: [file] })); });
  after(() => test.close());
  const reading = (files?: object) => readingOf(t, test.db, province.root, files ? { files: files as never } : {});

  it('shows each document with form, authority, number, day, effect, abstract and file', async () => {
    const page = await htmlOf(documentsPortal, await reading(), '/van-ban/quyet-dinh-215-qd-ubnd-2025');
    for (const words of ['Quyết định số 215/QĐ-UBND ngày 22/12/2025', 'UBND tỉnh Sông Trà', 'Ban hành Kế hoạch cải cách hành chính năm 2026', 'Còn hiệu lực', '/van-ban/quyet-dinh-215-qd-ubnd-2025/tep/quyet-dinh-215-ban-ky.pdf', '121 kB']) assert.ok(page.text.includes(words), words);
    const made = await makePage(documentsPortal, await reading({ read: async () => Buffer.from('%PDF') }), '/van-ban/quyet-dinh-215-qd-ubnd-2025/tep/quyet-dinh-215-ban-ky.pdf');
    assert.ok(made?.kind === 'file' && made.mediaType === 'application/pdf');
    assert.equal(await makePage(documentsPortal, await reading(), '/van-ban/quyet-dinh-215-qd-ubnd-2025/tep/khac.pdf'), null, 'only files that the register names');
  });
  it('says what of the portal a document that becomes public changes', async () => {
    const tags = await documentsPortal.touched!(test.db, await eventsBetween(test.db, 1, 0, 1e6, ['documents.made-public'], 10));
    assert.deepEqual(tags.toSorted(), [tagOf.item(id), paperTag('215/QĐ-UBND@'), tagOf.list(province.root, 'documents')].toSorted());
  });
  it('is looked through by form and year, a shelf at a time', async () => {
    await t.run((a) => registerDocument(a, { organisationId: province.root, facts: { ...facts, form: 'circular', number: '18/2025/TT-BNV', authority: 'Bộ Nội vụ', signedOn: plainDate('2025-10-08'), abstract: 'Chế độ báo cáo thống kê' }, files: [] }));
    await t.run((a) => registerDocument(a, { organisationId: province.root, facts: { ...facts, number: '16/QĐ-UBND', signedOn: plainDate('2026-01-15'), abstract: 'Kiện toàn Ban Chỉ đạo' }, files: [] }));
    const at = async (path: string) => (await htmlOf(documentsPortal, await reading(), path)).text;
    assert.ok((await at('/van-ban/loai/quyet-dinh')).includes('2 văn bản'));
    assert.ok(!(await at('/van-ban/loai/quyet-dinh/nam/2026')).includes('215/QĐ-UBND'));
    assert.ok((await at('/van-ban/nam/2025')).includes('18/2025/TT-BNV'));
    for (const path of ['/van-ban/loai/luat', '/van-ban/loai/decision', '/van-ban/nam/1800', '/van-ban/trang/2', '/van-ban/trang/1']) assert.equal(await makePage(documentsPortal, await reading(), path), null, path);
    assert.deepEqual(await listedFaults(documentsPortal, await reading()), []);
    assert.deepEqual(await contentFaults(await htmlOf(documentsPortal, await reading(), '/van-ban/quyet-dinh-215-qd-ubnd-2025')), []);
    const feed = await documentsPortal.pages.find((kind) => kind.pattern === '/van-ban/loai/:form')!.feed!(await reading(), { form: 'quyet-dinh' });
    assert.deepEqual(feed!.items.map(({ path }) => path), ['/van-ban/quyet-dinh-16-qd-ubnd-2026', '/van-ban/quyet-dinh-215-qd-ubnd-2025']);
    const found = await documentsPortal.dynamic![0]!.answer(await reading(), new URLSearchParams({ q: 'kien toan 100%' }), { address: '' });
    assert.ok(found.kind === 'html' && String(found.content).includes('Không có văn bản nào'));
    const marks = await documentsPortal.dynamic![0]!.answer(await reading(), new URLSearchParams({ q: 'ban chi dao' }), { address: '' });
    assert.ok(marks.kind === 'html' && String(marks.content).includes('16/QĐ-UBND'));
  });
  it('answers citations of plans and articles with an address', async () => {
    const key = legalKey({ type: 'Quyết định', number: '215 /QĐ – UBND', date: plainDate('2025-12-22') })!;
    assert.deepEqual([...(await publicDocumentByKey(test.db, [key, 'khac@'], today))], [[key, '/van-ban/quyet-dinh-215-qd-ubnd-2025']]);
    const day = (text: string) => legalKey({ type: 'Thông tư', number: '18/2025/TT-BNV', date: text ? plainDate(text) : null })!;
    assert.deepEqual([...(await publicDocumentByKey(test.db, [day(''), '215/QĐ-UBND@', day('2024-01-01')], today))].map(([one]) => one), [day('')], 'without its day where the number holds the year, never with another day');
  });
  it('refuses the same paper twice, a wrong effect, and somebody without the right', async () => {
    const refused = (field: string) => (error: unknown) => error instanceof AppError && field in (error.details.fields ?? {});
    await assert.rejects(t.run((a) => registerDocument(a, { organisationId: province.root, facts: { ...facts, number: '215/QĐ–UBND' }, files: [] })), refused('number'));
    await assert.rejects(t.run((a) => registerDocument(a, { organisationId: province.root, facts: { ...facts, number: '1/QĐ-UBND', effectiveTo: plainDate('2025-12-01') }, files: [] })), refused('effectiveTo'));
    await assert.rejects(t.run((a) => registerDocument(a, { organisationId: province.root, facts: { ...facts, form: 'thơ', abstract: ' ' }, files: [] })), refused('abstract'));
    await assert.rejects(t.as(actorFor({ may: async () => false })).run((a) => registerDocument(a, { organisationId: province.root, facts, files: [] })), /chưa được giao quyền|không/);
  });
  it('takes a document down with a reason that readers see, and puts it back at its address', async () => {
    await assert.rejects(t.run((a) => withdrawDocument(a, { documentId: id, rowVersion: null, reason: '' })), /lý do/);
    await t.run((a) => withdrawDocument(a, { documentId: id, rowVersion: 1, reason: 'Có sai sót ở phụ lục, sẽ đăng lại' }));
    const gone = await htmlOf(documentsPortal, await reading(), '/van-ban/quyet-dinh-215-qd-ubnd-2025');
    assert.ok(gone.status === 410 && gone.text.includes('Có sai sót ở phụ lục') && !gone.text.includes('/tep/'));
    assert.equal(await makePage(documentsPortal, await reading({ read: async () => Buffer.from('') }), '/van-ban/quyet-dinh-215-qd-ubnd-2025/tep/quyet-dinh-215-ban-ky.pdf'), null);
    assert.equal((await publicDocumentByKey(test.db, [legalKey({ type: 'Quyết định', number: '215/QĐ-UBND', date: plainDate('2025-12-22') })!], today)).size, 0);
    await t.run((a) => correctDocument(a, { documentId: id, rowVersion: null, facts: { ...facts, effectiveTo: plainDate('2026-06-30') }, files: [file] }));
    assert.ok((await htmlOf(documentsPortal, await reading(), '/van-ban/quyet-dinh-215-qd-ubnd-2025')).text.includes('Hết hiệu lực'));
  });
  it('takes a table as a whole or not at all', async () => {
    const head = ['Hình thức', 'Số, ký hiệu', 'Ngày ban hành', 'Cơ quan ban hành', 'Trích yếu'], read = (cells: string[][], dryRun = false) => t.run((a) => importDocuments(a, { organisationId: province.root, dryRun, table: { head, rows: cells.map((one, index) => ({ line: index + 2, cells: one })) } }));
    const rows = [['Chỉ thị', '05/CT-UBND', '10/03/2026', 'UBND tỉnh Sông Trà', 'Siết chặt kỷ cương'], ['quyết định', '215/QĐ-UBND', '22/12/2025', 'UBND tỉnh Sông Trà', 'Đã có']];
    const wrong = await read([...rows, ['Tản văn', '', '31/02/2026', 'UBND tỉnh', '']]);
    assert.deepEqual(wrong.faults.map(({ line, column }) => [line, column]), [[4, 'Ngày ban hành'], [4, 'Hình thức'], [4, 'Trích yếu']]);
    assert.deepEqual(await read(rows), { added: 1, known: 1, faults: [], ignored: [] });
    assert.deepEqual(await read(rows), { added: 0, known: 2, faults: [], ignored: [] });
  });
  it('says whether a paper holds, and gives two files of one name two addresses', () => {
    const on = (from: string | null, to: string | null) => effectOn({ effective_from: from as never, effective_to: to as never, signed_on: plainDate('2026-01-01') }, today);
    assert.deepEqual([on(null, null), on('2026-12-01', null), on(null, '2026-11-19'), on(null, '2026-11-20')], ['in-force', 'not-yet', 'ended', 'in-force']);
    assert.equal(effectOn({ effective_from: null, effective_to: null, signed_on: null }, today), 'unknown');
    const twin = { ...file, sha256: 'b'.repeat(64) };
    assert.notEqual(fileSlug([file, twin], file), fileSlug([file, twin], twin));
  });
});
