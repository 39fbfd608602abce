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

/** Everything a report holds locked. */
export const lockedBy = async (reader: Reader, reportId: Id): Promise<Id[]> =>
  (await sql<{ id: Id }>`select id from deliverables where locked_by_report = ${reportId} and status = 'locked' order by id`.execute(reader)).rows.map((row) => row.id);

/** Was a deliverable corrected after this report had counted it ("số liệu đã đổi")? */
export const figuresChanged = async (reader: Reader, reportId: Id): Promise<boolean> =>
  (await sql<{ changed: boolean }>`select exists (select 1 from deliverables where locked_by_report = ${reportId} and changed_after_lock) as changed`.execute(reader)).rows[0]!.changed;
