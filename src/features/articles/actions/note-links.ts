import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import type { Found } from '../rules/link-check.ts';
import { articleRow } from '../store/rows.ts';
import { linksOfArticle, replaceLinks } from '../store/links.ts';

/** What the night's round found of one article. Editors are told once of each link that broke; one that answers again may be told of anew. */
export async function noteLinks(a: Acting, articleId: Id, found: ReadonlyMap<string, Found>): Promise<number> {
  const article = await articleRow(a.tx, articleId);
  if (!article) return 0;
  await a.authorise('articles.approve', article.organisation_id);
  const before = new Map((await linksOfArticle(a.tx, articleId)).map((row) => [row.href, row])), beside = inShardOf(a, articleId);
  let fresh = 0;
  const rows = [...found].map(([href, one]) => {
    const known = before.get(href), told = one.state === 'broken' ? known?.told_at ?? a.now : null;
    if (one.state === 'broken' && !known?.told_at) fresh++;
    return { shard_id: beside.shard, id: known?.id ?? beside.newId(), article_id: articleId, organisation_id: article.organisation_id, href, state: one.state, note: one.note, checked_at: a.now, broken_since: one.broken_since, told_at: told };
  });
  await replaceLinks(a.tx, articleId, rows);
  if (fresh) a.record({ verb: 'articles.links-broken', table: 'articles', id: articleId, organisationId: article.organisation_id, facts: { count: fresh } });
  return fresh;
}
