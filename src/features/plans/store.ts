/** What other nouns ask of this one. Everything takes a reader or a transaction first. */
export type { ImportRow, PartyRow, PlanRow, PlanVersionRow, TaskRow } from './store/tables.ts';
export { importRow, partyRows, planRow, samePlans, taskRows, versionRow, versionRows } from './store/rows.ts';
export { draftsOf, planList, type PlanFilter, type PlanListRow } from './store/lists.ts';
export { planReview, planTypeLabel, type PartyView, type PlanReview, type PreviewLine, type Problem, type TaskView } from './store/review.ts';
export { amendmentPreview, type AmendmentPreview } from './store/amendment.ts';
