import { sql } from 'kysely';
import { AppError, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { HandoutRow, PrintRow, RunRow } from './tables.ts';

export type { HandoutRow, KeptForm, PrintRow, RunRow } from './tables.ts';

export const printRow = (db: Reader, id: Id): Promise<PrintRow | undefined> => db.selectFrom('prints').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const runRow = (db: Reader, id: Id): Promise<RunRow | undefined> => db.selectFrom('print_runs').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const handoutRow = (db: Reader, id: Id): Promise<HandoutRow | undefined> => db.selectFrom('print_handouts').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();

/** Held until the transaction ends; AppError('stale') when it changed since `seen`. */
export async function holdPrint(tx: Tx, id: Id, seen: number | null): Promise<PrintRow> {
  const row = await tx.selectFrom('prints').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('ấn phẩm này');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa thay đổi ấn phẩm này. Phần bạn vừa nhập vẫn còn trong ô bên dưới; hãy so với bản mới rồi lưu lại.', { data: { current: row } });
  return row;
}
/** Held, so that two who hand out copies of one run follow each other. */
export async function holdRun(tx: Tx, id: Id): Promise<RunRow> {
  const row = await tx.selectFrom('print_runs').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('lần in này');
  return row;
}

export async function insertPrint(tx: Tx, row: PrintRow): Promise<void> { await sql`insert into prints select * from jsonb_populate_record(null::prints, ${JSON.stringify(row)}::jsonb)`.execute(tx); }
export async function insertRun(tx: Tx, row: RunRow): Promise<void> { await tx.insertInto('print_runs').values(row).execute(); }
export async function insertHandout(tx: Tx, row: HandoutRow): Promise<void> { await tx.insertInto('print_handouts').values(row).execute(); }

/** Columns of jsonb need their JSON as text. */
const JSON_COLUMNS: ReadonlySet<string> = new Set(['content', 'source', 'files', 'set_as']);
export async function changePrint(tx: Tx, id: Id, change: Partial<Omit<PrintRow, 'shard_id' | 'id' | 'row_version'>>): Promise<void> {
  const settings = Object.entries(change).map(([name, value]) => (JSON_COLUMNS.has(name) ? sql`${sql.ref(name)} = ${value === null ? null : JSON.stringify(value)}::jsonb` : sql`${sql.ref(name)} = ${value}`));
  await sql`update prints set ${sql.join([...settings, sql`row_version = row_version + 1`])} where shard_id = ${shardOf(id)} and id = ${id}`.execute(tx);
}
export async function changeHandout(tx: Tx, id: Id, change: Pick<HandoutRow, 'withdrawn_at' | 'withdrawn_reason'>): Promise<void> {
  await tx.updateTable('print_handouts').set({ ...change, row_version: sql`row_version + 1` as never }).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}
/** Designs that were never out go over to another unit; gives which. One that was approved bears the name of the old unit: it is to be approved anew. */
export async function movePrintsInHand(tx: Tx, fromId: Id, toId: Id): Promise<Id[]> {
  await sql`update prints set status = 'submitted', approved_by = null, approved_by_name = null, approved_at = null, self_approved = false, files = '[]', set_as = null, link = case when link like '%/x/' || id::text then null else link end where organisation_id = ${fromId} and status = 'approved'`.execute(tx);
  return (await sql<{ id: Id }>`update prints set organisation_id = ${toId}, row_version = row_version + 1 where organisation_id = ${fromId} and published_at is null returning id`.execute(tx)).rows.map(({ id }) => id).sort();
}
