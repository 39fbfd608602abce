import type { Roll } from '#features/calendar/rules/working-days.ts';
import type { TilingKind } from '#features/calendar/rules/periods.ts';
import type { ReportRhythm } from '#features/reading/rules/result.ts';

/** How officials say how often. */
export const PER_LABEL: Readonly<Record<TilingKind, string>> = { day: 'ngày', week: 'tuần', month: 'tháng', quarter: 'quý', 'half-year': '6 tháng', year: 'năm' };
export const RHYTHM_WORDS: Readonly<Record<ReportRhythm, string>> = { once: 'một lần', periodic: 'định kỳ', week: 'tuần', month: 'tháng', quarter: 'quý', 'half-year': '6 tháng', year: 'năm', 'ad-hoc': 'đột xuất' };
export const ROLL_LABEL: Readonly<Record<Roll, string>> = { none: 'giữ nguyên ngày', back: 'lùi về ngày làm việc trước', forward: 'sang ngày làm việc sau' };
