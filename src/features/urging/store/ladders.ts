import type { Selectable } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { Ladder } from '../rules/ladder.ts';
import type { LaidDown } from '../rules/which-ladder.ts';
import type { LadderScope, LadderTable } from './tables.ts';

export type LadderRow = Selectable<LadderTable>;

/** Every ladder laid down, the earliest change first: a handful of rows. */
export const allLadders = (reader: Reader): Promise<LadderRow[]> => reader.selectFrom('urging_ladders').selectAll().orderBy('changed_at').orderBy('id').execute();
export const laidDown = (rows: readonly LadderRow[]): LaidDown[] => rows.map(({ id, scope_id, steps }) => ({ id, scopeId: scope_id, steps }));

/** A ladder belongs to whoever has its plan or regime now. Null when somebody was faster: another version stands now. */
export async function saveLadder(tx: Tx, row: { shard: number; id: Id; ownerId: Id; scope: LadderScope; scopeId: Id; steps: Ladder['steps']; reason: string; byName: string; at: Date; seen: number | null }): Promise<Id | null> {
  const change = { steps: JSON.stringify(row.steps), reason: row.reason, changed_by_name: row.byName, changed_at: row.at };
  if (row.seen === null) {
    const made = await tx.insertInto('urging_ladders').values({ shard_id: row.shard, id: row.id, owner_id: row.ownerId, scope_noun: row.scope, scope_id: row.scopeId, ...change, row_version: 1 })
      .onConflict((conflict) => conflict.columns(['shard_id', 'owner_id', 'scope_id']).doNothing()).returning('id').executeTakeFirst();
    return made?.id ?? null;
  }
  const saved = await tx.updateTable('urging_ladders').set({ ...change, owner_id: row.ownerId, row_version: row.seen + 1 }).where('scope_id', '=', row.scopeId).where('row_version', '=', row.seen).returning('id').executeTakeFirst();
  return saved?.id ?? null;
}

/** Back to what holds above it. */
export async function removeLadder(tx: Tx, scopeId: Id, seen: number): Promise<Id | null> {
  return (await tx.deleteFrom('urging_ladders').where('scope_id', '=', scopeId).where('row_version', '=', seen).returning('id').executeTakeFirst())?.id ?? null;
}

