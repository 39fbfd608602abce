import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { readColumns, type RowFault, type SheetTable } from '#features/organisations/rules/sheet.ts';
import type { ChangeInput } from '../rules/plan-entries.ts';
import { readTyped, TYPED, type TypedKey } from '../rules/typed.ts';
import { recordDecision, type DecisionForm } from './record-decision.ts';

export interface ImportedProcedures { readonly published: readonly string[]; readonly amended: readonly { readonly name: string; readonly parts: readonly string[] }[]; readonly unchanged: number; readonly faults: readonly RowFault[]; readonly ignored: readonly string[]; readonly decisionId: Id | null }

/** All rows of a table as one decision, or none: a code that is new is published, one that reads otherwise is changed, one that reads the same is left alone. */
export async function importProcedures(a: Acting, { organisationId, table, decision, dryRun }: { readonly organisationId: Id; readonly table: SheetTable; readonly decision: DecisionForm; readonly dryRun: boolean }): Promise<ImportedProcedures> {
  await a.authorise('procedures.keep', organisationId);
  const { rows, faults, ignored } = readColumns<TypedKey>(table, TYPED), changes: ChangeInput[] = [], lines: number[] = [], wrong: RowFault[] = [...faults];
  if (!faults.length) for (const { line, ...typed } of rows) {
    const read = readTyped(typed);
    if (read.faults) for (const [key, reason] of Object.entries(read.faults)) wrong.push({ line, column: TYPED[key as TypedKey].label, reason });
    else { changes.push({ change: 'either', text: read.text }); lines.push(line); }
  }
  if (!faults.length && !rows.length) wrong.push({ line: 1, column: TYPED.code.label, reason: 'Bảng không có dòng nào.' });
  // the decision is looked at also when rows are wrong, so that a trial names everything at once
  const done = await recordDecision(a, { organisationId, decision, changes, checked: true, dryRun: dryRun || wrong.length > 0 });
  for (const { index, reason } of done.faults) wrong.push({ line: lines[index]!, column: TYPED.code.label, reason });
  wrong.sort((x, y) => x.line - y.line);
  return {
    published: done.entries.filter((one) => one.change === 'publish').map((one) => one.text!.name), amended: done.entries.filter((one) => one.change === 'amend').map((one) => ({ name: one.text!.name, parts: one.parts })),
    unchanged: done.unchanged, faults: wrong, ignored, decisionId: dryRun || wrong.length ? null : done.decisionId,
  };
}
