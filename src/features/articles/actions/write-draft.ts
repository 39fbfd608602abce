import { conflict, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { keepAgain } from '#features/files/actions/keep-again.ts';
import { filesOf, tidyContent, type ArticleContent } from '../rules/content.ts';
import { oneLine } from '../rules/rich-text/inlines.ts';
import { allow } from '../rules/states.ts';
import { changeArticle, changeVersion, columnRow, insertArticle, insertVersion, type ColumnRow, type VersionRow } from '../store/rows.ts';
import { heldByWriter, type Which } from './held.ts';

/** Begins an article in a column of the unit. */
export async function startArticle(a: Acting, { columnId, content }: { readonly columnId: Id; readonly content: ArticleContent }): Promise<Id> {
  const column = await columnRow(a.tx, columnId);
  if (!column) throw notFound('chuyên mục này');
  await a.authorise('articles.draft', column.organisation_id);
  openFor(column);
  const id = a.newId(), version = emptyVersion(a, id, 1, tidyContent(content));
  await insertArticle(a.tx, {
    shard_id: a.shard, id, organisation_id: column.organisation_id, column_id: column.id, status: 'draft', version: 1, live_version: null, publish_at: null, withdraw_at: null, withdraw_words: null, review_by: null, review_told_for: null,
    published_at: null, updated_at: null, withdrawn_at: null, withdrawn_reason: null, withdrawn_by_name: null, deliverable_id: null, created_by: a.by.accountId, created_by_name: a.by.personName, created_at: a.now, changed_at: a.now, row_version: 1,
  });
  await insertVersion(a.tx, version);
  a.record({ verb: 'articles.started', table: 'articles', id, organisationId: column.organisation_id, facts: { title: version.title, column: column.name } });
  a.record({ verb: 'articles.version-started', table: 'article_versions', id: version.id, organisationId: column.organisation_id, facts: { article: id, number: 1 } });
  return id;
}

export interface WriteDraft extends Which { readonly content: ArticleContent; readonly columnId?: Id; readonly changeNote?: string | null }

/**
 * Keeps what was written, by hand or by itself while somebody writes. Refused as stale when somebody else kept something since the form was shown:
 * nobody's words are written over. Gives the row version to send next time.
 */
export async function writeDraft(a: Acting, { content, columnId, changeNote, ...which }: WriteDraft): Promise<number> {
  const { one, version } = await heldByWriter(a, which), status = allow(one, 'write');
  if (columnId && columnId !== one.column_id) {
    const column = await columnRow(a.tx, columnId);
    if (!column || column.organisation_id !== one.organisation_id) throw notFound('chuyên mục này');
    if (one.live_version !== null) throw conflict('Bài đã đăng được tính cho chuyên mục cũ nên không chuyển chuyên mục được nữa.');
    openFor(column);
  }
  const tidy = tidyContent(content);
  await keepAgain(inShardOf(a, one.id), filesOf(tidy), a.shard, one.organisation_id);
  await changeVersion(a.tx, version.id, { ...columnsFor(tidy), change_note: one.live_version === null ? null : oneLine(changeNote ?? '').slice(0, 500).toWellFormed() || null, changed_by_name: a.by.personName, changed_at: a.now });
  await changeArticle(a.tx, one.id, { status, ...(columnId ? { column_id: columnId } : {}), changed_at: a.now });
  a.record({ verb: 'articles.written', table: 'article_versions', id: version.id, organisationId: one.organisation_id, facts: { article: one.id, number: version.number, title: tidy.title } });
  a.record({ verb: 'articles.changed', table: 'articles', id: one.id, organisationId: one.organisation_id });
  return one.row_version + 1;
}

const openFor = (column: ColumnRow): void => { if (column.closed_on !== null) throw conflict(`Chuyên mục “${column.name}” đã đóng, không nhận bài mới. Hãy chọn chuyên mục khác, hoặc mở lại chuyên mục.`); };

export const columnsFor = (content: ArticleContent) => ({
  title: content.title, summary: content.summary, body: content.body, cover: content.cover, themes: [...content.themes], lead_id: content.leadId, coordinating_ids: [...content.coordinatingIds],
  language: content.language, attachments: content.attachments,
});
export const contentOf = (version: VersionRow): ArticleContent => ({
  title: version.title, summary: version.summary, body: version.body, cover: version.cover, themes: version.themes, leadId: version.lead_id, coordinatingIds: version.coordinating_ids, language: version.language, attachments: version.attachments,
});

/** A version that nobody has looked at yet, by who begins it. */
export function emptyVersion(a: Acting, articleId: Id, number: number, content: ArticleContent): VersionRow {
  const beside = inShardOf(a, articleId);
  return {
    shard_id: beside.shard, id: beside.newId(), article_id: articleId, number, ...columnsFor(content), change_note: null, author_id: a.by.accountId, author_name: a.by.personName, changed_by_name: a.by.personName, changed_at: a.now,
    submitted_by: null, submitted_by_name: null, submitted_at: null, returned_reason: null, returned_by_name: null, returned_at: null, approved_by: null, approved_by_name: null, approved_at: null, self_approved: false,
    bypass_reason: null, published_at: null, snapshot_sha256: null,
  };
}
