import type { IdSource } from '#kernel/id.ts';
import { newToken, tokenHash } from '#features/accounts/secrets.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/tables.ts';
import { GIVE_UP_DAYS } from '#platform/mail/delivery.ts';
import { candidates } from './store/reading.ts';
import { insertSending, lastSendings, noteQueued, noteTooLate, openSendings, queueLetters, receiversWithout, type SendingRow } from './store/letters.ts';
import { columnsWithReaders } from './store/subscriptions.ts';
import { shardOf } from '#kernel/id.ts';

export interface QueueEnvironment { readonly db: Database; readonly clock: Clock; readonly ids: IdSource; /** behind the @ of message ids */ readonly domain: string }

const CHUNK = 500;
/** After so long without a way to send, or out of an old backup, an issue is no news any more: it is read on its page. */
export const LATE_MS = (GIVE_UP_DAYS + 1) * 86_400_000;

/**
 * A letter for everybody who asked for it, a few hundred in a transaction. Whatever stops it, it goes on where it stood: a receiver has one letter of
 * a sending, however often this runs. Gives how many letters were written.
 */
export async function queueSendings({ db, clock, ids, domain }: QueueEnvironment): Promise<number> {
  let written = 0;
  for (const sending of await openSendings(db)) {
    if (clock.now().getTime() - sending.created_at.getTime() > LATE_MS) {
      await noteTooLate(db, sending, clock.now());
      continue;
    }
    for (;;) {
      const receivers = await receiversWithout(db, sending, CHUNK);
      if (receivers.length === 0) break;
      await db.transaction().execute((tx) => queueLetters(tx, receivers.map((one) => {
        const id = ids(one.shard_id), token = newToken();
        return { id, sending_id: sending.id, subscription_id: one.id, kind: sending.kind, token, token_sha256: tokenHash(token), message_id: `<${id}@${domain}>` };
      }), clock.now()));
      written += receivers.length;
    }
    await noteQueued(db, sending, clock.now());
  }
  return written;
}

const DAY = 86_400_000;
/** Once a day: what came out in each column that somebody waits for, in one sending; a column without news gets none. Run twice, it finds nothing more. */
export async function gatherColumns({ db, clock, ids }: Omit<QueueEnvironment, 'domain'>): Promise<number> {
  const now = clock.now(), columns = await columnsWithReaders(db), last = await lastSendings(db, columns.map(({ id }) => id));
  let gathered = 0;
  for (const { id, organisation_id: organisationId } of columns) {
    const from = last.get(id) ?? new Date(now.getTime() - DAY), news = await candidates(db, { organisationIds: [], columnIds: [id], from, to: now }, 30);
    if (news.length === 0) continue;
    const shard = shardOf(id), row: SendingRow = { shard_id: shard, id: ids(shard), kind: 'column', target_id: id, organisation_id: organisationId, issue_id: null, article_ids: news.map((one) => one.id), until: now, created_at: now, queued_at: null, stopped_at: null };
    await db.transaction().execute((tx) => insertSending(tx, row));
    gathered += 1;
  }
  return gathered;
}
