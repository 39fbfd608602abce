import { sql } from 'kysely';
import type { Tx } from '#platform/db/tables.ts';
import type { WorldChanges } from '../rules/succession-world.ts';
import type { Organisation } from '../rules/tree.ts';
import { readAgain } from './snapshot.ts';
import { changed, columns } from './write.ts';

/** Two integers that name the lock among other advisory locks of the database: "Loa", units that end. */
const UNITS_LOCK = [0x4c6f61, 2] as const;

/** Nobody else ends or changes units, or gives work to them, until the transaction ends, and what is read from now on is the last word. */
export async function holdTree(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${UNITS_LOCK[0]}::integer, ${UNITS_LOCK[1]}::integer)`.execute(tx);
  await sql`select 1 from organisation_tree_state for update`.execute(tx);
  readAgain(tx);
}

/**
 * For who gives work: no unit ends until the transaction does; others may give work at the same time. The first thing an action
 * does, before it reads who the units are or holds a row: it may wait here for a reorganisation that wants those rows.
 */
export async function keepTree(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${UNITS_LOCK[0]}::integer, ${UNITS_LOCK[1]}::integer)`.execute(tx);
  readAgain(tx);
}

const row = ({ id, versionId, shard: _shard, ...content }: Organisation) => ({ id: versionId, organisation_id: id, ...columns(content), codes: content.codes });
const PART = 2_000;

/** Everything that a list of events did to the tree, in a handful of statements however many units it touched. */
export async function writeChanges(tx: Tx, changes: WorldChanges, createdAt: Date): Promise<void> {
  const inParts = async (versions: readonly Organisation[], write: (rows: string) => Promise<unknown>): Promise<void> => {
    for (let from = 0; from < versions.length; from += PART) await write(JSON.stringify(versions.slice(from, from + PART).map(row)));
  };
  if (changes.removed.length) await tx.deleteFrom('organisation_versions').where('id', 'in', changes.removed.map((one) => one.versionId)).execute();
  await inParts(changes.rewritten, (rows) => sql`
    update organisation_versions v set valid_from = n.valid_from, valid_to = n.valid_to, name = n.name, short_name = n.short_name, aliases = n.aliases, kind = n.kind, tier = n.tier, parent_id = n.parent_id,
      path = n.path, sort_order = n.sort_order, codes = n.codes, functions = n.functions, external = n.external, address = n.address, hotline = n.hotline
    from jsonb_populate_recordset(null::organisation_versions, ${rows}::jsonb) n where v.id = n.id`.execute(tx));
  for (let from = 0; from < changes.born.length; from += PART) await tx.insertInto('organisations').values(changes.born.slice(from, from + PART).map((one) => ({ id: one.id, shard: one.shard, created_at: createdAt }))).execute();
  await inParts([...changes.born, ...changes.inserted], (rows) => sql`insert into organisation_versions select * from jsonb_populate_recordset(null::organisation_versions, ${rows}::jsonb)`.execute(tx));
  await changed(tx);
}
