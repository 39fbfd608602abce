import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { allow } from '../rules/states.ts';
import { changeArticle, currentVersion, holdArticle } from '../store/rows.ts';
import { putOut } from './publish-article.ts';
import { takeDown } from './withdraw-article.ts';

/** The hour of one article has come. Asked again it does nothing: the row says what was done. */
export async function publishDue(a: Acting, files: FileStore, articleId: Id): Promise<boolean> {
  const one = await holdArticle(a.tx, articleId, null);
  await a.authorise('articles.approve', one.organisation_id);
  if (one.publish_at === null || one.publish_at > a.now) return false;
  await putOut(a, files, { one, version: await currentVersion(a.tx, one) }, allow(one, 'publish'), 'articles.published-on-time');
  return true;
}

export async function withdrawDue(a: Acting, articleId: Id): Promise<boolean> {
  const one = await holdArticle(a.tx, articleId, null);
  await a.authorise('articles.approve', one.organisation_id);
  if (one.withdraw_at === null || one.withdraw_at > a.now) return false;
  if (one.live_version === null) {
    // its day passed before it ever went out
    await changeArticle(a.tx, one.id, { withdraw_at: null, withdraw_words: null, changed_at: a.now });
    a.record({ verb: 'articles.withdrawal-dropped', table: 'articles', id: one.id, organisationId: one.organisation_id });
  } else await takeDown(a, one, one.withdraw_words ?? '');
  return true;
}

/** What could not be done at its hour waits for a hand again, with the reason in the log, instead of being tried for ever. */
export async function setAside(a: Acting, articleId: Id, what: 'publish' | 'withdraw', error: AppError): Promise<void> {
  const one = await holdArticle(a.tx, articleId, null);
  await a.authorise('articles.approve', one.organisation_id);
  await changeArticle(a.tx, one.id, what === 'publish' ? { status: allow(one, 'unschedule'), publish_at: null, changed_at: a.now } : { withdraw_at: null, withdraw_words: null, changed_at: a.now });
  a.record({ verb: 'articles.hour-missed', table: 'articles', id: one.id, organisationId: one.organisation_id, facts: { what, why: error.message } });
}
