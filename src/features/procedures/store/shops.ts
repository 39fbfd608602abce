import { sql } from 'kysely';
import { AppError, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { LastWord } from '../rules/posting.ts';
import type { AnswerRow, PostingRow, SheetRow, ShopRow } from './tables.ts';

export const shopRow = (db: Reader, id: Id): Promise<ShopRow | undefined> => db.selectFrom('one_stop_shops').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const sheetRow = (db: Reader, id: Id): Promise<SheetRow | undefined> => db.selectFrom('check_sheets').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
/** Of these units, open ones first. */
export const shopsOf = async (db: Reader, organisationIds: readonly Id[]): Promise<ShopRow[]> =>
  organisationIds.length === 0 ? [] : (await sql<ShopRow>`select * from one_stop_shops where organisation_id = any(${organisationIds}::uuid[]) order by closed_on is not null, name, id limit 5000`.execute(db)).rows;

/** The sheets of a shop, newest first. */
export const sheetsOf = (db: Reader, shopId: Id, limit = 50): Promise<SheetRow[]> =>
  db.selectFrom('check_sheets').selectAll().where('shop_id', '=', shopId).where('status', '<>', 'dropped').orderBy('day', 'desc').orderBy('id', 'desc').limit(limit).execute();
export interface SignedSheet { readonly id: Id; readonly shopId: Id; readonly day: SheetRow['day']; readonly posted: number; readonly outdated: number; readonly missing: number; readonly unseen: number; readonly own: boolean; readonly by: string }
/** The last two signed sheets of each shop, newest first. */
export const lastSigned = async (db: Reader, shopIds: readonly Id[]): Promise<SignedSheet[]> => (await sql<SignedSheet>`
  select id, shop_id as "shopId", day, posted, outdated, missing, unseen, own, by from (
    select s.*, organisation_id = by_organisation_id as own, by_organisation_name as by, row_number() over (partition by shop_id order by day desc, id desc) as place from check_sheets s where shop_id = any(${shopIds}::uuid[]) and status = 'signed'
  ) ranked where place <= 2 order by shop_id, place`.execute(db)).rows;
/** Sheets of these shops that somebody has begun, newest first. */
export const openSheets = async (db: Reader, shopIds: readonly Id[]): Promise<SheetRow[]> =>
  shopIds.length === 0 ? [] : db.selectFrom('check_sheets').selectAll().where('shop_id', 'in', [...shopIds]).where('status', '=', 'open').orderBy('id', 'desc').limit(500).execute();

/** What counts of a sheet: of each procedure the last answer. */
export const answersOf = async (db: Reader, sheetId: Id): Promise<AnswerRow[]> =>
  (await sql<AnswerRow>`select distinct on (procedure_id) * from check_answers where shard_id = ${shardOf(sheetId)} and sheet_id = ${sheetId} order by procedure_id, id desc`.execute(db)).rows;

export interface ShopWord extends LastWord { readonly shopId: Id }
/** Of each procedure at each of these shops the last signed answer and the shop's last own statement; what was said of a procedure counts for the one it was merged into. */
export const lastWordsAt = async (db: Reader, shopIds: readonly Id[]): Promise<ShopWord[]> => shopIds.length === 0 ? [] : (await sql<ShopWord>`
  (select distinct on (s.shop_id, coalesce(p.merged_into, p.id)) s.shop_id as "shopId", coalesce(p.merged_into, p.id) as "procedureId", a.version_id as version, a.state, s.day as "on", 'check' as by
    from check_sheets s join check_answers a on a.shard_id = s.shard_id and a.sheet_id = s.id join procedures p on p.id = a.procedure_id where s.shop_id = any(${shopIds}::uuid[]) and s.status = 'signed' order by s.shop_id, coalesce(p.merged_into, p.id), s.day desc, a.id desc)
  union all
  (select distinct on (w.shop_id, coalesce(p.merged_into, p.id)) w.shop_id, coalesce(p.merged_into, p.id), w.version_id, 'posted', w.posted_on, 'shop' from shop_postings w join procedures p on p.id = w.procedure_id
    where w.shop_id = any(${shopIds}::uuid[]) order by w.shop_id, coalesce(p.merged_into, p.id), w.posted_on desc, w.id desc)`.execute(db)).rows;

export async function holdShop(tx: Tx, id: Id, seen: number | null): Promise<ShopRow> {
  const row = await tx.selectFrom('one_stop_shops').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('Bộ phận Một cửa này');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa thay đổi Bộ phận Một cửa này. Hãy xem nội dung mới, so với phần bạn đã nhập, rồi lưu lại.', { data: { current: row } });
  return row;
}
export async function holdSheet(tx: Tx, id: Id): Promise<SheetRow> {
  const row = await tx.selectFrom('check_sheets').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('phiếu kiểm tra này');
  return row;
}
export async function insertShops(tx: Tx, rows: readonly ShopRow[]): Promise<void> { if (rows.length) await sql`insert into one_stop_shops select * from jsonb_populate_recordset(null::one_stop_shops, ${JSON.stringify(rows)}::jsonb)`.execute(tx); }
export async function changeShop(tx: Tx, id: Id, change: Partial<Omit<ShopRow, 'shard_id' | 'id' | 'row_version'>>): Promise<void> {
  await sql`update one_stop_shops set ${sql.join([...Object.entries(change).map(([name, value]) => sql`${sql.ref(name)} = ${value}`), sql`row_version = row_version + 1`])} where shard_id = ${shardOf(id)} and id = ${id}`.execute(tx);
}
export async function insertSheet(tx: Tx, row: SheetRow): Promise<void> { await sql`insert into check_sheets select * from jsonb_populate_record(null::check_sheets, ${JSON.stringify(row)}::jsonb)`.execute(tx); }
export async function changeSheet(tx: Tx, id: Id, change: Partial<Omit<SheetRow, 'shard_id' | 'id' | 'row_version' | 'asked'>>): Promise<void> {
  await sql`update check_sheets set ${sql.join([...Object.entries(change).map(([name, value]) => sql`${sql.ref(name)} = ${value}`), sql`row_version = row_version + 1`])} where shard_id = ${shardOf(id)} and id = ${id}`.execute(tx);
}
export async function insertAnswers(tx: Tx, rows: readonly AnswerRow[]): Promise<void> { if (rows.length) await sql`insert into check_answers select * from jsonb_populate_recordset(null::check_answers, ${JSON.stringify(rows)}::jsonb)`.execute(tx); }
export async function insertPostings(tx: Tx, rows: readonly PostingRow[]): Promise<void> { if (rows.length) await sql`insert into shop_postings select * from jsonb_populate_recordset(null::shop_postings, ${JSON.stringify(rows)}::jsonb)`.execute(tx); }
