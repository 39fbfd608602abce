import type { Id } from '#kernel/id.ts';

/** Minutes in which an author may still change the words. Long enough for a slip, too short to change what others have answered. */
export const EDIT_MINUTES = 15;

interface Said { readonly author_account: Id | null; readonly created_at: Date; readonly withdrawn_at: Date | null }

export const isAuthor = (said: Said, account: Id | null): boolean => account !== null && said.author_account === account;
export const mayEdit = (said: Said, account: Id | null, now: Date): boolean =>
  isAuthor(said, account) && said.withdrawn_at === null && now.getTime() - said.created_at.getTime() <= EDIT_MINUTES * 60_000;
