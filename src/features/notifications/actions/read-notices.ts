import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { ownAccount } from '#features/accounts/actions/sign-out.ts';
import type { NoticeKind } from '../rules/kinds.ts';
import { markRead } from '../store/notices.ts';

/** The person has seen these, or everything up to an instant, or all that happened before one. Who read what when is nobody else's business: no audit event. */
export const readNotices = (acting: Acting, which: { readonly ids: readonly Id[] } | { readonly until: Date; readonly kind?: NoticeKind } | { readonly happenedBefore: Date }): Promise<number> =>
  markRead(acting.tx, ownAccount(acting), which, acting.now);
