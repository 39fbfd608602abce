import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { ArticleRow, VersionRow } from '#features/articles/store.ts';
import type { IssueState } from '../rules/states.ts';
import type { IssueRow, NewsletterRow } from './tables.ts';

/** Newsletters of these units, open ones first, by name. */
export const newslettersOf = async (db: Reader, organisationIds: readonly Id[]): Promise<NewsletterRow[]> =>
  (await sql<NewsletterRow>`select * from newsletters where organisation_id = any(${organisationIds}::uuid[]) order by closed_on is not null, name, id limit 100`.execute(db)).rows;

export type IssueListRow = Pick<IssueRow, 'id' | 'organisation_id' | 'newsletter_id' | 'year' | 'number' | 'overall' | 'title' | 'status' | 'author_name' | 'changed_at' | 'published_at'> & { readonly articles: number; readonly newsletter: string };
export interface IssueFilter { readonly organisationIds: readonly Id[]; readonly states?: readonly IssueState[]; readonly newsletterId?: Id }
const SIZE = 20;

const scopeOf = (filter: IssueFilter) => sql.join([
  sql`i.organisation_id = any(${filter.organisationIds}::uuid[])`, ...(filter.states ? [sql`i.status = any(${filter.states}::text[])`] : []), ...(filter.newsletterId ? [sql`i.newsletter_id = ${filter.newsletterId}`] : []),
], sql` and `);

/** Newest number first, a page at a time. */
export async function issueList(db: Reader, filter: IssueFilter, page = 1, size = SIZE): Promise<{ rows: IssueListRow[]; total: number; page: number; pages: number }> {
  const total = (await sql<{ total: number }>`select count(*)::integer as total from newsletter_issues i where ${scopeOf(filter)}`.execute(db)).rows[0]!.total, place = pageAt(total, size, page);
  const { rows } = await sql<IssueListRow>`
    select i.id, i.organisation_id, i.newsletter_id, i.year, i.number, i.overall, i.title, i.status, i.author_name, i.changed_at, i.published_at, cardinality(i.article_ids) as articles, n.name as newsletter
    from newsletter_issues i join newsletters n on n.shard_id = i.shard_id and n.id = i.newsletter_id
    where ${scopeOf(filter)} order by i.year desc, i.number desc, i.id desc limit ${size} offset ${place.before}`.execute(db);
  return { rows, total, page: place.page, pages: place.pages };
}
export async function issueCounts(db: Reader, organisationIds: readonly Id[]): Promise<ReadonlyMap<IssueState, number>> {
  const { rows } = await sql<{ status: IssueState; count: number }>`select status, count(*)::integer as count from newsletter_issues where organisation_id = any(${organisationIds}::uuid[]) group by status`.execute(db);
  return new Map(rows.map((row) => [row.status, row.count]));
}

/** The numbers an issue of this year would get, and the day after the last chosen period. Issues thrown away give theirs back. */
export async function nextNumbers(db: Reader, newsletter: Pick<NewsletterRow, 'id' | 'earlier_issues'>, year: number): Promise<{ readonly number: number; readonly overall: number; readonly lastDay: PlainDate | null }> {
  const { rows } = await sql<{ number: number | null; overall: number | null; last: PlainDate | null }>`select max(number) filter (where year = ${year}) as number, max(overall) as overall, max(to_day) as last from newsletter_issues where newsletter_id = ${newsletter.id}`.execute(db);
  return { number: (rows[0]!.number ?? 0) + 1, overall: (rows[0]!.overall ?? newsletter.earlier_issues) + 1, lastDay: rows[0]!.last };
}
/** Another issue of the newsletter with one of these numbers. */
export async function numberTaken(db: Reader, newsletterId: Id, issueId: Id | null, { year, number, overall }: { year: number; number: number; overall: number }): Promise<'number' | 'overall' | null> {
  const { rows } = await sql<{ what: 'number' | 'overall' }>`select case when year = ${year} and number = ${number} then 'number' else 'overall' end as what from newsletter_issues
    where newsletter_id = ${newsletterId} and (${issueId}::uuid is null or id <> ${issueId}::uuid) and ((year = ${year} and number = ${number}) or overall = ${overall}) order by 1 limit 1`.execute(db);
  return rows[0]?.what ?? null;
}

/** In no order. */
export const issuesById = async (db: Reader, ids: readonly Id[]): Promise<IssueRow[]> =>
  ids.length === 0 ? [] : db.selectFrom('newsletter_issues').selectAll().where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute();

/** An article as an issue shows it: what readers see now, or that it is out no more. */
export interface ArticleOfIssue {
  readonly id: Id; readonly live: boolean; readonly organisationId: Id; readonly column: string; readonly title: string; readonly summary: string; readonly cover: VersionRow['cover']; readonly body: VersionRow['body'];
  readonly language: VersionRow['language']; readonly publishedAt: Date | null; readonly withdrawnAt: Date | null; readonly version: number;
}
/** In no order; an article that was never out is left out. `versions`: as it was at a version, else what readers see now. */
export async function articlesForIssue(db: Reader, ids: readonly Id[], versions: ReadonlyMap<Id, number> = new Map()): Promise<ReadonlyMap<Id, ArticleOfIssue>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Pick<ArticleRow, 'id' | 'organisation_id' | 'status' | 'published_at' | 'withdrawn_at'> & Pick<VersionRow, 'title' | 'summary' | 'cover' | 'body' | 'language' | 'number'> & { column: string }>`
    select a.id, a.organisation_id, a.status, a.published_at, a.withdrawn_at, v.title, v.summary, v.cover, v.body, v.language, v.number, c.name as "column"
    from unnest(${ids}::uuid[], ${ids.map((id) => versions.get(id) ?? null)}::integer[]) as wanted (id, number)
      join articles a on a.id = wanted.id and a.shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[])
      join article_versions v on v.shard_id = a.shard_id and v.article_id = a.id and v.number = coalesce(wanted.number, a.live_version)
      join article_columns c on c.shard_id = ('x' || substr(a.column_id::text, 16, 3))::bit(12)::integer and c.id = a.column_id
    where a.live_version is not null`.execute(db);
  return new Map(rows.map((row) => [row.id, { id: row.id, live: row.status !== 'withdrawn', organisationId: row.organisation_id, column: row.column, title: row.title, summary: row.summary, cover: row.cover, body: row.body, language: row.language, publishedAt: row.published_at, withdrawnAt: row.withdrawn_at, version: row.number }]));
}

export interface Candidate { readonly id: Id; readonly title: string; readonly summary: string; readonly column: string; readonly columnId: Id; readonly publishedAt: Date }
/** Articles that are out and came out in these days, newest first: what an issue can be made of. No columns: all of these units. */
export async function candidates(db: Reader, choice: { readonly organisationIds: readonly Id[]; readonly columnIds: readonly Id[]; readonly from: Date; readonly to: Date }, limit = 100): Promise<Candidate[]> {
  const where = choice.columnIds.length ? sql`a.column_id = any(${choice.columnIds}::uuid[])` : sql`a.organisation_id = any(${choice.organisationIds}::uuid[])`;
  return (await sql<Candidate>`select a.id, v.title, v.summary, c.name as "column", a.column_id as "columnId", a.published_at as "publishedAt"
    from articles a join article_versions v on v.shard_id = a.shard_id and v.article_id = a.id and v.number = a.live_version
      join article_columns c on c.shard_id = ('x' || substr(a.column_id::text, 16, 3))::bit(12)::integer and c.id = a.column_id
    where ${where} and a.published_at >= ${choice.from} and a.published_at < ${choice.to} and a.status <> 'withdrawn' order by a.published_at desc, a.id desc limit ${limit}`.execute(db)).rows;
}

/** What somebody began and has not handed in. */
export const draftsOf = async (db: Reader, accountId: Id): Promise<number> =>
  (await sql<{ count: number }>`select count(*)::integer as count from newsletter_issues where author_id = ${accountId} and status in ('draft', 'returned')`.execute(db)).rows[0]!.count;

/** Issues taken back whose result counts after all: it was in a sent report then, and the report came back since. */
export const countedAfterAll = async (db: Reader, limit = 100): Promise<readonly { readonly id: Id; readonly shard_id: number }[]> =>
  (await sql<{ id: Id; shard_id: number }>`select i.id, i.shard_id from newsletter_issues i join deliverables d on d.shard_id = ('x' || substr(i.deliverable_id::text, 16, 3))::bit(12)::integer and d.id = i.deliverable_id
    where i.status = 'withdrawn' and i.deliverable_id is not null and d.status = 'confirmed' order by i.id limit ${limit}`.execute(db)).rows;

/** What a newsletter owes in a whole year ("11/12 số"): the pieces of all periods of the year, and how many of them are there. `amount` 0: nothing with a number. */
export async function yearOf(db: Reader, newsletter: Pick<NewsletterRow, 'organisation_id' | 'channel' | 'item_ids'>, year: number): Promise<{ readonly done: number; readonly amount: number }> {
  const aim = newsletter.item_ids.length ? sql`c.item_id = any(${newsletter.item_ids}::uuid[])` : sql`(c.channel is null or c.channel = ${newsletter.channel})`;
  const { rows } = await sql<{ done: number; amount: number }>`
    select coalesce(sum(least(t.recorded, t.amount - t.excused)), 0)::integer as done, coalesce(sum(t.amount - t.excused), 0)::integer as amount
    from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where (t.organisation_id = ${newsletter.organisation_id} or t.board_organisation_id = ${newsletter.organisation_id}) and c.product = 'newsletter' and ${aim} and t.amount is not null and t.closed_on is null
      and t.period_from >= make_date(${year}, 1, 1) and t.period_to <= make_date(${year}, 12, 31)`.execute(db);
  return rows[0]!;
}
