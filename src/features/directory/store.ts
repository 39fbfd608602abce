import { sql } from 'kysely';
import { AppError, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { takeTurn as turn } from '#platform/db/take-turn.ts';
import type { ContactDetails, EntryKind, HotlineDetails, OneStopDetails } from './rules/details.ts';
import type { AnyEntry, Entry } from './store/tables.ts';

export type { AnyEntry, Entry } from './store/tables.ts';

/** What holds on a day, in the order of the desk. */
export const entriesOn = (reader: Reader, organisationIds: readonly Id[], today: PlainDate, kinds?: readonly EntryKind[]): Promise<AnyEntry[]> =>
  organisationIds.length === 0 ? Promise.resolve([]) : reader.selectFrom('directory_entries').selectAll().where('organisation_id', 'in', [...organisationIds]).where('valid_from', '<=', today)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)])).$if(kinds !== undefined, (query) => query.where('kind', 'in', [...kinds!]))
    .orderBy('organisation_id').orderBy('kind').orderBy('ordinal').orderBy('item_id').execute();

const ofKind = async <K extends EntryKind>(reader: Reader, organisationId: Id, today: PlainDate, kind: K): Promise<Entry<K>[]> => (await entriesOn(reader, [organisationId], today, [kind])) as unknown as Entry<K>[];

/** Numbers to call, the first is the main one. */
export const hotlinesOf = async (reader: Reader, organisationId: Id, today: PlainDate): Promise<readonly HotlineDetails[]> => (await ofKind(reader, organisationId, today, 'hotline')).map(({ details }) => details);
/** Where the office is, and the people who may be named in public. */
export async function contactOf(reader: Reader, organisationId: Id, today: PlainDate): Promise<{ readonly office: Entry<'office'>['details'] | null; readonly people: readonly ContactDetails[] }> {
  const [office] = await ofKind(reader, organisationId, today, 'office');
  return { office: office?.details ?? null, people: (await ofKind(reader, organisationId, today, 'contact')).map(({ details }) => details).filter(({ consent }) => consent) };
}
/** Where papers are handed in, and when; of several the first. */
export const oneStopOf = async (reader: Reader, organisationId: Id, today: PlainDate): Promise<OneStopDetails | null> => (await ofKind(reader, organisationId, today, 'one-stop'))[0]?.details ?? null;
/** The counters of several units, with their lines. */
export const oneStopsOf = async (reader: Reader, organisationIds: readonly Id[], today: PlainDate): Promise<Entry<'one-stop'>[]> => (await entriesOn(reader, organisationIds, today, ['one-stop'])) as unknown as Entry<'one-stop'>[];

/** Everything ever said of an organisation, the newest first. */
export const entriesEver = (reader: Reader, organisationId: Id): Promise<AnyEntry[]> =>
  reader.selectFrom('directory_entries').selectAll().where('organisation_id', '=', organisationId).orderBy('valid_from', 'desc').orderBy('changed_at', 'desc').orderBy('id', 'desc').limit(500).execute();
/** What holds now or comes later, of several organisations. */
export const openEntries = (reader: Reader, organisationIds: readonly Id[], today: PlainDate): Promise<AnyEntry[]> =>
  organisationIds.length === 0 ? Promise.resolve([]) : reader.selectFrom('directory_entries').selectAll().where('organisation_id', 'in', [...organisationIds])
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', today)])).orderBy('id').execute();
export const entryRow = (reader: Reader, id: Id): Promise<AnyEntry | undefined> => reader.selectFrom('directory_entries').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const entryOrganisation = async (reader: Reader, id: Id): Promise<Id | null> => (await entryRow(reader, id))?.organisation_id ?? null;

/** The newest state of a line, held until the transaction ends; AppError('stale') when somebody changed it since `seen`. */
export async function holdEntry(tx: Tx, id: Id, seen: number | null): Promise<AnyEntry> {
  const row = await tx.selectFrom('directory_entries').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('mục này của danh bạ');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa thay đổi mục này. Hãy so nội dung mới với phần bạn đã nhập rồi lưu lại.', { data: { current: row } });
  return row;
}
/** Two who add at once follow each other. */
export const takeTurn = (tx: Tx, organisationId: Id): Promise<unknown> => turn(tx, `directory ${organisationId}`);
export async function insertEntries(tx: Tx, rows: readonly AnyEntry[]): Promise<void> {
  if (rows.length) await sql`insert into directory_entries select * from jsonb_populate_recordset(null::directory_entries, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}
export async function changeEntry(tx: Tx, id: Id, { details, ...change }: Partial<Omit<AnyEntry, 'shard_id' | 'id' | 'organisation_id' | 'kind' | 'item_id' | 'row_version'>>): Promise<void> {
  await tx.updateTable('directory_entries').set({ ...change, ...(details ? { details: JSON.stringify(details) } : {}), row_version: sql<number>`row_version + 1` }).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}
/** A state that never came to hold. */
export async function deleteEntry(tx: Tx, id: Id): Promise<void> { await tx.deleteFrom('directory_entries').where('shard_id', '=', shardOf(id)).where('id', '=', id).execute(); }
