import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { documentDefaults } from '#features/documents/rules/letterhead-defaults.ts';
import type { Organisation } from '#features/organisations/rules/tree.ts';
import type { BudgetPaper } from '../store/tables.ts';

/** "Dự toán kinh phí tuyên truyền cải cách hành chính năm 2026" */
export const titleOf = (year: number, consolidated: boolean): string => `${consolidated ? 'Tổng hợp dự toán' : 'Dự toán'} kinh phí tuyên truyền cải cách hành chính năm ${year}`;

/** Proposed letterhead of a unit's tờ trình, corrected by its officer. */
export const paperDefaults = (unit: Pick<Organisation, 'name' | 'shortName'>, parent: Pick<Organisation, 'name'> | null): BudgetPaper => {
  const head = documentDefaults(unit, parent);
  return { ...head, notation: notationFor('TTr', head.notation), number: null, signedOn: null };
};

/** Whose budget it was, beside the name of the successor that keeps it. */
export const formerWords = (name: string, since: PlainDate): string => `của ${name} (trước ${formatDate(since)})`;

/** The same agency under another kind of paper: "TTr-UBND" → "BC-UBND". */
export const notationFor = (kind: 'TTr' | 'QĐ' | 'BC', notation: string): string => `${kind}-${notation.slice(notation.indexOf('-') + 1)}`;
