import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';

export interface NamedObligation { readonly id: Id; readonly title: string; readonly periodLabel: string; readonly boardOrganisationId: Id }

/** What these obligations are called, for sentences of other nouns. */
export async function obligationNames(db: Reader, ids: readonly Id[]): Promise<NamedObligation[]> {
  if (ids.length === 0) return [];
  return (await sql<NamedObligation>`
    select t.obligation_id as id, c.title, o.period_label as "periodLabel", t.board_organisation_id as "boardOrganisationId"
    from obligation_totals t join obligations o on o.shard_id = t.shard_id and o.id = t.obligation_id join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where t.shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and t.obligation_id = any(${ids}::uuid[])`.execute(db)).rows;
}

/** Which organisations owe something from these sources, and whose row shows it. */
export async function unitsOfSources(db: Reader, sourceIds: readonly Id[]): Promise<{ readonly sourceId: Id; readonly organisationId: Id; readonly boardOrganisationId: Id }[]> {
  if (sourceIds.length === 0) return [];
  return (await sql<{ sourceId: Id; organisationId: Id; boardOrganisationId: Id }>`
    select distinct source_id as "sourceId", organisation_id as "organisationId", board_organisation_id as "boardOrganisationId" from obligation_totals where source_id = any(${sourceIds}::uuid[])`.execute(db)).rows;
}

/** What these batches of transfers brought: one line for each unit that received something, `from` when it all came from one. */
export async function transfersOfBatches(db: Reader, batchIds: readonly Id[]): Promise<{ readonly batchId: Id; readonly to: Id; readonly from: Id | null; readonly obligations: number }[]> {
  if (batchIds.length === 0) return [];
  return (await sql<{ batchId: Id; to: Id; from: Id | null; obligations: number }>`
    select batch_id as "batchId", to_organisation_id as "to", case when count(distinct from_organisation_id) = 1 then min(from_organisation_id::text)::uuid end as "from", count(*)::integer as obligations
    from obligation_transfers where shard_id = any(${[...new Set(batchIds.map(shardOf))]}::integer[]) and batch_id = any(${batchIds}::uuid[]) group by 1, 2 order by 2`.execute(db)).rows;
}
