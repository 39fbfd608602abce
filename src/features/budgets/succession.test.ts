import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import { plainDate, type PlainDate } from '#kernel/plain-date.ts';
import { auditedTables } from '#app/registry.ts';
import { SUCCESSION_PARTS } from '#app/succession-parts.ts';
import { verify } from '#features/audit/verify.ts';
import { differingTotals } from '#features/obligations/store.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import type { Question } from '#features/organisations/rules/handing-over.ts';
import type { EventContent } from '#features/organisations/rules/succession.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import type { Database } from '#platform/db/tables.ts';
import { actingFor, actorFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince, type SmallProvince } from '#test/support/small-province.ts';
import { pickFrom, someEvent } from '#test/support/succession-events.ts';
import { tempFolder } from '#test/support/temp.ts';
import { amendBudget, approveBudget } from './actions/approve-budget.ts';
import { factsOf, missingOf, nameIn } from './actions/facts-of.ts';
import { returnBudget, takeIn } from './actions/receive-budget.ts';
import { settleBudget } from './actions/settle.ts';
import { spend } from './actions/spend.ts';
import { startBudget, startConsolidated } from './actions/start-budget.ts';
import { submitBudget } from './actions/submit-budget.ts';
import { addLines, writePaper, type LineForm } from './actions/write-lines.ts';
import { composeAllotment, composeEstimate, composeSettlement } from './rules/compose.ts';
import { addTotals, NO_TOTALS, type Totals } from './rules/sums.ts';
import { budgetsOfUnit, linesOf, partsOf, settledOf, taskSums, totalsOf } from './store/reading.ts';
import { budget, settlementOf, type Budget } from './store/rows.ts';
import { waitingBudgets } from './store/waiting.ts';
import { budgetsSuccession } from './succession.ts';

const DAY = plainDate('2026-11-16'), TODAY = plainDate('2026-11-20'), PAPER = 'Nghị quyết số 05/NQ-HĐND';
const line = (change: Partial<LineForm> = {}): LineForm => ({ itemId: null, task: null, description: 'Nhuận bút tin, bài', unit: 'tin, bài', quantity: 50_000, unitPrice: 200_000, source: 'STATE_BUDGET', note: null, ...change });
let serial = 0;
/** Applies one event; `choose` answers what is asked. */
const happen = (t: TestActing, scopeId: Id, content: EventContent, choose: (question: Question) => string | undefined = () => undefined, onDay: PlainDate = DAY) =>
  t.run((a) => reorganise(a, { scopeId, events: [{ ...content, line: ++serial, onDay, citation: PAPER, reason: '' }], answers: () => ({ answers: choose }) }));
const applied = async (done: ReturnType<typeof happen>): Promise<Id[]> => {
  const result = await done;
  assert.ok(result.applied, JSON.stringify([result.faults, result.parts.map(({ plan }) => plan.open)]));
  return [...result.planned.events[0]!.applied.born];
};

/** A level with its finance office; verbs of one year in few words. */
class Level {
  constructor(readonly db: Database, readonly t: TestActing, readonly province: SmallProvince, readonly finance: Id, readonly files: FileStore) {}
  static async make(seed: number, size: { departments?: number; communes?: number }): Promise<Level> {
    const { db } = await testDb(), t = actingFor(db, { today: '2026-03-20', seed });
    return Level.in(db, t, size);
  }
  static async in(db: Database, t: TestActing, size: { departments?: number; communes?: number }): Promise<Level> {
    const province = await smallProvince(t, size);
    const finance = await t.run((a) => createOrganisation(a, { name: 'Sở Tài chính', kind: 'department', parentId: province.root, functions: ['finance'], validFrom: plainDate('2025-07-01') }));
    return new Level(db, t, province, finance, await openLocalFiles(tempFolder('ngan-sach')));
  }
  draft(unit: Id, year: number, lines: readonly LineForm[] = [line()], t = this.t): Promise<Id> {
    return t.run(async (a) => { const id = await startBudget(a, { organisationId: unit, year, planId: null }); await addLines(a, { budgetId: id, lines }); return id; });
  }
  async sent(unit: Id, year: number, lines?: readonly LineForm[], t = this.t): Promise<Id> {
    const id = await this.draft(unit, year, lines, t);
    await t.run((a) => submitBudget(a, { budgetId: id, rowVersion: null }));
    return id;
  }
  async whole(year: number, parts: readonly Id[], office = this.finance, t = this.t): Promise<Id> {
    const id = await t.run((a) => startConsolidated(a, { organisationId: office, year, planId: null, due: null }));
    if (parts.length) await t.run((a) => takeIn(a, { intoId: id, budgetIds: parts }));
    return id;
  }
  async approve(id: Id, t = this.t): Promise<void> {
    await t.run((a) => submitBudget(a, { budgetId: id, rowVersion: null }));
    await t.run((a) => approveBudget(a, { budgetId: id, rowVersion: null, decisionNumber: '412/QĐ-UBND', decidedOn: a.today }));
  }
  pay(id: Id, amount: number, t: TestActing, at = 0): Promise<Id> {
    return t.run(async (a) => spend(a, { budgetId: id, lineId: (await linesOf(a.tx, id))[at]!.id, spentOn: a.today, amount, payee: 'Nhuận bút', description: null, voucher: 'PC 1', file: null, deliverableId: null }));
  }
  one = async (id: Id): Promise<Budget> => (await budget(this.db, id))!;
  facts = async (id: Id) => factsOf(this.db, await this.one(id), TODAY);
  places = async (id: Id) => { const one = await this.one(id); return [one.organisation_id, one.office_id, one.committee_id, one.drawn_up_by_id, one.kept_since]; };
  async clean(): Promise<void> {
    assert.deepEqual(await differingTotals(this.db), []);
    assert.deepEqual((await verify(this.db, { audited: auditedTables(), files: [], fileStore: null })).differences, []);
  }
}
/** Everything that any page adds up: each budget with its parts, and what stands on no other. */
async function sums(db: Database): Promise<{ each: ReadonlyMap<Id, Totals>; all: Totals; rows: number }> {
  const { rows } = await sql<{ id: Id; part_of_id: Id | null }>`select id, part_of_id from budgets order by id`.execute(db), each = await totalsOf(db, rows.map((row) => row.id));
  const { rows: [count] } = await sql<{ n: number }>`select (select count(*) from budget_lines)::integer + (select count(*) from expenditures)::integer as n`.execute(db);
  return { each, all: rows.filter((row) => !row.part_of_id).reduce((sum, row) => addTotals(sum, each.get(row.id)!), NO_TOTALS), rows: count!.n };
}
const succeeded = async (db: Database): Promise<{ row_id: Id; facts: { from: Id; to: Id; citations: string[] } }[]> =>
  (await sql<{ row_id: Id; facts: { from: Id; to: Id; citations: string[] } }>`select row_id, facts from audit_events where verb = 'budgets.succeeded' order by row_id`.execute(db)).rows;
const text = (value: unknown): string => JSON.stringify(value);

describe('two communes with money become one', () => {
  let level: Level, made: Id, a: Id, b: Id, c: Id, later: TestActing, elsewhere: TestActing, before_: Awaited<ReturnType<typeof sums>>, tasks: unknown, asLooked: unknown;
  let one: Id, two: Id, three: Id, whole: Id, settled: Id, lastYear: Id, draft: Id, waiting: Id, division: Id, sumOfCommune: Id, papers: { estimate: string; decision: string }, frozen: unknown;
  before(async () => {
    useSuccessionParts(...SUCCESSION_PARTS);
    level = await Level.make(61, { communes: 4 });
    [a, b, c] = level.province.communes as [Id, Id, Id];
    // the first commune's rows were stored elsewhere, as after a merger of provinces
    elsewhere = actingFor(level.db, { today: '2026-03-20', seed: 62, shard: 9 });
    later = level.t.on(TODAY);
    const printed = [line({ itemId: level.t.newId(), task: '1. Tin, bài' }), line({ description: 'In tờ rơi', quantity: 2_000_000, unitPrice: 2_500, source: 'OTHER_FUNDING' })];
    one = await level.sent(a, 2026, printed, elsewhere);
    two = await level.sent(b, 2026, [line({ ...printed[0]!, quantity: 30_000 })]);
    three = await level.sent(c, 2026);
    whole = await level.whole(2026, [one, two, three]);
    await level.approve(whole);
    await level.pay(one, 1_500_000, elsewhere.on('2026-05-04'));
    await level.pay(two, 700_000, level.t.on('2026-05-04'));
    settled = await level.sent(a, 2025, [line()], elsewhere);
    lastYear = await level.sent(b, 2025);
    await level.approve(await level.whole(2025, [settled, lastYear]));
    await elsewhere.on('2026-04-02').run((x) => settleBudget(x, level.files, { budgetId: settled, rowVersion: null }));
    draft = await level.draft(a, 2027, [line()], elsewhere);
    waiting = await level.sent(b, 2027);
    division = await level.sent(level.province.divisions[1]!, 2026);
    sumOfCommune = await level.whole(2026, [division], b);
    papers = { estimate: text(composeEstimate(await level.facts(whole), await paperOf(whole))), decision: text(composeAllotment(await level.facts(whole), await paperOf(whole), (await level.one(whole)).document)) };
    frozen = [await settlementOf(level.db, settled), text(await level.one(settled))];
    before_ = await sums(level.db);
    tasks = await taskSums(level.db, whole);
    const done = await happen(later, level.province.root, { kind: 'merge', units: [a, b], into: { fresh: { name: 'UBND xã Mẫu Mới' } } });
    assert.ok(done.applied, JSON.stringify(done.faults));
    made = done.planned.events[0]!.applied.born[0]!;
    asLooked = done.parts.find(({ part }) => part.noun === 'budgets')!.plan.lines.map(({ fromId, toId, count, note }) => [fromId, toId, count, note]);
  });
  const paperOf = async (id: Id) => { const row = await level.one(id); return { document: row.former?.document ?? row.document, note: row.note, decision: { number: row.decision_number, on: row.decided_on } }; };

  it('the sum at every level, by source and by task, is the same before and after; no row was lost', async () => {
    const now = await sums(level.db);
    assert.deepEqual([...now.each], [...before_.each]);
    assert.deepEqual([now.all, now.rows], [before_.all, before_.rows]);
    assert.deepEqual(await taskSums(level.db, whole), tasks, 'also how many units a task has');
    assert.deepEqual([now.all.spent, new Set([...now.each.keys()].map(shardOf))], [2_200_000, new Set([1, 9])]);
  });
  it('what is open goes over as rows of their own, under the name of whose it was, and the log says by which paper', async () => {
    const tree = await organisationTree(level.db, TODAY), rows = await budgetsOfUnit(level.db, made);
    assert.deepEqual(rows.map((row) => [row.year, row.kind, nameIn(tree, row)]).sort(), [
      [2025, 'unit', 'UBND xã Mẫu Mới, của UBND xã Mẫu 2 (trước 16/11/2026)'],
      [2026, 'consolidated', 'UBND xã Mẫu Mới, của UBND xã Mẫu 2 (trước 16/11/2026)'],
      [2026, 'unit', 'UBND xã Mẫu Mới, của UBND xã Mẫu 1 (trước 16/11/2026)'], [2026, 'unit', 'UBND xã Mẫu Mới, của UBND xã Mẫu 2 (trước 16/11/2026)'],
      [2027, 'unit', 'UBND xã Mẫu Mới, của UBND xã Mẫu 1 (trước 16/11/2026)'], [2027, 'unit', 'UBND xã Mẫu Mới, của UBND xã Mẫu 2 (trước 16/11/2026)'],
    ]);
    const log = await succeeded(level.db), moved = [one, two, lastYear, draft, waiting, sumOfCommune, division].sort();
    assert.deepEqual(log.map((event) => event.row_id), moved);
    for (const { row_id, facts } of log) assert.deepEqual([facts.from, facts.to, facts.citations], row_id === division ? [level.province.divisions[1], level.province.divisions[0], [PAPER]] : [[one, draft].includes(row_id) ? a : b, made, [PAPER]]);
    assert.deepEqual((await level.facts(one)).former, 'của UBND xã Mẫu 1 (trước 16/11/2026)');
  });
  it('the preview told it: how many, from whom, and how much money', () => {
    assert.deepEqual((asLooked as [Id, Id, number, string][]).filter(([from]) => from === a), [[a, made, 2, 'dự toán 25.000.000\u00a0đ, được sử dụng 15.000.000\u00a0đ, đã chi 1.500.000\u00a0đ']]);
    assert.deepEqual((asLooked as [Id, Id, number, string][]).reduce((all, [, , count]) => all + count, 0), 7);
  });
  it('what a commune received and decided for its offices, the new one does', async () => {
    const [office, place, committee] = await level.places(division);
    assert.deepEqual([place, committee, (await level.one(division)).part_of_id], [made, made, sumOfCommune]);
    assert.ok((await organisationTree(level.db, TODAY)).get(office as Id), 'the office lives');
    assert.deepEqual((await level.places(waiting)).slice(1, 3), [level.finance, level.province.root]);
    assert.deepEqual((await waitingBudgets(level.db, [level.finance], TODAY))[0]!.items.map((row) => [row.id, row.organisationId]), [[waiting, made]]);
  });
  it('what is settled keeps its unit and its bytes, and the new commune finds it', async () => {
    assert.deepEqual([await settlementOf(level.db, settled), text(await level.one(settled))], frozen);
    const kept = (await settlementOf(level.db, settled))!;
    for (const sha of [kept.figures_sha256, kept.docx_sha256, kept.pdf_sha256, kept.xlsx_sha256]) assert.equal(createHash('sha256').update(await level.files.read(sha)).digest('hex'), sha);
    assert.match(Buffer.from(await level.files.read(kept.figures_sha256)).toString(), /"organisation":"UBND xã Mẫu 1"/);
    assert.deepEqual((await settledOf(level.db, [a, b], 2025)).map((row) => row.id), [settled]);
  });
  it('papers that were signed before name the communes of their day', async () => {
    assert.deepEqual({ estimate: text(composeEstimate(await level.facts(whole), await paperOf(whole))), decision: text(composeAllotment(await level.facts(whole), await paperOf(whole), (await level.one(whole)).document)) }, papers);
    const own = text(composeEstimate(await level.facts(one), await paperOf(one)));
    assert.ok(own.includes('UBND xã Mẫu 1') && !own.includes('Mẫu Mới'));
    const settlement = text(composeSettlement(await level.facts(one), { ...await paperOf(one), document: (await level.one(one)).document }));
    assert.ok(settlement.includes('UBND xã Mẫu Mới') && settlement.includes('của UBND xã Mẫu 1 (trước 16/11/2026)'), 'the settlement is the successor\'s, and says whose money it was');
  });
  it('the finance office neither misses the communes that are gone nor the one that keeps their money, and adds it once', async () => {
    const tree = await organisationTree(level.db, TODAY);
    assert.deepEqual([(await missingOf(level.db, tree, await level.one(whole))).filter((name) => /Mẫu/.test(name)), (await level.facts(whole)).parts.length], [['UBND xã Mẫu 4'], 3]);
    const next = await level.whole(2027, [waiting]);
    assert.deepEqual((await missingOf(level.db, tree, await level.one(next))).filter((name) => /Mẫu/.test(name)), ['UBND xã Mẫu 3', 'UBND xã Mẫu 4']);
    assert.equal((await totalsOf(level.db, [next])).get(next)!.estimated, 10_000_000);
  });
  it('the new commune begins its own estimate of the same year beside them, once', async () => {
    const own = await level.draft(made, 2026, [line({ quantity: 1_000 })], later);
    await assert.rejects(later.run((x) => startBudget(x, { organisationId: made, year: 2026, planId: null })), /đã có dự toán này của UBND xã Mẫu Mới/);
    assert.equal((await budgetsOfUnit(level.db, made, 2026)).filter((row) => row.kind === 'unit').length, 3);
    await later.run((x) => submitBudget(x, { budgetId: own, rowVersion: null }));
    const more = await level.whole(2026, [own], level.province.communes[3]!).catch((error: Error) => error);
    assert.match(String(more), /dự toán này/, 'it was sent to the finance office of the province');
  });
  it('the new commune finishes, sends, spends, and settles what it keeps; the committee amends: each verb asks at the unit of today', async () => {
    const asked: string[] = [], at = (place: Id) => (place === made ? 'new' : place === level.province.root ? 'province' : place === level.finance ? 'finance' : 'other');
    const people = later.as(actorFor({ may: async (permission, place) => { asked.push(`${permission} ${at(place)}`); return [made, level.province.root, level.finance].includes(place); } })), [fees] = await linesOf(level.db, one);
    await people.run((x) => amendBudget(x, { budgetId: one, rowVersion: null, decisionNumber: '900/QĐ-UBND', decidedOn: TODAY, reason: 'Giá giấy tăng', changes: [{ lineId: fees!.id, to: 10_500_000 }] }));
    const payment = await level.pay(one, 9_000_000, people);
    assert.equal(shardOf(payment), 9, 'what is new of a budget stands with it');
    await assert.rejects(level.pay(one, 1, people), /còn được chi 0/);
    await people.run((x) => settleBudget(x, level.files, { budgetId: one, rowVersion: null, remarks: null }));
    await people.run((x) => addLines(x, { budgetId: draft, lines: [line({ unitPrice: 1_000 })] }));
    await people.run((x) => submitBudget(x, { budgetId: draft, rowVersion: null }));
    assert.deepEqual([await level.places(draft), (await level.one(draft)).former], [[made, level.finance, level.province.root, a, DAY], null]);
    assert.ok(text(composeEstimate(await level.facts(draft), await paperOf(draft))).includes('UBND xã Mẫu Mới'), 'who sends it signs it');
    assert.deepEqual([...new Set(asked)], ['budgets.approve province', 'budgets.spend new', 'budgets.settle new', 'budgets.draft new', 'budgets.submit new']);
    const done = (await settlementOf(level.db, one))!, figures = JSON.parse(Buffer.from(await level.files.read(done.figures_sha256)).toString()) as { organisation: string; former: string; totals: { spent: number } };
    assert.deepEqual([figures.organisation, figures.former, figures.totals.spent], ['UBND xã Mẫu Mới', 'của UBND xã Mẫu 1 (trước 16/11/2026)', 10_500_000]);
    await assert.rejects(later.run((x) => settleBudget(x, level.files, { budgetId: whole, rowVersion: null })), /Còn 2 đơn vị chưa quyết toán: .*UBND xã Mẫu Mới, của UBND xã Mẫu 2 \(trước 16\/11\/2026\)/);
    for (const id of [two, three]) await later.run((x) => settleBudget(x, level.files, { budgetId: id, rowVersion: null }));
    await later.run((x) => settleBudget(x, level.files, { budgetId: whole, rowVersion: null }));
    assert.equal((await totalsOf(level.db, [whole])).get(whole)!.spent, 11_200_000);
  });
  it('the new commune consolidates and approves what the old one had begun for its offices', async () => {
    await level.approve(sumOfCommune, later);
    assert.deepEqual([await level.places(sumOfCommune), (await level.one(division)).status], [[made, null, made, b, DAY], 'approved']);
    await level.pay(division, 1_000, later);
    assert.equal((await totalsOf(level.db, [sumOfCommune])).get(sumOfCommune)!.spent, 1_000);
  });
  it('one that was sent by the old commune and comes back is the new one\'s to send', async () => {
    await later.run((x) => returnBudget(x, { budgetId: waiting, rowVersion: null, reason: 'Ghi lại theo đơn vị mới' }));
    assert.equal((await level.one(waiting)).former, null);
    assert.ok(text(composeEstimate(await level.facts(waiting), await paperOf(waiting))).includes('UBND xã Mẫu Mới'));
    await later.run((x) => submitBudget(x, { budgetId: waiting, rowVersion: null }));
    assert.deepEqual((await level.places(waiting)).slice(0, 2), [made, level.finance]);
  });
  it('a second merger keeps the name of who drew it up; the log and the books still agree', async () => {
    const [again] = await applied(happen(later, level.province.root, { kind: 'merge', units: [made, c], into: { fresh: { name: 'UBND xã Mẫu Rộng' } } }, undefined, plainDate('2026-11-18')));
    const tree = await organisationTree(level.db, TODAY), rows = await budgetsOfUnit(level.db, again!, 2027);
    assert.deepEqual(rows.map((row) => nameIn(tree, row)).sort(), ['UBND xã Mẫu Rộng, của UBND xã Mẫu 1 (trước 16/11/2026)', 'UBND xã Mẫu Rộng, của UBND xã Mẫu 2 (trước 16/11/2026)']);
    assert.deepEqual((await budgetsOfUnit(level.db, again!, 2026)).filter((row) => row.kind === 'unit').map((row) => nameIn(tree, row)), ['UBND xã Mẫu Rộng, của UBND xã Mẫu Mới (trước 18/11/2026)'], 'its own that was not settled');
    await level.clean();
  });
});

describe('a finance office, a committee and a unit that is divided', () => {
  let level: Level, later: TestActing, planning: Id;
  before(async () => {
    useSuccessionParts(...SUCCESSION_PARTS);
    level = await Level.make(71, { departments: 2, communes: 3 });
    later = level.t.on(TODAY);
    planning = await level.t.run((a) => createOrganisation(a, { name: 'Sở Kế hoạch và Đầu tư', kind: 'department', parentId: level.province.root, validFrom: plainDate('2025-07-01') }));
  });
  it('the office that takes over receives what waits, keeps the sum with its parts, and sees what was settled in it', async () => {
    const [a, b, c] = level.province.communes as [Id, Id, Id], parts = [await level.sent(a, 2026), await level.sent(b, 2026)], whole = await level.whole(2026, parts), waits = await level.sent(c, 2026), start = await sums(level.db);
    await level.approve(whole);
    await level.t.on('2026-10-01').run((x) => settleBudget(x, level.files, { budgetId: parts[0]!, rowVersion: null }));
    await applied(happen(later, level.province.root, { kind: 'transfer', function: 'finance', from: level.finance, to: planning }));
    assert.deepEqual([await level.places(whole), await level.places(parts[1]!), await level.places(parts[0]!), await level.places(waits)], [
      [planning, null, level.province.root, level.finance, DAY], [b, planning, level.province.root, null, null], [a, level.finance, level.province.root, null, null], [c, planning, level.province.root, null, null]]);
    assert.equal((await sums(level.db)).all.estimated, start.all.estimated);
    assert.deepEqual((await partsOf(level.db, whole)).map((part) => part.id).sort(), parts.toSorted());
    const tree = await organisationTree(level.db, TODAY);
    assert.deepEqual((await missingOf(level.db, tree, await level.one(whole))).filter((name) => /Mẫu/.test(name)), [], 'the settled part is in the sum, too');
    const own = await level.whole(2026, [waits], planning, later), stayed = await level.one(parts[1]!);
    await later.run((x) => writePaper(x, { budgetId: stayed.id, rowVersion: null, note: null, document: { ...stayed.document, number: '15' } }));
    assert.deepEqual([stayed.former!.document, (await level.one(stayed.id)).document.number], [null, '15'], 'a unit that stays goes on writing on its own paper');
    assert.deepEqual([nameIn(tree, await level.one(own)), nameIn(tree, await level.one(whole))], ['Sở Kế hoạch và Đầu tư', 'Sở Kế hoạch và Đầu tư, của Sở Tài chính (trước 16/11/2026)']);
    const decision = composeAllotment(await level.facts(whole), { document: (await level.one(whole)).former!.document!, note: null, decision: { number: '412/QĐ-UBND', on: plainDate('2026-03-20') } }, (await level.one(whole)).document);
    assert.ok(text(decision).includes('Sở Tài chính') && !text(decision).includes('Kế hoạch và Đầu tư, của'), 'the decision of March names the office of March');
    await level.approve(own, later);
    await level.pay(waits, 1_000, later);
    await applied(happen(later, level.province.root, { kind: 'transfer', function: 'finance', from: planning, to: level.finance }, undefined, plainDate('2026-11-18')));
    assert.equal(nameIn(await organisationTree(level.db, TODAY), await level.one(whole)), 'Sở Tài chính', 'back with who drew it up');
    await level.clean();
  });
  it('a commune that is divided: nothing is written before every budget has a place, and no sum is divided', async () => {
    const unit = level.province.communes[2]!, next = await level.draft(unit, 2027), event: EventContent = { kind: 'split', unit, into: [{ fresh: { name: 'UBND xã Mẫu Đông' } }, { fresh: { name: 'UBND xã Mẫu Tây' } }], remains: false, heir: 'UBND xã Mẫu Tây' };
    const first = await happen(later, level.province.root, event), asked = first.parts.find(({ part }) => part.noun === 'budgets')!.plan;
    assert.deepEqual([first.applied, asked.open.length, asked.questions.map((one) => one.names[0]).sort()], [false, 2, ['Dự toán năm 2026', 'Dự toán năm 2027']]);
    assert.equal((await level.one(next)).organisation_id, unit);
    const half = await happen(later, level.province.root, event, (question) => (question.names[0] === 'Dự toán năm 2027' ? question.options[0]!.value : undefined)), looked = half.parts.find(({ part }) => part.noun === 'budgets')!.plan;
    await later.run((a) => addLines(a, { budgetId: next, lines: [line({ unitPrice: 5 })] }));
    await later.run(async (a) => writePaper(a, { budgetId: next, rowVersion: null, note: 'Viết tiếp', document: (await level.one(next)).document }));
    await assert.rejects(later.run((a) => looked.commit(a)), /vừa thay đổi/, 'what was looked at is what is written');
    const start = await sums(level.db), done = await happen(later, level.province.root, event, (question) => question.options[question.names[0] === 'Dự toán năm 2026' ? 0 : 1]!.value);
    assert.ok(done.applied);
    const [east, west] = done.planned.events[0]!.applied.born as [Id, Id];
    assert.deepEqual([(await budgetsOfUnit(level.db, east)).map((row) => row.year), (await budgetsOfUnit(level.db, west)).map((row) => row.year)], [[2026], [2027]]);
    assert.deepEqual([...(await sums(level.db)).each], [...start.each]);
    await level.clean();
  });
  it('a department that ends without a successor leaves its money listed, or with the unit above', async () => {
    const [first, second] = level.province.departments as [Id, Id];
    await level.sent(first, 2027);
    const kept = await level.draft(second, 2027);
    await applied(happen(later, level.province.root, { kind: 'dissolve', unit: first }, () => 'none'));
    assert.deepEqual(await budgetsSuccession.unassigned!(level.db, [first], TODAY), [{ unitId: first, what: '1 dự toán chưa quyết toán', href: `/lam-viec/don-vi/${first}` }]);
    await applied(happen(later, level.province.root, { kind: 'dissolve', unit: second }, (question) => question.options[0]!.value));
    assert.equal((await level.one(kept)).organisation_id, level.province.root);
  });
});

describe('after any events, with any answers', () => {
  it('every sum is what it was, each open budget is with a living unit or in the list, what is settled has not moved; in every shard', async () => {
    useSuccessionParts(...SUCCESSION_PARTS);
    const { db } = await testDb();
    for (const [round, seed] of [4, 23].entries()) {
      const pick = pickFrom(seed), t = actingFor(db, { today: '2026-03-20', seed: 800 + seed }), level = await Level.in(db, t, { departments: 3, communes: 6 }), elsewhere = actingFor(db, { today: '2026-03-20', seed: 900 + seed, shard: 11 + round }), later = t.on(TODAY);
      const { communes, departments, divisions, root } = level.province, parts: Id[] = [];
      for (const [at, unit] of [...communes.slice(1), ...departments].entries()) parts.push(await level.sent(unit, 2026, [line({ quantity: 1_000 * (1 + pick(90)) }), line({ source: 'OTHER_FUNDING', unitPrice: 1 + pick(99_999) })], at % 2 ? elsewhere : t));
      const below = await level.sent(divisions[0]!, 2026, [line({ unitPrice: 77_777 })], elsewhere), middle = await level.whole(2026, [below], communes[0]!);
      await t.run((a) => submitBudget(a, { budgetId: middle, rowVersion: null, above: true }));
      const whole = await level.whole(2026, [...parts, middle]);
      await level.approve(whole);
      for (const id of parts) await level.pay(id, 1 + pick(100_000), elsewhere.on('2026-06-01'));
      await t.on('2026-10-01').run((a) => settleBudget(a, level.files, { budgetId: parts[1]!, rowVersion: null }));
      for (const [at, unit] of communes.entries()) if (at % 2) await level.draft(unit, 2027); else await level.sent(unit, 2027, [line()], elsewhere);
      const mine = new Set([...(await sums(db)).each.keys()]), start = await sums(db), settled = text(await budget(db, parts[1]!));
      let done = 0;
      for (let step = 0; step < 9; step++) {
        const onDay = plainDate(`2026-11-${String(2 + step).padStart(2, '0')}`), tree = await organisationTree(db, onDay), own = { ...tree, all: tree.subtree(root) };
        const result = await happen(later, root, someEvent(own, pick, ++serial), (question) => question.options[[...question.key].reduce((all, letter) => all + letter.charCodeAt(0), seed + step) % question.options.length]!.value, onDay);
        if (result.applied) done++;
        const now = await sums(db);
        assert.deepEqual([[...now.each], now.all, now.rows], [[...start.each], start.all, start.rows], `${seed}, step ${step}`);
      }
      assert.ok(done >= 3, `only ${done} events were possible`);
      const tree = await organisationTree(db, TODAY), rows = (await sql<Budget>`select * from budgets`.execute(db)).rows.filter((row) => mine.has(row.id) && row.status !== 'settled');
      const gone = rows.filter((row) => !tree.get(row.organisation_id)), listed = await budgetsSuccession.unassigned!(db, [...new Set(gone.map((row) => row.organisation_id))], TODAY);
      assert.deepEqual(listed.map((row) => row.unitId).sort(), [...new Set(gone.map((row) => row.organisation_id))].sort());
      assert.ok(rows.filter((row) => row.drawn_up_by_id).every((row) => row.kept_since !== null && row.drawn_up_by_id !== null));
      assert.equal(text(await budget(db, parts[1]!)), settled);
      await level.clean();
    }
  });
});
