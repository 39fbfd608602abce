import type { Id } from '#kernel/id.ts';
import { fold } from '#kernel/vietnamese.ts';
import { KEEP, NOBODY, type Answers, type Question } from './handing-over.ts';
import type { OrganisationFunction } from './kinds.ts';
import type { PlannedReorganisation } from './plan-reorganisation.ts';
import type { RowFault } from './sheet.ts';
import type { UnitRef } from './succession.ts';

/** A row of a file that decides who gets something: one task or account, or everything of a unit. */
export interface Assignment {
  readonly line: number;
  readonly from: UnitRef;
  readonly function: OrganisationFunction | null;
  /** Code, title or number of what is meant; '' is everything that nothing else decides. */
  readonly item: string;
  readonly of: 'anything' | 'accounts';
  /** A unit, or 'keep', or 'none'. */
  readonly to: UnitRef | typeof KEEP | typeof NOBODY;
}
export interface AssignedAnswers { readonly answers: Answers; /** Rows that decided nothing, to be asked once everything was looked at. */ faults(): RowFault[] }

export function answersFrom(assignments: readonly Assignment[], planned: PlannedReorganisation): AssignedAnswers {
  const used = new Set<Assignment>(), faults: RowFault[] = [];
  const idOf = (one: Assignment, ref: UnitRef, column: string): Id | null => {
    const found = planned.find(ref);
    if (found.length === 1) return found[0]!;
    faults.push({ line: one.line, column, reason: found.length ? `“${ref}” có thể là ${found.length} đơn vị; hãy ghi mã của đơn vị.` : `Không có đơn vị nào mang mã hoặc tên “${ref}”.` });
    return null;
  };
  const known = assignments.flatMap((one) => {
    const from = idOf(one, one.from, 'Đơn vị'), to = one.to === KEEP || one.to === NOBODY ? one.to : idOf(one, one.to, 'Thành');
    return from && to ? [{ one, from, to: to === KEEP || to === NOBODY ? to : planned.refOf(to), item: fold(one.item) }] : [];
  });
  const means = (item: string, question: Question): boolean => [question.title, `${question.title}, ${question.detail}`, ...question.names].some((name) => fold(name) === item);
  return {
    answers(question) {
      const rows = known.filter(({ one, from }) => from === question.from && (!one.function || one.function === question.function) && (one.of === 'anything' || one.of === question.noun));
      const said = rows.find(({ item }) => item && means(item, question)) ?? rows.find(({ item, one }) => !item && one.of === question.noun) ?? rows.find(({ item, one }) => !item && one.of === 'anything');
      if (!said) return undefined;
      used.add(said.one);
      if (!question.options.some(({ value }) => value === said.to)) {
        const reason = `“${said.one.to}” không nhận được phần này. Chọn một trong: ${question.options.map(({ label }) => label).join('; ')}.`;
        if (!faults.some((fault) => fault.line === said.one.line)) faults.push({ line: said.one.line, column: 'Thành', reason });
      }
      return said.to;
    },
    faults: () => [...faults, ...known.filter(({ one }) => !used.has(one)).map(({ one }) => ({
      line: one.line, column: one.item ? (one.of === 'accounts' ? 'Tài khoản' : 'Nhiệm vụ') : 'Đơn vị',
      reason: one.item ? `Không có gì tên “${one.item}” chờ phân công ở “${one.from}”.` : `Không có gì chờ phân công ở “${one.from}”; hãy bỏ dòng này.`,
    }))],
  };
}
