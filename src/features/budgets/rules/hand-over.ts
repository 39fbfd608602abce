import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { HistoryLink } from '#features/organisations/rules/frame.ts';
import { handOver, type Answers, type HandedOver, type Handing, type Question } from '#features/organisations/rules/handing-over.ts';
import type { PlannedReorganisation } from '#features/organisations/rules/plan-reorganisation.ts';

/** A budget as far as its places go; open ones only. */
export interface HeldBudget {
  readonly id: Id; readonly kind: 'unit' | 'consolidated'; readonly organisation_id: Id; readonly office_id: Id | null; readonly committee_id: Id | null; readonly part_of_id: Id | null;
  readonly year: number; readonly title: string;
}
export interface BudgetMove<T> { readonly budget: T; readonly organisationId: Id; readonly officeId: Id | null; readonly committeeId: Id | null; /** First day of the step by which the unit itself was followed; null: only its office or committee was. */ readonly since: PlainDate | null; readonly citations: readonly string[] }
export interface BudgetsHandedOver<T> { readonly moves: readonly BudgetMove<T>[]; /** Stay with a unit that ended. */ readonly left: readonly T[]; readonly questions: readonly Question[]; readonly open: readonly string[] }

/** Units of the past whose history this one carries, through any number of steps. */
export function followedBy(links: readonly HistoryLink[], unit: Id): Id[] {
  const all = [unit];
  for (const at of all) for (const { fromId, toId } of links) if (toId === at && !all.includes(fromId)) all.push(fromId);
  return all.slice(1);
}

/**
 * Who keeps each open budget after the events, at which office it lies, and which committee decides on it. A unit's own budget stays whatever functions go; what
 * a finance office does goes with the function *finance*. A budget goes over whole: a division asks for each, so that no sum is ever divided.
 */
export function handOverBudgets<T extends HeldBudget>(budgets: readonly T[], planned: PlannedReorganisation, answers: Answers): BudgetsHandedOver<T> {
  const asked = (item: string | null, title: string, holder: Handing<T>['holder'], functionOf: (one: T) => 'finance' | 'none'): Handing<T> => ({
    noun: 'budgets', otherwise: 'ask', holder, functionOf, item: (one) => item ?? one.id, told: (one) => ({ title: item ? title : one.title, detail: title, names: item ? [title] : [`${one.kind === 'unit' ? 'Dự toán' : 'Tổng hợp dự toán'} năm ${one.year}`] }),
  });
  const kept = handOver(budgets, planned, answers, asked(null, 'dự toán chưa quyết toán', (one) => one.organisation_id, (one) => (one.kind === 'unit' ? 'none' : 'finance')));
  const keepers = new Map(kept.all.map((one) => [one.thing.id, one])), known = new Map(budgets.map((one) => [one.id, one]));
  // what was taken into a consolidated estimate lies where that lies
  const within = (one: T): boolean => one.part_of_id !== null && known.get(one.part_of_id)?.organisation_id === one.office_id;
  const office = handOver(budgets.filter((one) => one.office_id && !within(one)), planned, answers, asked('office', 'Tiếp nhận, thẩm định dự toán của các đơn vị', (one) => one.office_id!, () => 'finance'));
  const committee = handOver(budgets.filter((one) => one.committee_id), planned, answers, asked('committee', 'Phê duyệt, điều chỉnh dự toán', (one) => one.committee_id!, () => 'none'));
  const at = (handed: HandedOver<T>) => new Map(handed.all.filter((one) => !one.unassigned).map((one) => [one.thing.id, one]));
  const offices = at(office), committees = at(committee), moves: BudgetMove<T>[] = [];
  for (const { thing, to, steps, unassigned } of kept.all) {
    const into = within(thing) ? keepers.get(thing.part_of_id!) : undefined, lies = into ? (into.unassigned ? undefined : into) : offices.get(thing.id), decides = committees.get(thing.id), own = unassigned ? [] : steps;
    const next = { organisationId: unassigned ? thing.organisation_id : to, officeId: lies?.to ?? thing.office_id, committeeId: decides?.to ?? thing.committee_id };
    if (next.organisationId === thing.organisation_id && next.officeId === thing.office_id && next.committeeId === thing.committee_id) continue;
    moves.push({ budget: thing, ...next, since: next.organisationId === thing.organisation_id ? null : own[0]!.onDay, citations: [...new Set([...own, ...(lies?.steps ?? []), ...(decides?.steps ?? [])].map((hop) => hop.citation))] });
  }
  const parts = [kept, office, committee];
  return { moves, left: kept.all.filter((one) => one.unassigned).map((one) => one.thing), questions: parts.flatMap((one) => one.questions), open: parts.flatMap((one) => one.open) };
}
