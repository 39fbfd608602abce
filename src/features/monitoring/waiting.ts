import type { Visit } from '#platform/http/visit.ts';

/** One kind of thing that waits for somebody's decision: how many, where, and the first few. Said by any noun, listed by the application. */
export interface Waiting {
  /** "Báo cáo quý III/2026 chờ phê duyệt" */
  readonly label: string;
  readonly count: number;
  readonly href: string;
  /** The longest waiting, two at most. */
  readonly first?: readonly { readonly title: string; readonly href: string }[];
}
export type WaitingSlot = (visit: Visit) => Promise<readonly Waiting[]>;

let slots: readonly WaitingSlot[] = [];
/** Set once at start-up by the application. */
export const useWaiting = (...given: readonly WaitingSlot[]): void => { slots = given; };
/** What waits for the visitor at the acting unit, in the order of the slots. */
export const waitingFor = async (visit: Visit): Promise<readonly Waiting[]> => (await Promise.all(slots.map((slot) => slot(visit)))).flat().filter((one) => one.count > 0);
