import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';

export interface CountedDeliverable { readonly id: Id; readonly title: string; readonly doneOn: PlainDate; readonly amount: number; readonly evidence: number }

/** The deliverables that a figure was counted from, newest first, with how many proofs each has. */
export async function countedDeliverables(reader: Reader, ids: readonly Id[]): Promise<CountedDeliverable[]> {
  if (!ids.length) return [];
  const { rows } = await sql<CountedDeliverable>`
    select d.id, d.title, d.done_on as "doneOn", d.amount, (select count(*)::int from evidence e where e.shard_id = d.shard_id and e.deliverable_id = d.id and e.removed_at is null) as evidence
    from deliverables d where d.shard_id = any(${[...new Set(ids.map(shardOf))]}::int[]) and d.id = any(${ids}::uuid[]) order by d.done_on desc, d.id`.execute(reader);
  return rows;
}
