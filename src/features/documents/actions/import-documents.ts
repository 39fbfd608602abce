import { parseDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { readColumns, type RowFault, type SheetColumn, type SheetTable } from '#features/organisations/rules/sheet.ts';
import { factFaults, keyOf, tidyFacts, type PublicFacts } from '../rules/public-document.ts';
import { formCalled } from '../rules/public-forms.ts';
import { documentsByKey } from '../store/public.ts';
import { registerDocument } from './register-document.ts';

export const DOCUMENT_COLUMNS = {
  form: { label: 'Hình thức', names: ['loai van ban', 'hinh thuc van ban'], required: true },
  number: { label: 'Số, ký hiệu', names: ['so ky hieu', 'so'] },
  signedOn: { label: 'Ngày ban hành', names: ['ngay ky', 'ngay'] },
  authority: { label: 'Cơ quan ban hành', names: [], required: true },
  abstract: { label: 'Trích yếu', names: ['ten van ban'], required: true },
  signer: { label: 'Người ký', names: [] },
  effectiveFrom: { label: 'Có hiệu lực từ', names: ['ngay hieu luc'] },
  effectiveTo: { label: 'Hết hiệu lực sau', names: ['ngay het hieu luc'] },
} as const satisfies Record<string, SheetColumn>;

export interface DocumentsImport { readonly added: number; readonly known: number; readonly faults: readonly RowFault[]; readonly ignored: readonly string[] }

/** A table of documents for the public register: all rows or none; those that stand there already stay as they are. */
export async function importDocuments(a: Acting, input: { readonly organisationId: Id; readonly table: SheetTable; readonly dryRun: boolean }): Promise<DocumentsImport> {
  await a.authorise('documents.publish', input.organisationId);
  const { rows, faults, ignored } = readColumns(input.table, DOCUMENT_COLUMNS), read: { line: number; facts: PublicFacts; key: string | null }[] = [];
  for (const row of rows) {
    const fail = (column: keyof typeof DOCUMENT_COLUMNS, reason: string) => { faults.push({ line: row.line, column: DOCUMENT_COLUMNS[column].label, reason }); };
    const day = (column: 'signedOn' | 'effectiveFrom' | 'effectiveTo'): PlainDate | null => { const found = parseDate(row[column]); if (row[column] && !found) fail(column, `“${row[column].slice(0, 30)}” không phải ngày. Hãy ghi như 20/11/2026.`); return found; };
    const form = formCalled(row.form), facts = tidyFacts({ form: form ?? '', authority: row.authority, number: row.number || null, signedOn: day('signedOn'), signer: row.signer || null, effectiveFrom: day('effectiveFrom'), effectiveTo: day('effectiveTo'), abstract: row.abstract });
    const wrong = Object.entries(factFaults(facts));
    for (const [field, reason] of wrong) fail(field as keyof typeof DOCUMENT_COLUMNS, reason);
    if (wrong.length) continue;
    const key = keyOf(facts as PublicFacts), same = key && read.find((one) => one.key === key);
    if (same) fail('number', `Trùng với dòng ${same.line}.`); else read.push({ line: row.line, facts: facts as PublicFacts, key });
  }
  if (faults.length) return { added: 0, known: 0, faults, ignored };
  const there = new Set((await documentsByKey(a.tx, input.organisationId, read.flatMap(({ key }) => key ?? []))).map(({ key }) => key)), fresh = read.filter(({ key }) => !key || !there.has(key));
  if (!input.dryRun) for (const { facts } of fresh) await registerDocument(a, { organisationId: input.organisationId, facts, files: [] });
  return { added: fresh.length, known: read.length - fresh.length, faults, ignored };
}
