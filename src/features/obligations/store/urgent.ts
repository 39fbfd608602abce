import { sql, type RawBuilder } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { TIME_ZONE, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';

/** Something still owed, with the words to speak of it. */
export interface OwedRow {
  readonly id: Id; readonly shard: number; readonly sourceId: Id; readonly issuerId: Id; readonly organisationId: Id; readonly boardOrganisationId: Id;
  readonly title: string; readonly product: string; readonly unit: string; readonly periodKey: string; readonly periodLabel: string; readonly periodFrom: PlainDate; readonly due: PlainDate;
  readonly amount: number; readonly excused: number; readonly credited: number;
  /** The day it was given, and the day it came over from a predecessor (null: it did not). */
  readonly givenOn: PlainDate; readonly heldSince: PlainDate | null;
}

/**
 * Everything owed and not complete, due by a day, as a subquery with the columns of `OwedRow`: a later noun that follows up joins its own tables
 * to it, so that only what needs somebody today leaves the database. What is followed without a number, optional or closed is not owed.
 */
export const owedSql = (shard: number, dueUpTo: PlainDate): RawBuilder<OwedRow> => sql<OwedRow>`(
  select t.obligation_id as id, t.shard_id as shard, t.source_id as "sourceId", c.issuer_id as "issuerId", t.organisation_id as "organisationId", t.board_organisation_id as "boardOrganisationId",
    c.title, c.product, c.unit, o.period_key as "periodKey", o.period_label as "periodLabel", t.period_from as "periodFrom", t.due, t.amount, t.excused, t.recorded as credited,
    (c.created_at at time zone ${sql.lit(TIME_ZONE)})::date as "givenOn", x.on_day as "heldSince"
  from obligation_totals t
    join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    join obligations o on o.shard_id = t.shard_id and o.id = t.obligation_id
    left join (select obligation_id, max(on_day) as on_day from obligation_transfers group by 1) x on x.obligation_id = t.obligation_id
  where t.shard_id = ${shard} and t.closed_on is null and t.amount is not null and not t.optional and t.recorded + t.excused < t.amount and t.due <= ${dueUpTo}::date)`;

/** The documents that gave work, and in whose name. */
export async function givingSources(db: Reader): Promise<{ readonly id: Id; readonly shard: number; readonly issuerId: Id }[]> {
  return (await sql<{ id: Id; shard: number; issuerId: Id }>`select distinct source_id as id, shard_id as shard, issuer_id as "issuerId" from commitments order by 1`.execute(db)).rows;
}

/** Reports that these documents ask for, each with what is left of it: 0 once sent, excused or closed. */
export async function reportsAskedBy(db: Reader, sourceIds: readonly Id[]): Promise<{ readonly sourceId: Id; readonly organisationId: Id; readonly boardOrganisationId: Id; readonly periodKey: string; readonly left: number }[]> {
  if (sourceIds.length === 0) return [];
  const { rows } = await sql<{ sourceId: Id; organisationId: Id; boardOrganisationId: Id; periodKey: string; left: number }>`
    select t.source_id as "sourceId", t.organisation_id as "organisationId", t.board_organisation_id as "boardOrganisationId", o.period_key as "periodKey",
      case when t.closed_on is not null then 0 else greatest(0, t.amount - t.excused - t.recorded) end as left
    from commitments c join obligation_totals t on t.shard_id = c.shard_id and t.commitment_id = c.id join obligations o on o.shard_id = t.shard_id and o.id = t.obligation_id
    where c.source_id = any(${sourceIds}::uuid[]) and t.source_id = any(${sourceIds}::uuid[]) and c.product = 'report' and t.amount is not null`.execute(db);
  return rows;
}
