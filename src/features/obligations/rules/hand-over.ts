import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { maxDate } from '#kernel/plain-date.ts';
import type { Hop } from '#features/organisations/rules/apply-event.ts';
import { decided, follow, optionsOf, questionKey, type Answers, type Decision, type Question } from '#features/organisations/rules/handing-over.ts';
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
export interface HandOver {
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

/** Who holds each piece of open work after the events. What goes several ways is asked by task; nothing is guessed. */
export function handOver(work: readonly OpenWork[], planned: PlannedReorganisation, groups: ReadonlyMap<Id, Group>, answers: Answers): HandOver {
  const lastDay = planned.events.at(-1)!.input.onDay, tree = planned.treeOn(lastDay), movedOn = new Map<Id, { onDay: PlainDate; citation: string }>();
  for (const { moved, input } of planned.events) for (const id of moved) movedOn.set(id, input);
  const questions = new Map<string, Question>(), open = new Set<string>(), transfers: Transfer[] = [], unassigned: OpenWork[] = [];

  const ask = (one: OpenWork, hop: Hop): Decision => {
    const key = questionKey('obligations', hop, one.itemId, planned), known = questions.get(key), { number, item } = one.citation;
    const question: Question = known ? { ...known, count: known.count + 1 } : {
      key, noun: 'obligations', from: hop.from, function: hop.function, title: one.title, detail: `${number ?? one.citation.title}, mục ${item}`, count: 1,
      options: optionsOf(hop, planned, planned.aboveOf(hop.from)), otherwise: 'ask', names: [taskCode(one.itemId), `${number ?? ''}, mục ${item}`, item],
    };
    questions.set(key, question);
    const decision = decided(question, answers, planned);
    if (decision.state === 'open') open.add(key);
    return decision;
  };

  for (const one of work) {
    const hops = one.light ? planned.hops.filter((hop) => hop.onDay <= one.periodTo) : planned.hops;
    const followed = follow(hops, one.holder, (hop) => {
      if (hop.share !== 'function') return ask(one, hop);
      const own = functionOf(one.party, hop.had, groups);
      return own === null ? ask(one, hop) : own === hop.function ? { state: 'to', id: hop.to[0]! } : { state: 'stays' };
    });
    if (followed.open) continue;
    if (followed.unassigned) unassigned.push(one);
    const board = boardUnitOf(tree, followed.holder), went = followed.steps.at(-1) ?? (board === one.board ? undefined : movedOn.get(followed.holder));
    if (!went || (followed.holder === one.holder && board === one.board)) continue;
    transfers.push({
      obligationId: one.id, from: one.holder, to: followed.holder, board, onDay: one.transferredOn ? maxDate(went.onDay, one.transferredOn) : went.onDay,
      citations: [...new Set(followed.steps.length ? followed.steps.map((step) => step.citation) : [went.citation])],
    });
  }
  return { transfers, unassigned, questions: [...questions.values()], open: [...open] };
}

/** A short code that a row of a file may name a task by; printed beside each question. */
export const taskCode = (itemId: Id): string => itemId.slice(-8);
