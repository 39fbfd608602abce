/**
 * An estimate's life: written by the unit, sent to the finance office of its level, consolidated there with the others, approved by the
 * committee in whole or part, amended by a further decision where need be, spent against, settled. The tables do not compile when a state is missing.
 */
export const BUDGET_STATES = ['draft', 'submitted', 'returned', 'consolidated', 'approved', 'amended', 'settled'] as const;
export type BudgetState = (typeof BUDGET_STATES)[number];
export const BUDGET_VERBS = ['edit', 'submit', 'return', 'consolidate', 'approve', 'amend', 'spend', 'settle'] as const;
export type BudgetVerb = (typeof BUDGET_VERBS)[number];

type Row = Readonly<Record<BudgetVerb, BudgetState | null>>;
const row = (verbs: Partial<Record<BudgetVerb, BudgetState>>): Row => ({ edit: null, submit: null, return: null, consolidate: null, approve: null, amend: null, spend: null, settle: null, ...verbs });

const AFTER: Readonly<Record<BudgetState, Row>> = {
  draft: row({ edit: 'draft', submit: 'submitted' }),
  submitted: row({ return: 'returned', consolidate: 'consolidated', approve: 'approved' }),
  returned: row({ edit: 'returned', submit: 'submitted' }),
  consolidated: row({ return: 'returned', approve: 'approved' }),
  approved: row({ amend: 'amended', spend: 'approved', settle: 'settled' }),
  amended: row({ amend: 'amended', spend: 'amended', settle: 'settled' }),
  settled: row({}),
};

/** The state after the verb, or null where it is not possible. */
export const afterVerb = (state: BudgetState, verb: BudgetVerb): BudgetState | null => AFTER[state][verb];
export const may = (state: BudgetState, verb: BudgetVerb): boolean => AFTER[state][verb] !== null;
/** Approved, and not settled yet or settled: lines have an allotted amount. */
export const isApproved = (state: BudgetState): boolean => state === 'approved' || state === 'amended' || state === 'settled';

export const STATE_LABEL: Readonly<Record<BudgetState, { readonly label: string; readonly tone: 'good' | 'soon' | 'late' | 'none' | 'info' }>> = {
  draft: { label: 'đang lập', tone: 'soon' },
  submitted: { label: 'đã gửi, chờ tổng hợp', tone: 'info' },
  returned: { label: 'bị trả lại', tone: 'late' },
  consolidated: { label: 'đã đưa vào bản tổng hợp', tone: 'info' },
  approved: { label: 'đã được phê duyệt', tone: 'good' },
  amended: { label: 'đã điều chỉnh', tone: 'good' },
  settled: { label: 'đã quyết toán', tone: 'none' },
};

/** Why a verb is refused in a state: a sentence with the way out. */
export const REFUSAL: Readonly<Record<BudgetState, string>> = {
  draft: 'Dự toán đang lập, chưa gửi. Hãy gửi dự toán đến cơ quan tài chính trước.',
  submitted: 'Dự toán đã gửi cơ quan tài chính. Muốn sửa, hãy đề nghị cơ quan tài chính trả lại.',
  returned: 'Dự toán đang bị trả lại để sửa. Hãy sửa theo lý do trả lại rồi gửi lại.',
  consolidated: 'Dự toán đã được đưa vào bản tổng hợp, đang chờ phê duyệt. Muốn sửa, hãy đề nghị cơ quan tài chính trả lại; muốn chi, hãy chờ quyết định phê duyệt.',
  approved: 'Dự toán đã được phê duyệt. Muốn thay đổi số được chi, cần một quyết định điều chỉnh.',
  amended: 'Dự toán đã được phê duyệt và điều chỉnh. Muốn thay đổi tiếp, cần một quyết định điều chỉnh nữa.',
  settled: 'Dự toán đã quyết toán nên không thay đổi được nữa. Khoản phát sinh hãy đưa vào dự toán năm sau.',
};
