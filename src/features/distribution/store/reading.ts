import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { PostingState } from '../rules/states.ts';
import type { OutletRow, PostingRow } from './tables.ts';

/** Outlets of these units, open ones first, by name. */
export const outletsOf = async (db: Reader, organisationIds: readonly Id[]): Promise<OutletRow[]> =>
  organisationIds.length === 0 ? [] : (await sql<OutletRow>`select * from outlets where organisation_id = any(${organisationIds}::uuid[]) order by closed_on is not null, name, id limit 300`.execute(db)).rows;
export const outletsById = async (db: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, OutletRow>> =>
  new Map(ids.length === 0 ? [] : (await db.selectFrom('outlets').selectAll().where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute()).map((row) => [row.id, row]));

/** A task with the words of what it is about. */
export interface PostingView extends PostingRow { readonly outlet: string; readonly kind: string; readonly title: string; readonly noun: string; readonly withdrawn: boolean }
export interface PostingFilter { readonly organisationIds: readonly Id[]; readonly states: readonly PostingState[]; /** done or closed */ readonly newestFirst?: boolean }
const VIEW = sql`p.*, o.name as outlet, o.kind, i.title, i.noun, i.withdrawn_at is not null as withdrawn`;
const FROM = sql`postings p join outlets o on o.shard_id = p.shard_id and o.id = p.outlet_id join public_items i on i.shard_id = ('x' || substr(p.item_id::text, 16, 3))::bit(12)::integer and i.id = p.item_id`;

/** What is to be done, the most pressing first; or what was done, newest first. A page at a time. */
export async function postingList(db: Reader, { organisationIds, states, newestFirst }: PostingFilter, page = 1, size = 20): Promise<{ rows: PostingView[]; total: number; page: number; pages: number }> {
  const where = sql`p.organisation_id = any(${organisationIds}::uuid[]) and p.status = any(${states}::text[])`;
  const total = (await sql<{ total: number }>`select count(*)::integer as total from postings p where ${where}`.execute(db)).rows[0]!.total, place = pageAt(total, size, page);
  const { rows } = await sql<PostingView>`select ${VIEW} from ${FROM} where ${where} order by ${newestFirst ? sql`coalesce(p.done_at, p.planned_at) desc, p.id desc` : sql`p.due_on, p.at, p.id`} limit ${size} offset ${place.before}`.execute(db);
  return { rows, total, page: place.page, pages: place.pages };
}
export async function postingView(db: Reader, id: Id): Promise<PostingView | null> {
  return (await sql<PostingView>`select ${VIEW} from ${FROM} where p.shard_id = ${shardOf(id)} and p.id = ${id}`.execute(db)).rows[0] ?? null;
}
/** Every task about an item, oldest first. */
export const postingsOfItem = async (db: Reader, itemId: Id): Promise<PostingView[]> => (await sql<PostingView>`select ${VIEW} from ${FROM} where p.item_id = ${itemId} order by o.name, p.planned_at, p.id limit 500`.execute(db)).rows;

export async function postingCounts(db: Reader, organisationIds: readonly Id[]): Promise<ReadonlyMap<PostingState, number>> {
  const { rows } = await sql<{ status: PostingState; count: number }>`select status, count(*)::integer as count from postings where organisation_id = any(${organisationIds}::uuid[]) group by status`.execute(db);
  return new Map(rows.map((row) => [row.status, row.count]));
}
/** What waits for a hand of these units today. */
export const toPostCount = async (db: Reader, organisationIds: readonly Id[]): Promise<number> =>
  (await sql<{ count: number }>`select count(*)::integer as count from postings where organisation_id = any(${organisationIds}::uuid[]) and status in ('waiting', 'failed')`.execute(db)).rows[0]!.count;

/** Of these items: at how many outlets of these units each is out, and at how many something is to be done. */
export async function spreadOf(db: Reader, itemIds: readonly Id[], organisationIds: readonly Id[]): Promise<ReadonlyMap<Id, { readonly out: number; readonly open: number }>> {
  if (itemIds.length === 0) return new Map();
  const { rows } = await sql<{ id: Id; out: number; open: number }>`select item_id as id, (count(*) filter (where what = 'post' and status = 'done' and ended_at is null))::integer as out, (count(*) filter (where status in ('planned', 'waiting', 'sending', 'failed')))::integer as open
    from postings where item_id = any(${itemIds}::uuid[]) and organisation_id = any(${organisationIds}::uuid[]) group by item_id`.execute(db);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** Several tasks at once, as far as notices speak of them. */
export const postingsById = async (db: Reader, ids: readonly Id[]): Promise<PostingView[]> =>
  ids.length === 0 ? [] : (await sql<PostingView>`select ${VIEW} from ${FROM} where p.shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and p.id = any(${ids}::uuid[])`.execute(db)).rows;


/** A driver at work, or one that gave up. */
export interface DrivenView extends PostingView { readonly tries: number | null; readonly next_at: Date | null; readonly answer: string | null }
/** What drivers have not brought about at outlets of these units: those that gave up first, then by how long they try. */
export const drivenTroubles = async (db: Reader, organisationIds: readonly Id[], kinds: readonly string[], limit = 100): Promise<DrivenView[]> =>
  (await sql<DrivenView>`select ${VIEW}, t.tries, t.next_at, t.answer from ${FROM} left join posting_tries t on t.shard_id = p.shard_id and t.posting_id = p.id
    where p.organisation_id = any(${organisationIds}::uuid[]) and o.kind = any(${kinds}::text[]) and p.status in ('sending', 'failed') order by p.status, p.at, p.id limit ${limit}`.execute(db)).rows;
