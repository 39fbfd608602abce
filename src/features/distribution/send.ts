import { AppError } from '#kernel/app-error.ts';
import { shardOf, type Id, type IdSource } from '#kernel/id.ts';
import { dayAt, formatDate } from '#kernel/plain-date.ts';
import { act, systemActor } from '#features/audit/act.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { publicItem } from '#features/sites/store.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { driverOutcome } from './actions/driver-outcome.ts';
import type { DriverAnswer, DriverOf, OutletDriver, PostOrder } from './driver.ts';
import { pictureFor } from './picture.ts';
import { kindOf } from './rules/kinds/index.ts';
import { prepareText, standsThere } from './rules/words.ts';
import { outletRow, postAt, postingRow } from './store/rows.ts';
import { claimNext } from './store/tries.ts';

export interface SendEnvironment {
  readonly db: Database; readonly files: FileStore; readonly clock: Clock; readonly ids: IdSource;
  /** "https://loa.tinh.gov.vn": before every short address. */
  readonly origin: string;
  readonly driverOf: DriverOf;
  readonly log?: { warn(message: string, facts?: object): void };
}

/**
 * Hands everything that is due to the drivers, one after another. The outside is spoken to between transactions: a stop in between leaves the claim to run out, and
 * the same key asks again, so nothing stands there twice.
 */
export async function sendDue(env: SendEnvironment): Promise<number> {
  let sent = 0;
  for (let next = await claimNext(env.db, env.clock.now()); next; next = await claimNext(env.db, env.clock.now())) {
    const { id, tries } = next, { answer, standing } = await attempt(env, id, tries), alone = <T>(one: DriverAnswer): Promise<T> =>
      act({ db: env.db, clock: env.clock, ids: env.ids, shard: shardOf(id) }, systemActor('Kênh tự gửi'), (a) => driverOutcome(a, { postingId: id, tries, answer: one, standing })) as Promise<T>;
    try { await alone(answer); } catch (error) {
      if (!(error instanceof AppError)) throw error;
      env.log?.warn('what a driver brought back could not be noted', { posting: id, reason: error.message });
      await alone({ kind: 'refused', words: `${answer.kind === 'done' ? 'bài đã lên kênh nhưng chưa ghi được kết quả: ' : ''}${error.message}` });
    }
    sent++;
  }
  return sent;
}

/** `standing`: what is shown there if it is done. */
interface Attempt { readonly answer: DriverAnswer; readonly standing: string | null }
/** An earlier try may have sent what the item said then. */
const OF_AN_EARLIER_TRY = 'earlier';

async function attempt(env: SendEnvironment, id: Id, tries: number): Promise<Attempt> {
  const posting = (await postingRow(env.db, id))!, outlet = (await outletRow(env.db, posting.outlet_id))!, item = await publicItem(env.db, posting.item_id), kind = kindOf(outlet), driver = await env.driverOf(outlet.kind);
  const refused = (words: string): Attempt => ({ answer: { kind: 'refused', words }, standing: null });
  if (!driver || !item) return refused('ở đây không có kết nối tới kênh này; hãy đăng tay');
  const standing = standsThere(kind, item);
  if (posting.what === 'post') {
    if (tries > 1) { const there = await quietly(driver, id); if (there) return { answer: { kind: 'done', ...there }, standing: OF_AN_EARLIER_TRY }; }
    if (item.withdrawn_at) return refused('bài gốc đã gỡ trước khi gửi');
    return { answer: await driver.post(await orderOf()), standing };
  }
  const post = await postAt(env.db, outlet.id, item.id);
  if (!post?.remote_id) return refused('bài ở kênh này được đăng tay; hãy sửa hoặc gỡ tay');
  return { answer: posting.what === 'remove' ? await driver.remove({ key: id, remoteId: post.remote_id }) : await driver.update({ ...(await orderOf()), remoteId: post.remote_id }), standing };

  async function orderOf(): Promise<PostOrder> {
    const link = `${env.origin}/x/${item!.id}`, organisation = (await organisationTree(env.db, env.clock.today())).latest(item!.organisation_id)?.name ?? '';
    const text = prepareText(kind, { title: item!.title, summary: item!.summary, link, organisation, day: formatDate(dayAt(item!.published_at)) });
    return { key: id, text, link, picture: kind.picture === 'none' ? null : (await pictureFor({ db: env.db, files: env.files, today: env.clock.today() }, item!)).bytes };
  }
}

/** Whether it is there already; a broken line is no answer. */
const quietly = async (driver: OutletDriver, key: Id) => { try { return await driver.check(key); } catch { return null; } };
