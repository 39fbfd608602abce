/** What other nouns ask of this one. Everything takes a reader or a transaction first. */
export type { ClosureKind, CommitmentRow, CreditEnd, CreditRow, ObligationRow } from './store/tables.ts';
export { boardCells, type BoardRequest } from './store/board-cells.ts';
export { debtsOf, obligationCard, obligationList, standingSummary, workCounts, workList, type ObligationFilter, type StandingSummary } from './store/reading.ts';
export { standingsByPeriod, unitStandings, type StandingsRequest } from './store/unit-standings.ts';
export { standingsByProduct, type ProductStanding } from './store/by-product.ts';
export type { Seen } from './store/standing-sql.ts';
export { creditsOf, creditsOn, linesFor, type CreditView } from './store/credits.ts';
export { offersOf } from './store/offers.ts';
export { commitmentsOfSource, obligationsOfBatch, obligationsOfSource, reliefOf, taskProgress, type Relief, type SourceObligation, type TaskProgress } from './store/source.ts';
export { dueDaysOfSource, type DueDay } from './store/due-days.ts';
export { heldThen, obligationOrganisation } from './store/owner.ts';
export { givingSources, owedSql, reportsAskedBy, type OwedRow } from './store/urgent.ts';
export { differingTotals } from './store/writing.ts';
export { differingSums, rebuildSums } from './store/sums.ts';
export { differingSquares } from './store/squares.ts';
export type { BoardCell, ObligationCard, UnitStanding, WorkList } from './rules/views.ts';
export type { CountsFor, Credited } from './actions/credit.ts';
export { boardUnitOf } from './rules/board-unit.ts';
