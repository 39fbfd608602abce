import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { kept } from '#platform/db/kept.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { Group } from '../rules/group.ts';
import { makeTree, type Organisation, type OrganisationTree } from '../rules/tree.ts';
import './tables.ts';

/**
 * The whole tree lives in memory: it is read with every request and changes a few times a year. The version in
 * `organisation_tree_state` is random and new with every change, so what a transaction that was rolled back has put
 * under its version is never met again, and two databases in one process never share one.
 */
interface Snapshot {
  readonly versions: readonly Organisation[];
  readonly groups: ReadonlyMap<Id, Group>;
  readonly trees: Map<PlainDate, OrganisationTree>;
}
const snapshots = new Map<string, Promise<Snapshot>>();
const KEPT_SNAPSHOTS = 4, KEPT_DAYS = 16;

/** Asked once in a transaction: what an action reads of the tree is one tree, unless it changes it or waits for others (`readAgain`). */
const seen = new WeakMap<Reader, string>();
/** From now on this transaction reads the newest tree. */
export const readAgain = (tx: Tx): void => { seen.delete(tx); };

async function snapshot(reader: Reader): Promise<{ version: string; content: Snapshot }> {
  const version = seen.get(reader) ?? (await sql<{ version: string }>`${kept} select version from organisation_tree_state`.execute(reader)).rows[0]!.version;
  if (reader.isTransaction) seen.set(reader, version);
  let content = snapshots.get(version);
  if (!content) {
    content = load(reader);
    content.catch(() => snapshots.delete(version));
    snapshots.set(version, content);
    if (snapshots.size > KEPT_SNAPSHOTS) snapshots.delete(snapshots.keys().next().value!);
  }
  return { version, content: await content };
}

async function load(reader: Reader): Promise<Snapshot> {
  const rows = await reader.selectFrom('organisation_versions as v').innerJoin('organisations as o', 'o.id', 'v.organisation_id').selectAll('v').select('o.shard').execute();
  const groups = await reader.selectFrom('organisation_groups').selectAll().where('closed_on', 'is', null).orderBy('id').execute();
  return {
    versions: rows.map((row) => ({
      id: row.organisation_id, versionId: row.id, shard: row.shard, validFrom: row.valid_from, validTo: row.valid_to, name: row.name, shortName: row.short_name,
      aliases: row.aliases, kind: row.kind, tier: row.tier, parentId: row.parent_id, path: row.path, sortOrder: row.sort_order, codes: row.codes,
      functions: row.functions, external: row.external, address: row.address, hotline: row.hotline,
    })),
    groups: new Map(groups.map((row) => [row.id, { id: row.id, ownerId: row.owner_id, name: row.name, aliases: row.aliases, rule: row.rule, standard: row.standard }])),
    trees: new Map(),
  };
}

/** All organisations as of a day. One small query; the tree itself is made once per day and change. */
export async function organisationTree(reader: Reader, asOf: PlainDate): Promise<OrganisationTree> {
  const { content } = await snapshot(reader);
  let tree = content.trees.get(asOf);
  if (!tree) {
    tree = makeTree(content.versions, asOf);
    content.trees.set(asOf, tree);
    if (content.trees.size > KEPT_DAYS) content.trees.delete(content.trees.keys().next().value!);
  }
  return tree;
}

/** Every group that is in use, by id. */
export const allGroups = async (reader: Reader): Promise<ReadonlyMap<Id, Group>> => (await snapshot(reader)).content.groups;

/** Every version of every organisation, in no order: for what looks at all of time. */
export const allVersions = async (reader: Reader): Promise<readonly Organisation[]> => (await snapshot(reader)).content.versions;

/** Every version of one organisation, the newest first. */
export const versionsOf = async (reader: Reader, id: Id): Promise<readonly Organisation[]> =>
  (await snapshot(reader)).content.versions.filter((version) => version.id === id).sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));

/** Every version strictly below a path that holds on the day or later, parents first. */
export const versionsBelow = async (reader: Reader, path: string, from: PlainDate): Promise<readonly Organisation[]> =>
  (await snapshot(reader)).content.versions.filter((version) => version.path.length > path.length && version.path.startsWith(path) && (version.validTo === null || version.validTo >= from))
    .sort((a, b) => a.path.length - b.path.length || (a.validFrom < b.validFrom ? -1 : 1));

/** Changes with every change of organisations or groups: a key for what is computed from them. */
export const treeVersion = async (reader: Reader): Promise<string> => (await snapshot(reader)).version;
