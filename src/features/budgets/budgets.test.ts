import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { confirm } from '#features/deliverables/actions/confirm.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { Database } from '#platform/db/tables.ts';
import type { Acting } from '#platform/acting.ts';
import { actingFor, actorFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince, type SmallProvince } from '#test/support/small-province.ts';
import { tempFolder } from '#test/support/temp.ts';
import { amendBudget, approveBudget } from './actions/approve-budget.ts';
import { factsOf } from './actions/facts-of.ts';
import { appraise, returnBudget, takeIn } from './actions/receive-budget.ts';
import { settleBudget } from './actions/settle.ts';
import { addVoucher, cancelExpenditure, spend } from './actions/spend.ts';
import { startBudget, startConsolidated } from './actions/start-budget.ts';
import { submitBudget } from './actions/submit-budget.ts';
import { addLines, dropLine, editLine, type LineForm } from './actions/write-lines.ts';
import { distribute } from './rules/distribute.ts';
import { SOURCES } from './rules/line.ts';
import { addAll, totalsOfTree, type CountedLine } from './rules/sums.ts';
import { budget, settlementOf } from './store/rows.ts';
import { budgetsOfUnit, expendituresOf, linesOf, linesOfMany, partsOf, taskSums, totalsOf, wholeTree } from './store/reading.ts';
import { waitingBudgets } from './store/waiting.ts';

const line = (change: Partial<LineForm> = {}): LineForm => ({ itemId: null, task: null, description: 'Nhuận bút tin, bài', unit: 'tin, bài', quantity: 50_000, unitPrice: 200_000, source: 'STATE_BUDGET', note: null, ...change });

let db: Database, files: FileStore, t: TestActing, province: SmallProvince, finance: Id, year = 2026;
/** Each test in a year of its own: one estimate a unit and year. */
const nextYear = (): number => ++year;

async function estimate(unit: Id, lines: readonly LineForm[], of: number): Promise<Id> {
  return t.run(async (a) => {
    const id = await startBudget(a, { organisationId: unit, year: of, planId: null });
    await addLines(a, { budgetId: id, lines });
    return id;
  });
}
const sent = async (unit: Id, lines: readonly LineForm[], of: number): Promise<Id> => {
  const id = await estimate(unit, lines, of);
  await t.run((a) => submitBudget(a, { budgetId: id, rowVersion: null }));
  return id;
};
async function consolidated(of: number, parts: readonly Id[], office = finance): Promise<Id> {
  const id = await t.run((a) => startConsolidated(a, { organisationId: office, year: of, planId: null, due: null }));
  await t.run((a) => takeIn(a, { intoId: id, budgetIds: parts }));
  return id;
}
const approved = async (id: Id, amounts?: { lineId: Id; amount: number }[], on = t): Promise<void> => {
  await on.run((a) => submitBudget(a, { budgetId: id, rowVersion: null }));
  await on.run((a) => approveBudget(a, { budgetId: id, rowVersion: null, decisionNumber: '412/QĐ-UBND', decidedOn: a.today, ...(amounts ? { amounts } : {}) }));
};
const statusOf = async (id: Id): Promise<string> => (await budget(db, id))!.status;
const count = async (verb: string): Promise<number> => (await sql<{ n: number }>`select count(*)::integer as n from audit_events where verb = ${verb}`.execute(db)).rows[0]!.n;

before(async () => {
  ({ db } = await testDb());
  files = await openLocalFiles(tempFolder('budgets'));
  t = actingFor(db, { today: '2026-03-20' });
  province = await smallProvince(t, { communes: 3 });
  finance = await t.run((a) => createOrganisation(a, { name: 'Sở Tài chính', kind: 'department', parentId: province.root, functions: ['finance'], validFrom: plainDate('2025-07-01') }));
});

describe('an estimate', () => {
  it('goes from its unit to the finance office, into the sum, to the committee, is spent and settled; every step stands in the log', async () => {
    const of = 2026, unit = province.communes[0]!;
    const id = await sent(unit, [line(), line({ description: 'In tờ rơi', unit: 'tờ', quantity: 2_000_000, unitPrice: 2_500, source: 'OTHER_FUNDING' })], of);
    const row = (await budget(db, id))!;
    assert.deepEqual([row.status, row.office_id, row.committee_id, row.submitted_on], ['submitted', finance, province.root, '2026-03-20']);
    assert.deepEqual((await waitingBudgets(db, [finance], plainDate('2026-03-25'), { whats: ['approve'] })), [], 'nothing waits for who may only approve there');
    assert.deepEqual((await waitingBudgets(db, [finance], plainDate('2026-03-25'))).map((one) => [one.year, one.count]), [[of, 1]]);
    assert.deepEqual((await waitingBudgets(db, [finance], plainDate('2026-03-25')))[0]!.items.map((one) => [one.what, one.total, one.days]), [['consolidate', 15_000_000, 5]]);
    const whole = await consolidated(of, [id]);
    assert.equal((await factsOf(db, (await budget(db, whole))!, plainDate('2026-03-20'))).missing.length, 5, 'the other units of the level are named');
    await t.run((a) => submitBudget(a, { budgetId: whole, rowVersion: null }));
    assert.deepEqual((await waitingBudgets(db, [province.root], plainDate('2026-03-20')))[0]!.items.map((one) => [one.id, one.what, one.total]), [[whole, 'approve', 15_000_000]]);
    await t.run((a) => approveBudget(a, { budgetId: whole, rowVersion: null, decisionNumber: '412/QĐ-UBND', decidedOn: plainDate('2026-03-20') }));
    assert.deepEqual([await statusOf(id), (await budget(db, id))!.granted, (await totalsOf(db, [whole])).get(whole)!.approved], ['approved', 'whole', 15_000_000]);
    const [fees] = await linesOf(db, id), may = t.on('2026-05-04');
    const payment = await may.run((a) => spend(a, { budgetId: id, lineId: fees!.id, spentOn: plainDate('2026-05-04'), amount: 1_000_000, payee: 'Nhuận bút tháng 4', description: null, voucher: null, file: null, deliverableId: null }));
    await assert.rejects(may.run((a) => addVoucher(a, { expenditureId: payment, rowVersion: null, voucher: ' ', file: null })), /số chứng từ/);
    await may.run((a) => addVoucher(a, { expenditureId: payment, rowVersion: null, voucher: 'PC 12', file: null }));
    assert.deepEqual((await expendituresOf(db, id)).rows.map((one) => [one.voucher, one.amount, one.line]), [['PC 12', 1_000_000, 'Nhuận bút tin, bài']]);
    const december = t.on('2026-12-20');
    await assert.rejects(december.run((a) => settleBudget(a, files, { budgetId: whole, rowVersion: null })), /Còn 1 đơn vị chưa quyết toán: UBND xã Mẫu 1/);
    for (const one of [id, whole]) await december.run((a) => settleBudget(a, files, { budgetId: one, rowVersion: null, remarks: null }));
    for (const verb of ['submitted', 'consolidated', 'approved', 'spent', 'settled']) assert.ok(await count(`budgets.${verb}`) >= 1, verb);
    const facts = (await sql<{ facts: { title: string; total: number } }>`select facts from audit_events where verb = 'budgets.settled' and subject_id = ${unit}`.execute(db)).rows[0]!.facts;
    assert.deepEqual([facts.title, facts.total], ['Dự toán kinh phí tuyên truyền cải cách hành chính năm 2026', 1_000_000]);
  });

  it('is settled for good: the frozen bytes are what the hashes say, and nothing of it changes any more', async () => {
    const id = (await budgetsOfUnit(db, province.communes[0]!, 2026))[0]!.id, settled = (await settlementOf(db, id))!, [fees] = await linesOf(db, id), later = t.on('2026-12-28');
    for (const sha of [settled.figures_sha256, settled.docx_sha256, settled.pdf_sha256, settled.xlsx_sha256]) assert.equal(createHash('sha256').update(await files.read(sha)).digest('hex'), sha);
    const figures = JSON.parse(Buffer.from(await files.read(settled.figures_sha256)).toString()) as { totals: { spent: number }; payments: unknown[] };
    assert.deepEqual([figures.totals.spent, figures.payments.length], [1_000_000, 1]);
    const payment = (await expendituresOf(db, id)).rows[0]!.id, never = /đã quyết toán nên không thay đổi được nữa/;
    await assert.rejects(later.run((a) => spend(a, { budgetId: id, lineId: fees!.id, spentOn: plainDate('2026-12-27'), amount: 1, payee: 'x', description: null, voucher: null, file: null, deliverableId: null })), never);
    await assert.rejects(later.run((a) => cancelExpenditure(a, { expenditureId: payment, rowVersion: null, reason: 'ghi nhầm dòng' })), never);
    await assert.rejects(later.run((a) => editLine(a, { lineId: fees!.id, rowVersion: null, line: line() })), never);
    await assert.rejects(later.run((a) => addLines(a, { budgetId: id, lines: [line()] })), never);
    await assert.rejects(later.run((a) => amendBudget(a, { budgetId: id, rowVersion: null, decisionNumber: '9/QĐ', decidedOn: plainDate('2026-12-28'), reason: 'bổ sung', changes: [{ lineId: fees!.id, to: 20_000_000 }] })), never);
    await assert.rejects(later.run((a) => settleBudget(a, files, { budgetId: id, rowVersion: null })), never);
  });

  it('is one a unit, year and plan; is sent with lines and a position to sign; is not edited while it is away', async () => {
    const of = 2022, id = await estimate(province.communes[1]!, [], of);
    await assert.rejects(t.run((a) => startBudget(a, { organisationId: province.communes[1]!, year: of, planId: null })), /đã có dự toán/);
    await assert.rejects(t.run((a) => submitBudget(a, { budgetId: id, rowVersion: null })), /chưa có số tiền/);
    await assert.rejects(t.run((a) => addLines(a, { budgetId: id, lines: [line({ unitPrice: -1 })] })), /không âm/);
    await assert.rejects(t.run((a) => addLines(a, { budgetId: id, lines: [line({ quantity: 0 })] })), /lớn hơn 0/);
    const [first, second] = await t.run((a) => addLines(a, { budgetId: id, lines: [line(), line({ description: 'Pa nô' })] }));
    await t.run((a) => editLine(a, { lineId: first!, rowVersion: 1, line: line({ quantity: 1_500 }) }));
    await assert.rejects(t.run((a) => editLine(a, { lineId: first!, rowVersion: 1, line: line() })), /vừa thay đổi/);
    await t.run((a) => dropLine(a, { lineId: second!, rowVersion: null }));
    assert.deepEqual((await linesOf(db, id)).map((one) => one.estimated), [300_000]);
    await t.run((a) => submitBudget(a, { budgetId: id, rowVersion: null }));
    await assert.rejects(t.run((a) => editLine(a, { lineId: first!, rowVersion: null, line: line() })), /đã gửi cơ quan tài chính/);
    await assert.rejects(t.run((a) => approveBudget(a, { budgetId: id, rowVersion: null, decisionNumber: '1', decidedOn: a.today })), /tại bản tổng hợp/);
    await assert.rejects(t.run((a) => startConsolidated(a, { organisationId: province.communes[1]!, year: of, planId: null, due: null }).then(() => startConsolidated(a, { organisationId: province.departments[0]!, year: of, planId: null, due: null }))), /không phải cơ quan tài chính/);
  });

  it('that is returned drops out of the sum, with its reason, and comes again', async () => {
    const of = nextYear(), [one, two] = [await sent(province.communes[0]!, [line()], of), await sent(province.communes[1]!, [line({ quantity: 10_000 })], of)], whole = await consolidated(of, [one, two]);
    const total = async (): Promise<number> => (await totalsOf(db, [whole])).get(whole)!.estimated;
    assert.equal(await total(), 12_000_000);
    await assert.rejects(t.run((a) => returnBudget(a, { budgetId: one, rowVersion: null, reason: '' })), /lý do/);
    await t.run((a) => returnBudget(a, { budgetId: one, rowVersion: null, reason: 'Đơn giá cao hơn mặt bằng chung' }));
    assert.deepEqual([await total(), await statusOf(one), (await budget(db, one))!.returned_reason, (await partsOf(db, whole)).length], [2_000_000, 'returned', 'Đơn giá cao hơn mặt bằng chung', 1]);
    await t.run((a) => submitBudget(a, { budgetId: one, rowVersion: null }));
    await t.run((a) => takeIn(a, { intoId: whole, budgetIds: [one] }));
    await t.run((a) => submitBudget(a, { budgetId: whole, rowVersion: null }));
    await assert.rejects(t.run((a) => returnBudget(a, { budgetId: one, rowVersion: null, reason: 'Sửa lại đơn giá' })), /đã trình/);
    await t.run((a) => returnBudget(a, { budgetId: whole, rowVersion: null, reason: 'Giảm 10% theo chủ trương tiết kiệm' }));
    assert.deepEqual([await statusOf(whole), await statusOf(one)], ['returned', 'consolidated']);
  });

  it('is approved in part: never above the estimate, by line or as a lump that is divided exactly', async () => {
    const of = nextYear(), id = await sent(province.communes[2]!, [line({ unitPrice: 333_333 }), line({ unitPrice: 100_001 }), line({ unitPrice: 7 })], of), whole = await consolidated(of, [id]), lines = await linesOf(db, id);
    await assert.rejects(t.run((a) => appraise(a, { budgetId: id, amounts: [{ lineId: lines[0]!.id, amount: lines[0]!.estimated + 1 }] })), /lớn hơn dự toán/);
    const lump = 11_111_111, shares = distribute(lump, lines.map((one) => one.estimated));
    await t.run((a) => appraise(a, { budgetId: id, amounts: lines.map((one, index) => ({ lineId: one.id, amount: shares[index]! })) }));
    assert.equal((await totalsOf(db, [whole])).get(whole)!.appraised, lump);
    await t.run((a) => submitBudget(a, { budgetId: whole, rowVersion: null }));
    await assert.rejects(t.run((a) => approveBudget(a, { budgetId: whole, rowVersion: null, decisionNumber: '5', decidedOn: a.today, amounts: [{ lineId: lines[1]!.id, amount: lines[1]!.estimated + 1 }] })), /lớn hơn dự toán/);
    await assert.rejects(t.run((a) => approveBudget(a, { budgetId: whole, rowVersion: null, decisionNumber: ' ', decidedOn: a.today })), /số quyết định/);
    await t.run((a) => approveBudget(a, { budgetId: whole, rowVersion: null, decisionNumber: '5/QĐ-UBND', decidedOn: a.today }));
    assert.deepEqual([(await totalsOf(db, [whole])).get(whole)!.approved, (await budget(db, id))!.granted, (await linesOf(db, id)).map((one) => one.allotted)], [lump, 'part', shares]);
  });

  it('is not spent beyond its line without an amendment, and a cancelled payment gives its money back', async () => {
    const of = nextYear(), now = t.on(`${of}-03-20`), id = await sent(province.communes[0]!, [line({ quantity: 1_000, unitPrice: 5_000_000 }), line({ quantity: 1_000, unitPrice: 3_000_000 })], of);
    const pay = (amount: number, at = 0, day = `${of}-06-01`) => t.on(`${of}-06-01`).run(async (a) => spend(a, { budgetId: id, lineId: (await linesOf(a.tx, id))[at]!.id, spentOn: plainDate(day), amount, payee: 'In pa nô', description: null, voucher: 'PC 1', file: null, deliverableId: null }));
    await assert.rejects(pay(1), /chờ tổng hợp|đã gửi|phê duyệt/);
    await approved(await consolidated(of, [id]), undefined, now);
    await assert.rejects(pay(1, 0, `${of}-03-19`), /trước ngày quyết định/);
    const first = await pay(4_000_000);
    await assert.rejects(pay(1_000_001), /còn được chi 1\.000\.000\u00a0đ .* điều chỉnh/);
    const later = t.on(`${of}-06-02`), change = (changes: { lineId: Id; to: number }[], reason = 'Giá in tăng') => later.run((a) => amendBudget(a, { budgetId: id, rowVersion: null, decisionNumber: '77/QĐ-UBND', decidedOn: plainDate(`${of}-06-01`), reason, changes }));
    const [a, b] = await linesOf(db, id);
    await assert.rejects(change([{ lineId: a!.id, to: 3_999_999 }]), /đã chi 4\.000\.000/);
    await assert.rejects(change([{ lineId: a!.id, to: 5_000_000 }]), /Chưa có dòng nào thay đổi/);
    await change([{ lineId: a!.id, to: 6_000_000 }, { lineId: b!.id, to: 2_000_000 }]);
    assert.deepEqual([await statusOf(id), (await linesOf(db, id)).map((one) => [one.approved, one.allotted])], ['amended', [[5_000_000, 6_000_000], [3_000_000, 2_000_000]]]);
    await pay(2_000_000);
    await later.run((x) => cancelExpenditure(x, { expenditureId: first, rowVersion: null, reason: 'Ghi hai lần' }));
    await assert.rejects(later.run((x) => cancelExpenditure(x, { expenditureId: first, rowVersion: null, reason: 'Ghi hai lần' })), /đã hủy/);
    assert.deepEqual([(await linesOf(db, id))[0]!.spent, (await expendituresOf(db, id)).total], [2_000_000, 2], 'the cancelled one stays in the list');
  });

  it('two people who spend from one line at the same moment do not exceed it', async () => {
    const of = nextYear(), id = await sent(province.communes[1]!, [line({ quantity: 1_000, unitPrice: 1_000_000 })], of);
    await approved(await consolidated(of, [id]), undefined, t.on(`${of}-03-20`));
    const lineId = (await linesOf(db, id))[0]!.id, now = t.on(`${of}-06-01`);
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => now.run((a) => spend(a, { budgetId: id, lineId, spentOn: a.today, amount: 300_000, payee: 'x', description: null, voucher: null, file: null, deliverableId: null }))));
    assert.deepEqual([answers.filter((one) => one.status === 'fulfilled').length, (await linesOf(db, id))[0]!.spent], [3, 900_000]);
  });

  it('who may not, may not: each verb asks for its own right at its own place', async () => {
    const of = 2023, asked: string[] = [], denied = t.as(actorFor({ may: async (permission, place) => { asked.push(`${permission} ${place === finance ? 'office' : place === province.root ? 'committee' : 'unit'}`); return false; } }));
    const id = await sent(province.communes[2]!, [line()], of), whole = await t.run((a) => startConsolidated(a, { organisationId: finance, year: of, planId: null, due: null })), [only] = await linesOf(db, id);
    for (const verb of [
      () => denied.run((a) => startBudget(a, { organisationId: province.communes[2]!, year: of, planId: null })), () => denied.run((a) => submitBudget(a, { budgetId: id, rowVersion: null })),
      () => denied.run((a) => takeIn(a, { intoId: whole, budgetIds: [id] })), () => denied.run((a) => returnBudget(a, { budgetId: id, rowVersion: null, reason: 'vì lý do' })), () => denied.run((a) => appraise(a, { budgetId: id, amounts: [] })),
      () => denied.run((a) => approveBudget(a, { budgetId: id, rowVersion: null, decisionNumber: '1', decidedOn: a.today })), () => denied.run((a) => spend(a, { budgetId: id, lineId: only!.id, spentOn: a.today, amount: 1, payee: 'x', description: null, voucher: null, file: null, deliverableId: null })),
      () => denied.run((a) => settleBudget(a, files, { budgetId: id, rowVersion: null })),
    ]) await assert.rejects(verb(), /chưa được giao quyền/);
    assert.deepEqual(asked, ['budgets.draft unit', 'budgets.submit unit', 'budgets.consolidate office', 'budgets.consolidate office', 'budgets.consolidate office', 'budgets.approve committee', 'budgets.spend unit', 'budgets.settle unit']);
  });

  it('tells what one result cost where payments name results', async () => {
    const of = 2025, unit = province.departments[0]!, december = t.on('2025-12-10');
    const id = await december.run(async (a) => { const made = await startBudget(a, { organisationId: unit, year: of, planId: null }); await addLines(a, { budgetId: made, lines: [line()] }); await submitBudget(a, { budgetId: made, rowVersion: null }); return made; });
    const whole = await december.run((a) => startConsolidated(a, { organisationId: finance, year: of, planId: null, due: null }));
    await december.run((a) => takeIn(a, { intoId: whole, budgetIds: [id] }));
    await approved(whole, undefined, december);
    const { id: done } = await december.run((a) => record(a, { organisationId: unit, form: { product: 'article', title: 'Bài', doneOn: a.today, amount: 7 }, evidence: [{ kind: 'link', url: 'https://x.example/1' }] }));
    await december.run((a) => confirm(a, { deliverableId: done, rowVersion: null }));
    const lineId = (await linesOf(db, id))[0]!.id;
    for (const amount of [1_000_000, 1_000]) await december.run((a) => spend(a, { budgetId: id, lineId, spentOn: a.today, amount, payee: 'Nhuận bút', description: null, voucher: 'PC', file: null, deliverableId: done }));
    await assert.rejects(december.run((a) => spend(a, { budgetId: id, lineId, spentOn: a.today, amount: 1, payee: 'x', description: null, voucher: null, file: null, deliverableId: t.newId() })), /không phải của đơn vị/);
    assert.deepEqual((await factsOf(db, (await budget(db, id))!, plainDate('2025-12-10'))).costs, [{ task: null, unit: 'tin, bài', each: 143_000, remainder: 0, pieces: 7, spent: 1_001_000 }]);
  });
});

describe('the sum at every level', () => {
  it('equals the sum of its parts, by source and by task, in the query as in the rule, also after a partial approval', async () => {
    const money = fc.record({ quantity: fc.integer({ min: 1, max: 5_000_000 }), unitPrice: fc.integer({ min: 1, max: 90_000_000 }), source: fc.constantFrom(...SOURCES), task: fc.constantFrom(null, '1. Tin, bài', '2. Tờ rơi') });
    const units = [...province.communes, ...province.departments];
    let drawn = 0;
    await fc.assert(fc.asyncProperty(fc.array(fc.array(money, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }), fc.array(money, { minLength: 1, maxLength: 4 }), fc.double({ min: 0, max: 1, noNaN: true }), async (perUnit, division, share) => {
      drawn++;
      // all in one transaction that is thrown away: fifteen provinces cost no rows
      await db.transaction().execute(async (tx) => {
        // each act believes to be the first on its database, so that none commits for all
        let acts = 0;
        const inside = { run: <T>(verb: (a: Acting) => Promise<T>): Promise<T> => actingFor({ transaction: () => ({ execute: (work: (x: typeof tx) => unknown) => work(tx) }) } as unknown as Database, { today: '2026-03-20', seed: 900 + 100 * drawn + acts++ }).run(verb) }, of = 2031;
        const make = (unit: Id, lines: typeof division) => inside.run(async (a) => {
          const id = await startBudget(a, { organisationId: unit, year: of, planId: null });
          await addLines(a, { budgetId: id, lines: [...lines.map((one) => line(one)), line({ unitPrice: 1, quantity: 1_000 })] });
          await submitBudget(a, { budgetId: id, rowVersion: null });
          return id;
        });
        const parts: Id[] = [];
        for (const [index, lines] of perUnit.entries()) if (index > 0) parts.push(await make(units[index]!, lines));
        // the first commune consolidates its division and sends the whole upwards: three levels
        const own = await make(province.divisions[0]!, division), middle = await inside.run((a) => startConsolidated(a, { organisationId: province.communes[0]!, year: of, planId: null, due: null }));
        await inside.run((a) => takeIn(a, { intoId: middle, budgetIds: [own] }));
        await inside.run((a) => submitBudget(a, { budgetId: middle, rowVersion: null, above: true }));
        const top = await inside.run((a) => startConsolidated(a, { organisationId: finance, year: of, planId: null, due: null }));
        await inside.run((a) => takeIn(a, { intoId: top, budgetIds: [...parts, middle] }));

        let paid: readonly { line_id: Id; amount: number }[] = [];
        const holds = async (when: string): Promise<void> => {
          const tree = await wholeTree(tx, top), ids = tree.map((one) => one.id), children = Map.groupBy(tree.filter((one) => one.part_of_id), (one) => one.part_of_id!);
          const lines: CountedLine[] = (await linesOfMany(tx, ids)).map((one) => ({ budgetId: one.budget_id, source: one.source, estimated: one.estimated, appraised: one.appraised, approved: one.approved, allotted: one.allotted, spent: paid.filter((payment) => payment.line_id === one.id).reduce((sum, payment) => sum + payment.amount, 0) }));
          const query = await totalsOf(tx, ids), links = new Map([...children].map(([id, some]) => [id, some.map((one) => one.id)]));
          for (const id of ids) assert.deepEqual(query.get(id), totalsOfTree(id, links, lines), `${when}: ${id}`);
          for (const [id, some] of children) assert.deepEqual({ ...addAll(some.map((one) => query.get(one.id)!)) }, pick(query.get(id)!), `${when}: the parts of ${id}`);
          const { estimated, approved: given } = addAll(await taskSums(tx, top));
          assert.deepEqual([estimated, given], [query.get(top)!.estimated, query.get(top)!.approved], `${when}: by task`);
        };
        await holds('sent');
        const lines = await linesOfMany(tx, (await wholeTree(tx, top)).map((one) => one.id)), asked = lines.map((one) => one.estimated), lump = Math.floor(asked.reduce((sum, one) => sum + one, 0) * share), shares = distribute(lump, asked);
        await inside.run((a) => submitBudget(a, { budgetId: top, rowVersion: null }));
        await inside.run((a) => approveBudget(a, { budgetId: top, rowVersion: null, decisionNumber: '9/QĐ', decidedOn: a.today, amounts: lines.map((one, index) => ({ lineId: one.id, amount: shares[index]! })) }));
        assert.equal((await totalsOf(tx, [top])).get(top)!.approved, lump);
        await holds('approved in part');
        const open = new Map((await wholeTree(tx, top)).filter((one) => one.kind === 'unit').map((one) => [one.id, one]));
        for (const one of (await linesOfMany(tx, [...open.keys()])).filter((row) => row.allotted! > 1).slice(0, 6))
          for (const amount of [1, Math.floor(one.allotted! / 2)].filter((part) => part > 0)) await inside.run((a) => spend(a, { budgetId: one.budget_id, lineId: one.id, spentOn: plainDate('2026-03-20'), amount, payee: 'Chi thử', description: null, voucher: null, file: null, deliverableId: null }));
        paid = (await sql<{ line_id: Id; amount: number }>`select line_id, amount from expenditures where budget_id = any(${[...open.keys()]}::uuid[]) and cancelled_on is null`.execute(tx)).rows;
        await holds('spent');
        throw new Rollback();
      }).catch((error: unknown) => { if (!(error instanceof Rollback)) throw error; });
    }), { numRuns: 15 });
    assert.ok(drawn >= 15);
  });
});

class Rollback extends Error {}
const pick = ({ estimated, appraised, approved: given, allotted, spent }: ReturnType<typeof addAll>) => ({ estimated, appraised, approved: given, allotted, spent });
