import { conflict } from '#kernel/app-error.ts';

/** The life of an issue. The table does not compile when a state is missing. What was published keeps its number for good. */
export const ISSUE_STATES = ['draft', 'submitted', 'returned', 'approved', 'published', 'withdrawn'] as const;
export type IssueState = (typeof ISSUE_STATES)[number];
export const ISSUE_VERBS = ['write', 'submit', 'return', 'approve', 'publish', 'withdraw', 'discard'] as const;
export type IssueVerb = (typeof ISSUE_VERBS)[number];

type Row = Readonly<Record<IssueVerb, IssueState | 'gone' | null>>;
const row = (verbs: Partial<Record<IssueVerb, IssueState | 'gone'>>): Row => ({ write: null, submit: null, return: null, approve: null, publish: null, withdraw: null, discard: null, ...verbs });

const AFTER: Readonly<Record<IssueState, Row>> = {
  draft: row({ write: 'draft', submit: 'submitted', discard: 'gone' }),
  submitted: row({ return: 'returned', approve: 'approved' }),
  returned: row({ write: 'returned', submit: 'submitted', discard: 'gone' }),
  approved: row({ return: 'returned', publish: 'published' }),
  published: row({ withdraw: 'withdrawn' }),
  withdrawn: row({}),
};

/** The state after the verb, 'gone' where the issue is no more, null where the verb is not possible. */
export const afterVerb = (status: IssueState, verb: IssueVerb): IssueState | 'gone' | null => AFTER[status][verb];
export const may = (status: IssueState, verb: IssueVerb): boolean => AFTER[status][verb] !== null;

/** The state after the verb; a sentence with the way out where it is not possible. */
export function allow(status: IssueState, verb: IssueVerb): IssueState {
  const after = AFTER[status][verb];
  if (after === null) throw conflict(REFUSAL[status]);
  return after === 'gone' ? status : after;
}

export const STATE_LABEL: Readonly<Record<IssueState, { readonly label: string; readonly tone: 'good' | 'soon' | 'late' | 'none' | 'info' }>> = {
  draft: { label: 'đang soạn', tone: 'soon' },
  submitted: { label: 'chờ duyệt', tone: 'info' },
  returned: { label: 'bị trả lại', tone: 'late' },
  approved: { label: 'đã duyệt, chưa phát hành', tone: 'soon' },
  published: { label: 'đã phát hành', tone: 'good' },
  withdrawn: { label: 'đã thu hồi', tone: 'none' },
};

const REFUSAL: Readonly<Record<IssueState, string>> = {
  draft: 'Số này đang soạn, chưa trình. Hãy trình duyệt trước.',
  submitted: 'Số này đang chờ duyệt. Muốn sửa, hãy đề nghị người duyệt trả lại.',
  returned: 'Số này đang bị trả lại để sửa. Hãy sửa theo lý do trả lại rồi trình lại.',
  approved: 'Số này đã được duyệt. Muốn sửa nội dung, hãy đề nghị người duyệt trả lại; muốn phát hành, bấm “Phát hành”.',
  published: 'Số này đã phát hành nên không sửa được nữa: bản in và thư đã đến tay người đọc. Có sai sót thì đính chính ở số sau, hoặc thu hồi.',
  withdrawn: 'Số này đã thu hồi nên không thay đổi được nữa.',
};

/** The tabs of the list: which states each shows. */
export const TABS = [
  { key: 'dang-soan', label: 'Đang soạn', states: ['draft', 'returned'] },
  { key: 'cho-duyet', label: 'Chờ duyệt, chờ phát hành', states: ['submitted', 'approved'] },
  { key: 'da-phat-hanh', label: 'Đã phát hành', states: ['published', 'withdrawn'] },
] as const satisfies readonly { readonly key: string; readonly label: string; readonly states: readonly IssueState[] }[];
