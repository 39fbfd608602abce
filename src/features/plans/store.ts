/** What other nouns ask of this one. Everything takes a reader or a transaction first. */
export type { CheckAnswerRow, ImportRow, OmissionRow, PartyRow, PlanRow, PlanVersionRow, TaskLinkRow, TaskRow } from './store/tables.ts';
export { importRow, partyRows, planRow, samePlans, taskRows, versionRow, versionRows } from './store/rows.ts';
export { taskByItem } from './store/one-task.ts';
export { draftsOf, planList, type PlanFilter, type PlanListRow } from './store/lists.ts';
export { planReview, planTypeLabel, type PartyView, type PlanReview, type PreviewLine, type Problem, type TaskView } from './store/review.ts';
export { amendmentPreview, type AmendmentPreview } from './store/amendment.ts';
export { comparedVersion } from './store/compared.ts';
export { citingPlans, plansCiting, type LegalScope } from './store/legal.ts';
export { officialDocumentOf } from './store/document.ts';
export { calendarFor, houseOf, planAbove, planChecks, type AnsweredFinding, type PlanAbove, type PlanChecks } from './store/cascade.ts';
export { plansUnder } from './store/links.ts';
export { parentCandidates, type ParentCandidate } from './store/parents.ts';
export { issuedTaskNames, planCoverage, type Coverage, type PlanBelow, type UnitCoverage } from './store/coverage.ts';
export { publicationsOf, publicPlansOf, publicVersion } from './store/publications.ts';
