import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { LetterRow, LetterState, SendingRow } from './tables.ts';

export type { LetterRow, SendingRow } from './tables.ts';

export async function insertSending(tx: Tx, row: SendingRow): Promise<void> { await tx.insertInto('newsletter_sendings').values(row).execute(); }

/** The issue is out no more: who was not written to yet will not be. */
export async function stopSending(tx: Tx, issueId: Id, now: Date): Promise<void> {
  const { rows } = await sql<{ shard_id: number; id: Id }>`update newsletter_sendings set stopped_at = ${now}, queued_at = coalesce(queued_at, ${now}) where issue_id = ${issueId} returning shard_id, id`.execute(tx);
  for (const { shard_id: shard, id } of rows) await sql`update newsletter_letters set state = 'dropped', token = null, claimed_until = null, finished_at = ${now} where shard_id = ${shard} and sending_id = ${id} and state = 'waiting'`.execute(tx);
}

/** What waits to be put into the queue, oldest first. */
export const openSendings = async (db: Reader, limit = 20): Promise<SendingRow[]> =>
  (await sql<SendingRow>`select * from newsletter_sendings where queued_at is null order by created_at, id limit ${limit}`.execute(db)).rows;
export const sendingsById = async (db: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, SendingRow>> =>
  new Map(ids.length === 0 ? [] : (await db.selectFrom('newsletter_sendings').selectAll().where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute()).map((row) => [row.id, row]));
/** Up to which moment the articles of these columns have been written about. */
export async function lastSendings(db: Reader, columnIds: readonly Id[]): Promise<ReadonlyMap<Id, Date>> {
  if (columnIds.length === 0) return new Map();
  const { rows } = await sql<{ id: Id; until: Date }>`select target_id as id, max(until) as until from newsletter_sendings where target_id = any(${columnIds}::uuid[]) group by target_id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.until]));
}

export interface Receiver { readonly id: Id; readonly shard_id: number }
/** Who asked for it, confirmed before it came out, and has no letter of this sending yet. */
export const receiversWithout = async (db: Reader, sending: Pick<SendingRow, 'id' | 'target_id' | 'created_at'>, limit: number): Promise<Receiver[]> =>
  (await sql<Receiver>`select s.id, s.shard_id from newsletter_subscriptions s where s.target_id = ${sending.target_id} and s.state = 'active' and s.confirmed_at <= ${sending.created_at}
    and not exists (select from newsletter_letters l where l.shard_id = s.shard_id and l.subscription_id = s.id and l.sending_id = ${sending.id}) order by s.id limit ${limit}`.execute(db)).rows;

export type NewLetter = Pick<LetterRow, 'id' | 'sending_id' | 'subscription_id' | 'kind' | 'token' | 'token_sha256' | 'message_id'>;
/** One that is there (the same subscription and sending) is not written again. */
export async function queueLetters(tx: Reader, letters: readonly NewLetter[], now: Date): Promise<void> {
  for (let from = 0; from < letters.length; from += 500)
    await tx.insertInto('newsletter_letters').values(letters.slice(from, from + 500).map((letter) => ({
      ...letter, shard_id: shardOf(letter.id), state: 'waiting' as const, attempts: 0, created_at: now, next_try_at: now, claimed_until: null, last_error: null, last_answer: null, finished_at: null, bounced_at: null,
    }))).onConflict((conflict) => conflict.columns(['shard_id', 'subscription_id', 'sending_id']).doNothing()).execute();
}
export const noteQueued = (db: Reader, sending: Pick<SendingRow, 'shard_id' | 'id'>, at: Date): Promise<unknown> =>
  db.updateTable('newsletter_sendings').set({ queued_at: at }).where('shard_id', '=', sending.shard_id).where('id', '=', sending.id).where('queued_at', 'is', null).execute();

/** Nobody will be written to who was not yet. */
export const noteTooLate = (db: Reader, sending: Pick<SendingRow, 'shard_id' | 'id'>, at: Date): Promise<unknown> =>
  db.updateTable('newsletter_sendings').set({ queued_at: at, stopped_at: at }).where('shard_id', '=', sending.shard_id).where('id', '=', sending.id).where('queued_at', 'is', null).execute();

/** Takes letters that are due for one worker: another sees them again only when `until` has passed. What was asked for by hand first, then the oldest. */
export async function claimLetters(db: Reader, now: Date, until: Date, limit: number): Promise<LetterRow[]> {
  const { rows } = await sql<LetterRow>`
    update newsletter_letters set claimed_until = ${until} where (shard_id, id) in (
      select shard_id, id from newsletter_letters where state = 'waiting' and next_try_at <= ${now} and (claimed_until is null or claimed_until < ${now})
      order by kind <> 'confirm', next_try_at, id limit ${limit} for update skip locked) returning *`.execute(db);
  return rows.sort((a, b) => Number(a.kind !== 'confirm') - Number(b.kind !== 'confirm') || a.created_at.getTime() - b.created_at.getTime() || (a.id < b.id ? -1 : 1));
}
const ofLetter = (db: Reader, id: Id) => db.updateTable('newsletter_letters').where('shard_id', '=', shardOf(id)).where('id', '=', id).where('state', '=', 'waiting');

/** The key of the link is forgotten with the letter: its digest stays, so that the link goes on working. */
export const noteFinished = (db: Reader, id: Id, note: { state: Exclude<LetterState, 'waiting'>; attempts: number; sentence: string | null; answer: string | null; at: Date }): Promise<unknown> =>
  ofLetter(db, id).set({ state: note.state, attempts: note.attempts, token: null, claimed_until: null, last_error: note.sentence, last_answer: note.answer, finished_at: note.at }).execute();
export const noteRetry = (db: Reader, id: Id, note: { attempts: number; sentence: string; answer: string; at: Date }): Promise<unknown> =>
  ofLetter(db, id).set({ attempts: note.attempts, claimed_until: null, next_try_at: note.at, last_error: note.sentence, last_answer: note.answer }).execute();
/** Given back untried: the line was down. */
export const release = async (db: Reader, ids: readonly Id[]): Promise<void> => {
  if (ids.length) await db.updateTable('newsletter_letters').set({ claimed_until: null }).where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).where('state', '=', 'waiting').execute();
};

/** What became of the last letters to a receiver, newest first; `since`: of those written after that. */
export const lastLetters = async (db: Reader, subscriptionId: Id, since: Date | null): Promise<readonly { readonly state: LetterState; readonly answer: string | null }[]> =>
  (await sql<{ state: LetterState; answer: string | null }>`select state, last_answer as answer from newsletter_letters where shard_id = ${shardOf(subscriptionId)} and subscription_id = ${subscriptionId} and state in ('sent', 'failed')
    and kind <> 'confirm' and created_at >= ${since ?? new Date(0)} order by finished_at desc limit 10`.execute(db)).rows;

export const letterByToken = (db: Reader, tokenSha256: string): Promise<LetterRow | undefined> => db.selectFrom('newsletter_letters').selectAll().where('token_sha256', '=', tokenSha256).executeTakeFirst();
export const letterRow = (db: Reader, id: Id): Promise<LetterRow | undefined> => db.selectFrom('newsletter_letters').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
/** It came back: false when that is known, or the letter never went out. One that we could not note as taken went out too. */
export async function noteBounced(tx: Tx, id: Id, note: { readonly answer: string; readonly at: Date }): Promise<boolean> {
  const done = await tx.updateTable('newsletter_letters').set({ state: 'failed', token: null, claimed_until: null, bounced_at: note.at, last_error: null, last_answer: note.answer, finished_at: sql<Date>`coalesce(finished_at, ${note.at}::timestamptz)` })
    .where('shard_id', '=', shardOf(id)).where('id', '=', id).where('state', 'in', ['waiting', 'sent']).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
/** Nothing more goes to this receiver. */
export const dropLetters = (tx: Tx, subscriptionId: Id, at: Date): Promise<unknown> =>
  tx.updateTable('newsletter_letters').set({ state: 'dropped', token: null, claimed_until: null, finished_at: at }).where('shard_id', '=', shardOf(subscriptionId)).where('subscription_id', '=', subscriptionId).where('state', '=', 'waiting').execute();
export const deleteLettersOf = (tx: Tx, subscriptionId: Id): Promise<unknown> => tx.deleteFrom('newsletter_letters').where('shard_id', '=', shardOf(subscriptionId)).where('subscription_id', '=', subscriptionId).execute();

/** How one sending fares, for who watches it. */
export interface SendingState { readonly id: Id; readonly issue_id: Id | null; readonly queued_at: Date | null; readonly stopped_at: Date | null; readonly created_at: Date; readonly waiting: number; readonly late: number; readonly sent: number; readonly failed: number; /** of those that failed */ readonly bounced: number; readonly dropped: number }
export const sendingStates = async (db: Reader, where: { readonly issueId: Id } | { readonly targetId: Id }, limit = 12): Promise<SendingState[]> =>
  (await sql<SendingState>`select x.id, x.issue_id, x.queued_at, x.stopped_at, x.created_at, count(l.id) filter (where l.state = 'waiting')::integer as waiting, count(l.id) filter (where l.state = 'waiting' and l.attempts > 0)::integer as late,
      count(l.id) filter (where l.state = 'sent')::integer as sent, count(l.id) filter (where l.state = 'failed')::integer as failed, count(l.bounced_at)::integer as bounced, count(l.id) filter (where l.state = 'dropped')::integer as dropped
    from (select * from newsletter_sendings where ${'issueId' in where ? sql`issue_id = ${where.issueId}` : sql`target_id = ${where.targetId}`} order by created_at desc limit ${limit}) x
      left join newsletter_letters l on l.shard_id = x.shard_id and l.sending_id = x.id
    group by x.id, x.issue_id, x.queued_at, x.stopped_at, x.created_at order by x.created_at desc`.execute(db)).rows;

/** Letters that went out, or did not, before this: their links stop working, nothing else is lost. */
export async function forgetFinished(db: Reader, before: Date, most = 20_000): Promise<number> {
  const result = await sql`delete from newsletter_letters where (shard_id, id) in (select shard_id, id from newsletter_letters where state <> 'waiting' and finished_at < ${before} limit ${most})`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
/** What a server answered may name the address. */
export const forgetAnswers = (tx: Tx, subscriptionId: Id): Promise<unknown> =>
  tx.updateTable('newsletter_letters').set({ last_answer: null }).where('shard_id', '=', shardOf(subscriptionId)).where('subscription_id', '=', subscriptionId).execute();
