import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { AppError } from '#kernel/app-error.ts';
import { addDays, daysBetween, plainDate, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { actingFor } from '#test/support/acting.ts';
import { cellKey, cellsByCards } from '#test/support/cells-by-cards.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { closeObligations } from '../actions/close-obligations.ts';
import { credit } from '../actions/credit.ts';
import { confirmCreditsOf, endCreditsOf } from '../actions/end-credits.ts';
import { excuse } from '../actions/excuse.ts';
import { impose } from '../actions/impose.ts';
import { transferOpenWork } from '../actions/transfer-open-work.ts';
import { startOfQuarter, wholeQuarters } from '../rules/whole-quarters.ts';
import { boardCells, differingSquares, differingTotals, obligationList, rebuildSums } from '../store.ts';

const day = (text: string) => plainDate(text), range = (from: string, to: string): DateRange => ({ from: day(from), to: day(to) });
const { db } = await testDb();
const today = day('2026-11-20');
const shards = [1, 9].map((shard) => actingFor(db, { today, shard, seed: shard })), t = shards[0]!;
const province = await smallProvince(t, { departments: 2, communes: 3 });
const units = [...province.departments, ...province.communes], owners = units.map((id) => ({ organisationId: id, boardOrganisationId: id }));
const items = shards.map((one) => Array.from({ length: 7 }, () => one.newId())), sources = shards.map((one) => one.newId());
for (const [i, one] of shards.entries()) {
  const draft = (item: number, change: Parameters<typeof draftCommitment>[2], whose = owners.slice(i * 2, i * 2 + 3)) => draftCommitment(one.newId, whose, { itemId: items[i]![item]!, ...change });
  const monthly = draft(4, {});
  await one.run((a) => impose(a, { source: { noun: 'plans', id: sources[i]!, version: 1 }, issuerId: province.root, commitments: [
    draft(0, {}), draft(1, { optional: true }), draft(2, { schedule: { cadence: null, tracked: true } }),
    draft(3, { schedule: { cadence: { count: 1, unit: 'số', per: 'week', durationMinutes: null, product: null } } }, [{ organisationId: province.divisions[i]!, boardOrganisationId: province.communes[i]! }]),
    // Due before the period begins: a working day in front of a holiday.
    { ...monthly, instances: monthly.instances.map((each) => ({ ...each, due: { ...each.due!, printed: each.period.from, due: addDays(each.period.from, -1) } })) },
    draft(5, { schedule: { cadence: { count: 2, unit: 'buổi', per: 'quarter', durationMinutes: null, product: null } } }), draft(6, { schedule: { cadence: null } }),
  ] }));
}

const DAYS = ['2025-12-31', '2026-01-15', '2026-03-31', '2026-04-01', '2026-06-30', '2026-08-10', '2026-10-01', '2026-11-20', '2027-01-01', '2027-03-01'].map(day);
const WINDOWS = [range('2026-03-01', '2026-03-31'), range('2026-04-01', '2026-06-30'), range('2026-10-01', '2026-12-31'), range('2026-01-01', '2026-06-30'), range('2026-01-01', '2026-12-31'), range('2026-03-31', '2026-10-01'), range('2026-05-10', '2026-08-03'), range('2027-01-01', '2027-12-31')];
const some = fc.sample(fc.record({ from: fc.integer({ min: -40, max: 380 }), length: fc.integer({ min: 0, max: 400 }) }), { numRuns: 10, seed: 5 }).map(({ from, length }) => ({ from: addDays(day('2026-01-01'), from), to: addDays(day('2026-01-01'), from + length) }));

async function holdsOnAnyDay(also: (window: DateRange, on: PlainDate, cells: Awaited<ReturnType<typeof boardCells>>) => Promise<void> = async () => {}): Promise<void> {
  for (const on of DAYS) {
    const cards = await obligationList(db, {}, { today: on });
    for (const window of [...WINDOWS, ...some]) {
      const cells = await boardCells(db, { organisationIds: units, window, today: on });
      assert.deepEqual(new Map(cells.map((cell) => [cellKey(cell), cell])), cellsByCards(cards, window, on), `${window.from} – ${window.to} on ${on}`);
      await also(window, on, cells);
    }
  }
}
const inOrder = <T extends Parameters<typeof cellKey>[0]>(cells: readonly T[]) => cells.toSorted((a, b) => (cellKey(a) < cellKey(b) ? -1 : 1));
const stored = async () => (await sql`select * from square_sums where obligations > 0 order by board_organisation_id, quarter, item_id, source_id, shard_id`.execute(db)).rows;

describe('squares of quarters that are over', () => {
  test('are read from sums, all but the quarter that begins before the window and ends in it', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }), (from, length, asked, due) => {
      const start = day('2025-11-11'), window = { from: addDays(start, from), to: addDays(start, from + length) }, on = addDays(start, asked), d = addDays(start, due), { end, cut } = wholeQuarters(window, on);
      const quarter = { from: startOfQuarter(d), last: addDays(startOfQuarter(addDays(startOfQuarter(d), 95)), -1) };
      assert.ok(daysBetween(quarter.from, quarter.last) >= 89 && d <= quarter.last);
      const summed = d < end && !(cut && d >= cut.from && d <= cut.to);
      assert.equal(summed, quarter.last < on && quarter.last <= window.to && !(quarter.from < window.from && quarter.last >= window.from));
    }));
  });

  test('say what their cards say, on any day and in any window, after any work', async () => {
    const steps = fc.sample(fc.record({
      shard: fc.nat(1), pick: fc.nat(5_000), amount: fc.integer({ min: 1, max: 7 }), offset: fc.nat(40), then: fc.constantFrom('stay', 'stay', 'confirm', 'end', 'excuse', 'excuse-part', 'close', 'close-later', 'close-early'),
    }), { numRuns: 110, seed: 3 });
    const tried = (work: Promise<unknown>) => work.catch((error) => { if (!(error instanceof AppError)) throw error; });
    for (const { shard, pick, amount, offset, then } of steps) {
      const one = shards[shard]!, cards = (await obligationList(db, {}, { today })).filter(({ state }) => state !== 'closed'), card = cards[pick % cards.length]!;
      const piece = { id: one.newId(), organisationId: card.organisationId, boardOrganisationId: card.boardOrganisationId, product: card.product, channel: card.channel, amount, doneOn: addDays(card.periodFrom, offset), recordedOn: today, confirmedOn: null, confirmedBy: null };
      const whose = { deliverableId: piece.id, organisationId: card.organisationId };
      if (then !== 'excuse') await tried(one.run((a) => credit(a, piece, { obligationIds: [card.id], commitmentIds: null })));
      if (then === 'confirm' || then === 'end') await one.run((a) => confirmCreditsOf(a, whose));
      if (then === 'end') await one.run((a) => endCreditsOf(a, whose, 'withdrawn'));
      if (then === 'excuse' || then === 'excuse-part') await tried(one.run((a) => excuse(a, { obligationId: card.id, reason: 'Thiên tai kéo dài', ...(then === 'excuse-part' && { amount: 1 }) })));
      if (then.startsWith('close')) await one.run((a) => closeObligations(a, { issuerId: province.root, obligationIds: [card.id], kind: 'amended', reason: 'Bỏ', on: addDays(today, then === 'close-later' ? 20 : then === 'close-early' ? -140 : 0) }));
      assert.deepEqual(await differingSquares(db), [], then);
    }
    // As long as nothing went over, the unit that holds an obligation is the one that held it.
    await holdsOnAnyDay(async (window, on, cells) => assert.deepEqual(inOrder(await boardCells(db, { organisationIds: units, window, today: on, heldThen: true })), inOrder(cells)));

    for (const one of shards) await one.run((a) => transferOpenWork(a, { fromId: units[2]!, toId: units[4]!, reason: 'Sắp xếp' }));
    assert.deepEqual([await differingTotals(db), await differingSquares(db)], [[], []]);
    await holdsOnAnyDay();
    const window = WINDOWS[4]!, chosen = { window, today, itemIds: [items[0]![0]!, items[1]![3]!, items[1]![4]!], sourceIds: [sources[1]!] };
    assert.deepEqual(inOrder(await boardCells(db, { ...chosen, organisationIds: units })), inOrder((await boardCells(db, { organisationIds: units, window, today })).filter(({ itemId }) => chosen.itemIds.slice(1).includes(itemId))));
    assert.ok((await boardCells(db, { ...chosen, organisationIds: units })).length > 2);
    assert.deepEqual(await boardCells(db, { organisationIds: [], window, today }), []);

    const kept = await stored();
    await db.transaction().execute((tx) => rebuildSums(tx));
    assert.deepEqual(await stored(), kept);
    assert.deepEqual(await differingSquares(db), []);
  });

  test('that were tampered with are named', async () => {
    const { rows: [one] } = await sql<{ unit: string; item: string }>`update square_sums s set confirmed = confirmed + 1, debt = debt - 1 where (board_organisation_id, quarter, item_id) = (select board_organisation_id, quarter, item_id from square_sums where obligations > 0 limit 1)
      returning board_organisation_id as unit, item_id as item`.execute(db);
    assert.deepEqual((await differingSquares(db)).map(({ organisationId, itemId, columns }) => [organisationId, itemId, columns]), [[one!.unit, one!.item, ['confirmed', 'debt']]]);
  });
});
