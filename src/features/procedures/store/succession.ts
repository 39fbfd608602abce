import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Tx } from '#platform/db/tables.ts';
import type { ShopRow } from './tables.ts';

/** What changes hands when the unit that keeps a catalogue ends. Each gives the rows it changed. */
export async function mergeField(tx: Tx, id: Id, into: Id): Promise<Id[]> {
  return (await sql<{ id: Id }>`update procedure_fields set merged_into = ${into}, row_version = row_version + 1 where id = ${id} or merged_into = ${id} returning id`.execute(tx)).rows.map((row) => row.id);
}
export async function moveField(tx: Tx, id: Id, { toId, slug }: { readonly toId: Id; readonly slug: string }): Promise<void> {
  await sql`update procedure_fields set organisation_id = ${toId}, slug = ${slug}, row_version = row_version + 1 where shard_id = ${shardOf(id)} and id = ${id}`.execute(tx);
}
/** A decision that the successor has entered itself stays where it is. */
export async function moveDecisions(tx: Tx, givers: readonly Id[], toId: Id): Promise<{ id: Id; organisation_id: Id }[]> {
  const { rows } = await sql<{ id: Id; organisation_id: Id }>`select distinct on (number, signed_on, issuer) id, organisation_id from procedure_decisions d where organisation_id = any(${givers}::uuid[])
    and not exists (select 1 from procedure_decisions o where o.organisation_id = ${toId} and o.number = d.number and o.signed_on = d.signed_on and o.issuer = d.issuer) order by number, signed_on, issuer, id`.execute(tx);
  if (rows.length) await sql`update procedure_decisions set organisation_id = ${toId}, row_version = row_version + 1 where id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(tx);
  return rows;
}
/** Also those that were merged into it before. */
export async function mergeProcedure(tx: Tx, id: Id, into: Id): Promise<{ id: Id; owner: Id }[]> {
  return (await sql<{ id: Id; owner: Id }>`update procedures set merged_into = ${into}, row_version = row_version + 1 where id = ${id} or merged_into = ${id} returning id, organisation_id as owner`.execute(tx)).rows;
}
export async function moveProcedure(tx: Tx, id: Id, { toId, slug }: { readonly toId: Id; readonly slug: string | null }): Promise<void> {
  await sql`update procedures set came_from = organisation_id, came_slug = slug, organisation_id = ${toId}, slug = coalesce(${slug}, slug), row_version = row_version + 1 where shard_id = ${shardOf(id)} and id = ${id}`.execute(tx);
}
/** Shops, wherever they are, whose list names one of these. */
export const shopsNaming = async (tx: Tx, fieldIds: readonly Id[], procedureIds: readonly Id[]): Promise<ShopRow[]> =>
  (await sql<ShopRow>`select * from one_stop_shops where field_ids && ${fieldIds}::uuid[] or also_ids && ${procedureIds}::uuid[] or except_ids && ${procedureIds}::uuid[] order by id`.execute(tx)).rows;
