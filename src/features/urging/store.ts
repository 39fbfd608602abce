/** What other nouns and pages ask of this one. Everything takes a reader first. */
export { letter, letterOwner, lettersOf, type Letter } from './store/letters.ts';
export { stepsOf, type StepTaken } from './store/steps.ts';
export type { DraftState, LadderScope, SourceNoun, StepRow, UrgedUnit } from './store/tables.ts';
