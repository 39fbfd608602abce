import { sql, type Selectable } from 'kysely';
import { AppError, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { BudgetAmendmentTable, BudgetLineTable, BudgetPaper, BudgetTable, ExpenditureTable, LineChange, SettlementTable } from './tables.ts';

export type Budget = Selectable<BudgetTable>;
export type BudgetLine = Selectable<BudgetLineTable>;
export type Amendment = Selectable<BudgetAmendmentTable>;
export type Expenditure = Selectable<ExpenditureTable>;
export type Settlement = Selectable<SettlementTable>;

const STALE = 'Người khác vừa thay đổi nội dung này. Hãy xem nội dung mới trên trang, so với phần bạn đã nhập, rồi lưu lại.';
const fresh = <R extends { row_version: number }>(row: R | undefined, seen: number | null, what: string): R => {
  if (!row) throw notFound(what);
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', STALE, { data: { current: row } });
  return row;
};

export const budget = (reader: Reader, id: Id): Promise<Budget | undefined> =>
  reader.selectFrom('budgets').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();

/** Held until the transaction ends, so that two verbs on one budget follow each other; AppError('stale') when it changed since `seen`. */
export const holdBudget = async (tx: Tx, id: Id, seen: number | null = null): Promise<Budget> =>
  fresh(await tx.selectFrom('budgets').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst(), seen, 'dự toán này');

export async function insertBudget(tx: Tx, row: Omit<Budget, 'document' | 'former' | 'drawn_up_by_id' | 'kept_since'> & { document: BudgetPaper }): Promise<void> {
  await tx.insertInto('budgets').values({ ...row, document: JSON.stringify(row.document), drawn_up_by_id: null, kept_since: null, former: null }).execute();
}
export async function changeBudget(tx: Tx, id: Id, change: Partial<Omit<Budget, 'shard_id' | 'id' | 'row_version'>>): Promise<void> {
  const { document, former, ...plain } = change;
  await tx.updateTable('budgets').set({ ...plain, ...(document ? { document: JSON.stringify(document) } : {}), ...(former === undefined ? {} : { former: former && JSON.stringify(former) }), row_version: sql<number>`row_version + 1` })
    .where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}

export const budgetLine = (reader: Reader, id: Id): Promise<BudgetLine | undefined> =>
  reader.selectFrom('budget_lines').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export const holdLine = async (tx: Tx, id: Id, seen: number | null = null): Promise<BudgetLine> =>
  fresh(await tx.selectFrom('budget_lines').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst(), seen, 'dòng dự toán này');

export async function insertLines(tx: Tx, rows: readonly BudgetLine[]): Promise<void> {
  if (rows.length > 0) await sql`insert into budget_lines select * from jsonb_populate_recordset(null::budget_lines, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
}
export async function changeLine(tx: Tx, id: Id, change: Partial<Omit<BudgetLine, 'shard_id' | 'id' | 'budget_id' | 'row_version'>>): Promise<void> {
  await tx.updateTable('budget_lines').set({ ...change, row_version: sql<number>`row_version + 1` }).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}
export async function deleteLine(tx: Tx, id: Id): Promise<void> {
  await tx.deleteFrom('budget_lines').where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}

type MoneyColumn = 'appraised' | 'approved' | 'allotted';
/** Writes one sum a line, many at once. */
export async function setLineMoney(tx: Tx, amounts: readonly { readonly id: Id; readonly amount: number }[], columns: readonly MoneyColumn[]): Promise<void> {
  if (amounts.length === 0) return;
  const set = sql.join(columns.map((column) => sql`${sql.ref(column)} = a.amount`));
  await sql`update budget_lines l set ${set}, row_version = l.row_version + 1
    from unnest(${amounts.map((one) => shardOf(one.id))}::integer[], ${amounts.map((one) => one.id)}::uuid[], ${amounts.map((one) => one.amount)}::bigint[]) as a(shard_id, id, amount)
    where l.shard_id = a.shard_id and l.id = a.id`.execute(tx);
}

export async function insertAmendment(tx: Tx, row: Omit<Amendment, 'changes'> & { changes: readonly LineChange[] }): Promise<void> {
  await tx.insertInto('budget_amendments').values({ ...row, changes: JSON.stringify(row.changes) }).execute();
}
/** Newest first. */
export const amendmentsOf = (reader: Reader, budgetId: Id): Promise<Amendment[]> =>
  reader.selectFrom('budget_amendments').selectAll().where('shard_id', '=', shardOf(budgetId)).where('budget_id', '=', budgetId).orderBy('decided_on', 'desc').orderBy('id', 'desc').execute();

export const expenditure = (reader: Reader, id: Id): Promise<Expenditure | undefined> =>
  reader.selectFrom('expenditures').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
export async function insertExpenditure(tx: Tx, row: Expenditure): Promise<void> { await tx.insertInto('expenditures').values(row).execute(); }
export const holdExpenditure = async (tx: Tx, id: Id, seen: number | null = null): Promise<Expenditure> =>
  fresh(await tx.selectFrom('expenditures').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst(), seen, 'khoản chi này');
export async function changeExpenditure(tx: Tx, id: Id, change: Partial<Pick<Expenditure, 'cancelled_on' | 'cancelled_reason' | 'cancelled_by_name' | 'voucher' | 'sha256' | 'file_name'>>): Promise<void> {
  await tx.updateTable('expenditures').set({ ...change, row_version: sql<number>`row_version + 1` }).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}

export const settlementOf = (reader: Reader, budgetId: Id): Promise<Settlement | undefined> =>
  reader.selectFrom('settlements').selectAll().where('shard_id', '=', shardOf(budgetId)).where('budget_id', '=', budgetId).executeTakeFirst();
export async function insertSettlement(tx: Tx, row: Settlement): Promise<void> { await tx.insertInto('settlements').values(row).execute(); }
