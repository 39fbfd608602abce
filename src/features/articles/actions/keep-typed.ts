import type { Id } from '#kernel/id.ts';
import { shardOf } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { articleRow, currentVersion } from '../store/rows.ts';
import { keepTyped } from '../store/typed.ts';

export interface Typing { readonly formId: Id; readonly articleId: Id | null; readonly seen: number | null; readonly fields: Readonly<Record<string, readonly string[]>> }
/** `by`: somebody saved the article since the form was drawn. */
export interface KeptTyping { readonly by: string | null }

/**
 * Keeps what is being typed apart from the article, for the person who types it alone: no version is written over, no event is written, because nothing of
 * record has changed. Says when somebody else has saved meanwhile.
 */
export async function keepTyping(a: Acting, { formId, articleId, seen, fields }: Typing): Promise<KeptTyping> {
  const account = a.by.accountId!, article = articleId ? await articleRow(a.tx, articleId) : undefined;
  if (articleId && !article) return { by: null };
  await a.authorise('articles.draft', article?.organisation_id ?? a.by.organisationId!);
  await keepTyped(a.tx, { shard_id: shardOf(account), id: formId, account_id: account, article_id: article?.id ?? null, seen_version: seen, fields, saved_at: a.now });
  return { by: article && seen !== null && article.row_version !== seen ? (await currentVersion(a.tx, article)).changed_by_name : null };
}
