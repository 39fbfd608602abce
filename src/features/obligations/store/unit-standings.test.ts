import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { addDays, plainDate, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { actingFor } from '#test/support/acting.ts';
import { cellKey, cellsByCards } from '#test/support/cells-by-cards.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { closeObligations } from '../actions/close-obligations.ts';
import { credit } from '../actions/credit.ts';
import { excuse } from '../actions/excuse.ts';
import { impose } from '../actions/impose.ts';
import { DUE_SOON_DAYS, type ObligationCard, type UnitStanding } from '../rules/views.ts';
import { boardCells, obligationList, standingsByPeriod, standingSummary, unitStandings } from '../store.ts';

const { db } = await testDb();
const t = actingFor(db, { today: '2026-11-20' });
const today = plainDate('2026-11-20');
const year: DateRange = { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') };
const quarter: DateRange = { from: plainDate('2026-10-01'), to: plainDate('2026-12-31') };

const province = await smallProvince(t, { departments: 2, communes: 4 });
const units = [...province.departments, ...province.communes].map((id) => ({ organisationId: id, boardOrganisationId: id }));
const monthly = { itemId: t.newId() }, optional = { itemId: t.newId() };
const sources = [t.newId(), t.newId()];
await t.run(async (a) => {
  await impose(a, { source: { noun: 'plans', id: sources[0]!, version: 1 }, issuerId: province.root, commitments: [
    draftCommitment(t.newId, units, monthly),
    draftCommitment(t.newId, units, { ...optional, optional: true }),
    draftCommitment(t.newId, units, { schedule: { cadence: null, tracked: true } }),
    draftCommitment(t.newId, [{ organisationId: province.divisions[0]!, boardOrganisationId: province.communes[0]! }], { schedule: { cadence: { count: 1, unit: 'số', per: 'week', durationMinutes: null, product: null } } }),
  ] });
  await impose(a, { source: { noun: 'plans', id: sources[1]!, version: 1 }, issuerId: province.root, commitments: [
    draftCommitment(t.newId, units.slice(0, 3), { schedule: { cadence: { count: 2, unit: 'buổi', per: 'quarter', durationMinutes: null, product: null } } }),
  ] });
});
// In part, in full, late, early; let off in part, wholly; closed.
const cards = await obligationList(db, {}, { today });
let n = 0;
for (const card of cards) {
  n++;
  const done = (amount: number, doneOn: PlainDate) => t.run((a) => credit(a, {
    id: t.newId(), organisationId: card.organisationId, boardOrganisationId: card.boardOrganisationId, product: card.product, channel: card.channel, amount, doneOn, recordedOn: today, confirmedOn: null, confirmedBy: null,
  }, { obligationIds: [card.id], commitmentIds: null }));
  if (n % 3 === 0) await done(card.amount ?? 1, card.periodFrom < today ? card.periodFrom : today);
  if (n % 3 === 1 && n % 2) await done(1, today);
  if (n % 5 === 1 && card.due < today) await done(card.amount ?? 1, today);
  if (n % 11 === 2 && card.amount && n % 3) await t.run((a) => excuse(a, { obligationId: card.id, reason: 'Thiên tai, không thực hiện được', amount: 1 })).catch(() => {});
  if (n % 13 === 5 && card.amount && n % 3) await t.run((a) => excuse(a, { obligationId: card.id, reason: 'Thiên tai, không thực hiện được' })).catch(() => {});
}
await t.run((a) => closeObligations(a, { issuerId: province.root, obligationIds: cards.filter((_, i) => i % 17 === 3).map(({ id }) => id), kind: 'amended', reason: 'Bỏ nhiệm vụ' }));

/** What the type says, card by card. */
function byCards(list: readonly ObligationCard[], day: PlainDate): UnitStanding[] {
  const rows = new Map<Id, { -readonly [K in keyof UnitStanding]: UnitStanding[K] }>();
  for (const card of list) {
    if (card.amount === null || card.optional || card.state === 'closed') continue;
    const row = rows.get(card.boardOrganisationId) ?? { organisationId: card.boardOrganisationId, due: 0, metInTime: 0, metLate: 0, missed: 0, open: 0, dueSoon: 0, excused: 0, amount: 0, credited: 0, debt: 0 };
    rows.set(card.boardOrganisationId, row);
    row.debt += card.debt;
    if (card.excused >= card.amount) { row.excused++; continue; }
    if (card.due < day) {
      row.due++;
      if (card.state === 'met') row.metInTime++; else if (card.state === 'met-late') row.metLate++; else row.missed++;
    } else if (card.state === 'open' || card.state === 'partly-met') {
      row.open++;
      if (card.due <= addDays(day, DUE_SOON_DAYS)) row.dueSoon++;
    }
    if (card.periodFrom <= day) { row.amount += card.amount; row.credited += card.credited; }
  }
  return inOrder([...rows.values()]);
}
function inOrder(rows: readonly UnitStanding[]): UnitStanding[] { return [...rows].sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1)); }
const total = (rows: readonly UnitStanding[], key: Exclude<keyof UnitStanding, 'organisationId'>): number => rows.reduce((sum, row) => sum + row[key], 0);

describe('how each unit stands', () => {
  for (const day of ['2026-01-15', '2026-06-30', '2026-11-20', '2026-11-30', '2027-03-01'].map(plainDate))
    test(`is what its cards say, on ${day}`, async () => {
      for (const window of [year, quarter, { from: plainDate('2026-05-10'), to: plainDate('2026-08-03') }]) {
        const list = await obligationList(db, { dueIn: window }, { today: day });
        assert.deepEqual(inOrder(await unitStandings(db, { window, today: day })), byCards(list, day));
      }
    });

  test('agrees with the figures above the board and with its squares', async () => {
    const organisationIds = units.map((one) => one.organisationId);
    for (const window of [year, quarter]) {
      const rows = await unitStandings(db, { window, today, organisationIds }), summary = await standingSummary(db, { organisationIds, window, today });
      for (const key of ['due', 'metInTime', 'metLate', 'missed', 'debt', 'dueSoon'] as const) assert.equal(total(rows, key), summary[key], key);
      assert.equal(rows.filter(({ missed }) => missed > 0).length, summary.unitsBehind);
      assert.equal(total(rows, 'due'), total(rows, 'metInTime') + total(rows, 'metLate') + total(rows, 'missed'));
      const squares = await boardCells(db, { organisationIds, window, today });
      assert.equal(total(rows, 'missed'), squares.reduce((sum, { missed }) => sum + missed, 0));
    }
  });

  test('and the squares of the board are the worst light and the sums of their cards, on any day and in any window', async () => {
    for (const day of ['2026-01-15', '2026-08-10', '2026-11-20', '2027-03-01'].map(plainDate)) for (const window of [year, quarter, { from: plainDate('2026-05-10'), to: plainDate('2026-08-03') }]) {
      const found = await boardCells(db, { organisationIds: units.map((one) => one.organisationId), window, today: day });
      assert.deepEqual(new Map(found.map((cell) => [cellKey(cell), cell])), cellsByCards(await obligationList(db, {}, { today: day }), window, day));
    }
  });

  test('of chosen units and plans only', async () => {
    const some = [province.communes[0]!, province.departments[1]!];
    const list = (await obligationList(db, { organisationIds: some, sourceId: sources[1]!, dueIn: year }, { today })).filter((card) => some.includes(card.boardOrganisationId));
    assert.deepEqual(inOrder(await unitStandings(db, { window: year, today, organisationIds: some, sourceIds: [sources[1]!] })), byCards(list, today));
    assert.deepEqual(await unitStandings(db, { window: year, today, organisationIds: [] }), []);
    assert.equal((await unitStandings(db, { window: year, today, organisationIds: [province.communes[0]!] })).length, 1);
    const many = [...Array.from({ length: 600 }, () => t.newId()), province.communes[0]!];
    assert.deepEqual(await unitStandings(db, { window: year, today, organisationIds: many }), await unitStandings(db, { window: year, today, organisationIds: [province.communes[0]!] }));
  });
});

test('by quarter or year in one look is what each quarter or year is alone, also with units as they were', async () => {
  const all = { from: plainDate('2025-01-01'), to: plainDate('2026-12-31') }, byUnit = (a: UnitStanding, b: UnitStanding) => (a.organisationId < b.organisationId ? -1 : 1);
  for (const heldThen of [false, true]) for (const [by, starts, months] of [['quarter', ['2026-01-01', '2026-04-01', '2026-07-01', '2026-10-01'], 3], ['year', ['2025-01-01', '2026-01-01'], 12]] as const) {
    const rows = await standingsByPeriod(db, { window: all, today, by, heldThen });
    for (const start of starts) {
      const to = addDays(plainDate(new Date(Date.UTC(Number(start.slice(0, 4)), Number(start.slice(5, 7)) - 1 + months, 1)).toISOString().slice(0, 10)), -1);
      assert.deepEqual(rows.filter((row) => row.from === start).map(({ from: _from, ...row }) => row).sort(byUnit), (await unitStandings(db, { window: { from: plainDate(start), to }, today, heldThen })).sort(byUnit), `${by} ${start}`);
    }
  }
});
