import { sql } from 'kysely';
import { AppError } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { ImportRow, PartyRow, PlanRow, PlanVersionRow, TaskRow } from './tables.ts';

const insert = async (tx: Tx, table: 'plans' | 'plan_versions' | 'plan_tasks' | 'plan_task_parties' | 'plan_imports', rows: readonly object[]): Promise<void> => {
  if (rows.length > 0) await sql`insert into ${sql.table(table)} select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
};
export const insertPlan = (tx: Tx, row: PlanRow): Promise<void> => insert(tx, 'plans', [row]);
export const insertVersion = (tx: Tx, row: PlanVersionRow): Promise<void> => insert(tx, 'plan_versions', [row]);
export const insertTasks = (tx: Tx, rows: readonly TaskRow[]): Promise<void> => insert(tx, 'plan_tasks', rows);
export const insertParties = (tx: Tx, rows: readonly PartyRow[]): Promise<void> => insert(tx, 'plan_task_parties', rows);
export const insertImport = (tx: Tx, row: ImportRow): Promise<void> => insert(tx, 'plan_imports', [row]);

const STALE = 'Người khác vừa thay đổi nội dung này. Nội dung mới hiện bên cạnh phần bạn đã nhập; hãy so lại rồi lưu.';
const checkVersion = <R extends { row_version: number }>(row: R | undefined, seen: number | null, what: string): R => {
  if (!row) throw new AppError('not-found', `Không tìm thấy ${what}. Có thể đường dẫn đã cũ hoặc mục đã được bỏ.`);
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', STALE, { data: { current: row } });
  return row;
};

/** Held until the transaction ends; AppError('stale') with the other's row when it changed since `seen`. */
export const holdPlan = async (tx: Tx, id: Id, seen: number | null = null): Promise<PlanRow> =>
  checkVersion(await tx.selectFrom('plans').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst(), seen, 'kế hoạch này');
export const holdTask = async (tx: Tx, id: Id, seen: number | null = null): Promise<TaskRow> =>
  checkVersion(await tx.selectFrom('plan_tasks').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst(), seen, 'nhiệm vụ này');
export async function partyRow(db: Reader, id: Id): Promise<PartyRow> {
  const row = await db.selectFrom('plan_task_parties').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', 'Không tìm thấy cơ quan này trong nhiệm vụ. Hãy tải lại trang.');
  return row;
}

export const planRow = (db: Reader, id: Id): Promise<PlanRow | undefined> => db.selectFrom('plans').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const versionRow = (db: Reader, planId: Id, version: number): Promise<PlanVersionRow | undefined> =>
  db.selectFrom('plan_versions').selectAll().where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).where('version', '=', version).executeTakeFirst();
export const versionRows = (db: Reader, planId: Id): Promise<PlanVersionRow[]> =>
  db.selectFrom('plan_versions').selectAll().where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).orderBy('version').execute();
export const taskRows = (db: Reader, planId: Id, version: number): Promise<TaskRow[]> =>
  db.selectFrom('plan_tasks').selectAll().where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).where('version', '=', version).orderBy('ordinal').orderBy('id').execute();
export const partyRows = (db: Reader, planId: Id, version: number): Promise<PartyRow[]> =>
  db.selectFrom('plan_task_parties').selectAll().where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).where('version', '=', version).orderBy('task_id').orderBy('ordinal').execute();
export const importRow = (db: Reader, planId: Id): Promise<ImportRow | undefined> =>
  db.selectFrom('plan_imports').selectAll().where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).orderBy('imported_at', 'desc').executeTakeFirst();

export async function changePlan(tx: Tx, id: Id, change: Partial<Omit<PlanRow, 'shard_id' | 'id' | 'row_version' | 'signer'>> & { signer?: PlanRow['signer'] }): Promise<void> {
  const { signer, ...plain } = change;
  await tx.updateTable('plans').set({ ...plain, ...(signer === undefined ? {} : { signer: sql<never>`${JSON.stringify(signer)}::jsonb` }), row_version: sql<number>`row_version + 1` })
    .where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}
export async function changeVersion(tx: Tx, id: Id, change: Partial<Omit<PlanVersionRow, 'shard_id' | 'id' | 'row_version' | 'content'>> & { content?: PlanVersionRow['content'] }): Promise<void> {
  const { content, ...plain } = change;
  await tx.updateTable('plan_versions').set({ ...plain, ...(content === undefined ? {} : { content: sql<never>`${JSON.stringify(content)}::jsonb` }), row_version: sql<number>`row_version + 1` })
    .where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}
/** Replaces the whole row but its keys. */
export async function rewriteTask(tx: Tx, row: TaskRow): Promise<void> {
  const { shard_id, id, themes, period, rates, deadline, paragraphs, row_version, ...plain } = row;
  const json = (value: unknown) => (value === null ? null : sql<never>`${JSON.stringify(value)}::jsonb`);
  await tx.updateTable('plan_tasks').set({ ...plain, themes: json(themes)!, period: json(period), rates: json(rates)!, deadline: json(deadline), paragraphs: json(paragraphs)!, row_version: row_version + 1 })
    .where('shard_id', '=', shard_id).where('id', '=', id).execute();
}
export async function deleteTask(tx: Tx, id: Id): Promise<Id[]> {
  const parties = await tx.deleteFrom('plan_task_parties').where('shard_id', '=', shardOf(id)).where('task_id', '=', id).returning('id').execute();
  await tx.deleteFrom('plan_tasks').where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
  return parties.map((row) => row.id);
}
export async function changeParty(tx: Tx, id: Id, change: Partial<Pick<PartyRow, 'role' | 'as_written' | 'organisation_id' | 'group_id' | 'optional' | 'dropped_reason' | 'ordinal'>>): Promise<void> {
  await tx.updateTable('plan_task_parties').set(change).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}
export async function deleteParty(tx: Tx, id: Id): Promise<void> {
  await tx.deleteFrom('plan_task_parties').where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}

/** Plans that came from the same file, or bear the same number, year and issuer; recalled ones do not count. */
export async function samePlans(db: Reader, like: { readonly sha256: string | null; readonly number: number | null; readonly notation: string | null; readonly year: number | null; readonly issuerId: Id; readonly ownerId: Id; readonly except?: Id }): Promise<{ id: Id; title: string; status: PlanRow['status']; because: 'file' | 'number' }[]> {
  const rows = await sql<{ id: Id; title: string; status: PlanRow['status']; because: 'file' | 'number' }>`
    select p.id, p.title, p.status, case when i.plan_id is not null then 'file' else 'number' end as because
    from plans p left join (select distinct plan_id from plan_imports where sha256 = ${like.sha256 ?? ''}) i on i.plan_id = p.id
    where p.owner_id = ${like.ownerId} and p.status <> 'recalled' and p.id is distinct from ${like.except ?? null}::uuid
      and (i.plan_id is not null or (p.number = ${like.number}::integer and p.notation is not distinct from ${like.notation}::text and p.year is not distinct from ${like.year}::integer and p.issuer_id = ${like.issuerId}))
    order by p.created_at`.execute(db);
  return rows.rows;
}
