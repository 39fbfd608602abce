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
