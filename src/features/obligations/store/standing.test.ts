import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { addDays, plainDate } from '#kernel/plain-date.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { anyLedger, anyOwed, type Ledger } from '#test/support/ledger-samples.ts';
import { standingOn } from '../rules/ledger.ts';
import { debtOf, isSilent, stateOn, type Owed } from '../rules/state.ts';
import { debtSql, silentSql, standing, stateSql } from './standing-sql.ts';
import { differingTotals, insertCredits, refreshTotals } from './writing.ts';

const { db } = await testDb();
const t = actingFor(db);
const uuid = (): Id => t.newId();
const SAMPLES = 400;

/** Obligations with arbitrary ledgers, written straight into the tables of this test's own database. */
async function store(samples: readonly { owed: Owed; ledger: Ledger }[]): Promise<Id[]> {
  const ids = samples.map(uuid);
  await db.transaction().execute(async (tx) => {
    const commitment = uuid(), batch = uuid();
    const rows = samples.map(({ owed }, i) => ({
      shard_id: 1, id: ids[i], batch_id: batch, commitment_id: commitment, organisation_id: uuid(), board_organisation_id: uuid(), period_key: `k${i}`, period_from: owed.periodFrom, period_to: owed.periodTo,
      period_label: '', amount: owed.amount, printed_due: owed.due, due: owed.due, source_id: commitment, item_id: commitment, optional: owed.optional, report_rhythm: owed.reportRhythm, obligation_id: ids[i],
    }));
    await sql`insert into obligations select * from jsonb_populate_recordset(null::obligations, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
    await sql`insert into obligation_totals (shard_id, obligation_id, commitment_id, source_id, item_id, organisation_id, board_organisation_id, period_from, period_to, due, amount, optional, report_rhythm)
      select shard_id, obligation_id, commitment_id, source_id, item_id, organisation_id, board_organisation_id, period_from, period_to, due, amount, optional, report_rhythm
      from jsonb_populate_recordset(null::obligation_totals, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
    await insertCredits(tx, samples.flatMap(({ ledger }, i) => ledger.credits.map((credit) => ({
      shard_id: 1, id: uuid(), obligation_id: ids[i]!, commitment_id: commitment, deliverable_id: uuid(), amount: credit.amount, from_card: false, done_on: credit.doneOn, recorded_on: credit.knownOn,
      known_on: credit.knownOn, confirmed_on: credit.confirmedOn, confirmed_by: null, credited_by: null, ended_on: credit.endedOn, ended_reason: credit.endedOn ? 'moved' as const : null, ended_by: null, locked_by_report: null,
    }))));
    const excuses = samples.flatMap(({ ledger }, i) => ledger.excuses.map((one) => ({ shard_id: 1, id: uuid(), obligation_id: ids[i], amount: one.amount, reason: 'x', excused_by: null, excused_by_name: 'x', on_day: one.onDay, created_at: '2026-01-01' })));
    await sql`insert into excuses select * from jsonb_populate_recordset(null::excuses, ${JSON.stringify(excuses)}::jsonb)`.execute(tx);
    const closures = samples.flatMap(({ ledger }, i) => (ledger.closedOn ? [{ shard_id: 1, id: uuid(), batch_id: batch, obligation_id: ids[i], kind: 'amended', reason: 'x', on_day: ledger.closedOn }] : []));
    await sql`insert into obligation_closures select * from jsonb_populate_recordset(null::obligation_closures, ${JSON.stringify(closures)}::jsonb)`.execute(tx);
    await refreshTotals(tx, ids);
  });
  return ids;
}

interface Computed { id: Id; state: string; debt: number; silent: boolean }
const samples = fc.sample(fc.record({ owed: anyOwed, ledger: anyLedger }), { numRuns: SAMPLES, seed: 7 });
const ids = await store(samples);

describe('SQL and rules say the same', () => {
  for (const counting of ['recorded', 'confirmed'] as const)
    test(`on any day, by what was known then, counting what is ${counting}`, async () => {
      for (const offset of [0, 31, 89, 90, 180, 200, 364, 365, 420, 600, 1000]) {
        const today = addDays(plainDate('2026-01-01'), offset);
        const { rows } = await sql<Computed>`select s.obligation_id as id, ${stateSql(today)} as state, ${debtSql(today)} as debt, ${silentSql(today)} as silent from ${standing({ today, counting, asKnownThen: true })} s`.execute(db);
        const found = new Map(rows.map((row) => [row.id, row]));
        samples.forEach(({ owed, ledger }, i) => {
          const known = standingOn(owed, ledger, today, counting);
          assert.deepEqual(found.get(ids[i]!), { id: ids[i], state: stateOn(owed, known, today), debt: debtOf(owed, known, today), silent: isSilent(owed, known, today) }, JSON.stringify({ owed, ledger, today }));
        });
      }
    });

  test('and the totals, once everything is known, for any day to come', async () => {
    const today = plainDate('2029-06-01');
    const { rows } = await sql<Computed>`select s.obligation_id as id, ${stateSql(today)} as state, ${debtSql(today)} as debt, ${silentSql(today)} as silent from ${standing({ today })} s`.execute(db);
    const found = new Map(rows.map((row) => [row.id, row]));
    samples.forEach(({ owed, ledger }, i) => {
      const known = standingOn(owed, ledger, today);
      assert.deepEqual(found.get(ids[i]!), { id: ids[i], state: stateOn(owed, known, today), debt: debtOf(owed, known, today), silent: isSilent(owed, known, today) });
    });
  });

  test('totals that were tampered with are named', async () => {
    assert.deepEqual(await differingTotals(db), []);
    await sql`update obligation_totals set recorded = recorded + 1 where obligation_id = ${ids[0]}`.execute(db);
    assert.deepEqual(await differingTotals(db), [{ shard: 1, obligationId: ids[0], columns: ['recorded'] }]);
  });
});
