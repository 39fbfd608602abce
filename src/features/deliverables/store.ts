/** What other nouns ask of this one. Everything takes a reader or a transaction first. */
export type { DeliverableRow, DeliverableVersionRow, EvidenceRow } from './store/tables.ts';
export { deliverableRow, selfConfirmation, type Reuse } from './store/rows.ts';
export {
  deliverableFigures, deliverableList, deliverableView, evidenceOf, reusesOf, waitingCount, waitingOf,
  type DeliverableFigure, type DeliverableFilter, type DeliverableListRow, type DeliverableView, type EvidenceView,
} from './store/reading.ts';
