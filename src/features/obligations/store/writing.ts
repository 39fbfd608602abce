import { sql, type RawBuilder } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { shardOf } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { isOneOf, kept } from '#platform/db/kept.ts';
import type { EvidenceWanted } from '#features/channels/rules/evidence.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { addToSums, differences, type Differences } from './sums.ts';
import type { CommitmentRow, CreditEnd, CreditRow, ClosureRow, ExcuseRow, ObligationRow, TransferRow } from './tables.ts';

/** Rows in one statement: as JSON, so that a hundred columns or a hundred thousand rows need one parameter. */
const json = (rows: readonly unknown[]): string => JSON.stringify(rows);

/** Writes the commitments that are not there yet (same source, version and key); gives the id of each key, new or old. */
export async function insertCommitments(tx: Tx, rows: readonly CommitmentRow[]): Promise<Map<string, Id>> {
  const first = rows[0];
  if (!first) return new Map();
  await sql`insert into commitments select * from jsonb_populate_recordset(null::commitments, ${json(rows)}::jsonb) on conflict do nothing`.execute(tx);
  const stored = await tx.selectFrom('commitments').select(['key', 'id'])
    .where('source_id', '=', first.source_id).where('source_version', '=', first.source_version).execute();
  return new Map(stored.map(({ key, id }) => [key, id]));
}

/** An obligation in short: which unit, which instance. The long columns travel once, in `units` and `instances`. */
export interface ObligationBatch {
  readonly shard: number;
  readonly batchId: Id;
  readonly ids: readonly Id[];
  /** Index into `units` and `instances` for each id. */
  readonly unitAt: readonly number[];
  readonly instanceAt: readonly number[];
  readonly units: readonly { readonly organisation_id: Id; readonly board_organisation_id: Id }[];
  readonly instances: readonly (Pick<ObligationRow, 'commitment_id' | 'period_key' | 'period_from' | 'period_to' | 'period_label' | 'amount' | 'printed_due' | 'due'>)[];
}

/** Writes the obligations that are not there yet, their totals and what these add to the sums. Gives the number written. */
export async function insertObligations(tx: Tx, batch: ObligationBatch): Promise<number> {
  if (batch.ids.length === 0) return 0;
  const { rows } = await sql<{ count: number; sums: Differences }>`
    with unit as materialized (
      select ordinality - 1 as at, (value->>'organisation_id')::uuid as organisation_id, (value->>'board_organisation_id')::uuid as board_organisation_id
      from jsonb_array_elements(${json(batch.units)}::jsonb) with ordinality),
    instance as materialized (
      select i.*, x.at from jsonb_array_elements(${json(batch.instances)}::jsonb) with ordinality as e(value, number)
      cross join lateral (select e.number - 1 as at) x
      cross join lateral jsonb_to_record(e.value) as i(commitment_id uuid, period_key text, period_from date, period_to date, period_label text, amount integer, printed_due date, due date)),
    fresh as (
      insert into obligations (shard_id, id, batch_id, commitment_id, organisation_id, board_organisation_id, period_key, period_from, period_to, period_label, amount, printed_due, due)
      select ${batch.shard}::integer, o.id, ${batch.batchId}::uuid, i.commitment_id, u.organisation_id, u.board_organisation_id, i.period_key, i.period_from, i.period_to, i.period_label, i.amount, i.printed_due, i.due
      from unnest(${batch.ids}::uuid[], ${batch.unitAt}::integer[], ${batch.instanceAt}::integer[]) as o(id, unit_at, instance_at)
      join unit u on u.at = o.unit_at join instance i on i.at = o.instance_at
      on conflict do nothing
      returning shard_id, id, commitment_id, organisation_id, board_organisation_id, period_from, period_to, due, amount),
    totals as (
      insert into obligation_totals (shard_id, obligation_id, commitment_id, source_id, item_id, organisation_id, board_organisation_id, period_from, period_to, due, amount, optional, report_rhythm)
      select f.shard_id, f.id, f.commitment_id, c.source_id, c.item_id, f.organisation_id, f.board_organisation_id, f.period_from, f.period_to, f.due, f.amount, c.optional, c.report_rhythm
      from fresh f join commitments c on c.shard_id = f.shard_id and c.id = f.commitment_id
      returning *)
    select (select count(*)::integer from totals) as count, ${differences.fresh} as sums`.execute(tx);
  await addToSums(tx, rows[0]!.sums);
  return rows[0]!.count;
}

export async function insertClosures(tx: Tx, rows: readonly ClosureRow[]): Promise<void> {
  if (rows.length > 0) await sql`insert into obligation_closures select * from jsonb_populate_recordset(null::obligation_closures, ${json(rows)}::jsonb)`.execute(tx);
}
export async function insertTransfers(tx: Tx, rows: readonly TransferRow[]): Promise<void> {
  if (rows.length > 0) await sql`insert into obligation_transfers select * from jsonb_populate_recordset(null::obligation_transfers, ${json(rows)}::jsonb)`.execute(tx);
}
export async function insertExcuse(tx: Tx, row: ExcuseRow): Promise<void> {
  await tx.insertInto('excuses').values(row).execute();
}
export async function insertCredits(tx: Tx, rows: readonly CreditRow[]): Promise<void> {
  if (rows.length > 0) await sql`insert into credits select * from jsonb_populate_recordset(null::credits, ${json(rows)}::jsonb)`.execute(tx);
}
/**
 * Writes credits of one deliverable and adds them to the totals, held by the caller: one statement for what everybody does
 * all day, so it adds to what stands there instead of counting the ledger anew; `differingTotals` says whether that held.
 */
export async function giveCredits(tx: Tx, rows: readonly CreditRow[]): Promise<void> {
  if (rows.length === 0) return;
  const running = sql`select sum(c.amount) over (order by c.done_on, c.id) as so_far, c.done_on
    from (select id, amount, done_on from credits where obligation_id = t.obligation_id and ended_on is null union all select id, amount, done_on from given where obligation_id = t.obligation_id) c`;
  const { rows: [done] } = await sql<{ sums: Differences }>`${kept}
    with given as (insert into credits select * from jsonb_populate_recordset(null::credits, ${json(rows)}::jsonb) returning id, obligation_id, amount, done_on, confirmed_on),
    came as (
      update obligation_totals t set recorded = t.recorded + g.amount, last_done = greatest(t.last_done, g.done_on),
        recorded_in_time = t.recorded_in_time + case when g.done_on <= t.due then g.amount else 0 end,
        confirmed = t.confirmed + g.confirmed, confirmed_in_time = t.confirmed_in_time + case when g.done_on <= t.due then g.confirmed else 0 end,
        met_on = case when t.amount - t.excused > 0 and t.recorded + g.amount >= t.amount - t.excused then (select min(r.done_on) from (${running}) r where r.so_far >= t.amount - t.excused) end
      from (select obligation_id, sum(amount)::integer as amount, max(done_on) as done_on, coalesce(sum(amount) filter (where confirmed_on is not null), 0)::integer as confirmed from given group by 1) g
      where ${totalsOf([...new Set(rows.map((row) => row.obligation_id))].sort(), sql`t`)} and t.obligation_id = g.obligation_id
      returning t.*, t.recorded - g.amount as recorded_before, t.recorded_in_time - case when g.done_on <= t.due then g.amount else 0 end as in_time_before, t.confirmed - g.confirmed as confirmed_before)
    select ${differences.credited} as sums`.execute(tx);
  await addToSums(tx, done!.sums);
}

export async function endCredits(tx: Tx, ids: readonly Id[], end: { on: PlainDate; reason: CreditEnd; by: Id | null }): Promise<void> {
  await sql`update credits set ended_on = ${end.on}, ended_reason = ${end.reason}, ended_by = ${end.by} where ${keyed(ids)} and ended_on is null`.execute(tx);
}
/** Confirms those credits of a deliverable on these obligations (which the caller holds) that count and are not confirmed, and adds them to what is confirmed in the totals; gives the credits. */
export async function confirmCredits(tx: Tx, deliverableId: Id, obligationIds: readonly Id[], on: PlainDate, by: Id | null): Promise<{ id: Id; obligation_id: Id }[]> {
  if (obligationIds.length === 0) return [];
  const { rows: [done] } = await sql<{ changed: { id: Id; obligation_id: Id }[]; sums: Differences }>`${kept}
    with changed as (
      update credits set confirmed_on = ${on}, confirmed_by = ${by} where deliverable_id = ${deliverableId} and ${isOneOf(sql`obligation_id`, obligationIds, 'uuid')} and confirmed_on is null and ended_on is null
      returning id, obligation_id, amount, done_on),
    came as (
      update obligation_totals t set confirmed = t.confirmed + g.amount, confirmed_in_time = t.confirmed_in_time + case when g.done_on <= t.due then g.amount else 0 end
      from (select obligation_id, sum(amount)::integer as amount, max(done_on) as done_on from changed group by 1) g
      where ${totalsOf([...new Set(obligationIds)].sort(), sql`t`)} and t.obligation_id = g.obligation_id
      returning t.*, t.recorded as recorded_before, t.recorded_in_time as in_time_before, t.confirmed - g.amount as confirmed_before)
    select (select coalesce(json_agg(json_build_object('id', id, 'obligation_id', obligation_id)), '[]') from changed) as changed, ${differences.confirmed} as sums`.execute(tx);
  await addToSums(tx, done!.sums);
  return done!.changed;
}
export async function lockCredits(tx: Tx, ids: readonly Id[], reportId: Id): Promise<void> {
  await sql`update credits set locked_by_report = ${reportId} where ${keyed(ids)} and ended_on is null`.execute(tx);
}
export async function unlockCredits(tx: Tx, ids: readonly Id[]): Promise<void> {
  await sql`update credits set locked_by_report = null where ${keyed(ids)}`.execute(tx);
}

/**
 * Holds the totals of these obligations until the transaction ends, always in the same order: whoever credits reads
 * first what others have credited.
 */
export async function lockTotals(tx: Tx, obligationIds: readonly Id[]): Promise<void> {
  await sql`${kept} select 1 from obligation_totals where ${totalsOf([...new Set(obligationIds)].sort())}
    order by shard_id, obligation_id for update`.execute(tx);
}

/** Holds the totals of what a deliverable counts for, in the same order; gives these obligations and what their commitments want to see. */
export async function holdTotalsOf(tx: Tx, deliverableId: Id): Promise<{ id: Id; title: string; evidence: EvidenceWanted }[]> {
  return (await sql<{ id: Id; title: string; evidence: EvidenceWanted }>`${kept}
    select t.obligation_id as id, c.title, c.evidence
    from (select distinct ('x' || substr(obligation_id::text, 16, 3))::bit(12)::integer as shard_id, obligation_id from credits where deliverable_id = ${deliverableId} and ended_on is null) cr
      join obligation_totals t on t.shard_id = cr.shard_id and t.obligation_id = cr.obligation_id join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    order by t.shard_id, t.obligation_id for update of t`.execute(tx)).rows;
}

/** Rows by id through their primary key: the shard is in the id. */
export const keyed = (ids: readonly Id[]) => sql<boolean>`${isOneOf(sql`shard_id`, shardsOf(ids), 'integer')} and ${isOneOf(sql`id`, ids, 'uuid')}`;
const totalsOf = (ids: readonly Id[], of = sql`obligation_totals`) => sql<boolean>`${isOneOf(sql`${of}.shard_id`, shardsOf(ids), 'integer')} and ${isOneOf(sql`${of}.obligation_id`, ids, 'uuid')}`;
const shardsOf = (ids: readonly Id[]): number[] => [...new Set(ids.map(shardOf))];

/** What the totals must be, from the ledger alone. */
const recomputed = (where: RawBuilder<unknown>) => sql`
  select o.shard_id, o.id as obligation_id,
    coalesce(tr.to_organisation_id, o.organisation_id) as organisation_id, coalesce(tr.board_organisation_id, o.board_organisation_id) as board_organisation_id,
    cl.closed_on, coalesce(ex.excused, 0)::integer as excused,
    coalesce(cr.recorded, 0)::integer as recorded, coalesce(cr.recorded_in_time, 0)::integer as recorded_in_time,
    coalesce(cr.confirmed, 0)::integer as confirmed, coalesce(cr.confirmed_in_time, 0)::integer as confirmed_in_time, cr.last_done,
    case when o.amount - coalesce(ex.excused, 0) > 0 then (
      select min(running.done_on) from (
        select c.done_on, sum(c.amount) over (order by c.done_on, c.id) as so_far from credits c where c.obligation_id = o.id and c.ended_on is null) running
      where running.so_far >= o.amount - coalesce(ex.excused, 0)) end as met_on
  from obligations o
  left join lateral (select min(on_day) as closed_on from obligation_closures where obligation_id = o.id) cl on true
  left join lateral (select sum(amount) as excused from excuses where obligation_id = o.id) ex on true
  left join lateral (select sum(c.amount) as recorded, sum(c.amount) filter (where c.done_on <= o.due) as recorded_in_time,
      sum(c.amount) filter (where c.confirmed_on is not null) as confirmed, sum(c.amount) filter (where c.confirmed_on is not null and c.done_on <= o.due) as confirmed_in_time,
      max(c.done_on) as last_done
    from credits c where c.obligation_id = o.id and c.ended_on is null) cr on true
  left join lateral (select to_organisation_id, board_organisation_id from obligation_transfers where obligation_id = o.id order by on_day desc, at desc, id desc limit 1) tr on true
  ${where}`;

/** Brings the totals of these obligations, held by `lockTotals`, to what the ledger says, and the sums with them; in the transaction that changed the ledger. */
export async function refreshTotals(tx: Tx, obligationIds: readonly Id[]): Promise<void> {
  if (obligationIds.length === 0) return;
  const ids = [...new Set(obligationIds)].sort();
  const { rows: [done] } = await sql<{ sums: Differences }>`${kept}
    with gone as materialized (select * from obligation_totals where ${totalsOf(ids)} order by shard_id, obligation_id for update),
    came as (
      update obligation_totals t set organisation_id = r.organisation_id, board_organisation_id = r.board_organisation_id, closed_on = r.closed_on, excused = r.excused,
        recorded = r.recorded, recorded_in_time = r.recorded_in_time, confirmed = r.confirmed, confirmed_in_time = r.confirmed_in_time, last_done = r.last_done, met_on = r.met_on
      from gone g, lateral (${recomputed(sql`where o.shard_id = g.shard_id and o.id = g.obligation_id`)}) r
      where t.shard_id = g.shard_id and t.obligation_id = g.obligation_id returning t.*)
    select ${differences.changed} as sums`.execute(tx);
  await addToSums(tx, done!.sums);
}

/** Obligations whose totals differ from the ledger, for `loa verify`; an empty list is what it should be. */
export async function differingTotals(db: Reader, limit = 100): Promise<{ shard: number; obligationId: Id; columns: string[] }[]> {
  const columns = ['organisation_id', 'board_organisation_id', 'closed_on', 'excused', 'recorded', 'recorded_in_time', 'confirmed', 'confirmed_in_time', 'last_done', 'met_on'] as const;
  const differs = sql.join(columns.map((name) => sql`case when t.${sql.ref(name)} is distinct from r.${sql.ref(name)} then ${name}::text end`));
  const { rows } = await sql<{ shard: number; obligationId: Id; columns: string[] }>`
    select r.shard_id as shard, r.obligation_id as "obligationId", array_remove(array[case when t.obligation_id is null then 'missing' end, ${differs}], null) as columns
    from (${recomputed(sql``)}) r left join obligation_totals t on t.shard_id = r.shard_id and t.obligation_id = r.obligation_id
    where t.obligation_id is null or ${sql.join(columns.map((name) => sql`t.${sql.ref(name)} is distinct from r.${sql.ref(name)}`), sql` or `)}
    order by r.shard_id, r.obligation_id limit ${limit}`.execute(db);
  return rows;
}
