import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { CommitmentRow, ObligationRow } from './tables.ts';

export interface CitationAdditionRow { shard_id: number; id: Id; source_id: Id; number: string | null; signed_on: PlainDate | null; at: Date }

export async function saveCitationAddition(tx: Tx, row: CitationAdditionRow): Promise<Id> {
  const saved = await tx.insertInto('citation_additions').values(row)
    .onConflict((conflict) => conflict.columns(['shard_id', 'source_id']).doUpdateSet({ number: row.number, signed_on: row.signed_on, at: row.at })).returning('id').executeTakeFirstOrThrow();
  return saved.id;
}

export interface SourceObligation {
  readonly id: Id; readonly commitmentId: Id; readonly key: string; readonly organisationId: Id; readonly boardOrganisationId: Id; readonly periodKey: string;
  readonly periodFrom: PlainDate; readonly due: PlainDate; readonly amount: number | null; readonly credited: number; readonly excused: number; readonly closed: boolean;
}
/** The commitments of a document, the latest of each key, and everything that came of them. */
export async function commitmentsOfSource(db: Reader, sourceId: Id): Promise<CommitmentRow[]> {
  return (await sql<CommitmentRow>`select distinct on (key) * from commitments where source_id = ${sourceId} order by key, source_version desc`.execute(db)).rows;
}
export async function obligationsOfSource(db: Reader, sourceId: Id): Promise<SourceObligation[]> {
  return (await sql<SourceObligation>`
    select t.obligation_id as id, t.commitment_id as "commitmentId", c.key, o.organisation_id as "organisationId", t.board_organisation_id as "boardOrganisationId", o.period_key as "periodKey",
      t.period_from as "periodFrom", t.due, t.amount, t.recorded as credited, t.excused, t.closed_on is not null as closed
    from obligation_totals t join obligations o on o.shard_id = t.shard_id and o.id = t.obligation_id join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where t.source_id = ${sourceId} order by t.obligation_id`.execute(db)).rows;
}

/** The obligations of a batch by unit and period, for carrying credits over. */
export const obligationsOfBatch = (db: Reader, shard: number, batchId: Id): Promise<ObligationRow[]> =>
  db.selectFrom('obligations').selectAll().where('shard_id', '=', shard).where('batch_id', '=', batchId).execute();

/** How far the tasks of a document are: counts over all units, for the plan's own page. */
export interface TaskProgress {
  readonly itemId: Id; readonly units: number; readonly obligations: number; readonly due: number; readonly met: number; readonly missed: number; readonly amount: number; readonly credited: number; readonly confirmed: number;
}
export async function taskProgress(db: Reader, sourceId: Id, today: PlainDate): Promise<TaskProgress[]> {
  return (await sql<TaskProgress>`
    select item_id as "itemId", count(distinct organisation_id)::integer as units, count(*)::integer as obligations,
      (count(*) filter (where amount is not null and not optional and due < ${today}::date))::integer as due,
      (count(*) filter (where amount is not null and not optional and due < ${today}::date and recorded >= amount - excused))::integer as met,
      (count(*) filter (where amount is not null and not optional and due < ${today}::date and recorded < amount - excused))::integer as missed,
      coalesce(sum(amount) filter (where period_from <= ${today}::date), 0)::integer as amount, sum(recorded)::integer as credited, sum(confirmed)::integer as confirmed
    from obligation_totals where source_id = ${sourceId} and (closed_on is null or closed_on > ${today}::date) group by item_id`.execute(db)).rows;
}

/** Why an obligation is owed no more or less: closure and excuses, with reasons. */
export interface Relief { readonly kind: 'excused' | 'amended' | 'recalled' | 'closed'; readonly amount: number | null; readonly reason: string; readonly by: string | null; readonly on: PlainDate }
export async function reliefOf(db: Reader, obligationId: Id): Promise<Relief[]> {
  return (await sql<Relief>`
    select 'excused' as kind, amount, reason, excused_by_name as by, on_day as on from excuses where obligation_id = ${obligationId}
    union all select kind, null, reason, null, on_day from obligation_closures where obligation_id = ${obligationId} order by 5`.execute(db)).rows;
}
