import type { Id } from '#kernel/id.ts';
import { sentenceCase } from '#kernel/vietnamese.ts';
import { maxDate, minDate, type DateRange } from '#kernel/plain-date.ts';
import { instancesOf, scheduleOfTiming, type Schedule } from '#features/calendar/rules/cadence.ts';
import type { WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import { productOf } from '#features/channels/rules/products.ts';
import type { Citation, CommitmentDraft, ResponsibleUnit } from '#features/obligations/rules/commitment.ts';
import { OWING_ROLES, type PartyRole, type Rate, type TaskContent } from './content.ts';

/** A party of a task with whom it means on the day of issue. */
export interface ResolvedParty {
  readonly role: PartyRole;
  readonly asWritten: string;
  readonly optional: boolean;
  readonly party: { readonly kind: 'organisation' | 'group'; readonly id: Id; readonly name: string } | null;
  readonly units: readonly ResponsibleUnit[];
}
export interface TaskToCommit { readonly itemId: Id; readonly content: TaskContent; readonly parties: readonly ResolvedParty[] }

export interface CommitContext {
  readonly citation: Omit<Citation, 'item'>;
  /** From when to when the plan binds. */
  readonly window: DateRange;
  readonly calendar: WorkingCalendar;
}

/**
 * What a task asks of each of its leads, as commitments with dated instances: one for each rate, or one for the task when
 * it names none. A task with a time owes one instance in it, amount 1 unless said otherwise; "thường xuyên" is followed.
 */
export function commitmentsOf(task: TaskToCommit, context: CommitContext): CommitmentDraft[] {
  const owing = eachUnitOnce(task.parties.filter(({ role, party }) => OWING_ROLES.has(role) && party !== null));
  return owing.flatMap((party) => {
    const rates: (Rate | null)[] = task.content.rates.length > 0 ? [...task.content.rates] : [null];
    const drafts = rates.map((rate, ordinal) => commitment(task, party, rate, ordinal, context));
    return task.content.purpose === 'report' ? eachEndReportedOnce(drafts) : drafts;
  });
}

/**
 * A unit that is named by itself and through its group, or through two groups, owes the task once: firm duty before a conditional one, its own name before
 * a group, then the order of the paper. Who is left with nobody of its own makes no commitment; a party without units stays and is said.
 */
function eachUnitOnce(parties: readonly ResolvedParty[]): ResolvedParty[] {
  if (parties.length < 2) return [...parties];
  const rank = ({ optional, party }: ResolvedParty): number => (optional ? 2 : 0) + (party!.kind === 'group' ? 1 : 0), taken = new Set<Id>(), own = new Map<ResolvedParty, ResolvedParty['units']>();
  for (const party of parties.toSorted((a, b) => rank(a) - rank(b))) {
    own.set(party, party.units.filter(({ organisationId }) => !taken.has(organisationId)));
    for (const { organisationId } of party.units) taken.add(organisationId);
  }
  return parties.flatMap((party) => { const units = own.get(party)!; return units.length > 0 || party.units.length === 0 ? [{ ...party, units }] : []; });
}

/**
 * "Định kỳ hằng quý, 6 tháng, năm" asks for four reports a year: quarter II is told by the report of six months, quarter IV and the second
 * half by that of the year (the rhythm of letter 581/BNV-CCHC). Where two rhythms end on the same day the longer one is owed.
 */
function eachEndReportedOnce(drafts: readonly CommitmentDraft[]): CommitmentDraft[] {
  const start = (draft: CommitmentDraft, end: string) => draft.instances.find(({ period }) => period.whole.to === end)?.period.whole.from;
  return drafts.map((draft) => ({
    ...draft,
    instances: draft.instances.filter(({ period }) => !drafts.some((other) => { const from = start(other, period.whole.to); return from !== undefined && from < period.whole.from; })),
  }));
}

function commitment({ itemId, content }: TaskToCommit, party: ResolvedParty, rate: Rate | null, ordinal: number, context: CommitContext): CommitmentDraft {
  const schedule = scheduleFor(content, rate, context);
  const productKey = rate?.productKey ?? content.product ?? 'activity';
  const product = productOf(productKey);
  const instances = instancesOf(schedule, context.calendar);
  const counted = instances.find(({ amount }) => amount !== null) ?? instances[0];
  return {
    itemId, key: `${itemId}:${party.party!.kind}:${party.party!.id}:${ordinal}`,
    citation: { ...context.citation, item: content.printedIndex },
    title: sentenceCase(rate?.product ?? content.title), product: product.key, channel: rate ? rate.channelKey : content.channel, unit: rate?.unit || product.unit,
    amount: counted?.amount ?? null, provenance: counted?.provenance ?? 'implied', annualTotal: rate?.annualTotal ?? null, minutes: rate?.durationMinutes ?? null,
    rhythm: rate?.per ?? null, timing: content.timing ?? '', window: schedule.window, optional: content.optional || party.optional, evidence: product.evidence,
    roll: content.roll, deadline: schedule.deadline ?? null, carrySurplus: content.carrySurplus, reportRhythm: content.reportRhythm,
    party: party.party!, units: party.units, instances,
  };
}

function scheduleFor(content: TaskContent, rate: Rate | null, { window }: CommitContext): Schedule {
  // "…; báo cáo năm gửi trước ngày 25/11": a printed day beside several rhythms is that of the longest
  const own = content.purpose === 'report' && rate !== null && content.rates.length > 1 && rate.per !== 'year';
  const timed = scheduleOfTiming(content.period, window, own ? undefined : (content.deadline ?? undefined));
  // What goes on all year is not owed for the time before the plan existed; a printed quarter or range is taken as printed.
  const allYear = content.period === null || ['year', 'continuous', 'recurring', 'open'].includes(content.period.kind);
  const cut = allYear ? { from: maxDate(timed.window.from, window.from), to: minDate(timed.window.to, window.to) } : timed.window;
  const within = cut.from <= cut.to ? cut : timed.window;
  const common = { ...timed, window: within, roll: content.roll };
  if (!rate) return { ...common, cadence: null, ...(content.amount === null ? {} : { amount: content.amount }) };
  const cadence = { count: rate.count, unit: rate.unit, per: rate.per, durationMinutes: rate.durationMinutes, product: rate.product };
  return { ...common, cadence, ...(rate.unitSet && rate.count !== null ? { amount: rate.count } : {}) };
}
