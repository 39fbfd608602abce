import { conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { ownAccount } from '#features/accounts/actions/sign-out.ts';
import { newToken, tokenHash } from '#features/accounts/secrets.ts';
import { feedsOf, insertFeed, revokeFeed } from '../store/feeds.ts';

const MOST_FEEDS = 20;

/** A private address for one calendar: of the person's units (null) or of one unit. Its token is returned once and kept only as a digest. */
export async function openFeed(acting: Acting, organisationId: Id | null): Promise<{ readonly token: string }> {
  const accountId = ownAccount(acting);
  if (organisationId) await acting.authorise('monitoring.work', organisationId);
  if ((await feedsOf(acting.tx, accountId)).length >= MOST_FEEDS) throw conflict(`Đã có ${MOST_FEEDS} đường dẫn lịch đang dùng. Hãy thu hồi đường dẫn không cần nữa rồi tạo lại.`);
  const token = newToken(), id = acting.newId();
  await insertFeed(acting.tx, { id, accountId, organisationId, tokenHash: tokenHash(token), at: acting.now });
  acting.record({ verb: 'notifications.feed-opened', table: 'calendar_feeds', id, organisationId });
  return { token };
}

/** The address answers no more. Only the own one; another's, or one that is revoked, changes nothing. */
export async function closeFeed(acting: Acting, feedId: Id): Promise<void> {
  if (await revokeFeed(acting.tx, ownAccount(acting), feedId, acting.now)) acting.record({ verb: 'notifications.feed-revoked', table: 'calendar_feeds', id: feedId });
}
