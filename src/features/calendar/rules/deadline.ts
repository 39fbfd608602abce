/**
 * Deadlines as officials print them → a rule the calendar can apply.
 *
 * Accepts:
 *   trước ngày X                                → before X: done by the end of the day before
 *   chậm nhất (đến) ngày X, không quá ngày X, đến hết ngày X, hoàn thành ngày X   → by the end of X
 *   trong (thời hạn) n ngày (làm việc) kể từ ngày …            → within n (working) days, from what is named
 *   trước ngày 15 hằng tháng, ngày 20 tháng cuối quý, hằng tháng, định kỳ (quý, 6 tháng, năm)   → recurring, by each period
 *   Quý II, III · Trong năm 2026 · Từ … đến …                  → by the end of the period
 *   thường xuyên (trong năm)                                    → throughout, never a day of its own
 */
import { addDays, type PlainDate } from '#kernel/plain-date.ts';
import { readTiming, timeTokens } from './timing.ts';

export type RhythmUnit = 'day' | 'week' | 'month' | 'quarter' | 'half-year' | 'year';
export type Deadline =
  /** `printed` is the day as written, `last` the last day on which the thing is still in time, before any working-day rule. */
  | { readonly kind: 'before' | 'by'; readonly printed: PlainDate; readonly last: PlainDate }
  | { readonly kind: 'within'; readonly workingDays?: number; readonly days?: number; readonly from: string | null }
  | { readonly kind: 'recurring'; readonly per: readonly RhythmUnit[]; readonly day: number | null; readonly before: boolean }
  | { readonly kind: 'period'; readonly from: PlainDate; readonly to: PlainDate }
  | { readonly kind: 'throughout'; readonly from: PlainDate | null; readonly to: PlainDate | null };

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

/** The rule of a printed deadline; null when none is named. planYear fills days printed without a year. */
export function readDeadline(text: string, planYear: number | null = null): Deadline | null {
  const tokens = timeTokens(text);
  for (let i = 0; i < tokens.length - 1; i++) {
    const isCount = /^\d{1,3}$/.test(tokens[i]!) && tokens[i + 1] === 'ngay' && ['trong', 'han', 'vong', 'qua', 'sau', 'nhat'].includes(tokens[i - 1] ?? '');
    if (!isCount) continue;
    const working = tokens[i + 2] === 'lam' && tokens[i + 3] === 'viec';
    const since = text.search(/kể từ|tính từ|từ ngày|từ khi|sau khi/i);
    const from = since < 0 ? null : text.slice(since).replace(/^(?:kể từ|tính từ|từ)\s+/i, '').split(/[,.;]/)[0]!.trim();
    return working ? { kind: 'within', workingDays: +tokens[i]!, from } : { kind: 'within', days: +tokens[i]!, from };
  }
  const timing = readTiming(text, planYear);
  const rhythms = rhythmsOf(text);
  if (timing?.kind === 'recurring' || (rhythms.length > 0 && timing === null)) {
    const at = tokens.findIndex((token, i) => token === 'ngay' && /^\d{1,2}$/.test(tokens[i + 1] ?? '') && tokens[i + 2] !== '/');
    return { kind: 'recurring', per: rhythms, day: at < 0 ? null : +tokens[at + 1]!, before: at > 0 && tokens[at - 1] === 'truoc' };
  }
  if (!timing) return null;
  if (timing.kind === 'continuous') return { kind: 'throughout', from: timing.from, to: timing.to };
  if (timing.kind === 'deadline' && timing.to) {
    const before = / truoc ngay | truoc \d/.test(` ${tokens.join(' ')} `);
    return before ? { kind: 'before', printed: timing.to, last: addDays(timing.to, -1) } : { kind: 'by', printed: timing.to, last: timing.to };
  }
  if (timing.kind === 'date' && timing.to) return { kind: 'by', printed: timing.to, last: timing.to };
  return timing.from && timing.to ? { kind: 'period', from: timing.from, to: timing.to } : null;
}
