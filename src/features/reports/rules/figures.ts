import type { Id } from '#kernel/id.ts';
import type { DateRange, PlainDate } from '#kernel/plain-date.ts';
import type { ExplainedGap } from './gaps.ts';

/** What stands behind every number of a report. Frozen as canonical JSON at submission, with the ids it was counted from. */
export interface Figures {
  readonly schema: 'loa-report/1';
  readonly organisation: { readonly id: Id; readonly name: string };
  readonly period: { readonly key: string; readonly label: string };
  readonly data: DateRange;
  /** The day whose knowledge the numbers show. */
  readonly asOf: PlainDate;
  /** Products by the columns of the report. */
  readonly lines: readonly ReportLine[];
  /** Recorded and not yet confirmed: shown beside, counted nowhere. */
  readonly waiting: number;
  readonly obligations: ObligationCount;
  readonly debts: readonly DebtLine[];
  /** Consolidated reports only: one row a unit whose accepted report was added, and the units that sent none. */
  readonly units: readonly UnitRow[];
  readonly missing: readonly { readonly id: Id; readonly name: string }[];
  /** Where the regime wants units as they are now: which rows of `units` stand together. Without it each stands as it was. */
  readonly frame?: UnitFrame;
  /** What was asked and is missing, with the unit's reason; absent when nothing is. Consolidated: of every unit, each with its name. */
  readonly gaps?: readonly (ExplainedGap & { readonly owedBy?: string })[];
}

/** Units of the report as they stood on a day, each with the units whose reports were added into it; the amounts stay with those. */
export interface UnitFrame { readonly day: PlainDate; readonly rows: readonly { readonly id: Id; readonly name: string; readonly units: readonly Id[] }[] }

export interface ReportLine {
  /** Report column, e.g. "Tin, bài". */
  readonly column: string;
  readonly unit: string;
  readonly items: number;
  readonly amount: number;
  readonly minutes: number;
  readonly audience: number;
  /** The deliverables counted, in order of id; empty in the summed part of a consolidated report (its units list them). */
  readonly deliverables: readonly Id[];
  readonly byChannel: readonly { readonly channel: string; readonly amount: number }[];
}

/** Obligations that fell due within the data window. */
export interface ObligationCount {
  readonly due: number; readonly met: number; readonly metLate: number; readonly missed: number; readonly excused: number; readonly open: number;
}
export const NO_OBLIGATIONS: ObligationCount = { due: 0, met: 0, metLate: 0, missed: 0, excused: 0, open: 0 };

export interface DebtLine {
  readonly obligation: Id; readonly title: string; readonly period: string; readonly due: PlainDate; readonly owed: number; readonly amount: number; readonly unit: string; readonly citation: string;
  /** In a consolidated report: whose debt it is. */
  readonly owedBy?: string;
}

export interface UnitRow {
  readonly id: Id; readonly name: string; readonly report: Id; readonly version: number;
  /** Amount by report column. */
  readonly amounts: Readonly<Record<string, number>>;
  readonly obligations: ObligationCount;
  readonly debts: number;
}

export const addCounts = (a: ObligationCount, b: ObligationCount): ObligationCount => ({
  due: a.due + b.due, met: a.met + b.met, metLate: a.metLate + b.metLate, missed: a.missed + b.missed, excused: a.excused + b.excused, open: a.open + b.open,
});

/** Sums lines by column in the order given by `columns`; columns nobody filled are left out. */
export function addLines(columns: readonly string[], parts: readonly (readonly ReportLine[])[]): ReportLine[] {
  const sums = new Map<string, ReportLine>();
  for (const line of parts.flat()) {
    const sum = sums.get(line.column);
    sums.set(line.column, sum ? {
      ...sum, items: sum.items + line.items, amount: sum.amount + line.amount, minutes: sum.minutes + line.minutes, audience: sum.audience + line.audience,
      deliverables: [...sum.deliverables, ...line.deliverables], byChannel: addChannels(sum.byChannel, line.byChannel),
    } : line);
  }
  const rank = (column: string) => (columns.includes(column) ? columns.indexOf(column) : columns.length);
  return [...sums.values()].sort((a, b) => rank(a.column) - rank(b.column) || (a.column < b.column ? -1 : 1));
}

function addChannels(a: ReportLine['byChannel'], b: ReportLine['byChannel']): ReportLine['byChannel'] {
  const sums = new Map(a.map((one) => [one.channel, one.amount]));
  for (const one of b) sums.set(one.channel, (sums.get(one.channel) ?? 0) + one.amount);
  return [...sums].sort(([x], [y]) => (x < y ? -1 : 1)).map(([channel, amount]) => ({ channel, amount }));
}

/** The level above: its own figures and those of the reports it accepted, with a row for each unit. */
export function consolidate(own: Figures, accepted: readonly { figures: Figures; report: Id; version: number }[], missing: Figures['missing'], columns: readonly string[]): Figures {
  const units = accepted.map(({ figures, report, version }): UnitRow => ({
    id: figures.organisation.id, name: figures.organisation.name, report, version,
    amounts: Object.fromEntries(figures.lines.map((line) => [line.column, line.amount])), obligations: figures.obligations, debts: figures.debts.length,
  }));
  return {
    ...own,
    // the ids stay with the unit that proves them; its row opens its own list
    lines: addLines(columns, [own.lines, ...accepted.map(({ figures }) => figures.lines.map((line) => ({ ...line, deliverables: [] })))]),
    waiting: own.waiting + accepted.reduce((sum, { figures }) => sum + figures.waiting, 0),
    obligations: accepted.reduce((sum, { figures }) => addCounts(sum, figures.obligations), own.obligations),
    debts: [...own.debts, ...accepted.flatMap(({ figures }) => figures.debts.map((debt) => ({ ...debt, owedBy: figures.organisation.name })))],
    units, missing, ...gapsOfUnits(accepted.map(({ figures }) => figures)),
  };
}

/** Reports that a consolidated one added and that stand otherwise now: sent anew, given back, their taking undone. */
export const changedSince = (units: Figures['units'], now: readonly { readonly id: Id; readonly version: number; readonly taken: boolean }[]): Figures['units'] => {
  const standing = new Map(now.map((one) => [one.id, one]));
  return units.filter((unit) => !(standing.get(unit.report)?.taken && standing.get(unit.report)!.version === unit.version));
};

function gapsOfUnits(units: readonly Figures[]): Pick<Figures, 'gaps'> {
  const gaps = units.flatMap(({ organisation, gaps: own = [] }) => own.map((gap) => ({ ...gap, owedBy: organisation.name })));
  return gaps.length ? { gaps } : {};
}

/** A row of units as a report shows them: as they were, or those of its frame with the sums of what went into each. */
export interface ShownUnit { readonly name: string; readonly parts: readonly UnitRow[]; readonly amounts: UnitRow['amounts']; readonly obligations: ObligationCount; readonly debts: number }

export function unitsAsShown({ units, frame }: Pick<Figures, 'units' | 'frame'>): ShownUnit[] {
  const rows = frame ? frame.rows.map((row) => ({ name: row.name, parts: units.filter((unit) => row.units.includes(unit.id)) })) : units.map((unit) => ({ name: unit.name, parts: [unit] }));
  return rows.map(({ name, parts }) => {
    const amounts: Record<string, number> = {};
    for (const part of parts) for (const [column, amount] of Object.entries(part.amounts)) amounts[column] = (amounts[column] ?? 0) + amount;
    return { name, parts, amounts, obligations: parts.map((part) => part.obligations).reduce(addCounts, NO_OBLIGATIONS), debts: parts.reduce((sum, part) => sum + part.debts, 0) };
  });
}

/** JSON with the keys of every object in order: equal figures are equal bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value && typeof value === 'object')
    return `{${Object.keys(value).sort().filter((key) => (value as Record<string, unknown>)[key] !== undefined).map((key) => `${JSON.stringify(key)}:${canonicalJson((value as Record<string, unknown>)[key])}`).join(',')}}`;
  return JSON.stringify(value);
}

/** What a correction changed, as sentences for the list of differences. */
export function differences(before: Figures, after: Figures): string[] {
  const found: string[] = [];
  const say = (what: string, from: number, to: number) => { if (from !== to) found.push(`${what}: ${from.toLocaleString('vi-VN')} → ${to.toLocaleString('vi-VN')}`); };
  for (const column of new Set([...before.lines, ...after.lines].map((line) => line.column))) {
    const [a, b] = [before, after].map((figures) => figures.lines.find((line) => line.column === column));
    const unit = (b ?? a)!.unit;
    say(`${column} (${unit})`, a?.amount ?? 0, b?.amount ?? 0);
    say(`${column} (phút)`, a?.minutes ?? 0, b?.minutes ?? 0);
    say(`${column} (lượt người)`, a?.audience ?? 0, b?.audience ?? 0);
  }
  for (const [key, label] of [['due', 'Nghĩa vụ đến hạn'], ['met', 'Nghĩa vụ đủ đúng hạn'], ['metLate', 'Nghĩa vụ đủ nhưng trễ'], ['missed', 'Nghĩa vụ chưa đủ'], ['excused', 'Nghĩa vụ được miễn']] as const)
    say(label, before.obligations[key], after.obligations[key]);
  say('Còn nợ', before.debts.length, after.debts.length);
  say('Nội dung chưa có số liệu, đã nêu lý do', before.gaps?.length ?? 0, after.gaps?.length ?? 0);
  const names = (figures: Figures) => new Set(figures.units.map((unit) => unit.name));
  for (const name of names(after)) if (!names(before).has(name)) found.push(`Thêm báo cáo của ${name}`);
  for (const name of names(before)) if (!names(after).has(name)) found.push(`Bớt báo cáo của ${name}`);
  return found;
}
