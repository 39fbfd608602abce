/** A report's life. Consolidated reports end with "submitted": whoever receives them is outside this installation or accepts in turn. */
export const REPORT_STATES = ['draft', 'submitted', 'returned', 'accepted'] as const;
export type ReportState = (typeof REPORT_STATES)[number];
export type ReportVerb = 'edit' | 'submit' | 'return' | 'accept' | 'correct';

/** Does not compile when a state is missing. A correction opens a new version of what was already sent. */
export const REPORT_VERBS: Record<ReportState, Partial<Record<ReportVerb, ReportState>>> = {
  draft: { edit: 'draft', submit: 'submitted' },
  submitted: { return: 'returned', accept: 'accepted', correct: 'submitted' },
  returned: { edit: 'returned', submit: 'submitted' },
  accepted: { return: 'returned', correct: 'submitted' },
};
export const mayReport = (state: ReportState, verb: ReportVerb): boolean => REPORT_VERBS[state][verb] !== undefined;
export const afterReport = (state: ReportState, verb: ReportVerb): ReportState => {
  const next = REPORT_VERBS[state][verb];
  if (!next) throw new Error(`a report that is ${state} cannot ${verb}`);
  return next;
};

export const REPORT_STATE_LABELS: Record<ReportState, { label: string; tone: 'good' | 'soon' | 'late' | 'none' | 'info' }> = {
  draft: { label: 'đang soạn', tone: 'soon' },
  submitted: { label: 'đã gửi, chờ nhận', tone: 'info' },
  returned: { label: 'bị trả lại', tone: 'late' },
  accepted: { label: 'đã được nhận', tone: 'good' },
};

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
