import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { sameDemand, type CommitmentDraft, type DemandFacts } from '#features/obligations/rules/commitment.ts';

/** A commitment in force, with its obligations that an amendment may touch. */
export interface InForce {
  readonly id: Id;
  readonly key: string;
  readonly title: string;
  readonly item: string;
  readonly demand: DemandFacts;
  readonly obligations: readonly OpenOne[];
}
export interface OpenOne {
  readonly id: Id;
  readonly organisationId: Id;
  readonly periodKey: string;
  readonly periodFrom: PlainDate;
  readonly due: PlainDate;
  readonly credited: number;
  readonly closed: boolean;
}

export type Change = 'added' | 'changed' | 'closed' | 'kept';
export interface AmendedCommitment {
  readonly change: Change;
  readonly key: string;
  readonly title: string;
  readonly item: string;
  /** Obligations that end, and the draft (cut to the future) that starts; either may be empty. */
  readonly close: readonly OpenOne[];
  /** Of those that end, the ones with results: their results go over to the new obligation of the same unit and period. */
  readonly carried: readonly OpenOne[];
  /** With results and nothing to carry them to: they stay and say so. */
  readonly staying: readonly OpenOne[];
  readonly draft: CommitmentDraft | null;
  /** The commitment that goes on under its own id, for members that joined the group. */
  readonly existingId: Id | null;
}

/**
 * What an amendment changes from a day on. "The future only": an instance whose period has begun is left alone when it
 * repeats within the year (the running month stays as issued); one that covers the whole year or a single window is the
 * future as long as it is not due. What was due before today is never touched, whatever day is said: debts stay.
 */
export function amendments(inForce: readonly InForce[], drafts: readonly CommitmentDraft[], from: PlainDate, today: PlainDate): AmendedCommitment[] {
  const span = { from, today };
  const byKey = new Map(drafts.map((draft) => [draft.key, draft]));
  const changes = inForce.map((old): AmendedCommitment => {
    const draft = byKey.get(old.key);
    byKey.delete(old.key);
    const future = old.obligations.filter((one) => !one.closed && isFuture(old.demand.rhythm, one.periodFrom, one.due, span));
    const base = { key: old.key, title: old.title, item: old.item };
    if (!draft) {
      const staying = future.filter(({ credited }) => credited > 0);
      return { ...base, change: 'closed', close: future.filter(({ credited }) => credited === 0), carried: [], staying, draft: null, existingId: null };
    }
    if (sameDemand(old.demand, draft)) {
      const units = new Set(draft.units.map(({ organisationId }) => organisationId));
      const gone = future.filter(({ organisationId }) => !units.has(organisationId));
      const there = new Set(old.obligations.map(({ organisationId }) => organisationId));
      const joined = { ...futureOf(draft, span), units: draft.units.filter(({ organisationId }) => !there.has(organisationId)) };
      const change: Change = gone.length > 0 || joined.units.length > 0 ? 'changed' : 'kept';
      return { ...base, change, close: gone.filter(({ credited }) => credited === 0), carried: [], staying: gone.filter(({ credited }) => credited > 0), draft: joined.units.length > 0 ? joined : null, existingId: old.id };
    }
    const next = futureOf(draft, span);
    const starts: ReadonlySet<string> = new Set(next.units.flatMap(({ organisationId }) => next.instances.map(({ key }) => `${organisationId}/${key}`)));
    const touched = future.filter(({ credited }) => credited > 0);
    const carried = touched.filter((one) => starts.has(`${one.organisationId}/${one.periodKey}`));
    const staying = touched.filter((one) => !carried.includes(one));
    return { ...base, title: draft.title, change: 'changed', close: future.filter((one) => !staying.includes(one)), carried, staying, draft: next, existingId: null };
  });
  const added = [...byKey.values()].map((draft): AmendedCommitment =>
    ({ change: 'added', key: draft.key, title: draft.title, item: draft.citation.item, close: [], carried: [], staying: [], draft: futureOf(draft, span), existingId: null }));
  return [...changes, ...added];
}

const REPEATS_WITHIN_YEAR = new Set(['day', 'week', 'month', 'quarter', 'half-year']);
interface Span { readonly from: PlainDate; readonly today: PlainDate }
const isFuture = (rhythm: string | null, periodFrom: PlainDate, due: PlainDate, { from, today }: Span): boolean =>
  due >= today && (periodFrom >= from || (!REPEATS_WITHIN_YEAR.has(rhythm ?? '') && due >= from));

const futureOf = (draft: CommitmentDraft, span: Span): CommitmentDraft =>
  ({ ...draft, instances: draft.instances.filter(({ period, due }) => isFuture(draft.rhythm, period.from, due?.due ?? period.to, span)) });

/** How many obligations start, end and go on by an amendment. */
export function countChanges(list: readonly AmendedCommitment[]): { readonly added: number; readonly closed: number; readonly carried: number; readonly staying: number } {
  const sum = (of: (one: AmendedCommitment) => number): number => list.reduce((total, one) => total + of(one), 0);
  return { added: sum(({ draft }) => (draft ? draft.units.length * draft.instances.length : 0)), closed: sum(({ close }) => close.length), carried: sum(({ carried }) => carried.length), staying: sum(({ staying }) => staying.length) };
}
