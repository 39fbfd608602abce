import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { plainDate, addDays } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { boardCells, debtsOf, differingTotals, obligationList, standingSummary, workCounts, workList } from '../store.ts';
import { closeObligations } from './close-obligations.ts';
import { credit, type Credited } from './credit.ts';
import { endCreditsOf } from './end-credits.ts';
import { impose } from './impose.ts';
import { transferOpenWork } from './transfer-open-work.ts';

const { db } = await testDb();
const t = actingFor(db);
const province = await smallProvince(t, { communes: 6 });
const today = plainDate('2026-11-20');
const own = (id: Id) => ({ organisationId: id, boardOrganisationId: id });
const give = (units: readonly { organisationId: Id; boardOrganisationId: Id }[], change: Parameters<typeof draftCommitment>[2] = {}) =>
  t.run((a) => impose(a, { source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: province.root, commitments: [draftCommitment(t.newId, units, change)] }));
const piece = (unit: Id, change: Partial<Credited> = {}): Credited => ({
  id: t.newId(), organisationId: unit, boardOrganisationId: unit, product: 'article', channel: 'portal', amount: 1, doneOn: plainDate('2026-11-10'), recordedOn: today, confirmedOn: null, confirmedBy: null, ...change,
});
const BY_DAY = { obligationIds: [], commitmentIds: null };

describe('imposing', () => {
  test('needs the permission at the issuer', async () => {
    const officer = t.as(actorFor({ accountId: t.newId(), may: async () => false }));
    await assert.rejects(officer.run((a) => impose(a, { source: { noun: 'plans', id: t.newId(), version: 1 }, issuerId: province.root, commitments: [] })), /chưa được giao quyền/);
  });

  test('adds what is missing and leaves what is there: a unit that joins gets its own year', async () => {
    const source = { noun: 'plans' as const, id: t.newId(), version: 1 }, draft = draftCommitment(t.newId, [own(province.communes[0]!)], { product: 'video' });
    await t.run((a) => impose(a, { source, issuerId: province.root, commitments: [draft] }));
    const more = { ...draft, units: [own(province.communes[0]!), own(province.communes[1]!)] };
    assert.equal((await t.run((a) => impose(a, { source, issuerId: province.root, commitments: [more] }))).obligations, 12);
    assert.equal((await t.run((a) => impose(a, { source, issuerId: province.root, commitments: [more] }))).obligations, 0);
  });

  test('writes one audit event for a batch, however many rows', async () => {
    const events = await db.selectFrom('audit_events' as never).selectAll().execute() as { verb: string; row_count: number | null }[];
    assert.ok(events.some((event) => event.verb === 'obligations.imposed' && event.row_count === 12));
  });
});

describe('crediting at the same time', () => {
  test('ten people at once never exceed the amount, and each learns what found no place', async () => {
    const unit = province.communes[2]!;
    await give([own(unit)]);
    const done = await Promise.all(Array.from({ length: 10 }, () => t.run((a) => credit(a, piece(unit), BY_DAY))));
    assert.equal(done.filter(({ credits }) => credits.length === 1).length, 5);
    assert.equal(done.reduce((sum, { surplus }) => sum + surplus.reduce((all, one) => all + one.amount, 0), 0), 5);
    const november = (await obligationList(db, { organisationIds: [unit], dueIn: { from: plainDate('2026-11-01'), to: plainDate('2026-11-30') } }, { today }))[0]!;
    assert.deepEqual([november.credited, november.state, november.metOn], [5, 'met', '2026-11-10']);
  });
});

describe('a year of arbitrary recording and withdrawing', () => {
  test('no obligation is lost, no period exceeds its amount, debts are due − credited on every date, totals agree with the ledger', async () => {
    const unit = province.communes[3]!;
    await give([own(unit)]);
    const before = (await obligationList(db, { organisationIds: [unit] }, { today })).map(({ id }) => id);
    const steps = fc.sample(fc.record({ amount: fc.integer({ min: 1, max: 8 }), offset: fc.nat(323), withdraw: fc.boolean() }), { numRuns: 25, seed: 3 });
    for (const { amount, offset, withdraw } of steps) {
      const one = piece(unit, { amount, doneOn: addDays(plainDate('2026-01-01'), offset) });
      await t.run((a) => credit(a, one, BY_DAY));
      if (withdraw) await t.run((a) => endCreditsOf(a, { deliverableId: one.id, organisationId: unit }, 'withdrawn'));
    }
    const after = await obligationList(db, { organisationIds: [unit] }, { today });
    assert.deepEqual(after.map(({ id }) => id), before);
    for (const card of after) assert.ok(card.credited <= card.amount!);
    for (const day of ['2026-03-15', '2026-11-20', '2027-02-01'].map(plainDate)) {
      const cards = await obligationList(db, { organisationIds: [unit] }, { today: day });
      const due = cards.filter((card) => card.due < day);
      const owed = due.reduce((sum, card) => sum + card.amount! - card.credited, 0);
      assert.equal((await debtsOf(db, [unit], { today: day })).reduce((sum, card) => sum + card.debt, 0), owed);
      assert.equal((await standingSummary(db, { organisationIds: [unit], today: day, window: { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') } })).debt, owed);
    }
    assert.deepEqual(await differingTotals(db), []);
  });
});

describe('the board', () => {
  test('shows the worst of a square, the numbers behind it, and the division’s work in the row of its commune', async () => {
    const commune = province.communes[4]!, division = province.divisions[4]!;
    const made = await give([{ organisationId: division, boardOrganisationId: commune }], { product: 'radio-programme', channel: 'commune-radio', schedule: { cadence: { count: 1, unit: 'chương trình', per: 'month', durationMinutes: null, product: null } } });
    assert.equal(made.obligations, 12);
    const window = { from: plainDate('2026-10-01'), to: plainDate('2026-12-31') };
    const square = async () => (await boardCells(db, { organisationIds: [commune], window, today }))[0]!;
    assert.deepEqual([(await square()).light, (await square()).missed, (await square()).debt, (await square()).amount], ['red', 1, 10, 2]);
    await t.run((a) => credit(a, piece(division, { boardOrganisationId: commune, product: 'radio-programme', channel: 'commune-radio', doneOn: plainDate('2026-10-20') }), BY_DAY));
    assert.deepEqual([(await square()).light, (await square()).missed, (await square()).credited], ['amber', 0, 1]);
    const summary = await standingSummary(db, { organisationIds: [commune], today, window });
    assert.deepEqual([summary.debt, summary.debtBefore, summary.metInTime], [0, 9, 1]);
    assert.deepEqual(await workCounts(db, commune, today), { owed: 9, dueSoon: 0, open: 1 });
    assert.deepEqual(await workCounts(db, division, today), { owed: 9, dueSoon: 0, open: 1 });
    // As it was known at the end of September: nothing of October.
    const then = (await boardCells(db, { organisationIds: [commune], window: { from: plainDate('2026-07-01'), to: plainDate('2026-09-30') }, today: plainDate('2026-09-30'), asKnownThen: true }))[0]!;
    assert.equal(then.debt, 8);
  });
});

describe('after a reorganisation', () => {
  test('what is open goes to the successor with a record; what was done stays told under the old name', async () => {
    const [old, successor] = [province.communes[5]!, province.communes[1]!];
    await give([own(old)], { product: 'infographic', channel: 'social', schedule: { cadence: { count: 1, unit: 'mẫu', per: 'quarter', durationMinutes: null, product: null } } });
    await t.run((a) => credit(a, piece(old, { product: 'infographic', channel: 'social', doneOn: plainDate('2026-02-10') }), BY_DAY));
    assert.equal(await t.run((a) => transferOpenWork(a, { fromId: old, toId: successor, reason: 'Sáp nhập xã theo nghị quyết' })), 3);
    const left = await obligationList(db, { organisationIds: [old] }, { today });
    assert.deepEqual(left.map(({ state }) => state), ['met']);
    const list = await workList(db, successor, today);
    assert.equal([...list.owed, ...list.open].filter(({ product }) => product === 'infographic').length, 3);
    assert.deepEqual(await differingTotals(db), []);
  });
});

describe('closing', () => {
  test('from a day on it is owed no more; before that day it was', async () => {
    const unit = province.departments[0]!;
    await give([own(unit)], { product: 'leaflet', channel: 'printed-matter' });
    const [january] = await obligationList(db, { organisationIds: [unit] }, { today });
    await t.run((a) => closeObligations(a, { issuerId: province.root, obligationIds: [january!.id], kind: 'amended', reason: 'Bỏ nhiệm vụ' }));
    const on = async (day: string) => (await obligationList(db, { organisationIds: [unit] }, { today: plainDate(day), asKnownThen: true }))[0]!.state;
    assert.deepEqual([await on('2026-11-19'), await on('2026-11-20')], ['missed', 'closed']);
  });
});
