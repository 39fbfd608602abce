import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { Answers, Question } from './rules/handing-over.ts';
import type { PlannedReorganisation } from './rules/plan-reorganisation.ts';

/** One row of what would go over, as the preview shows it. */
export interface MoveLine { readonly fromId: Id; readonly toId: Id | null; readonly count: number; readonly note?: string }

/** What a noun would move; made by looking only, so that a trial and the real thing show the same. */
export interface PartPlan {
  readonly lines: readonly MoveLine[];
  /** Also those that are answered already: shown with the answer. */
  readonly questions: readonly Question[];
  /** Keys of the questions that still want an answer. */
  readonly open: readonly string[];
  /** Writes it, in the transaction of the reorganisation, after the tree. Gives how many rows went over. */
  commit(acting: Acting): Promise<number>;
}

/** A noun whose rows belong to units. Later nouns add themselves to `app/succession-parts.ts`. */
export interface SuccessionPart {
  readonly noun: string;
  /** "Việc phải làm còn mở" */
  readonly label: string;
  /** "việc" */
  readonly counted: string;
  plan(reader: Reader, planned: PlannedReorganisation, answers: Answers): Promise<PartPlan>;
  /** What still lies with units that ended, because nobody followed or somebody left it so on purpose. */
  unassigned?(reader: Reader, ended: readonly Id[], today: PlainDate): Promise<readonly Unassigned[]>;
}
export interface Unassigned { readonly unitId: Id; readonly what: string; readonly href: string }

let parts: readonly SuccessionPart[] = [];
export const useSuccessionParts = (...given: readonly SuccessionPart[]): void => { parts = given; };
export const successionParts = (): readonly SuccessionPart[] => parts;
