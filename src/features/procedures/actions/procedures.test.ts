import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import writeExcel from 'write-excel-file/node';
import { readTable } from '#features/organisations/read-table.ts';
import { publicItem } from '#features/sites/store.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { decisionForm, procedureText, shopForm, typedProcedure } from '#test/support/sample-procedure.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { TYPED, TYPED_KEYS, writeTyped } from '../rules/typed.ts';
import { catalogueOn, decisionRow, decisionsOf, versionTexts } from '../store.ts';
import { answersOf, lastSigned, lastWordsAt, sheetRow } from '../store/shops.ts';
import { postedAt, saveAnswers, sayPosted, startCheck } from './check-shop.ts';
import { correctDecision } from './correct-decision.ts';
import { importProcedures } from './import-procedures.ts';
import { openShops } from './keep-shop.ts';
import { addChange, recordDecision } from './record-decision.ts';
import { signSheet } from './sign-sheet.ts';
import { voidEntry } from './void-entry.ts';
import { onDay, standing } from '../rules/history.ts';
import { asEntry } from '../store/rows.ts';
import { lastWords, standingOf } from '../rules/posting.ts';
import { shopRow } from '../store/shops.ts';

describe('procedures on a real store', async () => {
  const { db } = await testDb(), t = actingFor(db, { today: '2026-03-20' }), { root, communes } = await smallProvince(t), files = { put: async () => ({ sha256: '0'.repeat(64), size: 1 }) } as never;
  const on = async (day: string) => new Map((await catalogueOn(db, root, plainDate(day))).map((one) => [one.code, one]));

  it('a decision publishes, a later one changes, and each day tells what holds', async () => {
    const first = await t.run((a) => recordDecision(a, { organisationId: root, decision: decisionForm(), changes: [{ change: 'publish', text: procedureText() }, { change: 'publish', text: procedureText({ code: '9.000102', name: 'Đăng ký khai sinh' }) }] }));
    assert.deepEqual([first.faults, first.entries.length], [[], 2]);
    await t.run((a) => recordDecision(a, { organisationId: root, decision: decisionForm({ number: '99/QĐ-UBND', signedOn: plainDate('2026-03-15'), effectiveOn: plainDate('2026-04-01') }), changes: [
      { change: 'amend', text: procedureText({ time: '02 ngày làm việc', timeDays: '2' }) }, { change: 'publish', text: procedureText({ code: '9.000103', name: 'Đăng ký khai sinh lưu động' }) }, { change: 'replace', code: '9.000102', replacedBy: ['9.000103'] }] }));
    const march = await on('2026-03-20'), april = await on('2026-04-01');
    assert.deepEqual([...march.values()].map((one) => [one.code, one.phase, one.nextFrom]), [['9.000101', 'in-force', '2026-04-01'], ['9.000102', 'in-force', '2026-04-01'], ['9.000103', 'future', '2026-04-01']]);
    assert.deepEqual([...april.values()].map((one) => [one.code, one.phase]), [['9.000101', 'in-force'], ['9.000102', 'ended'], ['9.000103', 'in-force']]);
    assert.deepEqual(april.get('9.000102')!.replacedBy, [april.get('9.000103')!.id]);
    assert.notEqual(march.get('9.000101')!.version, april.get('9.000101')!.version);
    const item = await publicItem(db, march.get('9.000101')!.id);
    assert.deepEqual([item?.path, item?.title, item?.noun], ['/thu-tuc/cap-lai-ban-sao-giay-khai-sinh', 'Cấp lại bản sao giấy khai sinh', 'procedures']);
  });

  it('a correction is a further revision, and an entry taken back is as if it had never been', async () => {
    const before = (await on('2026-04-01')).get('9.000101')!;
    await t.run((a) => addChange(a, { decisionId: before.decisionId, change: { change: 'amend', text: procedureText({ time: '03 ngày làm việc', timeDays: '3' }) } }));
    const corrected = (await on('2026-04-01')).get('9.000101')!;
    assert.notEqual(corrected.version, before.version);
    await assert.rejects(t.run((a) => voidEntry(a, { versionId: before.version, reason: 'nhầm' })), /đã được sửa/);
    await t.run((a) => voidEntry(a, { versionId: corrected.version, reason: 'Nhập nhầm số quyết định' }));
    assert.equal((await on('2026-04-01')).get('9.000101')!.change, 'publish');
    const replaced = (await on('2026-04-01')).get('9.000103')!;
    await t.run((a) => voidEntry(a, { versionId: replaced.version, reason: 'Chưa công bố' }));
    assert.equal((await on('2026-04-01')).has('9.000103'), false);
    assert.ok((await publicItem(db, replaced.id))?.withdrawn_at, 'what was never published is no public item');
  });

  it('what was typed wrong about a decision is corrected, its file may come later, and nobody writes over a colleague', async () => {
    const [row] = (await decisionsOf(db, root)).filter((one) => one.number === '99/QĐ-UBND'), form = { number: '98/QĐ-UBND', signedOn: row!.signed_on, issuer: row!.issuer, title: row!.title, file: { sha256: 'a'.repeat(64), name: 'quyet-dinh.pdf' } };
    await t.run((a) => correctDecision(a, { decisionId: row!.id, rowVersion: row!.row_version, form }));
    const after = (await decisionRow(db, row!.id))!;
    assert.deepEqual([after.number, after.file_name, after.effective_on], ['98/QĐ-UBND', 'quyet-dinh.pdf', row!.effective_on]);
    await assert.rejects(t.run((a) => correctDecision(a, { decisionId: row!.id, rowVersion: row!.row_version, form: { ...form, title: 'Khác' } })), /Người khác vừa sửa/);
    await assert.rejects(t.run((a) => correctDecision(a, { decisionId: row!.id, rowVersion: null, form: { ...form, number: '12/QĐ-UBND', signedOn: plainDate('2026-01-05') } })), /đã được ghi/);
    await t.run((a) => correctDecision(a, { decisionId: row!.id, rowVersion: null, form: { ...form, title: 'Sửa đổi một số thủ tục', file: null } }));
    assert.equal((await decisionRow(db, row!.id))!.file_name, 'quyet-dinh.pdf', 'the file stays');
  });

  it('an import takes all rows as one decision, or none, and the same again changes nothing', async () => {
    const head = TYPED_KEYS.map((key) => TYPED[key].label), row = (line: number, change: Parameters<typeof typedProcedure>[0]) => ({ line, cells: TYPED_KEYS.map((key) => typedProcedure({ ...change, ...(change?.papers ? {} : { papers: 'Tờ khai | Giấy tờ (01 bản sao)' }), steps: 'Nộp | Nhận' })[key]) });
    const decision = decisionForm({ number: '150/QĐ-UBND', signedOn: plainDate('2026-03-18'), effectiveOn: plainDate('2026-03-20') }), run = (rows: { line: number; cells: string[] }[], dryRun = false) => t.run((a) => importProcedures(a, { organisationId: root, table: { head, rows }, decision, dryRun }));
    const wrong = await run([row(2, { code: '9.000201', name: 'Chứng thực chữ ký', field: 'Chứng thực' }), row(3, { code: '9.2', name: '' }), row(4, { code: '9.000201' })]);
    assert.deepEqual([wrong.decisionId, wrong.faults.map((one) => [one.line, one.column])], [null, [[3, 'Mã thủ tục'], [3, 'Tên thủ tục'], [4, 'Mã thủ tục']]]);
    assert.equal((await on('2026-03-20')).has('9.000201'), false, 'nothing half');
    const good = [row(2, { code: '9.000201', name: 'Chứng thực chữ ký', field: 'Chứng thực' }), row(3, { code: '9.000202', name: 'Chứng thực bản sao', field: 'chứng thực' })];
    assert.deepEqual((await run(good, true)).published.length, 2);
    assert.equal((await on('2026-03-20')).has('9.000201'), false, 'a trial writes nothing');
    assert.equal((await run(good)).published.length, 2);
    assert.deepEqual([(await run(good)).unchanged, (await run(good)).published], [2, []]);
    assert.equal((await on('2026-03-20')).get('9.000201')!.fieldId, (await on('2026-03-20')).get('9.000202')!.fieldId, 'one field however it is written');
    assert.equal(writeTyped(procedureText(), '\n').level, 'Cấp xã');
  });

  it('a table as offices have them: a title, a head of two rows, one field down several rows, several lines in a cell, codes as numbers', async () => {
    const cell = (value: string | number | null, more = {}) => (value === null ? null : { value, ...(typeof value === 'number' ? { type: Number } : {}), ...more }), book = await writeExcel([
      [cell('DANH MỤC THỦ TỤC HÀNH CHÍNH', { columnSpan: 8 })],
      [cell('TT', { rowSpan: 2 }), cell('Mã TTHC', { rowSpan: 2 }), cell('Tên thủ tục', { rowSpan: 2 }), cell('Lĩnh vực', { rowSpan: 2 }), cell('Cấp', { rowSpan: 2 }), cell('Các bước', { rowSpan: 2 }), cell('Thu', { columnSpan: 2 })],
      [null, null, null, null, null, null, cell('Mức thu'), cell('Thời hạn')],
      [cell(1), cell(9.00031), cell('Cấp giấy A'), cell('Lâm nghiệp', { rowSpan: 2 }), cell('Cấp xã'), cell('Nộp hồ sơ\nNhận kết quả'), cell(12000), cell('03 ngày')],
      [cell(2), cell('9.000311'), cell('Cấp giấy B'), null, cell('xã'), cell('Nộp | Nhận'), cell('8.000'), cell('03 ngày')],
      [cell(3), cell('9.000312'), cell('Cấp giấy C'), cell('Lâm nghiệp'), cell('Cấp xã'), cell('Nộp'), cell('1.5'), cell('03 ngày')],
    ] as never, {} as never) as unknown as { toBuffer(): Promise<Buffer> }, table = await readTable('danh-muc.xlsx', new Uint8Array(await book.toBuffer()), { lines: true });
    const run = (rows = table.rows) => t.run((a) => importProcedures(a, { organisationId: root, table: { ...table, rows }, decision: decisionForm({ number: '160/QĐ-UBND', signedOn: plainDate('2026-03-18'), effectiveOn: plainDate('2026-03-20') }), dryRun: false })), done = await run();
    assert.deepEqual(done.faults.map((one) => [one.line, one.column, one.reason.slice(0, 16)]), [[6, 'Mức thu (đồng)', '“1.5” chưa đúng.']]);
    assert.deepEqual([(await run(table.rows.slice(0, 2))).published, done.ignored], [['Cấp giấy A', 'Cấp giấy B'], []]);
    const now = await on('2026-03-20'), texts = await versionTexts(db, [now.get('9.000310')!.version, now.get('9.000311')!.version]);
    assert.equal(now.get('9.000310')!.fieldId, now.get('9.000311')!.fieldId);
    assert.deepEqual([...texts.values()].map((one) => [one.steps, one.fee.amount]).sort(), [[['Nộp hồ sơ', 'Nhận kết quả'], 12000], [['Nộp', 'Nhận'], 8000]].sort());
    const twice = await t.run((a) => importProcedures(a, { organisationId: root, table: { head: [...table.head, 'Phí', 'Lệ phí'], rows: [] }, decision: decisionForm(), dryRun: true }));
    assert.match(twice.faults[0]!.reason, /“Phí”, “Lệ phí” đều là “Phí, lệ phí”/);
    // what this table brought is taken back, so that the counters below stay as they were
    for (const code of ['9.000310', '9.000311']) await t.run((a) => voidEntry(a, { versionId: now.get(code)!.version, reason: 'Thử' }));
  });

  it('two decisions of one day on one procedure: the later entered starts from the first and holds, and each can be corrected or taken back', async () => {
    const code = '9.000202', before = (await on('2026-03-20')).get(code)!, text = (change: object) => procedureText({ code, name: 'Chứng thực bản sao', field: 'Chứng thực', ...change });
    const decide = (number: string, change: object) => t.run((a) => recordDecision(a, { organisationId: root, decision: decisionForm({ number, signedOn: plainDate('2026-03-19'), effectiveOn: plainDate('2026-07-01') }), changes: [{ change: 'either', text: text(change) }] }));
    const first = await decide('301/QĐ-UBND', { time: '02 ngày' }), second = await decide('302/QĐ-UBND', { time: '02 ngày', result: 'Bản sao' });
    assert.deepEqual([first, second].map(({ entries: [one] }) => [one!.change, one!.parts.includes('thời hạn'), one!.parts.includes('kết quả')]), [['amend', true, false], ['amend', false, true]]);
    const at = async (day = '2026-07-01') => { const row = (await on(day)).get(code)!; return [row.phase, row.decisionId, row.nextFrom]; };
    assert.deepEqual([await at(), await at('2026-06-30')], [['in-force', second.decisionId, null], ['in-force', before.decisionId, '2026-07-01']]);
    await decide('301/QĐ-UBND', { time: '04 ngày' });
    assert.equal((await at())[1], second.decisionId, 'a correction of the first stays before the second');
    const { rows } = await db.selectFrom('procedure_versions').selectAll().where('procedure_id', '=', before.id).execute().then((all) => ({ rows: all.map(asEntry) })), read = onDay(rows, plainDate('2026-07-01'));
    assert.deepEqual([read.current?.decision_id, standing(rows).map((one) => one.decision_id)], [second.decisionId, [before.decisionId, first.decisionId, second.decisionId]], 'the same in SQL and in the rule');
    await t.run((a) => voidEntry(a, { versionId: read.current!.id, reason: 'Nhầm' }));
    assert.equal((await at())[1], first.decisionId);
    await t.run(async (a) => voidEntry(a, { versionId: (await catalogueOn(a.tx, root, plainDate('2026-07-01'))).find((row) => row.code === code)!.version, reason: 'Nhầm' }));
    assert.deepEqual(await at(), ['in-force', before.decisionId, null]);
  });

  it('two who word one procedure at once: the second is told and nothing is written over', async () => {
    const one = (await on('2026-03-20')).get('9.000201')!, word = (time: string, entry: Id | null) => t.run((a) => addChange(a, { decisionId: one.decisionId, change: { change: 'either', text: procedureText({ code: one.code, name: one.name, field: 'Chứng thực', time }) }, seen: { code: one.code, entry } }));
    await word('03 giờ', one.version);
    await assert.rejects(word('05 giờ', one.version), /Người khác vừa ghi/);
    await word('05 giờ', (await on('2026-03-20')).get('9.000201')!.version);
  });

  it('only who keeps the catalogue changes it', async () => {
    await assert.rejects(t.as(actorFor({ may: async (permission) => permission !== 'procedures.keep' })).run((a) => recordDecision(a, { organisationId: root, decision: decisionForm(), changes: [] })), /chưa được giao quyền/);
  });

  it('a shop is checked in parts, signed, and scored; a new version has to be posted anew', async () => {
    const [shopId] = await t.run((a) => openShops(a, [{ organisationId: communes[0]!, form: shopForm() }])), shop = (await shopRow(db, shopId!))!, due = await postedAt(db, shop, plainDate('2026-03-20'), plainDate('2026-03-20'));
    assert.equal(due.length, 4);
    const inspector = t.as(actorFor({ organisationId: root })), sheetId = await inspector.run((a) => startCheck(a, { shopId: shopId! }));
    assert.equal(await inspector.run((a) => startCheck(a, { shopId: shopId! })), sheetId, 'gone on with');
    const answer = (index: number, state: 'posted' | 'missing' | 'outdated') => ({ procedureId: due[index]!.id, state, note: null, photo: null });
    assert.equal(await inspector.run((a) => saveAnswers(a, { sheetId, answers: [answer(0, 'missing'), answer(1, 'posted')] })), 2);
    assert.equal(await inspector.run((a) => saveAnswers(a, { sheetId, answers: [answer(0, 'posted'), answer(1, 'posted'), answer(2, 'missing')] })), 2, 'what is the same is not written again');
    assert.equal((await answersOf(db, sheetId)).length, 3);
    const sign = { sheetId, witness: 'Trần Thị Hoa', remark: null };
    await assert.rejects(inspector.run((a) => signSheet(a, files, { ...sign, unseenMeant: false })), /Còn 1 thủ tục chưa xem/);
    assert.deepEqual(await inspector.run((a) => signSheet(a, files, { ...sign, unseenMeant: true })), { posted: 2, outdated: 0, missing: 1, unseen: 1, percent: 66.7 });
    await assert.rejects(inspector.run((a) => saveAnswers(a, { sheetId, answers: [answer(0, 'missing')] })), /đã ký/);
    assert.equal((await sheetRow(db, sheetId))!.status, 'signed');
    assert.equal((await lastSigned(db, [shopId!]))[0]!.own, false);
    const standings = async (day: string) => { const words = lastWords(await lastWordsAt(db, [shopId!])); return (await postedAt(db, shop, plainDate(day), plainDate(day))).map((one) => standingOf(one.version, words.get(one.id))); };
    assert.deepEqual((await standings('2026-03-20')).sort(), ['missing', 'right', 'right', 'unknown']);
    await t.run((a) => recordDecision(a, { organisationId: root, decision: decisionForm({ number: '200/QĐ-UBND', signedOn: plainDate('2026-03-19'), effectiveOn: plainDate('2026-05-01') }), changes: [{ change: 'amend', text: procedureText({ time: '04 ngày' }) }] }));
    assert.deepEqual((await standings('2026-05-01')).filter((one) => one === 'replace').length, 1, 'cần thay bản niêm yết');
    await t.run((a) => sayPosted(a, { shopId: shopId!, procedureIds: [due[2]!.id as Id] }));
    assert.deepEqual((await standings('2026-03-20')).sort(), ['right', 'right', 'right', 'unknown']);
  });
});
