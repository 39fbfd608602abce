import type { Id } from '#kernel/id.ts';
import { dateOf, formatDate, maxDate, minDate, yearOf, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { middleOf, periodsOf, type TilingKind } from '#features/calendar/rules/periods.ts';
import type { WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import { channelLabel } from '#features/channels/rules/channels.ts';
import { productLabel } from '#features/channels/rules/products.ts';
import { commitmentsOf } from './commit.ts';
import type { TaskContent } from './content.ts';

/** What one unit owes by one line of a task, in figures that two plans can be compared by. */
export interface DemandLine {
  readonly product: string;
  readonly channel: string | null;
  readonly unit: string;
  /** In a year; null where nothing is asked by count. */
  readonly yearly: number | null;
  readonly rhythm: TilingKind | null;
  /** How long one piece is at least; null where nothing is said. */
  readonly minutes: number | null;
  /** Last day of each period that is asked by count. */
  readonly dues: ReadonlyMap<string, PlainDate>;
}
export interface Demand { readonly lines: readonly DemandLine[]; readonly optional: boolean }

/** Periods of a year by which rates are made equal: a week has 52 (what ISO 8601 gives to most years). */
const A_YEAR: Readonly<Record<TilingKind, number>> = { day: 365, week: 52, month: 12, quarter: 4, 'half-year': 2, year: 1 };
const NOBODY = 'one' as Id;

const ALL_YEAR: ReadonlySet<string> = new Set(['year', 'continuous', 'recurring']);
/**
 * How many periods of a rate the task itself runs through, whatever part of the year its plan still binds: a year's worth, or those of the
 * quarter, the months, the last day that it names. What is reported is due by a day of its own and counts by year.
 */
function periodsIn({ period, purpose, product }: TaskContent, per: TilingKind, window: DateRange): number {
  const year = yearOf(window.to), first = dateOf(year, 1, 1), last = dateOf(year, 12, 31), from = period?.from ?? first, to = period?.to ?? last;
  if (!period || purpose === 'report' || product === 'report' || (from <= first && to >= last) || from > last || to < first || (ALL_YEAR.has(period.kind) && !period.from && !period.to)) return A_YEAR[per];
  const owing = periodsOf(per, { from: maxDate(from, first), to: minDate(to, last) }).filter((one) => { const middle = middleOf(one.whole); return middle >= one.from && middle <= one.to; });
  return Math.min(A_YEAR[per], Math.max(1, owing.length));
}

/** What a task asks of one unit. */
export function demandOf(content: TaskContent, window: DateRange, calendar: WorkingCalendar): Demand {
  const party = { role: 'lead' as const, asWritten: '', optional: false, party: { kind: 'organisation' as const, id: NOBODY, name: '' }, units: [{ organisationId: NOBODY, boardOrganisationId: NOBODY }] };
  const drafts = commitmentsOf({ itemId: NOBODY, content, parties: [party] }, { citation: { type: '', number: null, date: null, issuer: '', title: '' }, window, calendar });
  return {
    optional: content.optional,
    lines: drafts.map((draft): DemandLine => ({
      product: draft.product, channel: draft.channel, unit: draft.unit, rhythm: draft.rhythm, yearly: draft.amount === null ? null : draft.amount * (draft.rhythm ? periodsIn(content, draft.rhythm, window) : 1), minutes: draft.minutes?.min ?? null,
      dues: new Map(draft.instances.flatMap(({ amount, period, due }) => (amount === null ? [] : [[period.key, due?.due ?? period.to] as const]))),
    })),
  };
}

/** What several tasks ask together, and of how many units each. */
export interface Asked { readonly demand: Demand; readonly units: number }
export type Aspect = 'quota' | 'rhythm' | 'deadline' | 'product' | 'channel' | 'optional';
/** In what they differ, with both sides in words. `weaker`: the plan below asks for less. */
export interface Difference { readonly aspect: Aspect; readonly weaker: boolean; readonly here: string; readonly there: string }

interface Sum { readonly product: string; readonly yearly: number | null; readonly unit: string; readonly rhythms: readonly TilingKind[]; readonly channels: readonly string[]; readonly lines: readonly DemandLine[] }

function sums(asked: readonly Asked[]): Map<string, Sum> {
  const found = new Map<string, Sum>();
  for (const { demand, units } of asked) for (const line of demand.lines) {
    const old = found.get(line.product), own = line.yearly === null ? null : line.yearly * units;
    found.set(line.product, {
      product: line.product, unit: old?.unit ?? line.unit, yearly: own === null ? (old?.yearly ?? null) : (old?.yearly ?? 0) + own,
      rhythms: [...(old?.rhythms ?? []), ...(line.rhythm && line.yearly !== null ? [line.rhythm] : [])], channels: [...(old?.channels ?? []), ...(line.channel ? [line.channel] : [])], lines: [...(old?.lines ?? []), line],
    });
  }
  return found;
}

/** In what the tasks of a plan below differ from the task above that they carry out: by product, quota of a year, rhythm, last days, channel. */
export function differencesOf(above: Asked, below: readonly Asked[]): Difference[] {
  const wanted = sums([above]), given = sums(below), found: Difference[] = [];
  for (const ask of wanted.values()) {
    const own = given.get(ask.product) ?? (ask.product === 'activity' && given.size === 1 ? [...given.values()][0] : undefined);
    if (!own) { found.push({ aspect: 'product', weaker: true, here: [...given.keys()].map(productLabel).join('; '), there: productLabel(ask.product) }); continue; }
    found.push(...quota(ask, own), ...minutes(ask, own), ...rhythm(ask, own), ...deadline(ask, own), ...channel(ask, own));
  }
  if (!above.demand.optional && below.every(({ demand }) => demand.optional)) found.push({ aspect: 'optional', weaker: true, here: 'làm khi có điều kiện', there: 'phải làm' });
  return found;
}

export type Verdict = 'same' | 'stricter' | 'weaker';
export const verdictOf = (differences: readonly Difference[]): Verdict => (differences.some(({ weaker }) => weaker) ? 'weaker' : differences.length > 0 ? 'stricter' : 'same');

const inYear = ({ yearly, unit }: Pick<Sum, 'yearly' | 'unit'>): string => (yearly === null ? 'không ấn định số lượng' : `${formatNumber(yearly)} ${unit}/năm`);

function quota(ask: Sum, own: Sum): Difference[] {
  if (ask.yearly === own.yearly) return [];
  const weaker = ask.yearly !== null && (own.yearly === null || own.yearly < ask.yearly);
  return [{ aspect: 'quota', weaker, here: inYear(own), there: inYear(ask) }];
}

/** The shortest piece that satisfies either side: "1 số/tuần × 3 phút" is less than "1 số/tuần × 5 phút". */
function minutes(ask: Sum, own: Sum): Difference[] {
  const least = ({ lines }: Sum): number | null => lines.reduce<number | null>((found, line) => (found === null || (line.minutes !== null && line.minutes < found) ? line.minutes : found), lines[0]!.minutes);
  const wanted = least(ask), given = own.lines.some((line) => line.minutes === null) ? null : least(own);
  if (wanted === null || wanted === given) return [];
  return [{ aspect: 'quota', weaker: given === null || given < wanted, here: given === null ? 'không ghi thời lượng' : `${formatNumber(given)} phút`, there: `${formatNumber(wanted)} phút` }];
}

const PER: Readonly<Record<TilingKind, string>> = { day: 'ngày', week: 'tuần', month: 'tháng', quarter: 'quý', 'half-year': '6 tháng', year: 'năm' };
const often = (rhythms: readonly TilingKind[]): TilingKind | null => rhythms.toSorted((a, b) => A_YEAR[b] - A_YEAR[a])[0] ?? null;

/** As many in the year, but not as often: twelve in one quarter are not one each month. */
function rhythm(ask: Sum, own: Sum): Difference[] {
  const [wanted, given] = [often(ask.rhythms), often(own.rhythms)];
  if (!wanted || own.yearly === null || own.yearly < (ask.yearly ?? 0) || A_YEAR[given ?? 'year'] >= A_YEAR[wanted]) return [];
  return [{ aspect: 'rhythm', weaker: true, here: given ? `hằng ${PER[given]}` : 'một lần', there: `hằng ${PER[wanted]}` }];
}

/** Periods that both sides have are compared one by one; where none is the same, the last day of all. */
function deadline(ask: Sum, own: Sum): Difference[] {
  const duesOf = (sum: Sum): Map<string, PlainDate> => { // several tasks are done when the last of them is
    const found = new Map<string, PlainDate>();
    for (const { rhythm: of, dues } of sum.lines) for (const [at, due] of dues) { const key = of ? at : 'once'; found.set(key, maxDate(found.get(key) ?? due, due)); }
    return found;
  };
  const [wanted, given] = [duesOf(ask), duesOf(own)];
  if (wanted.size === 0 || given.size === 0) return [];
  const common = [...wanted].filter(([key]) => given.has(key));
  const pairs = common.length > 0 ? common.map(([key, there]) => [given.get(key)!, there] as const) : ask.rhythms.length > 0 && own.rhythms.length > 0 ? [] : [[lastOf(given), lastOf(wanted)] as const];
  const late = pairs.find(([here, there]) => here > there), early = pairs.find(([here, there]) => here < there), one = late ?? early;
  return one ? [{ aspect: 'deadline', weaker: late !== undefined, here: formatDate(one[0]), there: formatDate(one[1]) }] : [];
}
const lastOf = (dues: ReadonlyMap<string, PlainDate>): PlainDate => [...dues.values()].toSorted().at(-1)!;

function channel(ask: Sum, own: Sum): Difference[] {
  if (ask.channels.length === 0 || own.channels.length === 0 || ask.channels.some((one) => own.channels.includes(one))) return [];
  return [{ aspect: 'channel', weaker: true, here: [...new Set(own.channels)].map(channelLabel).join('; '), there: [...new Set(ask.channels)].map(channelLabel).join('; ') }];
}

/** The same task stands in a hundred plans: what it asks is worked out once, by its words, and looked up by the objects that say them. */
export function demands(calendar: WorkingCalendar): (content: TaskContent, window: DateRange) => Demand {
  const known = new Map<string, Demand>(), met = new Map<TaskContent, Map<DateRange, Demand>>();
  return (content, window) => {
    const mine = met.get(content) ?? new Map<DateRange, Demand>();
    let found = mine.get(window);
    if (!found) {
      const { printedIndex: _, title: __, note: ___, themes: ____, ...asks } = content, key = JSON.stringify([asks, window.from, window.to]);
      found = known.get(key) ?? demandOf(content, window, calendar);
      known.set(key, found);
      met.set(content, mine.set(window, found));
    }
    return found;
  };
}

export type Differ = typeof differencesOf;
/** The same pair of tasks stands in a hundred plans: compared once. Demands go by identity, as `demands` gives them. */
export function rememberedDifferences(): Differ {
  const known = new Map<Demand, Map<Demand, Map<string, Difference[]>>>();
  return (above, below) => {
    const [only] = below;
    if (below.length !== 1 || !only) return differencesOf(above, below);
    const mine = known.get(above.demand) ?? new Map<Demand, Map<string, Difference[]>>(), pairs = mine.get(only.demand) ?? new Map<string, Difference[]>(), times = `${above.units}/${only.units}`;
    known.set(above.demand, mine.set(only.demand, pairs));
    const found = pairs.get(times) ?? differencesOf(above, below);
    pairs.set(times, found);
    return found;
  };
}
