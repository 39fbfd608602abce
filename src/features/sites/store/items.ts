import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Language } from '#locales/index.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { takeTurn } from '#platform/db/take-turn.ts';
import type { PublicItem } from './tables.ts';

export const publicItem = async (reader: Reader, id: Id): Promise<PublicItem | null> => (await reader.selectFrom('public_items').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst()) ?? null;
/** In no order; those that are no public items are left out. */
export const publicItemsById = async (reader: Reader, ids: readonly Id[]): Promise<PublicItem[]> =>
  ids.length === 0 ? [] : reader.selectFrom('public_items').selectAll().where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute();
/** The item at a path of an organisation's site, also one that was withdrawn. */
export const itemAt = async (reader: Reader, organisationId: Id, path: string): Promise<PublicItem | null> =>
  (await sql<PublicItem>`select * from public_items where organisation_id = ${organisationId} and path = ${path} limit 1`.execute(reader)).rows[0] ?? null;

export interface ItemFilter {
  /** Whose sites; all there are when left out. */
  readonly organisationIds?: readonly Id[]; readonly noun?: string; readonly collectionId?: Id; readonly language?: Language;
  readonly from?: Date; /** before */ readonly to?: Date; readonly page?: number; readonly size?: number;
}
export interface ItemPage { readonly rows: PublicItem[]; readonly total: number; readonly page: number; readonly pages: number }

/** What readers find, newest first, a page of twenty at a time. */
export async function itemsOf(reader: Reader, filter: ItemFilter): Promise<ItemPage> {
  const { page: wanted = 1, size = 20 } = filter, where = sql.join([
    sql`withdrawn_at is null`,
    ...(filter.organisationIds ? [sql`organisation_id = any(${filter.organisationIds}::uuid[])`] : []), ...(filter.noun ? [sql`noun = ${filter.noun}`] : []), ...(filter.collectionId ? [sql`collection_id = ${filter.collectionId}`] : []),
    ...(filter.language ? [sql`language = ${filter.language}`] : []), ...(filter.from ? [sql`published_at >= ${filter.from}`] : []), ...(filter.to ? [sql`published_at < ${filter.to}`] : []),
  ], sql` and `);
  const total = (await sql<{ total: number }>`select count(*)::integer as total from public_items where ${where}`.execute(reader)).rows[0]!.total, { page, pages, before } = pageAt(total, size, wanted);
  const { rows } = await sql<PublicItem>`select * from public_items where ${where} order by published_at desc, id desc limit ${size} offset ${before}`.execute(reader);
  return { rows, total, page, pages };
}
/** The newest few, without counting the rest. */
export async function newestItems(reader: Reader, { organisationIds, noun, language, size }: Required<Pick<ItemFilter, 'noun' | 'size'>> & Pick<ItemFilter, 'organisationIds' | 'language'>): Promise<PublicItem[]> {
  return (await sql<PublicItem>`select * from public_items where withdrawn_at is null and noun = ${noun} ${organisationIds ? sql`and organisation_id = any(${organisationIds}::uuid[])` : sql``} ${language ? sql`and language = ${language}` : sql``}
    order by published_at desc, id desc limit ${size}`.execute(reader)).rows;
}
/** Every item of a site in the order of its ids, a stretch at a time: for the site map and the mirror. */
export const itemsAfter = async (reader: Reader, organisationId: Id, after: Id | null, limit: number): Promise<PublicItem[]> =>
  (await sql<PublicItem>`select * from public_items where organisation_id = ${organisationId} ${after ? sql`and id > ${after}` : sql``} order by id limit ${limit}`.execute(reader)).rows;

/** Waits until nobody else is choosing this path. */
export const takeTurnPlacing = (tx: Tx, organisationId: Id, wanted: string): Promise<unknown> => takeTurn(tx, `${organisationId} ${wanted}`);
/** Paths that begin like this one and are taken, here or in a site whose addresses must stay free for its archive. */
export async function pathsLike(tx: Tx, organisationId: Id, wanted: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ path: string }>`select path from public_items where (organisation_id = ${organisationId} or (organisation_id in (select organisation_id from sites where was_root) and (select was_root from sites where organisation_id = ${organisationId})))
    and (path = ${wanted} or path ~ ${`^${wanted.replace(/[^a-z0-9/-]/gi, '.')}-[0-9]+$`})`.execute(tx);
  return new Set(rows.map(({ path }) => path));
}
/** Paths of an organisation's items that begin like this, and those an archive keeps, without those of `apart`; for many placed at once. */
export const pathsBelow = async (tx: Tx, organisationId: Id, prefix: string, apart: readonly Id[] = []): Promise<Set<string>> => new Set((await sql<{ path: string }>`select path from public_items where starts_with(path, ${prefix}) and not id = any(${apart}::uuid[])
  and (organisation_id = ${organisationId} or (organisation_id in (select organisation_id from sites where was_root) and (select was_root from sites where organisation_id = ${organisationId})))`.execute(tx)).rows.map(({ path }) => path));
export async function insertItems(tx: Tx, rows: readonly PublicItem[]): Promise<void> { if (rows.length) await sql`insert into public_items select * from jsonb_populate_recordset(null::public_items, ${JSON.stringify(rows)}::jsonb)`.execute(tx); }
export async function insertItem(tx: Tx, row: PublicItem): Promise<void> { await tx.insertInto('public_items').values(row).execute(); }
export async function changeItem(tx: Tx, id: Id, change: Partial<Pick<PublicItem, 'language' | 'title' | 'summary' | 'picture_sha256' | 'picture_alt' | 'collection_id' | 'updated_at' | 'withdrawn_at'>>): Promise<void> {
  await tx.updateTable('public_items').set(change).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}

export async function moveItem(tx: Tx, id: Id, to: Pick<PublicItem, 'organisation_id' | 'path'>): Promise<void> { await tx.updateTable('public_items').set(to).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute(); }

/** Adds to the counts of a day. */
export async function addViews(reader: Reader, day: PlainDate, views: ReadonlyMap<Id, number>): Promise<void> {
  if (views.size === 0) return;
  const rows = [...views].sort(([a], [b]) => (a < b ? -1 : 1)).map(([item_id, count]) => ({ shard_id: shardOf(item_id), item_id, day, views: count }));
  await reader.insertInto('public_item_views').values(rows).onConflict((conflict) => conflict.columns(['shard_id', 'item_id', 'day']).doUpdateSet({ views: sql`public_item_views.views + excluded.views` as never })).execute();
}
/** How often these were read in a stretch of days. */
export async function viewsOf(reader: Reader, ids: readonly Id[], from: PlainDate, to: PlainDate): Promise<ReadonlyMap<Id, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: Id; views: number }>`select item_id as id, sum(views)::integer as views from public_item_views where shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and item_id = any(${ids}::uuid[]) and day between ${from}::date and ${to}::date group by item_id`.execute(reader);
  return new Map(rows.map((row) => [row.id, row.views]));
}

/** Does an item that is out show this as its picture? */
export const isShownPicture = async (reader: Reader, sha256: string): Promise<boolean> =>
  (await sql`select 1 from public_items where picture_sha256 = ${sha256} and withdrawn_at is null limit 1`.execute(reader)).rows.length > 0;

export interface ReadMost { readonly title: string; /** null: the site's other pages together */ readonly path: string | null; readonly views: number }
/** What of a site was read most in a stretch of days. */
export async function mostRead(reader: Reader, organisationId: Id, from: PlainDate, to: PlainDate, limit: number): Promise<ReadMost[]> {
  return (await sql<ReadMost>`
    select title, path, views from (
      select i.title, i.path, sum(v.views)::integer as views from public_items i join public_item_views v on v.shard_id = i.shard_id and v.item_id = i.id
      where i.organisation_id = ${organisationId} and v.day between ${from}::date and ${to}::date group by i.shard_id, i.id, i.title, i.path
      union all
      select '', null, sum(views)::integer from public_item_views where shard_id = ${shardOf(organisationId)} and item_id = ${organisationId} and day between ${from}::date and ${to}::date having count(*) > 0
    ) read order by views desc, title limit ${limit}`.execute(reader)).rows;
}
