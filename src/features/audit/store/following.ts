import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import './events.ts';

/** What is read of an event by those who follow the log. */
export interface FollowedEvent {
  readonly shard: number; readonly position: number; readonly at: Date; readonly accountId: Id | null; readonly personName: string; readonly subjectId: Id | null;
  readonly verb: string; readonly table: string; readonly rowId: Id | null; readonly batchId: Id | null; readonly facts: Readonly<Record<string, unknown>>;
}

/** The last position of a chain that is committed: everything up to it can be read and will not change. 0 without events. */
export const lastPosition = async (reader: Reader, shard: number): Promise<number> =>
  Number((await reader.selectFrom('audit_heads').select('position').where('shard_id', '=', shard).executeTakeFirst())?.position ?? 0);

/** Events of one chain with these verbs, after one position and up to another, in order. */
export async function eventsBetween(reader: Reader, shard: number, after: number, upTo: number, verbs: readonly string[], limit: number): Promise<FollowedEvent[]> {
  const { rows } = await sql<FollowedEvent>`
    select shard_id as shard, position, at, account_id as "accountId", person_name as "personName", subject_id as "subjectId", verb, table_name as "table", row_id as "rowId", batch_id as "batchId", facts
    from audit_events where shard_id = ${shard} and position > ${after} and position <= ${upTo} and verb = any(${verbs}::text[]) order by position limit ${limit}`.execute(reader);
  return rows;
}

/** Where every chain ends. */
export const headPositions = async (reader: Reader): Promise<{ readonly shard: number; readonly position: number }[]> =>
  (await sql<{ shard: number; position: string }>`select shard_id as shard, position from audit_heads order by shard_id`.execute(reader)).rows.map((row) => ({ shard: row.shard, position: Number(row.position) }));

/** Events of one chain, whatever they are, after one position and up to another, in order. */
export async function eventsAfter(reader: Reader, shard: number, after: number, upTo: number, limit: number): Promise<FollowedEvent[]> {
  const { rows } = await sql<FollowedEvent>`
    select shard_id as shard, position, at, account_id as "accountId", person_name as "personName", subject_id as "subjectId", verb, table_name as "table", row_id as "rowId", batch_id as "batchId", facts
    from audit_events where shard_id = ${shard} and position > ${after} and position <= ${upTo} order by position limit ${limit}`.execute(reader);
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}
