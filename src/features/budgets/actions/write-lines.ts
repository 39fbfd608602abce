import { invalid, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { allow } from '../rules/guards.ts';
import { lineAmount, type Source } from '../rules/line.ts';
import { linesOf } from '../store/reading.ts';
import { budget, budgetLine, changeBudget, changeLine, deleteLine, holdBudget, holdLine, insertLines, type Budget } from '../store/rows.ts';
import { inShardOf } from '#platform/in-shard-of.ts';

export interface LineForm {
  readonly itemId: Id | null; readonly task: string | null; readonly description: string; readonly unit: string;
  /** Thousandths. */
  readonly quantity: number;
  /** Đồng. */
  readonly unitPrice: number; readonly source: Source; readonly note: string | null;
}
const MOST_LINES = 300;

/** Adds lines to an estimate that is being written, after those that are there. */
export async function addLines(a: Acting, { budgetId, lines }: { readonly budgetId: Id; readonly lines: readonly LineForm[] }): Promise<Id[]> {
  const current = await openForWriting(a, budgetId), there = await linesOf(a.tx, budgetId), { newId } = inShardOf(a, budgetId);
  if (there.length + lines.length > MOST_LINES) throw invalid(`Một dự toán có nhiều nhất ${MOST_LINES} dòng. Hãy gộp các dòng nhỏ.`, 'description');
  const rows = lines.map((line, index) => ({
    shard_id: shardOf(budgetId), id: newId(), budget_id: budgetId, ordinal: (there.at(-1)?.ordinal ?? 0) + index + 1, ...columns(line), appraised: null, approved: null, allotted: null, row_version: 1,
  }));
  await insertLines(a.tx, rows);
  for (const row of rows) a.record({ verb: 'budgets.line-added', table: 'budget_lines', id: row.id, organisationId: current.organisation_id, facts: { description: row.description, estimated: row.estimated } });
  return rows.map((row) => row.id);
}

export async function editLine(a: Acting, input: { readonly lineId: Id; readonly rowVersion: number | null; readonly line: LineForm }): Promise<void> {
  const { line, of } = await heldLine(a, input.lineId, input.rowVersion), next = columns(input.line);
  await changeLine(a.tx, line.id, { ...next, appraised: null });
  a.record({ verb: 'budgets.line-changed', table: 'budget_lines', id: line.id, organisationId: of.organisation_id, facts: { description: next.description, estimated: next.estimated, before: line.estimated } });
}

export async function dropLine(a: Acting, input: { readonly lineId: Id; readonly rowVersion: number | null }): Promise<void> {
  const { line, of } = await heldLine(a, input.lineId, input.rowVersion);
  await deleteLine(a.tx, line.id);
  a.record({ verb: 'budgets.line-dropped', table: 'budget_lines', id: line.id, organisationId: of.organisation_id, facts: { description: line.description, estimated: line.estimated } });
}

/** The text before the table, and what the papers need around it. */
export async function writePaper(a: Acting, input: { readonly budgetId: Id; readonly rowVersion: number | null; readonly document: Budget['document']; readonly note: string | null }): Promise<void> {
  const current = await holdBudget(a.tx, input.budgetId, input.rowVersion);
  await a.authorise(current.kind === 'consolidated' ? 'budgets.consolidate' : 'budgets.draft', current.organisation_id);
  if (current.status === 'settled') allow(current.status, 'edit');
  await changeBudget(a.tx, current.id, { document: input.document, note: input.note });
  a.record({ verb: 'budgets.paper-written', table: 'budgets', id: current.id, organisationId: current.organisation_id });
}

async function heldLine(a: Acting, lineId: Id, seen: number | null) {
  const before = await budgetLine(a.tx, lineId);
  if (!before) throw notFound('dòng dự toán này');
  const of = await openForWriting(a, before.budget_id);
  return { line: await holdLine(a.tx, lineId, seen), of };
}

async function openForWriting(a: Acting, budgetId: Id): Promise<Budget> {
  const found = await budget(a.tx, budgetId);
  if (!found || found.kind !== 'unit') throw notFound('dự toán này');
  await a.authorise('budgets.draft', found.organisation_id);
  const held = await holdBudget(a.tx, budgetId);
  allow(held.status, 'edit');
  return held;
}

function columns(line: LineForm) {
  if (!line.description.trim()) throw invalid('Hãy ghi nội dung chi.', 'description');
  if (!line.unit.trim()) throw invalid('Hãy ghi đơn vị tính, ví dụ: tin, lớp, tờ.', 'unit');
  if (!Number.isSafeInteger(line.quantity) || line.quantity <= 0) throw invalid('Số lượng phải lớn hơn 0, nhiều nhất ba chữ số sau dấu phẩy.', 'quantity');
  if (!Number.isSafeInteger(line.unitPrice) || line.unitPrice < 0) throw invalid('Đơn giá phải là số đồng nguyên, không âm.', 'unitPrice');
  return {
    item_id: line.itemId, task: line.task, description: line.description.trim(), unit: line.unit.trim(), quantity: line.quantity, unit_price: line.unitPrice, source: line.source,
    estimated: lineAmount(line.quantity, line.unitPrice), note: line.note?.trim() || null,
  };
}
