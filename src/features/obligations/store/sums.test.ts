import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { addDays, plainDate } from '#kernel/plain-date.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { closeObligations } from '../actions/close-obligations.ts';
import { credit, type Credited } from '../actions/credit.ts';
import { confirmCreditsOf, endCreditsOf } from '../actions/end-credits.ts';
import { excuse } from '../actions/excuse.ts';
import { impose } from '../actions/impose.ts';
import { moveCredit } from '../actions/move-credit.ts';
import { transferOpenWork } from '../actions/transfer-open-work.ts';
import { creditsOn, differingSums, differingTotals, obligationList, rebuildSums, unitStandings, type ObligationCard } from '../store.ts';

const { db } = await testDb();
const today = plainDate('2026-11-20');
const shards = [1, 7, 33].map((shard) => actingFor(db, { today, shard, seed: shard }));
const first = shards[0]!;
const province = await smallProvince(first, { departments: 2, communes: 5 });
const units = [...province.departments, ...province.communes];
const window = { from: plainDate('2026-01-01'), to: plainDate('2027-12-31') };

const give = (t: TestActing, holders: readonly Id[]) => t.run((a) => impose(a, {
  source: { noun: 'plans', id: t.newId(), version: 1 }, issuerId: province.root, commitments: [
    draftCommitment(t.newId, holders.map((id) => ({ organisationId: id, boardOrganisationId: id }))),
    draftCommitment(t.newId, holders.map((id) => ({ organisationId: id, boardOrganisationId: id })), { optional: true, schedule: { cadence: { count: 2, unit: 'buổi', per: 'quarter', durationMinutes: null, product: null } } }),
    draftCommitment(t.newId, [{ organisationId: province.divisions[0]!, boardOrganisationId: province.communes[0]! }], { schedule: { cadence: { count: 1, unit: 'số', per: 'quarter', durationMinutes: null, product: null } } }),
  ],
}));
const piece = (t: TestActing, card: ObligationCard, amount: number, offset: number): Credited => ({
  id: t.newId(), organisationId: card.organisationId, boardOrganisationId: card.boardOrganisationId, product: card.product, channel: card.channel, amount,
  doneOn: addDays(card.periodFrom, offset), recordedOn: today, confirmedOn: null, confirmedBy: null,
});
const tried = (done: Promise<unknown>) => done.catch((error) => { if (!(error instanceof AppError)) throw error; });
const onCard = (card: ObligationCard) => ({ obligationIds: [card.id], commitmentIds: null });

describe('sums kept beside the totals', () => {
  test('after arbitrary work in several shards they are what the totals add up to', async () => {
    for (const t of shards) await give(t, units);
    const steps = fc.sample(fc.record({
      shard: fc.nat(2), pick: fc.nat(5_000), amount: fc.integer({ min: 1, max: 7 }), offset: fc.nat(60), then: fc.constantFrom('stay', 'confirm', 'end', 'move', 'excuse', 'excuse-part', 'close', 'close-later', 'transfer'),
    }), { numRuns: 90, seed: 11 });
    for (const { shard, pick, amount, offset, then } of steps) {
      const t = shards[shard]!, cards = (await obligationList(db, {}, { today })).filter(({ state }) => state !== 'closed'), card = cards[pick % cards.length]!;
      const one = piece(t, card, amount, offset), whose = { deliverableId: one.id, organisationId: card.organisationId };
      // What is refused (closed soon, nothing left to excuse, no room) changes nothing: that, too, is part of the promise.
      if (then !== 'excuse') await tried(t.run((a) => credit(a, one, onCard(card))));
      if (then === 'confirm') await t.run((a) => confirmCreditsOf(a, whose));
      if (then === 'end') await t.run((a) => endCreditsOf(a, whose, 'withdrawn'));
      if (then === 'excuse' || then === 'excuse-part') await tried(t.run((a) => excuse(a, { obligationId: card.id, reason: 'Thiên tai kéo dài', ...(then === 'excuse-part' && { amount: 1 }) })));
      if (then === 'close' || then === 'close-later') await t.run((a) => closeObligations(a, { issuerId: province.root, obligationIds: [card.id], kind: 'amended', reason: 'Bỏ', ...(then === 'close-later' && { on: addDays(today, 20) }) }));
      if (then === 'move') {
        const [given] = (await creditsOn(db, card.id)).filter(({ deliverableId }) => deliverableId === one.id);
        const other = cards.find((to) => to.id !== card.id && to.organisationId === card.organisationId && to.amount !== null && to.credited < to.amount);
        if (given && other) await tried(t.run((a) => moveCredit(a, one, { creditId: given.id, toObligationId: other.id })));
      }
      if (then === 'transfer' && pick % 4 === 0) await t.run((a) => transferOpenWork(a, { fromId: units[pick % 2]!, toId: units[2 + pick % 3]!, reason: 'Sắp xếp' }));
    }
    assert.deepEqual(await differingTotals(db), []);
    assert.deepEqual(await differingSums(db), []);
    const standings = async () => (await unitStandings(db, { window, today })).sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1)), stored = await standings();
    await db.transaction().execute((tx) => rebuildSums(tx));
    assert.deepEqual(await differingSums(db), []);
    assert.deepEqual(await standings(), stored);
    assert.ok(stored.length > 5 && stored.some(({ missed }) => missed > 0) && stored.some(({ excused }) => excused > 0) && stored.some(({ metLate }) => metLate > 0));
  });

  test('eight people at once in one unit lose nothing and do not wait in a circle', async () => {
    const unit = province.communes[4]!, line = () => draftCommitment(first.newId, [{ organisationId: unit, boardOrganisationId: unit }]);
    const sourceId = first.newId(), request = { window, today, organisationIds: [unit], sourceIds: [sourceId] };
    await first.run((a) => impose(a, { source: { noun: 'plans', id: sourceId, version: 1 }, issuerId: province.root, commitments: [line(), line(), line(), line()] }));
    const lines = [...Map.groupBy((await obligationList(db, { sourceId }, { today })).filter(({ state }) => state === 'missed'), ({ commitmentId }) => commitmentId).values()];
    let runs = 0;
    // Four tasks with the same due days: other totals, but the same rows of sums, each taken in another order.
    await Promise.all(Array.from({ length: 8 }, async (_, person) => {
      const cards = lines[person % 4]!;
      for (let step = 0; step < 6; step++) {
        const [from, to] = [cards[(person * 3 + step * 7) % cards.length]!, cards[(person * 5 + step * 3 + 1) % cards.length]!];
        const one = piece(first, from, 1, 3), two = piece(first, to, 1, 3);
        await first.run(async (a) => {
          runs++;
          await credit(a, one, onCard(from));
          if (step % 2) { await endCreditsOf(a, { deliverableId: one.id, organisationId: unit }, 'corrected'); await credit(a, two, onCard(to)); }
        });
      }
    }));
    assert.equal(runs, 48, 'nobody had to begin again');
    const [after] = await unitStandings(db, request);
    const { rows: [ledger] } = await sql<{ credited: number }>`select sum(c.amount) as credited from credits c where c.ended_on is null and c.obligation_id = any(${lines.flat().map(({ id }) => id)}::uuid[])`.execute(db);
    assert.equal(after!.credited, ledger!.credited);
    assert.deepEqual([await differingTotals(db), await differingSums(db)], [[], []]);
  });

  test('what was tampered with is named', async () => {
    await sql`update standing_sums set credited = credited + 1 where (shard_id, board_organisation_id, source_id, due) in (select shard_id, board_organisation_id, source_id, due from standing_sums where counted > 0 limit 1)`.execute(db);
    assert.deepEqual((await differingSums(db)).map(({ columns }) => columns), [['credited']]);
  });
});
