import type { Acting } from '#platform/acting.ts';
import { allow } from '../rules/states.ts';
import { changeArticle, currentVersion, deleteVersion, insertVersion } from '../store/rows.ts';
import { heldByWriter, type Which } from './held.ts';
import { contentOf, emptyVersion } from './write-draft.ts';

/** Opens the next version; readers go on seeing the live one. */
export async function reviseArticle(a: Acting, which: Which): Promise<void> {
  const { one, version } = await heldByWriter(a, which), status = allow(one, 'revise');
  const next = emptyVersion(a, one.id, version.number + 1, contentOf(version));
  await insertVersion(a.tx, next);
  await changeArticle(a.tx, one.id, { status, version: next.number, changed_at: a.now });
  a.record({ verb: 'articles.version-started', table: 'article_versions', id: next.id, organisationId: one.organisation_id, facts: { article: one.id, number: next.number } });
  a.record({ verb: 'articles.revised', table: 'articles', id: one.id, organisationId: one.organisation_id, facts: { title: version.title, number: next.number } });
}

/** Drops the version that was being written beside the live one. */
export async function discardRevision(a: Acting, which: Which): Promise<void> {
  const { one, version } = await heldByWriter(a, which), status = allow(one, 'discard');
  await deleteVersion(a.tx, version.id);
  await changeArticle(a.tx, one.id, { status, version: one.live_version!, changed_at: a.now });
  a.record({ verb: 'articles.version-dropped', table: 'article_versions', id: version.id, organisationId: one.organisation_id, facts: { article: one.id, number: version.number, title: version.title } });
  a.record({ verb: 'articles.revision-dropped', table: 'articles', id: one.id, organisationId: one.organisation_id, facts: { title: (await currentVersion(a.tx, { id: one.id, version: one.live_version! })).title } });
}
