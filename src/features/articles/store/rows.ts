import { sql } from 'kysely';
import { AppError, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { takeTurn } from '#platform/db/take-turn.ts';
import type { ArticleRow, ColumnRow, PreviewRow, VersionRow } from './tables.ts';

export type { ArticleRow, ColumnRow, PreviewRow, VersionRow } from './tables.ts';

export const articleRow = (db: Reader, id: Id): Promise<ArticleRow | undefined> => db.selectFrom('articles').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const columnRow = (db: Reader, id: Id): Promise<ColumnRow | undefined> => db.selectFrom('article_columns').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const versionRow = (db: Reader, articleId: Id, number: number): Promise<VersionRow | undefined> =>
  db.selectFrom('article_versions').selectAll().where('shard_id', '=', shardOf(articleId)).where('article_id', '=', articleId).where('number', '=', number).executeTakeFirst();
/** Newest first. */
export const versionsOf = (db: Reader, articleId: Id): Promise<VersionRow[]> =>
  db.selectFrom('article_versions').selectAll().where('shard_id', '=', shardOf(articleId)).where('article_id', '=', articleId).orderBy('number', 'desc').limit(100).execute();

/** Versions that went out without the first step, in their order. */
export const bypassesOf = (db: Reader, articleId: Id): Promise<Pick<VersionRow, 'number' | 'approved_by_name' | 'approved_at' | 'bypass_reason'>[]> =>
  db.selectFrom('article_versions').select(['number', 'approved_by_name', 'approved_at', 'bypass_reason']).where('shard_id', '=', shardOf(articleId)).where('article_id', '=', articleId).where('bypass_reason', 'is not', null).orderBy('number').execute();

/** Held until the transaction ends, so that two verbs on one article follow each other; AppError('stale') when it changed since `seen`. */
export async function holdArticle(tx: Tx, id: Id, seen: number | null): Promise<ArticleRow> {
  const row = await tx.selectFrom('articles').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('bài này');
  if (seen !== null && row.row_version !== seen)
    throw new AppError('stale', 'Người khác vừa thay đổi bài này. Phần bạn vừa viết vẫn còn trong ô bên dưới; chỗ khác nhau hiện ở đầu trang. Hãy so lại rồi lưu.', { data: { current: row } });
  return row;
}
export async function holdColumn(tx: Tx, id: Id, seen: number | null): Promise<ColumnRow> {
  const row = await tx.selectFrom('article_columns').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('chuyên mục này');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa thay đổi chuyên mục này. Hãy xem nội dung mới, so với phần bạn đã nhập, rồi lưu lại.', { data: { current: row } });
  return row;
}
/** Two who name a column of one unit at once follow each other. */
export const takeTurnNaming = (tx: Tx, organisationId: Id): Promise<unknown> => takeTurn(tx, `article-columns ${organisationId}`);
/** The version that is being written, or the last one. */
export async function currentVersion(db: Reader, one: Pick<ArticleRow, 'id' | 'version'>): Promise<VersionRow> {
  const found = await versionRow(db, one.id, one.version);
  if (!found) throw new Error(`article ${one.id} has no version ${one.version}`);
  return found;
}

export async function insertColumn(tx: Tx, row: ColumnRow): Promise<void> { await sql`insert into article_columns select * from jsonb_populate_record(null::article_columns, ${JSON.stringify(row)}::jsonb)`.execute(tx); }
export async function insertArticle(tx: Tx, row: ArticleRow): Promise<void> { await sql`insert into articles select * from jsonb_populate_record(null::articles, ${JSON.stringify(row)}::jsonb)`.execute(tx); }
export async function insertVersion(tx: Tx, row: VersionRow): Promise<void> { await sql`insert into article_versions select * from jsonb_populate_record(null::article_versions, ${JSON.stringify(row)}::jsonb)`.execute(tx); }
export async function insertPreview(tx: Tx, row: PreviewRow): Promise<void> { await sql`insert into article_previews select * from jsonb_populate_record(null::article_previews, ${JSON.stringify(row)}::jsonb)`.execute(tx); }

/** The article's preview links hold no longer than this. */
export async function endPreviews(tx: Tx, articleId: Id, at: Date): Promise<void> { await tx.updateTable('article_previews').set({ expires_at: at }).where('shard_id', '=', shardOf(articleId)).where('article_id', '=', articleId).where('expires_at', '>', at).execute(); }

/** Columns of jsonb need their JSON as text. */
const JSON_COLUMNS: ReadonlySet<string> = new Set(['body', 'cover', 'attachments']);
const settings = (change: object) => Object.entries(change).map(([name, value]) => (JSON_COLUMNS.has(name) ? sql`${sql.ref(name)} = ${value === null ? null : JSON.stringify(value)}::jsonb` : sql`${sql.ref(name)} = ${value}`));

export async function changeArticle(tx: Tx, id: Id, change: Partial<Omit<ArticleRow, 'shard_id' | 'id' | 'row_version'>>): Promise<void> {
  await sql`update articles set ${sql.join([...settings(change), sql`row_version = row_version + 1`])} where shard_id = ${shardOf(id)} and id = ${id}`.execute(tx);
}
export async function changeVersion(tx: Tx, id: Id, change: Partial<Omit<VersionRow, 'shard_id' | 'id' | 'article_id' | 'number'>>): Promise<void> {
  await sql`update article_versions set ${sql.join(settings(change))} where shard_id = ${shardOf(id)} and id = ${id}`.execute(tx);
}
export async function changeColumn(tx: Tx, id: Id, change: Partial<Omit<ColumnRow, 'shard_id' | 'id' | 'row_version'>>): Promise<void> {
  await sql`update article_columns set ${sql.join([...settings(change), sql`row_version = row_version + 1`])} where shard_id = ${shardOf(id)} and id = ${id}`.execute(tx);
}
export async function deleteVersion(tx: Tx, id: Id): Promise<void> { await tx.deleteFrom('article_versions').where('shard_id', '=', shardOf(id)).where('id', '=', id).execute(); }

/** Articles of a column that were never out go over to another unit; gives which. */
export async function moveArticlesInHand(tx: Tx, columnId: Id, toId: Id): Promise<Id[]> {
  return (await sql<{ id: Id }>`update articles set organisation_id = ${toId}, row_version = row_version + 1 where column_id = ${columnId} and live_version is null returning id`.execute(tx)).rows.map(({ id }) => id).sort();
}
