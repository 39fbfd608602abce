import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { TryRow } from './tables.ts';

/** A driver begins with a posting, or begins anew. */
export const beginTries = (tx: Tx, postingId: Id, at: Date): Promise<unknown> =>
  tx.insertInto('posting_tries').values({ shard_id: shardOf(postingId), posting_id: postingId, tries: 0, next_at: at, claimed_until: null, answer: null })
    .onConflict((conflict) => conflict.columns(['shard_id', 'posting_id']).doUpdateSet({ tries: 0, next_at: at, claimed_until: null, answer: null })).execute();

/** How long one worker has a posting to itself; one that was killed gives it back after that. */
const CLAIM_SECONDS = 120;
/** The next posting that is to be tried now, taken so that no other worker takes it; in the order they were to go out. Null: nothing to do. */
export async function claimNext(db: Reader, now: Date): Promise<{ readonly id: Id; readonly tries: number } | null> {
  const until = new Date(now.getTime() + CLAIM_SECONDS * 1000);
  const { rows: [row] } = await sql<{ id: Id; tries: number }>`
    update posting_tries t set claimed_until = ${until}, tries = t.tries + 1
    from (select x.shard_id, x.posting_id from posting_tries x join postings p on p.shard_id = x.shard_id and p.id = x.posting_id
      where p.status = 'sending' and x.next_at <= ${now} and (x.claimed_until is null or x.claimed_until <= ${now})
        and not exists (select 1 from postings e where e.shard_id = p.shard_id and e.outlet_id = p.outlet_id and e.item_id = p.item_id and e.status = 'sending' and e.id < p.id)
      order by p.at, p.id limit 1 for update of x skip locked) due
    where t.shard_id = due.shard_id and t.posting_id = due.posting_id returning t.posting_id as id, t.tries`.execute(db);
  return row ?? null;
}
/** Not done: tried again at that time. */
export const tryLater = (tx: Tx, postingId: Id, at: Date, answer: string): Promise<unknown> =>
  tx.updateTable('posting_tries').set({ next_at: at, claimed_until: null, answer }).where('shard_id', '=', shardOf(postingId)).where('posting_id', '=', postingId).execute();
export const endTries = (tx: Tx, postingId: Id): Promise<unknown> => tx.deleteFrom('posting_tries').where('shard_id', '=', shardOf(postingId)).where('posting_id', '=', postingId).execute();
export const triesOf = (db: Reader, postingId: Id): Promise<TryRow | undefined> => db.selectFrom('posting_tries').selectAll().where('shard_id', '=', shardOf(postingId)).where('posting_id', '=', postingId).executeTakeFirst();
