/**
 * Times as officials print them → days.
 *
 * readTiming accepts (marks, case, dashes and `hằng`/`hàng` do not matter):
 *   Thường xuyên [trong năm [2026]] · Liên tục · Quanh năm            continuous (bounds of the year only when a year is meant)
 *   Hằng tháng · 02 buổi/tuần · 6 tháng/lần · Định kỳ (quý, 6 tháng, năm) · Trước ngày 15 hằng tháng · Mỗi quý   recurring
 *   Trước (ngày) 30/6/2026 · Chậm nhất ngày 30/6 · Không quá … · Xong trước … · Đến (hết) ngày …   deadline (only `to`)
 *   Từ ngày 01/4 đến ngày 30/6/2026 · Tháng 3 - 6/2026 · Quý II, III năm 2026 · Quý I - Quý II · 6 tháng đầu năm · Giai đoạn 2022-2025   range
 *   Từ tháng 3/2026 (trở đi) · Kể từ ngày …                             open (only `from`)
 *   Quý I/2026 · Tháng 6 năm 2026 · Ngày 20 tháng 11 năm 2026 · 20/11/2026 · Trong năm (2026) · Cả năm
 * A day, month or quarter without a year takes the nearest year printed after it, then the plan's year.
 */
import { addDays, type PlainDate } from '#kernel/plain-date.ts';
import type { DeadlineAnchor, DeadlineRule } from './deadline-rule.ts';
import { boundsOf, day, timePoints, timeTokens } from './time-points.ts';

export type TimingKind = 'year' | 'quarter' | 'month' | 'date' | 'range' | 'deadline' | 'open' | 'continuous' | 'recurring';
export interface Timing { readonly kind: TimingKind; readonly from: PlainDate | null; readonly to: PlainDate | null }

const yearBounds = (year: number | null): { from: PlainDate | null; to: PlainDate | null } =>
  year === null ? { from: null, to: null } : { from: day(year, 1, 1), to: day(year, 12, 31) };

const has = (folded: string, ...phrases: string[]): boolean => phrases.some((phrase) => ` ${folded} `.includes(` ${phrase} `));
export const RHYTHM_PHRASES = ['hang nam', 'hang thang', 'hang quy', 'hang tuan', 'hang ngay', 'dinh ky', 'dinh ki', 'moi thang', 'moi quy', 'moi nam', 'moi tuan', 'moi ngay', 'theo quy', 'theo thang', 'tung quy', 'tung thang', 'hang 6 thang', 'thang cuoi quy', 'thang cuoi moi quy', 'thang dau quy', 'thang cuoi cua quy'] as const;
/** Words straight before a time that make it the last day allowed. */
const BEFORE_WORDS = ['truoc', 'cham nhat', 'khong qua', 'muon nhat', 'den het', 'truoc het', 'han chot', 'han cuoi', 'den truoc', 'khong cham hon', 'cham nhat den', 'cham nhat den het', 'cham nhat la'];

/** The words (at most four, without `ngày`, `trong`, `tháng`, `quý`, `cuối`) straight before a token. */
function wordsBefore(tokens: readonly string[], at: number): string {
  const words: string[] = [];
  for (let i = at - 1; i >= 0 && words.length < 4; i--) {
    const token = tokens[i]!;
    if (words.length === 0 && ['ngay', 'trong', 'thang', 'quy', 'qui', 'cuoi', 'nam', 'giai', 'doan', 'vao'].includes(token)) continue;
    if (!/^[a-z]+$/.test(token)) break;
    words.unshift(token);
  }
  return words.join(' ');
}
const endsWithAny = (words: string, endings: readonly string[]): boolean => endings.some((ending) => words === ending || words.endsWith(` ${ending}`));

/** "trước 16 giờ 00 ngày 15/7/2026": the hour says nothing about the day. */
const HOUR = /\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{2})?(?:\sphút)?,?\s(?=ngày\s)/giu;

/** The period of a printed time; null when the text names none ("Theo kế hoạch của tỉnh"). planYear: the year named in the plan's title. */
export function readTiming(text: string, planYear: number | null): Timing | null {
  const tokens = timeTokens(text.replace(HOUR, ''));
  const folded = tokens.filter((t) => /^[a-z0-9]+$/.test(t)).join(' ');
  if (!folded) return null;
  const points = timePoints(tokens);
  const years = points.filter((p) => p.kind === 'year');
  const inYear = has(folded, 'trong nam', 'ca nam', 'quanh nam', 'suot nam');
  if (has(folded, 'thuong xuyen', 'lien tuc', 'quanh nam', 'suot nam', 'xuyen suot')) {
    const spans = points.map((p) => boundsOf(p, planYear)).filter((b) => b !== null);
    if (spans.length > 0) return { kind: 'continuous', from: spans.map((b) => b.from).reduce((a, b) => (a < b ? a : b)), to: spans.map((b) => b.to).reduce((a, b) => (a > b ? a : b)) };
    return { kind: 'continuous', ...(inYear || has(folded, 'nam') ? yearBounds(planYear) : { from: null, to: null }) };
  }
  if (has(folded, ...RHYTHM_PHRASES)) return { kind: 'recurring', ...yearBounds(years[0]?.year ?? points.find((p) => p.year !== null)?.year ?? planYear) };
  // "02 buổi/tuần", "6 tháng/lần", "01 lần/quý"
  const perPeriod = tokens.some((token, i) => token === '/' && ['lan', 'tuan', 'thang', 'quy', 'nam', 'ngay'].includes((/^\d+$/.test(tokens[i + 1] ?? '') ? tokens[i + 2] : tokens[i + 1]) ?? ''));
  if (points.length === 0 && perPeriod) return { kind: 'recurring', ...yearBounds(planYear) };
  if (points.length === 0) return inYear || folded === 'nam' ? { kind: 'year', ...yearBounds(planYear) } : null;

  const first = points[0]!;
  const opening = wordsBefore(tokens, first.from);
  const opens = endsWithAny(opening, ['tu', 'ke tu', 'bat dau', 'sau']);
  for (const point of points) {
    if (!endsWithAny(wordsBefore(tokens, point.from), BEFORE_WORDS)) continue;
    if (opens && point !== first) break; // "từ ngày … đến hết ngày …" is a range
    const bounds = boundsOf(point, planYear);
    // "trước tháng 6" ends with May; "trước ngày 25/11" keeps the printed day (the rule of the day before is the calendar's).
    const strict = endsWithAny(wordsBefore(tokens, point.from), ['truoc']) && point.kind !== 'day' && tokens[point.from - 1] !== 'cuoi';
    return { kind: 'deadline', from: null, to: bounds && (strict ? addDays(bounds.from, -1) : bounds.to) };
  }
  const finer = points.filter((p) => p.kind !== 'year');
  const listed = finer.length > 0 ? finer : points;
  if (listed.length > 1) {
    const bounds = listed.map((p) => boundsOf(p, planYear)).filter((b) => b !== null);
    if (bounds.length === 0) return { kind: 'range', from: null, to: null };
    return { kind: 'range', from: bounds.map((b) => b.from).reduce((a, b) => (a < b ? a : b)), to: bounds.map((b) => b.to).reduce((a, b) => (a > b ? a : b)) };
  }
  const only = finer[0] ?? first;
  const bounds = boundsOf(only, planYear);
  if (endsWithAny(opening, ['den', 'toi', 'xong', 'hoan thanh'])) {
    if (only.kind === 'day' || endsWithAny(opening, ['den', 'toi'])) return { kind: 'deadline', from: null, to: bounds?.to ?? null };
  }
  if (opens || has(folded, 'tro di')) return { kind: 'open', from: bounds?.from ?? null, to: null };
  const kind = only.kind === 'day' ? 'date' : only.kind === 'half' ? 'range' : only.kind;
  return { kind, from: bounds?.from ?? null, to: bounds?.to ?? null };
}

export type RhythmUnit = 'day' | 'week' | 'month' | 'quarter' | 'half-year' | 'year';

const UNIT_WORDS: readonly (readonly [string, RhythmUnit])[] = [['ngay', 'day'], ['tuan', 'week'], ['thang', 'month'], ['quy', 'quarter'], ['qui', 'quarter'], ['nam', 'year']];
const OPENERS = new Set(['hang', 'moi', 'tung', 'theo', 'cuoi']);

/** The rhythms named in a text: "Định kỳ (quý, 6 tháng, năm)" → quarter, half-year, year. Empty when none is named. */
export function rhythmsOf(text: string): RhythmUnit[] {
  const tokens = timeTokens(text);
  const found: RhythmUnit[] = [];
  const add = (unit: RhythmUnit): void => { if (!found.includes(unit)) found.push(unit); };
  const periodic = tokens.some((token, i) => token === 'dinh' && (tokens[i + 1] === 'ky' || tokens[i + 1] === 'ki'));
  for (let i = 0; i < tokens.length; i++) {
    const unit = UNIT_WORDS.find(([word]) => word === tokens[i])?.[1];
    if (!unit) continue;
    const before = tokens[i - 1] ?? '', after = tokens[i + 1] ?? '';
    if (unit === 'month' && (before === '6' || before === '06' || before === 'sau')) {
      if (after !== 'dau' && after !== 'cuoi' || periodic) add('half-year');
      continue;
    }
    if (unit === 'month' && (before === '9' || before === '09')) continue;
    if (/^\d+$/.test(after) && unit !== 'quarter') continue; // "tháng 6", "năm 2026", "ngày 15"
    if (OPENERS.has(before)) { if (before !== 'cuoi' || unit === 'quarter') add(unit); continue; }
    // Inside "định kỳ (quý, 6 tháng, năm)" and "báo cáo quý, 06 tháng và năm" the bare words count.
    if (periodic && (unit === 'quarter' || unit === 'year' || unit === 'month') && ['(', ',', 'va', 'ky', 'ki', 'cao', 'hoac', ';', 'bao', 'ket'].includes(before)) add(unit);
  }
  return found;
}

/**
 * The rule of a printed deadline (day arithmetic is `due.ts`'s); null when the text names none. Accepts:
 *   trước ngày X                                             before: done by the end of the day before
 *   chậm nhất (đến) ngày X, không quá ngày X, đến hết ngày X   by: done by the end of X
 *   trong (thời hạn) n ngày (làm việc) kể từ ngày …            within, from a printed date, the end of the period, or an event
 *   trước ngày 15 hằng tháng, ngày 20 (của) tháng cuối quý, trước ngày 05 của tháng sau   a day of each period's month
 *   Quý II, III · Trong năm 2026 · từ … đến …                  by the last day of the period
 *   thường xuyên (trong năm), hằng tháng, định kỳ (quý, 6 tháng, năm)   end of the period (see rhythmsOf)
 * planYear fills days printed without a year; without it they stay days of the year.
 */
export function readDeadline(text: string, planYear: number | null = null): DeadlineRule | null {
  const tokens = timeTokens(text);
  for (let i = 0; i < tokens.length - 1; i++) {
    if (!/^\d{1,3}$/.test(tokens[i]!) || tokens[i + 1] !== 'ngay' || !['trong', 'han', 'vong', 'qua', 'sau', 'nhat'].includes(tokens[i - 1] ?? '')) continue;
    const counting = tokens[i + 2] === 'lam' && tokens[i + 3] === 'viec' ? 'working-days' : 'calendar-days';
    return { kind: 'within', days: +tokens[i]!, counting, after: anchorOf(text) };
  }
  const joined = ` ${tokens.join(' ')} `;
  const points = timePoints(tokens);
  const wordBefore = (at: number): string => (tokens[at - 1] === 'ngay' ? tokens[at - 2] : tokens[at - 1]) ?? '';
  const dayAt = tokens.findIndex((token, i) => token === 'ngay' && /^\d{1,2}$/.test(tokens[i + 1] ?? '') && tokens[i + 2] !== '/' && !(tokens[i + 2] === 'thang' && /^\d/.test(tokens[i + 3] ?? '')));
  if (dayAt >= 0 && (rhythmsOf(text).length > 0 || / thang (?:sau|tiep|cuoi|ke) | hang | cuoi (?:quy|ky) | cuoi thang /.test(joined))) {
    const month = / thang (?:sau|tiep|ke) | quy sau | ky sau /.test(joined) ? 'after-period' : 'last-of-period';
    return { kind: 'day-of-month', mode: wordBefore(dayAt) === 'truoc' ? 'before' : 'by', day: +tokens[dayAt + 1]!, month };
  }
  const point = points.find((p) => p.kind === 'day');
  const timing = readTiming(text, planYear);
  if (point && (timing?.kind === 'deadline' || timing?.kind === 'date' || timing?.kind === 'recurring')) {
    const mode = wordBefore(point.from) === 'truoc' ? 'before' : 'by';
    const year = point.year ?? (timing.kind === 'recurring' ? null : planYear);
    const bounds = boundsOf(point, year);
    return bounds ? { kind: 'date', mode, date: bounds.to } : { kind: 'day-of-year', mode, month: point.month, day: point.day };
  }
  if (!timing) return rhythmsOf(text).length > 0 ? { kind: 'end-of-period' } : null;
  if (timing.kind === 'recurring' || timing.kind === 'continuous') return { kind: 'end-of-period' };
  return timing.to ? { kind: 'date', mode: 'by', date: timing.to } : null;
}

/** "kể từ ngày 01/4/2026" → that date; "kể từ ngày kết thúc quý" → the end of the period; anything else is an event. */
function anchorOf(text: string): DeadlineAnchor {
  const since = text.search(/kể từ|tính từ|từ ngày|từ khi|sau khi/i);
  if (since < 0) return { kind: 'event', text: 'ngày nhận được văn bản' };
  const event = text.slice(since).replace(/^(?:kể từ|tính từ|từ) /i, '').split(/[,.;]/)[0]!.trim();
  const point = timePoints(timeTokens(event)).find((p) => p.kind === 'day' && p.year !== null);
  const bounds = point && boundsOf(point, null);
  if (bounds) return { kind: 'date', date: bounds.from };
  return / ket thuc (?:ky|quy|thang|nam) | cuoi (?:ky|quy|thang) /.test(` ${timeTokens(event).join(' ')} `) ? { kind: 'period-end' } : { kind: 'event', text: event };
}
