import type { RegimeDefinition } from './regime.ts';

/**
 * A report's life. One step: the unit above takes it (accept). Two steps, where the regime asks for them: accepting freezes it, the unit can send no
 * further version by itself; approving by the leader of the receiving unit locks it. Both are undone only there, with a reason. Consolidated reports end
 * with "submitted": whoever receives them is outside this installation or accepts in turn.
 */
export const REPORT_STATES = ['draft', 'submitted', 'returned', 'accepted', 'approved'] as const;
export type ReportState = (typeof REPORT_STATES)[number];
export const REPORT_VERBS = ['edit', 'submit', 'correct', 'accept', 'return', 'undo-accept', 'approve', 'undo-approve'] as const;
export type ReportVerb = (typeof REPORT_VERBS)[number];
export type Approval = 'one-step' | 'two-step';

/** A definition laid down before there were two steps asks for one. */
export const approvalOf = (definition: Pick<RegimeDefinition, 'approval'>): Approval => definition.approval ?? 'one-step';

type Row = Readonly<Partial<Record<ReportVerb, ReportState>>>;
const UNSENT: Readonly<Record<'draft' | 'returned', Row>> = { draft: { edit: 'draft', submit: 'submitted' }, returned: { edit: 'returned', submit: 'submitted' } };
/** Sent and taken by nobody: the unit may still send a better one. */
const SENT: Row = { return: 'returned', accept: 'accepted', correct: 'submitted' };

/** Do not compile when a state is missing. A correction opens a new version of what was already sent. */
const AFTER: Readonly<Record<Approval, Readonly<Record<ReportState, Row>>>> = {
  'one-step': { ...UNSENT, submitted: SENT, accepted: { return: 'returned', correct: 'submitted', 'undo-accept': 'submitted' }, approved: { 'undo-approve': 'accepted' } },
  'two-step': { ...UNSENT, submitted: SENT, accepted: { return: 'returned', 'undo-accept': 'submitted', approve: 'approved' }, approved: { 'undo-approve': 'accepted' } },
};

export const mayReport = (approval: Approval, state: ReportState, verb: ReportVerb): boolean => AFTER[approval][state][verb] !== undefined;
export const afterReport = (approval: Approval, state: ReportState, verb: ReportVerb): ReportState => {
  const next = AFTER[approval][state][verb];
  if (!next) throw new Error(`a report that is ${state} cannot ${verb}`);
  return next;
};

/** Who may: a permission, looked up at the unit that reports or at the one that receives. One of those named is enough. */
export interface Wanted { readonly permissions: readonly ('reports.write' | 'reports.submit' | 'reports.receive' | 'reports.approve')[]; readonly at: 'unit' | 'receiver' }
export const WANTED: Readonly<Record<ReportVerb, Wanted>> = {
  edit: { permissions: ['reports.write'], at: 'unit' }, submit: { permissions: ['reports.submit'], at: 'unit' }, correct: { permissions: ['reports.submit'], at: 'unit' },
  accept: { permissions: ['reports.receive'], at: 'receiver' }, return: { permissions: ['reports.receive'], at: 'receiver' },
  // the leader who does not approve hands it back to the desk
  'undo-accept': { permissions: ['reports.receive', 'reports.approve'], at: 'receiver' },
  approve: { permissions: ['reports.approve'], at: 'receiver' }, 'undo-approve': { permissions: ['reports.approve'], at: 'receiver' },
};
/** What takes something away from a unit says why. */
export const REASONED: ReadonlySet<ReportVerb> = new Set(['correct', 'return', 'undo-accept', 'undo-approve']);

/** Sent and not given back: its figures stand as they were sent. */
export const isSent = (state: ReportState): boolean => state === 'submitted' || state === 'accepted' || state === 'approved';
/** Taken by the unit above: added up in its consolidated report. */
export const isTaken = (state: ReportState): boolean => state === 'accepted' || state === 'approved';

const LABELS: Readonly<Record<ReportState, { readonly label: string; readonly tone: 'good' | 'soon' | 'late' | 'none' | 'info' }>> = {
  draft: { label: 'đang soạn', tone: 'soon' },
  submitted: { label: 'đã gửi, chờ nhận', tone: 'info' },
  returned: { label: 'bị trả lại', tone: 'late' },
  accepted: { label: 'đã được nhận', tone: 'good' },
  approved: { label: 'đã phê duyệt', tone: 'good' },
};
export const REPORT_STATE_LABELS = LABELS;
/** Where a second step follows, taking is not the end. */
export const stateLabel = (state: ReportState, approval: Approval): (typeof LABELS)[ReportState] => (state === 'accepted' && approval === 'two-step' ? { label: 'đã nhận, chờ phê duyệt', tone: 'info' } : LABELS[state]);

/** The parts that the officer writes; what the numbers tell is written by the system. */
export const NARRATIVE_SECTIONS = [
  { key: 'direction', title: 'Công tác chỉ đạo, điều hành', hint: 'Văn bản đã ban hành, phân công, kiểm tra' },
  { key: 'results', title: 'Kết quả nổi bật', hint: 'Việc làm tốt, cách làm mới; con số đã có bảng' },
  { key: 'limits', title: 'Tồn tại, hạn chế và nguyên nhân', hint: 'Việc chưa đủ, vì sao' },
  { key: 'next', title: 'Nhiệm vụ trọng tâm kỳ tới', hint: '' },
  { key: 'proposals', title: 'Đề xuất, kiến nghị', hint: '' },
] as const;
export type NarrativeKey = (typeof NARRATIVE_SECTIONS)[number]['key'];
export type Narrative = Partial<Record<NarrativeKey, string>>;
