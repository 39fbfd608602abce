import { sql } from 'kysely';
import { AppError, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { ContributionState } from '../rules/contribution.ts';
import type { ArticleState } from '../rules/states.ts';
import type { ColumnRow, ContributionRow } from './tables.ts';

export const contributionRow = (db: Reader, id: Id): Promise<ContributionRow | undefined> => db.selectFrom('article_contributions').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();

/** Held until the transaction ends; AppError('stale') when it changed since `seen`. */
export async function holdContribution(tx: Tx, id: Id, seen: number | null): Promise<ContributionRow> {
  const row = await tx.selectFrom('article_contributions').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('bài cộng tác này');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa thay đổi bài cộng tác này. Hãy xem tình trạng mới rồi làm lại; chữ đã gõ vẫn còn.', { data: { current: row } });
  return row;
}

export async function insertContribution(tx: Tx, row: ContributionRow): Promise<void> {
  await sql`insert into article_contributions select * from jsonb_populate_record(null::article_contributions, ${JSON.stringify(row)}::jsonb)`.execute(tx);
}
const JSON_COLUMNS: ReadonlySet<string> = new Set(['body', 'attachments']);
export async function changeContribution(tx: Tx, id: Id, change: Partial<Omit<ContributionRow, 'shard_id' | 'id' | 'row_version'>>): Promise<void> {
  const set = Object.entries(change).map(([name, value]) => (JSON_COLUMNS.has(name) ? sql`${sql.ref(name)} = ${JSON.stringify(value)}::jsonb` : sql`${sql.ref(name)} = ${value}`));
  await sql`update article_contributions set ${sql.join([...set, sql`row_version = row_version + 1`])} where shard_id = ${shardOf(id)} and id = ${id}`.execute(tx);
}

/** What an article came from, if another unit sent it. */
export const contributionOf = (db: Reader, articleId: Id): Promise<ContributionRow | undefined> =>
  db.selectFrom('article_contributions').selectAll().where('article_id', '=', articleId).executeTakeFirst();

/** Open columns that may take contributions of a unit; `above`: the units that it stands below. */
export const columnsTaking = async (db: Reader, above: readonly Id[]): Promise<ColumnRow[]> =>
  (await sql<ColumnRow>`select * from article_columns where contributors is not null and closed_on is null and (contributors <> 'below' or organisation_id = any(${above}::uuid[])) order by name, id limit 500`.execute(db)).rows;

export interface ContributionListRow {
  readonly id: Id; readonly title: string; readonly status: ContributionState; readonly column: string; readonly organisation_id: Id; readonly from_organisation_id: Id; readonly sent_by_name: string; readonly sent_at: Date;
  readonly reason: string | null; readonly article_id: Id | null; /** What became of it. */ readonly article_status: ArticleState | null; readonly live_version: number | null;
}
export interface ContributionFilter { readonly from?: readonly Id[]; readonly to?: readonly Id[]; readonly states?: readonly ContributionState[] }
const SIZE = 20;

/** Newest sending first, a page at a time. */
export async function contributionList(db: Reader, { from, to, states }: ContributionFilter, page = 1): Promise<{ rows: ContributionListRow[]; total: number; page: number; pages: number }> {
  const scope = sql.join([
    ...(from ? [sql`x.from_organisation_id = any(${from}::uuid[])`] : []), ...(to ? [sql`x.organisation_id = any(${to}::uuid[])`] : []), ...(states ? [sql`x.status = any(${states}::text[])`] : []), sql`true`,
  ], sql` and `);
  const { rows: [counted] } = await sql<{ total: number }>`select count(*)::integer as total from article_contributions x where ${scope}`.execute(db);
  const total = counted!.total, place = pageAt(total, SIZE, page);
  const { rows } = await sql<ContributionListRow>`
    select x.id, x.title, x.status, c.name as "column", x.organisation_id, x.from_organisation_id, x.sent_by_name, x.sent_at, x.reason, x.article_id, a.status as article_status, a.live_version
    from article_contributions x join article_columns c on c.shard_id = ('x' || substr(x.column_id::text, 16, 3))::bit(12)::integer and c.id = x.column_id
      left join articles a on a.shard_id = ('x' || substr(x.article_id::text, 16, 3))::bit(12)::integer and a.id = x.article_id
    where ${scope} order by x.sent_at desc, x.id desc limit ${SIZE} offset ${place.before}`.execute(db);
  return { rows, total, page: place.page, pages: place.pages };
}

/** What waits for the editors of these units. */
export const receivedCount = async (db: Reader, organisationIds: readonly Id[]): Promise<number> =>
  (await sql<{ count: number }>`select count(*)::integer as count from article_contributions where organisation_id = any(${organisationIds}::uuid[]) and status = 'sent'`.execute(db)).rows[0]!.count;

/** Several at once, as far as other nouns speak of them. */
export const contributionsById = async (db: Reader, ids: readonly Id[]) => ids.length === 0 ? [] : db.selectFrom('article_contributions')
  .select(['id', 'organisation_id', 'from_organisation_id', 'status', 'title', 'sent_by', 'article_id']).where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute();

/** What still waits in a column goes over with it; gives which. */
export const moveContributionsInHand = async (tx: Tx, columnId: Id, toId: Id): Promise<Id[]> =>
  (await sql<{ id: Id }>`update article_contributions set organisation_id = ${toId}, row_version = row_version + 1 where column_id = ${columnId} and status in ('sent', 'returned') returning id`.execute(tx)).rows.map(({ id }) => id).sort();
