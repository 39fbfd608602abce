import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { addDays, type PlainDate } from '#kernel/plain-date.ts';
import type { Tx } from '#platform/db/tables.ts';
import type { GroupRule } from '../rules/group.ts';
import type { Organisation } from '../rules/tree.ts';
import { readAgain } from './snapshot.ts';
import './tables.ts';

/** Everything that is written of a version; ids and days are the caller's. */
export type VersionContent = Omit<Organisation, 'id' | 'versionId' | 'shard'>;

/** Must be the last word of every change here: other processes look at this number. Also makes changes wait for each other. */
export async function changed(tx: Tx): Promise<void> {
  await tx.updateTable('organisation_tree_state').set({ version: sql<string>`gen_random_uuid()` }).execute();
  readAgain(tx);
}

export const columns = (content: VersionContent) => ({
  valid_from: content.validFrom, valid_to: content.validTo, name: content.name, short_name: content.shortName, aliases: [...content.aliases], kind: content.kind,
  tier: content.tier, parent_id: content.parentId, path: content.path, sort_order: content.sortOrder, codes: JSON.stringify(content.codes),
  functions: [...content.functions], external: content.external, address: content.address, hotline: content.hotline,
});

export async function insertOrganisations(tx: Tx, rows: readonly { id: Id; versionId: Id; shard: number; createdAt: Date; content: VersionContent }[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 500) {
    const part = rows.slice(from, from + 500);
    await tx.insertInto('organisations').values(part.map((row) => ({ id: row.id, shard: row.shard, created_at: row.createdAt }))).execute();
    await tx.insertInto('organisation_versions').values(part.map((row) => ({ id: row.versionId, organisation_id: row.id, ...columns(row.content) }))).execute();
  }
  await changed(tx);
}

/** From `content.validFrom` on the new version holds, until the day on which the old one would have ended. */
export async function splitVersion(tx: Tx, version: Organisation, versionId: Id, content: VersionContent): Promise<void> {
  await tx.updateTable('organisation_versions').set({ valid_to: addDays(content.validFrom, -1) }).where('id', '=', version.versionId).execute();
  await tx.insertInto('organisation_versions').values({ id: versionId, organisation_id: version.id, ...columns(content) }).execute();
  await changed(tx);
}

export async function rewriteVersion(tx: Tx, versionId: Id, content: VersionContent): Promise<void> {
  await tx.updateTable('organisation_versions').set(columns(content)).where('id', '=', versionId).execute();
  await changed(tx);
}

/** The open version ends with this day. */
export async function endVersion(tx: Tx, organisationId: Id, lastDay: PlainDate): Promise<void> {
  await tx.updateTable('organisation_versions').set({ valid_to: lastDay }).where('organisation_id', '=', organisationId).where('valid_to', 'is', null).execute();
  await changed(tx);
}

export interface NewGroup { readonly id: Id; readonly ownerId: Id; readonly name: string; readonly aliases: readonly string[]; readonly rule: GroupRule; readonly standard: string | null; readonly createdAt: Date }

export async function insertGroups(tx: Tx, groups: readonly NewGroup[]): Promise<void> {
  for (let from = 0; from < groups.length; from += 1000)
    await tx.insertInto('organisation_groups').values(groups.slice(from, from + 1000).map((group) => ({
      id: group.id, owner_id: group.ownerId, name: group.name, aliases: [...group.aliases], rule: JSON.stringify(group.rule), standard: group.standard, created_at: group.createdAt, closed_on: null,
    }))).execute();
  if (groups.length) await changed(tx);
}

/** A group as it is from now on; another owner: it goes over to another unit. A merger of a province's districts rewrites hundreds. */
export async function rewriteGroups(tx: Tx, groups: readonly Pick<NewGroup, 'id' | 'ownerId' | 'name' | 'aliases' | 'rule'>[]): Promise<void> {
  for (let from = 0; from < groups.length; from += 1000)
    await sql`
      update organisation_groups g set owner_id = n.owner_id, name = n.name, aliases = n.aliases, rule = n.rule
      from jsonb_populate_recordset(null::organisation_groups, ${JSON.stringify(groups.slice(from, from + 1000).map(({ ownerId, id, name, aliases, rule }) => ({ id, owner_id: ownerId, name, aliases, rule })))}::jsonb) n where g.id = n.id`.execute(tx);
  if (groups.length) await changed(tx);
}

export async function closeGroup(tx: Tx, id: Id, day: PlainDate): Promise<void> {
  await tx.updateTable('organisation_groups').set({ closed_on: day }).where('id', '=', id).execute();
  await changed(tx);
}
