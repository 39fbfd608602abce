import { conflict } from '#kernel/app-error.ts';

/** The life of a design: made, submitted, returned with a reason or approved, published once, withdrawn with a reason that readers see. */
export const PRINT_STATES = ['draft', 'submitted', 'returned', 'approved', 'published', 'withdrawn'] as const;
export type PrintState = (typeof PRINT_STATES)[number];
export const PRINT_VERBS = ['write', 'submit', 'return', 'approve', 'publish', 'withdraw', 'print'] as const;
export type PrintVerb = (typeof PRINT_VERBS)[number];

type Row = Readonly<Record<PrintVerb, PrintState | null>>;
const row = (verbs: Partial<Record<PrintVerb, PrintState>>): Row => ({ write: null, submit: null, return: null, approve: null, publish: null, withdraw: null, print: null, ...verbs });

/** The state after each verb; null: not possible. Does not compile when a state is missing. */
const AFTER: Readonly<Record<PrintState, Row>> = {
  draft: row({ write: 'draft', submit: 'submitted' }),
  submitted: row({ return: 'returned', approve: 'approved' }),
  returned: row({ write: 'returned', submit: 'submitted' }),
  approved: row({ return: 'returned', publish: 'published' }),
  published: row({ withdraw: 'withdrawn', print: 'published' }),
  withdrawn: row({}),
};
export const may = ({ status }: { readonly status: PrintState }, verb: PrintVerb): boolean => AFTER[status][verb] !== null;

/** The state after the verb; a sentence with the way out where it is not possible. */
export function allow({ status }: { readonly status: PrintState }, verb: PrintVerb): PrintState {
  const after = AFTER[status][verb];
  if (after === null) throw conflict(REFUSAL[status]);
  return after;
}

export const STATE_LABEL: Readonly<Record<PrintState, { readonly label: string; readonly tone: 'good' | 'soon' | 'late' | 'none' | 'info' }>> = {
  draft: { label: 'đang làm', tone: 'soon' },
  submitted: { label: 'chờ duyệt', tone: 'info' },
  returned: { label: 'bị trả lại', tone: 'late' },
  approved: { label: 'đã duyệt, chưa phát hành', tone: 'soon' },
  published: { label: 'đã phát hành', tone: 'good' },
  withdrawn: { label: 'đã gỡ', tone: 'none' },
};
export const REFUSAL: Readonly<Record<PrintState, string>> = {
  draft: 'Ấn phẩm đang làm, chưa trình. Hãy trình duyệt trước.',
  submitted: 'Ấn phẩm đang chờ duyệt. Muốn sửa, hãy đề nghị người duyệt trả lại.',
  returned: 'Ấn phẩm bị trả lại để sửa. Hãy sửa theo lý do trả lại rồi trình lại.',
  approved: 'Ấn phẩm đã duyệt, chưa phát hành. Muốn sửa, hãy đề nghị người duyệt trả lại; muốn in, hãy phát hành trước.',
  published: 'Ấn phẩm đã phát hành nên không sửa được nữa. Hãy gỡ và làm ấn phẩm mới.',
  withdrawn: 'Ấn phẩm đã gỡ nên không thay đổi được nữa. Hãy làm ấn phẩm mới từ nội dung này.',
};

/** The tabs of the list: which states each shows. */
export const TABS = [
  { key: 'dang-lam', label: 'Đang làm', states: ['draft', 'returned'] },
  { key: 'cho-duyet', label: 'Chờ duyệt', states: ['submitted'] },
  { key: 'cho-phat-hanh', label: 'Chờ phát hành', states: ['approved'] },
  { key: 'da-phat-hanh', label: 'Đã phát hành', states: ['published'] },
  { key: 'da-go', label: 'Đã gỡ', states: ['withdrawn'] },
] as const satisfies readonly { readonly key: string; readonly label: string; readonly states: readonly PrintState[] }[];
