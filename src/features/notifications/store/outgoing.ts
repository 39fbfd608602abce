import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { OutgoingMailRow } from './tables.ts';

export type NewMail = Pick<OutgoingMailRow, 'id' | 'account_id' | 'mail_key' | 'to_address' | 'subject' | 'text_body' | 'html_body' | 'message_id'>;

/** Puts letters into the queue; one that is there (the same account and key) is not written again. Returns the ids that are new. */
export async function queueMail(tx: Tx, mails: readonly NewMail[], now: Date): Promise<ReadonlySet<Id>> {
  const fresh = new Set<Id>();
  for (let from = 0; from < mails.length; from += 200) {
    const rows = await tx.insertInto('outgoing_mail').values(mails.slice(from, from + 200).map((mail) => ({
      ...mail, shard_id: shardOf(mail.id), state: 'waiting' as const, attempts: 0, created_at: now, next_try_at: now, claimed_until: null, last_error: null, last_answer: null, finished_at: null,
    }))).onConflict((conflict) => conflict.columns(['shard_id', 'account_id', 'mail_key']).doNothing()).returning('id').execute();
    for (const row of rows) fresh.add(row.id);
  }
  return fresh;
}

/** Takes letters that are due for one worker: another sees them again only when `until` has passed. Oldest first. */
export async function claimMail(db: Reader, now: Date, until: Date, limit: number): Promise<OutgoingMailRow[]> {
  const { rows } = await sql<OutgoingMailRow>`
    update outgoing_mail set claimed_until = ${until} where (shard_id, id) in (
      select shard_id, id from outgoing_mail where state = 'waiting' and next_try_at <= ${now} and (claimed_until is null or claimed_until < ${now})
      order by next_try_at, id limit ${limit} for update skip locked) returning *`.execute(db);
  return rows.sort((a, b) => a.created_at.getTime() - b.created_at.getTime() || (a.id < b.id ? -1 : 1));
}

const ofMail = (tx: Reader, id: Id) => tx.updateTable('outgoing_mail').where('shard_id', '=', shardOf(id)).where('id', '=', id).where('state', '=', 'waiting');

export const noteSent = (tx: Reader, id: Id, note: { attempts: number; answer: string; at: Date }): Promise<unknown> =>
  ofMail(tx, id).set({ state: 'sent', attempts: note.attempts, claimed_until: null, last_error: null, last_answer: note.answer, finished_at: note.at }).execute();
export const noteRetry = (tx: Reader, id: Id, note: { attempts: number; sentence: string; answer: string; at: Date }): Promise<unknown> =>
  ofMail(tx, id).set({ attempts: note.attempts, claimed_until: null, next_try_at: note.at, last_error: note.sentence, last_answer: note.answer }).execute();
export const noteFailed = (tx: Reader, id: Id, note: { attempts: number; sentence: string; answer: string; at: Date }): Promise<unknown> =>
  ofMail(tx, id).set({ state: 'failed', attempts: note.attempts, claimed_until: null, last_error: note.sentence, last_answer: note.answer, finished_at: note.at }).execute();
/** Given back untried: the line was down. */
export const release = async (tx: Reader, ids: readonly Id[]): Promise<void> => {
  if (ids.length) await tx.updateTable('outgoing_mail').set({ claimed_until: null }).where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).where('state', '=', 'waiting').execute();
};

/** People whose letters one may see; null: everybody's. */
type Reach = readonly Id[] | null;
const NOBODY = '00000000-0000-0000-0000-000000000000' as Id;

/** These letters, failed or waiting, are tried at once as if new; one that a worker is sending at this moment is left to it. Returns their addresses. */
export async function sendAgain(tx: Reader, ids: readonly Id[], reach: Reach, now: Date): Promise<readonly string[]> {
  if (!ids.length) return [];
  const rows = await tx.updateTable('outgoing_mail').set({ state: 'waiting', attempts: 0, created_at: now, next_try_at: now, claimed_until: null, finished_at: null }).where('state', '<>', 'sent')
    .where((row) => row.or([row('claimed_until', 'is', null), row('claimed_until', '<', now)]))
    .where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).$if(reach !== null, (query) => query.where('account_id', 'in', [...reach!, NOBODY])).returning('to_address').execute();
  return [...new Set(rows.map((row) => row.to_address))];
}

export interface QueueState { readonly waiting: number; readonly late: number; readonly failed: number; readonly sentToday: number; readonly oldest: Date | null }
/** Numbers for the operator. `late`: waiting and refused at least once. */
export async function queueState(reader: Reader, reach: Reach, now: Date): Promise<QueueState> {
  const { rows } = await sql<QueueState>`
    select count(*) filter (where state = 'waiting')::integer as waiting, count(*) filter (where state = 'waiting' and attempts > 0)::integer as late, count(*) filter (where state = 'failed')::integer as failed,
      count(*) filter (where state = 'sent' and finished_at > ${new Date(now.getTime() - 86_400_000)})::integer as "sentToday", min(created_at) filter (where state = 'waiting') as oldest
    from outgoing_mail ${reach ? sql`where account_id = any(${reach}::uuid[])` : sql``}`.execute(reader);
  return rows[0]!;
}

export type MailLine = Pick<OutgoingMailRow, 'id' | 'account_id' | 'to_address' | 'subject' | 'state' | 'attempts' | 'created_at' | 'next_try_at' | 'last_error' | 'last_answer' | 'finished_at'>;
/** Failed ones first, then those that were refused and wait for another try. */
export const troubledMail = (reader: Reader, reach: Reach, limit: number): Promise<MailLine[]> =>
  reader.selectFrom('outgoing_mail').select(['id', 'account_id', 'to_address', 'subject', 'state', 'attempts', 'created_at', 'next_try_at', 'last_error', 'last_answer', 'finished_at'])
    .where((row) => row.or([row('state', '=', 'failed'), row.and([row('state', '=', 'waiting'), row('attempts', '>', 0)])])).$if(reach !== null, (query) => query.where('account_id', 'in', [...reach!, NOBODY])).orderBy(sql`state = 'waiting'`).orderBy('created_at', 'desc').limit(limit).execute();

/** Letters that went out, or failed, before this: what they said stands in the inbox. */
export async function forgetFinished(db: Reader, before: Date, most = 5_000): Promise<number> {
  const result = await sql`delete from outgoing_mail where (shard_id, id) in (select shard_id, id from outgoing_mail where state <> 'waiting' and finished_at < ${before} limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
