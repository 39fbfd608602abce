import { sql, type ColumnType, type Selectable } from 'kysely';
import { AppError, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { takeTurn } from '#platform/db/take-turn.ts';
import { addressOf, publicItemsById, sitePlaces } from '#features/sites/store.ts';
import { isUndated, numberOf } from '../rules/legal-key.ts';
import type { PublicFile } from '../rules/public-document.ts';
import type { PublicForm } from '../rules/public-forms.ts';

interface PublicDocumentTable {
  shard_id: number; id: Id; organisation_id: Id; item_id: Id; key: string | null; form: PublicForm; authority: string; number: string | null; signed_on: PlainDate | null; signer: string | null;
  effective_from: PlainDate | null; effective_to: PlainDate | null; abstract: string; files: ColumnType<readonly PublicFile[], string, string>; source_noun: string | null; source_id: Id | null;
  published_by_name: string; published_at: Date; changed_by_name: string; changed_at: Date; withdrawn_at: Date | null; withdrawn_by_name: string | null; withdrawn_reason: string | null; row_version: number;
}
declare module '#platform/db/tables.ts' { interface Tables { public_documents: PublicDocumentTable } }
export type PublicDocument = Selectable<PublicDocumentTable>;

export const publicDocument = (reader: Reader, id: Id): Promise<PublicDocument | undefined> => reader.selectFrom('public_documents').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const publicDocumentOrganisation = async (reader: Reader, id: Id): Promise<Id | null> => (await publicDocument(reader, id))?.organisation_id ?? null;
/** What stands behind a public item, also one that was taken down. */
export const documentOfItem = (reader: Reader, itemId: Id): Promise<PublicDocument | undefined> => reader.selectFrom('public_documents').selectAll().where('item_id', '=', itemId).executeTakeFirst();
export const documentsOfItems = (reader: Reader, ids: readonly Id[]): Promise<PublicDocument[]> => ids.length === 0 ? Promise.resolve([]) : reader.selectFrom('public_documents').selectAll().where('item_id', 'in', [...ids]).execute();

export interface RegisterFilter { readonly organisationId: Id; readonly form?: PublicForm; readonly year?: number; /** folded words */ readonly words?: readonly string[]; readonly withdrawn?: boolean }
const filterSql = ({ organisationId, form, year, withdrawn }: RegisterFilter) => sql.join([
  sql`organisation_id = ${organisationId}`, withdrawn ? sql`true` : sql`withdrawn_at is null`, ...(form ? [sql`form = ${form}`] : []), ...(year ? [sql`signed_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`] : []),
], sql` and `);
/** The register of an office, the latest signed first. */
export async function documentList(reader: Reader, filter: RegisterFilter, page = 1, size = 20): Promise<{ readonly rows: PublicDocument[]; readonly total: number; readonly page: number; readonly pages: number }> {
  const where = sql`${filterSql(filter)} ${filter.words?.length ? sql`and ${sql.join(filter.words.map((word) => sql`lower(unaccent(concat_ws(' ', number, abstract, authority))) like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`), sql` and `)}` : sql``}`;
  const total = (await sql<{ total: number }>`select count(*)::integer as total from public_documents where ${where}`.execute(reader)).rows[0]!.total, place = pageAt(total, size, page);
  const { rows } = await sql<PublicDocument>`select * from public_documents where ${where} order by signed_on desc nulls last, id desc limit ${size} offset ${place.before}`.execute(reader);
  return { rows, total, page: place.page, pages: place.pages };
}
/** Which forms and years an office has, for choosing. */
export async function registerShelves(reader: Reader, organisationId: Id): Promise<readonly { readonly form: PublicForm; readonly year: number | null; readonly count: number }[]> {
  return (await sql<{ form: PublicForm; year: number | null; count: number }>`select form, extract(year from signed_on)::integer as year, count(*)::integer as count from public_documents
    where organisation_id = ${organisationId} and withdrawn_at is null group by 1, 2 order by 1, 2 desc nulls last`.execute(reader)).rows;
}
/** Papers of this office that stand in the register under these keys. */
export const documentsByKey = (reader: Reader, organisationId: Id, keys: readonly string[]): Promise<PublicDocument[]> =>
  keys.length === 0 ? Promise.resolve([]) : reader.selectFrom('public_documents').selectAll().where('organisation_id', '=', organisationId).where('key', 'in', [...keys]).where('withdrawn_at', 'is', null).execute();

/** Pages that name a paper, whether it stands in a register or not. */
export const paperTag = (key: string): string => `paper:${numberOf(key)}`;
export const publicDocumentKeys = async (reader: Reader, ids: readonly Id[]): Promise<string[]> =>
  ids.length === 0 ? [] : (await reader.selectFrom('public_documents').select('key').where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...new Set(ids)]).execute()).flatMap(({ key }) => key ?? []);

/** Where readers find cited papers: address by `legalKey`, of the first office that shows each. A key without a day means the one paper of that number, where there is but one. */
export async function publicDocumentByKey(reader: Reader, legalKeys: readonly string[], today: PlainDate): Promise<ReadonlyMap<string, string>> {
  const keys = [...new Set(legalKeys)], found = new Map<string, string>();
  if (keys.length === 0) return found;
  const undated = new Map(keys.filter(isUndated).map((key) => [numberOf(key), key]));
  const { rows } = await sql<{ key: string; item_id: Id }>`select key, item_id from public_documents where withdrawn_at is null
    and (key = any(${keys}::text[]) or split_part(key, '@', 1) = any(${[...undated.keys()]}::text[])) order by published_at, id`.execute(reader);
  const items = new Map((await publicItemsById(reader, rows.map(({ item_id }) => item_id))).filter(({ withdrawn_at }) => withdrawn_at === null).map((item) => [item.id, item]));
  const places = await sitePlaces(reader, [...items.values()].map(({ organisation_id }) => organisation_id), today);
  for (const { key, item_id } of rows) {
    const item = items.get(item_id), site = item && places.get(item.organisation_id);
    if (item && site && !found.has(key)) found.set(key, addressOf(site, item.path));
  }
  for (const [number, cited] of undated) {
    const [only, other] = [...found].filter(([key]) => numberOf(key) === number && key !== cited);
    if (only && !other && !found.has(cited)) found.set(cited, only[1]);
  }
  return new Map([...found].filter(([key]) => keys.includes(key)));
}

export async function holdPublicDocument(tx: Tx, id: Id, seen: number | null): Promise<PublicDocument> {
  const row = await tx.selectFrom('public_documents').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('văn bản này trong sổ công khai');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa thay đổi văn bản này. Hãy so nội dung mới với phần bạn đã nhập rồi lưu lại.', { data: { current: row } });
  return row;
}
/** Two who enter one paper at once follow each other. */
export const takeTurnRegistering = (tx: Tx, organisationId: Id): Promise<unknown> => takeTurn(tx, `public-documents ${organisationId}`);
export async function insertPublicDocument(tx: Tx, row: PublicDocument): Promise<void> { await tx.insertInto('public_documents').values({ ...row, files: JSON.stringify(row.files) }).execute(); }
export async function changePublicDocument(tx: Tx, id: Id, { files, ...change }: Partial<Omit<PublicDocument, 'shard_id' | 'id' | 'organisation_id' | 'row_version'>>): Promise<void> {
  await tx.updateTable('public_documents').set({ ...change, ...(files ? { files: JSON.stringify(files) } : {}), row_version: sql<number>`row_version + 1` }).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}
