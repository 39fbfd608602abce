/**
 * An imported plan was signed elsewhere: draft → issued by one person with the right to issue. A plan authored in Loa takes
 * the long way: draft → in review → approved → issued. An issued plan is amended (a next version from a day on), closed
 * when its year is over, or recalled when it was issued by mistake. The tables do not compile when a state is missing.
 */
export const PLAN_STATUSES = ['draft', 'in-review', 'approved', 'issued', 'amended', 'closed', 'recalled'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];
export const PLAN_ORIGINS = ['imported', 'authored', 'manual', 'xlsx'] as const;
/** manual: typed in from a paper signed elsewhere; xlsx: the same from a table of tasks. */
export type PlanOrigin = (typeof PLAN_ORIGINS)[number];

export const PLAN_VERBS = ['edit', 'submit', 'send-back', 'approve', 'issue', 'amend', 'recall', 'close', 'number'] as const;
export type PlanVerb = (typeof PLAN_VERBS)[number];

type Row = Readonly<Record<PlanVerb, PlanStatus | null>>;
const row = (verbs: Partial<Record<PlanVerb, PlanStatus>>): Row => ({ edit: null, submit: null, 'send-back': null, approve: null, issue: null, amend: null, recall: null, close: null, number: null, ...verbs });

const AFTER_ISSUE: Readonly<Record<Exclude<PlanStatus, 'draft' | 'in-review' | 'approved'>, Row>> = {
  issued: row({ amend: 'amended', recall: 'recalled', close: 'closed', number: 'issued' }),
  amended: row({ amend: 'amended', recall: 'recalled', close: 'closed', number: 'amended' }),
  closed: row({ number: 'closed' }),
  recalled: row({}),
};
const SIGNED_ELSEWHERE: Readonly<Record<PlanStatus, Row>> = {
  draft: row({ edit: 'draft', issue: 'issued', number: 'draft' }),
  'in-review': row({ 'send-back': 'draft' }),
  approved: row({ 'send-back': 'draft', issue: 'issued' }),
  ...AFTER_ISSUE,
};
const AUTHORED: Readonly<Record<PlanStatus, Row>> = {
  draft: row({ edit: 'draft', submit: 'in-review' }),
  'in-review': row({ 'send-back': 'draft', approve: 'approved' }),
  approved: row({ 'send-back': 'draft', issue: 'issued', number: 'approved' }),
  ...AFTER_ISSUE,
};
const TRANSITIONS: Readonly<Record<PlanOrigin, Readonly<Record<PlanStatus, Row>>>> = { imported: SIGNED_ELSEWHERE, manual: SIGNED_ELSEWHERE, xlsx: SIGNED_ELSEWHERE, authored: AUTHORED };

/** The status after the verb, or null where it is not possible. */
export const afterVerb = (origin: PlanOrigin, status: PlanStatus, verb: PlanVerb): PlanStatus | null => TRANSITIONS[origin][status][verb];
export const verbsOf = (origin: PlanOrigin, status: PlanStatus): PlanVerb[] => PLAN_VERBS.filter((verb) => afterVerb(origin, status, verb) !== null);

export const PLAN_STATUS_LABEL: Readonly<Record<PlanStatus, string>> = {
  draft: 'Dự thảo', 'in-review': 'Chờ duyệt', approved: 'Đã duyệt', issued: 'Đã ban hành', amended: 'Đã sửa đổi, bổ sung', closed: 'Đã kết thúc', recalled: 'Đã thu hồi',
};
export const PLAN_VERB_LABEL: Readonly<Record<PlanVerb, string>> = {
  edit: 'Sửa', submit: 'Trình duyệt', 'send-back': 'Trả lại', approve: 'Duyệt', issue: 'Ban hành', amend: 'Sửa đổi, bổ sung', recall: 'Thu hồi', close: 'Kết thúc', number: 'Ghi số, ngày',
};
export const PLAN_ORIGIN_LABEL: Readonly<Record<PlanOrigin, string>> = {
  imported: 'Nhập từ văn bản đã ký', authored: 'Soạn trên Loa', manual: 'Nhập tay từ văn bản đã ký', xlsx: 'Nhập từ bảng Excel',
};
