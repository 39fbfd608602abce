/** What other nouns ask of this one. Everything takes a reader or a transaction first. */
export type { CommentRow } from './store/tables.ts';
export { commentById, commentsAbout } from './store/comments.ts';
