import { sql } from 'kysely';
import { AppError, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { takeTurn } from '#platform/db/take-turn.ts';
import { baseOf, inLanguage } from '../rules/address.ts';
import type { PublicItem, SiteRow } from './tables.ts';

export const siteOf = async (reader: Reader, organisationId: Id): Promise<SiteRow | null> => (await reader.selectFrom('sites').selectAll().where('organisation_id', '=', organisationId).executeTakeFirst()) ?? null;
export const siteAtHost = async (reader: Reader, host: string): Promise<SiteRow | null> => (await reader.selectFrom('sites').selectAll().where('host', '=', host).executeTakeFirst()) ?? null;
export const sitesOf = async (reader: Reader, organisationIds: readonly Id[]): Promise<SiteRow[]> =>
  organisationIds.length === 0 ? [] : reader.selectFrom('sites').selectAll().where('organisation_id', 'in', [...organisationIds]).execute();
/** Every site there is or was: a few thousand rows in a whole nation. */
export const allSites = (reader: Reader): Promise<SiteRow[]> => reader.selectFrom('sites').selectAll().orderBy('slug').execute();

/** The organisation whose site is at /: the first that is nobody's part; null before there is one. */
export const rootOrganisation = async (reader: Reader, today: PlainDate): Promise<Id | null> => (await organisationTree(reader, today)).roots.find((one) => !one.external)?.id ?? null;

/** Where an archive's home page leads: to the site of who followed, and of who followed them; null when none of them has a site yet. */
export async function heirSite(reader: Reader, site: SiteRow): Promise<SiteRow | null> {
  let found: SiteRow | null = null, heirId = site.heir_id;
  for (let step = 0; heirId && step < 50; step++) {
    const heir = await siteOf(reader, heirId);
    if (!heir) break;
    found = heir;
    heirId = heir.archived_on ? heir.heir_id : null;
  }
  return found;
}

export interface SitePlace extends SiteRow { readonly root: boolean }
/** Where these organisations are read, with one query; those without a site are left out. */
export async function sitePlaces(reader: Reader, organisationIds: readonly Id[], today: PlainDate): Promise<ReadonlyMap<Id, SitePlace>> {
  if (organisationIds.length === 0) return new Map();
  const root = await rootOrganisation(reader, today), rows = await reader.selectFrom('sites').selectAll().where('organisation_id', 'in', [...new Set(organisationIds)]).execute();
  return new Map(rows.map((row) => [row.organisation_id, { ...row, root: row.organisation_id === root }]));
}
/** The address of a path in a site. */
export const addressOf = (site: Pick<SitePlace, 'slug' | 'host' | 'root'>, path: string): string => `${baseOf(site)}${path === '/' && baseOf(site) ? '' : path}`;

/** The address of the page of an item, which is in the item's language. */
export const itemAddress = (site: Pick<SitePlace, 'slug' | 'host' | 'root'>, item: Pick<PublicItem, 'path' | 'language'>): string => addressOf(site, inLanguage(item.language, item.path));

/** How many items each of these sites has, those taken down too. */
export async function itemsBySite(reader: Reader, organisationIds: readonly Id[]): Promise<ReadonlyMap<Id, number>> {
  const { rows } = await sql<{ id: Id; count: number }>`select organisation_id as id, count(*)::integer as count from public_items where organisation_id = any(${organisationIds}::uuid[]) group by organisation_id`.execute(reader);
  return new Map(rows.map((row) => [row.id, row.count]));
}

export async function holdSite(tx: Tx, organisationId: Id, seen: number | null): Promise<SiteRow> {
  const row = await tx.selectFrom('sites').selectAll().where('organisation_id', '=', organisationId).forUpdate().executeTakeFirst();
  if (!row) throw notFound('trang công khai này');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa thay đổi trang này. Hãy xem nội dung mới, so với phần bạn đã nhập, rồi lưu lại.', { data: { current: row } });
  return row;
}
export async function insertSite(tx: Tx, row: SiteRow): Promise<void> { await tx.insertInto('sites').values({ ...row, home: sql`${JSON.stringify(row.home)}::jsonb` as never }).execute(); }
export async function changeSite(tx: Tx, id: Id, { home, ...change }: Partial<Omit<SiteRow, 'id' | 'organisation_id' | 'slug' | 'row_version'>>): Promise<void> {
  await tx.updateTable('sites').set({ ...change, ...(home ? { home: sql`${JSON.stringify(home)}::jsonb` as never } : {}), row_version: sql`row_version + 1` as never }).where('id', '=', id).execute();
}
/** One at a time names a site, so that no two get one slug. */
export const takeTurnNaming = (tx: Tx): Promise<unknown> => takeTurn(tx, 'sites.slug');
