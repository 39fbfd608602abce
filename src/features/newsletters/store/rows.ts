import { sql } from 'kysely';
import { AppError, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { IssueRow, NewsletterRow } from './tables.ts';

export type { IssueRow, NewsletterRow } from './tables.ts';

export const newsletterRow = (db: Reader, id: Id): Promise<NewsletterRow | undefined> => db.selectFrom('newsletters').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const issueRow = (db: Reader, id: Id): Promise<IssueRow | undefined> => db.selectFrom('newsletter_issues').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();

/** Held until the transaction ends, so that two verbs on one row follow each other; AppError('stale') when it changed since `seen`. */
export async function holdNewsletter(tx: Tx, id: Id, seen: number | null): Promise<NewsletterRow> {
  const row = await tx.selectFrom('newsletters').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('bản tin này');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa thay đổi bản tin này. Hãy xem nội dung mới, so với phần bạn đã nhập, rồi lưu lại.', { data: { current: row } });
  return row;
}
export async function holdIssue(tx: Tx, id: Id, seen: number | null): Promise<IssueRow> {
  const row = await tx.selectFrom('newsletter_issues').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('số bản tin này');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa thay đổi số này. Phần bạn vừa nhập vẫn còn trong các ô bên dưới; hãy mở số này ở một thẻ khác để so, rồi lưu lại.', { data: { current: row } });
  return row;
}

export async function insertNewsletter(tx: Tx, row: NewsletterRow): Promise<void> { await tx.insertInto('newsletters').values(row).execute(); }
export async function insertIssue(tx: Tx, row: IssueRow): Promise<void> { await sql`insert into newsletter_issues select * from jsonb_populate_record(null::newsletter_issues, ${JSON.stringify(row)}::jsonb)`.execute(tx); }

/** Columns of jsonb need their JSON as text. */
const JSON_COLUMNS: ReadonlySet<string> = new Set(['foreword', 'sections']);
const settings = (change: object) => Object.entries(change).map(([name, value]) => (JSON_COLUMNS.has(name) ? sql`${sql.ref(name)} = ${JSON.stringify(value)}::jsonb` : sql`${sql.ref(name)} = ${value}`));

export async function changeNewsletter(tx: Tx, id: Id, change: Partial<Omit<NewsletterRow, 'shard_id' | 'id' | 'row_version'>>): Promise<void> {
  await sql`update newsletters set ${sql.join([...settings(change), sql`row_version = row_version + 1`])} where shard_id = ${shardOf(id)} and id = ${id}`.execute(tx);
}
export async function changeIssue(tx: Tx, id: Id, change: Partial<Omit<IssueRow, 'shard_id' | 'id' | 'newsletter_id' | 'row_version'>>): Promise<void> {
  await sql`update newsletter_issues set ${sql.join([...settings(change), sql`row_version = row_version + 1`])} where shard_id = ${shardOf(id)} and id = ${id}`.execute(tx);
}
export async function deleteIssue(tx: Tx, id: Id): Promise<void> { await tx.deleteFrom('newsletter_issues').where('shard_id', '=', shardOf(id)).where('id', '=', id).execute(); }

/** Issues that were never out go over to another unit; gives which. */
export async function moveIssuesInHand(tx: Tx, newsletterId: Id, toId: Id): Promise<Id[]> {
  return (await sql<{ id: Id }>`update newsletter_issues set organisation_id = ${toId}, row_version = row_version + 1 where newsletter_id = ${newsletterId} and published_at is null returning id`.execute(tx)).rows.map(({ id }) => id).sort();
}
