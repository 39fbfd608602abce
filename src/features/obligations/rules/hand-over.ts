import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { maxDate } from '#kernel/plain-date.ts';
import { handOver, type Answers, type Question } from '#features/organisations/rules/handing-over.ts';
import type { Group, GroupRule } from '#features/organisations/rules/group.ts';
import type { OrganisationFunction } from '#features/organisations/rules/kinds.ts';
import type { PlannedReorganisation } from '#features/organisations/rules/plan-reorganisation.ts';
import { boardUnitOf } from './board-unit.ts';
import type { Citation } from './commitment.ts';

/** Not closed and not complete: what may go over. What was met, and followed or optional lines of periods that are over, stay told under the old unit. */
export interface OpenWork {
  readonly id: Id;
  readonly holder: Id;
  readonly board: Id;
  readonly itemId: Id;
  readonly title: string;
  readonly citation: Citation;
  readonly party: { readonly kind: 'organisation' | 'group'; readonly id: Id };
  readonly periodTo: PlainDate;
  /** Followed without a number, or optional: never a debt, so it moves only while its period runs. */
  readonly light: boolean;
  /** The day of its last transfer: a new one may not stand before it. */
  readonly transferredOn: PlainDate | null;
}
export interface Transfer { readonly obligationId: Id; readonly from: Id; readonly to: Id; readonly board: Id; readonly onDay: PlainDate; readonly citations: readonly string[] }
export interface HandOverOfWork {
  readonly transfers: readonly Transfer[];
  readonly unassigned: readonly OpenWork[];
  readonly questions: readonly Question[];
  readonly open: readonly string[];
}

/**
 * To which function an obligation belongs: that of the group it was given to ("Phòng VH-XH của từng xã": culture), or the
 * only one its holder had. Null: nothing says so, a person must.
 */
export function functionOf(party: OpenWork['party'], had: readonly OrganisationFunction[], groups: ReadonlyMap<Id, Group>): OrganisationFunction | null {
  const asked = party.kind === 'group' ? functionAsked(groups.get(party.id)?.rule) : null;
  return asked ?? (had.length === 1 ? had[0]! : null);
}
function functionAsked(rule: GroupRule | undefined): OrganisationFunction | null {
  switch (rule?.by) {
    case 'each': return rule.function ?? null;
    case 'during': return functionAsked(rule.of);
    case 'union': { const all = new Set(rule.of.map(functionAsked)); return all.size === 1 ? [...all][0]! : null; }
    default: return null;
  }
}

/** Who holds each piece of open work after the events, and in whose row of the board it stands. */
export function handOverWork(work: readonly OpenWork[], planned: PlannedReorganisation, groups: ReadonlyMap<Id, Group>, answers: Answers): HandOverOfWork {
  const tree = planned.treeOn(planned.events.at(-1)!.input.onDay), moved = new Map<Id, { onDay: PlainDate; citation: string }>();
  for (const event of planned.events) for (const id of event.moved) moved.set(id, event.input);
  const { all, questions, open } = handOver(work, planned, answers, {
    noun: 'obligations', otherwise: 'ask', holder: (one) => one.holder, item: (one) => one.itemId, until: (one) => (one.light ? one.periodTo : null),
    functionOf: (one, hop) => functionOf(one.party, hop.had, groups),
    told: ({ title, itemId, citation: { number, item, title: document } }) => ({ title, detail: `${number ?? document}, mục ${item}`, names: [taskCode(itemId), `${number ?? ''}, mục ${item}`, item] }),
  });
  const transfers: Transfer[] = [];
  for (const { thing, to, steps } of all) {
    const board = boardUnitOf(tree, to), along = board === thing.board ? undefined : moved.get(to), went = steps.at(-1) ?? along;
    if (!went || (to === thing.holder && board === thing.board)) continue;
    transfers.push({
      obligationId: thing.id, from: thing.holder, to, board, onDay: thing.transferredOn ? maxDate(went.onDay, thing.transferredOn) : went.onDay,
      citations: [...new Set((steps.length ? steps : [went]).map(({ citation }) => citation))],
    });
  }
  return { transfers, unassigned: all.flatMap((one) => (one.unassigned ? [one.thing] : [])), questions, open };
}

/** A short code that a row of a file may name a task by; printed beside each question. */
export const taskCode = (itemId: Id): string => itemId.slice(-8);
