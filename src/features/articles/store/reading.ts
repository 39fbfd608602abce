import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { Language } from '../rules/content.ts';
import type { RichText } from '../rules/rich-text/index.ts';
import type { ArticleState } from '../rules/states.ts';
import type { ArticleRow, ColumnRow, PreviewRow, VersionRow } from './tables.ts';

export interface ArticleListRow {
  readonly id: Id; readonly title: string; readonly status: ArticleState; readonly version: number; readonly live_version: number | null; readonly column: string; readonly column_id: Id; readonly organisation_id: Id;
  readonly author: string; readonly changed_at: Date; readonly published_at: Date | null; readonly publish_at: Date | null; readonly withdraw_at: Date | null; readonly review_by: PlainDate | null;
  /** One of its versions went out without the first step. */
  readonly bypassed: boolean;
}
export interface ArticleFilter {
  readonly organisationIds: readonly Id[]; readonly states?: readonly ArticleState[]; readonly columnId?: Id;
  /** A version is out, whatever is being written beside it. */
  readonly live?: boolean;
  /** Out, and to be looked over again by this day. */
  readonly reviewBy?: PlainDate;
  /** Out, with a link that leads nowhere. */
  readonly brokenLinks?: boolean;
}
const SIZE = 20;

const scopeOf = (filter: ArticleFilter) => sql.join([
  // most look at one unit: an equality lets its index give the order too
  filter.organisationIds.length === 1 ? sql`a.organisation_id = ${filter.organisationIds[0]}` : sql`a.organisation_id = any(${filter.organisationIds}::uuid[])`,
  ...(filter.states ? [sql`a.status = any(${filter.states}::text[])`] : []), ...(filter.columnId ? [sql`a.column_id = ${filter.columnId}`] : []),
  ...(filter.live ? [sql`a.live_version is not null and a.status <> 'withdrawn'`] : []), ...(filter.reviewBy ? [sql`a.review_by <= ${filter.reviewBy}::date and a.live_version is not null and a.status <> 'withdrawn'`] : []),
  ...(filter.brokenLinks ? [sql`a.live_version is not null and a.status <> 'withdrawn' and a.id in (select article_id from article_links where organisation_id = any(${filter.organisationIds}::uuid[]) and state = 'broken')`] : []),
], sql` and `);

/** Newest change first, a page at a time. */
export async function articleList(db: Reader, filter: ArticleFilter, page = 1, size = SIZE): Promise<{ rows: ArticleListRow[]; total: number; page: number; pages: number }> {
  const { rows: [counted] } = await sql<{ total: number }>`select count(*)::integer as total from articles a where ${scopeOf(filter)}`.execute(db);
  const total = counted!.total, place = pageAt(total, size, page);
  const { rows } = await sql<ArticleListRow>`
    select a.id, v.title, a.status, a.version, a.live_version, c.name as "column", a.column_id, a.organisation_id, v.author_name as author, a.changed_at, a.published_at, a.publish_at, a.withdraw_at, a.review_by, exists (select 1 from article_versions b where b.shard_id = a.shard_id and b.article_id = a.id and b.bypass_reason is not null) as bypassed
    from (select * from articles a where ${scopeOf(filter)} order by a.changed_at desc, a.id desc limit ${size} offset ${place.before}) a
      join article_versions v on v.shard_id = a.shard_id and v.article_id = a.id and v.number = a.version
      join article_columns c on c.shard_id = ('x' || substr(a.column_id::text, 16, 3))::bit(12)::integer and c.id = a.column_id
    order by a.changed_at desc, a.id desc`.execute(db);
  return { rows, total, page: place.page, pages: place.pages };
}

/** How many articles of these units stand in each state, and how many are out, whatever is being written beside them; in one query. */
export async function articleCounts(db: Reader, organisationIds: readonly Id[], columnId?: Id): Promise<{ readonly byState: ReadonlyMap<ArticleState, number>; readonly live: number }> {
  const { rows } = await sql<{ status: ArticleState; count: number; live: number }>`select status, count(*)::integer as count, (count(*) filter (where live_version is not null and status <> 'withdrawn'))::integer as live
    from articles where organisation_id = any(${organisationIds}::uuid[]) ${columnId ? sql`and column_id = ${columnId}` : sql``} group by status`.execute(db);
  return { byState: new Map(rows.map((row) => [row.status, row.count])), live: rows.reduce((sum, row) => sum + row.live, 0) };
}

/** Columns of these units, open ones first, by name. */
export const columnsOf = async (db: Reader, organisationIds: readonly Id[]): Promise<ColumnRow[]> =>
  (await sql<ColumnRow>`select * from article_columns where organisation_id = any(${organisationIds}::uuid[]) order by closed_on is not null, name, id limit 200`.execute(db)).rows;

/** Places of columns on a unit's site that are taken: of its own, and of those that went over to another unit. */
export async function columnSlugs(db: Reader, organisationId: Id): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ slug: string }>`select slug from article_columns where organisation_id = ${organisationId}
    union select split_part(place, '/', 2) from article_columns, unnest(former_places) place where place like ${`${organisationId}/%`}`.execute(db);
  return new Set(rows.map(({ slug }) => slug));
}
/** The column that stands there on a unit's site, or stood there before another unit took it over. */
export const columnAt = async (db: Reader, organisationId: Id, slug: string): Promise<ColumnRow | null> =>
  (await sql<ColumnRow>`select * from article_columns where organisation_id = ${organisationId} and slug = ${slug} union all select * from article_columns where former_places @> array[${`${organisationId}/${slug}`}]::text[] limit 1`.execute(db)).rows[0] ?? null;
/** Columns by their ids. */
export const columnsById = async (db: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, ColumnRow>> => {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('article_columns').selectAll().where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...new Set(ids)]).execute();
  return new Map(rows.map((row) => [row.id, row]));
};

/** How many articles of each column were published in a stretch of days. */
export async function publishedIn(db: Reader, columnIds: readonly Id[], from: Date, to: Date): Promise<ReadonlyMap<Id, number>> {
  if (columnIds.length === 0) return new Map();
  const { rows } = await sql<{ id: Id; count: number }>`select column_id as id, count(*)::integer as count from articles
    where column_id = any(${columnIds}::uuid[]) and published_at >= ${from} and published_at < ${to} and status <> 'withdrawn' group by column_id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** What readers see: the article and its live version, whatever is being written beside it. */
export interface LiveArticle { readonly article: ArticleRow; readonly version: VersionRow }
export async function liveArticle(db: Reader, id: Id): Promise<LiveArticle | null> {
  const article = await db.selectFrom('articles').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).where('live_version', 'is not', null).executeTakeFirst();
  const version = article && (await db.selectFrom('article_versions').selectAll().where('shard_id', '=', article.shard_id).where('article_id', '=', id).where('number', '=', article.live_version!).executeTakeFirst());
  return article && version ? { article, version } : null;
}

/** What falls due by itself, oldest first: scheduled publications and withdrawals whose hour has come. */
export async function dueNow(db: Reader, now: Date): Promise<readonly { readonly id: Id; readonly shard_id: number; readonly what: 'publish' | 'withdraw' }[]> {
  return (await sql<{ id: Id; shard_id: number; what: 'publish' | 'withdraw' }>`
    select * from (select id, shard_id, 'publish' as what, publish_at as at from articles where publish_at <= ${now}
      union all select id, shard_id, 'withdraw', withdraw_at from articles where withdraw_at <= ${now}) x order by at, what, id limit 500`.execute(db)).rows;
}

/** What is out, whose day to be looked over has come, and whose editors have not been told of it. */
export const reviewsToTell = async (db: Reader, today: PlainDate): Promise<readonly { readonly id: Id; readonly shard_id: number }[]> => (await sql<{ id: Id; shard_id: number }>`
  select id, shard_id from articles where review_by <= ${today}::date and review_by is distinct from review_told_for and live_version is not null and status <> 'withdrawn' order by review_by, id limit 500`.execute(db)).rows;

/** What somebody began and has not handed in. */
export const draftsOf = async (db: Reader, accountId: Id): Promise<number> =>
  (await sql<{ count: number }>`select count(*)::integer as count from articles where created_by = ${accountId} and status in ('draft', 'returned')`.execute(db)).rows[0]!.count;

/** Articles taken down whose result, or that of who sent them, counts after all: it was in a sent report then, and the report came back since. */
export const countedAfterAll = async (db: Reader, limit = 100): Promise<readonly { readonly id: Id; readonly shard_id: number }[]> =>
  (await sql<{ id: Id; shard_id: number }>`select x.id, x.shard_id from (
      select a.id, a.shard_id, a.deliverable_id from articles a where a.status = 'withdrawn' and a.deliverable_id is not null
      union all select a.id, a.shard_id, c.deliverable_id from article_contributions c join articles a on a.shard_id = ('x' || substr(c.article_id::text, 16, 3))::bit(12)::integer and a.id = c.article_id
        where c.article_id is not null and a.status = 'withdrawn' and a.deliverable_id is not null and c.deliverable_id is not null) x
    join deliverables d on d.shard_id = ('x' || substr(x.deliverable_id::text, 16, 3))::bit(12)::integer and d.id = x.deliverable_id
    where d.status = 'confirmed' group by x.id, x.shard_id order by x.id limit ${limit}`.execute(db)).rows;

/** A preview link that still holds. */
export const openPreview = (db: Reader, tokenSha256: string, now: Date): Promise<PreviewRow | undefined> =>
  db.selectFrom('article_previews').selectAll().where('token_sha256', '=', tokenSha256).where('expires_at', '>', now).executeTakeFirst();

/** The preview links of an article that still hold, oldest first. */
export const openPreviews = (db: Reader, articleId: Id, now: Date): Promise<PreviewRow[]> =>
  db.selectFrom('article_previews').selectAll().where('shard_id', '=', shardOf(articleId)).where('article_id', '=', articleId).where('expires_at', '>', now).orderBy('made_at').orderBy('id').execute();

/** What readers find of each column on a unit's site: how many articles, and when the newest came. */
export async function columnShelves(db: Reader, organisationId: Id, language: Language): Promise<readonly { readonly columnId: Id; readonly count: number; readonly newest: Date }[]> {
  return (await sql<{ columnId: Id; count: number; newest: Date }>`select collection_id as "columnId", count(*)::integer as count, max(published_at) as newest from public_items
    where organisation_id = ${organisationId} and noun = 'articles' and language = ${language} and withdrawn_at is null and collection_id is not null group by collection_id order by max(published_at) desc, collection_id limit 200`.execute(db)).rows;
}
/** The words of live versions, for search. */
export async function liveBodies(db: Reader, ids: readonly Id[]): Promise<readonly { readonly id: Id; readonly themes: readonly string[]; readonly body: RichText }[]> {
  if (ids.length === 0) return [];
  return (await sql<{ id: Id; themes: string[]; body: RichText }>`select a.id, v.themes, v.body from articles a join article_versions v on v.shard_id = a.shard_id and v.article_id = a.id and v.number = a.live_version
    where a.shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and a.id = any(${ids}::uuid[]) and a.status <> 'withdrawn'`.execute(db)).rows;
}
