import type { Id } from '#kernel/id.ts';
import { fold } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import { readColumns, type RowFault, type SheetTable } from '#features/organisations/rules/sheet.ts';
import type { ChangeInput } from '../rules/plan-entries.ts';
import { readTyped, TYPED, TYPED_KEYS, type TypedKey } from '../rules/typed.ts';
import { recordDecision, type DecisionForm } from './record-decision.ts';

export interface ImportedProcedures { readonly published: readonly string[]; readonly amended: readonly { readonly name: string; readonly parts: readonly string[] }[]; readonly unchanged: number; readonly faults: readonly RowFault[]; readonly ignored: readonly string[]; readonly decisionId: Id | null }

/** Columns that only number the rows. */
const COUNTING: ReadonlySet<string> = new Set(['stt', 'tt', 'so tt', 'so thu tu']);

/** Of two columns that mean the same one would be left out unseen. */
function columnsTwice({ head }: SheetTable): RowFault[] {
  return TYPED_KEYS.flatMap((key) => {
    const called = [TYPED[key].label, ...TYPED[key].names].map(fold), same = head.filter((one) => called.includes(fold(one).replaceAll('*', '').trim()));
    return same.length > 1 ? [{ line: 1, column: same[1]!, reason: `Các cột ${same.map((one) => `“${one}”`).join(', ')} đều là “${TYPED[key].label}”. Hãy gộp thành một cột.` }] : [];
  });
}

/** A code in a cell of numbers has lost the noughts at its end: 1.00161 is 1.001610. */
const wholeCode = (code: string): string => { const cut = /^(\d)\.(\d{3,5})$/.exec(code.trim()); return cut ? `${cut[1]}.${cut[2]!.padEnd(6, '0')}` : code; };

/** All rows of a table as one decision, or none: a code that is new is published, one that reads otherwise is changed, one that reads the same is left alone. */
export async function importProcedures(a: Acting, { organisationId, table, decision, dryRun }: { readonly organisationId: Id; readonly table: SheetTable; readonly decision: DecisionForm; readonly dryRun: boolean }): Promise<ImportedProcedures> {
  await a.authorise('procedures.keep', organisationId);
  const { rows, faults: missing, ignored } = readColumns<TypedKey>(table, TYPED), faults = [...missing, ...columnsTwice(table)], changes: ChangeInput[] = [], lines: number[] = [], wrong: RowFault[] = [...faults];
  if (!faults.length) for (const { line, ...typed } of rows) {
    const read = readTyped({ ...typed, code: wholeCode(typed.code) });
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
    unchanged: done.unchanged, faults: wrong, ignored: ignored.filter((head) => !COUNTING.has(fold(head))), decisionId: dryRun || wrong.length ? null : done.decisionId,
  };
}
