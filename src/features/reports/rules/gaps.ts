import { NARRATIVE_SECTIONS, type Narrative, type NarrativeKey } from './states.ts';

/** A value that the outline asks of this unit and that is not there. */
export interface Gap {
  /** product:KEY, followed:COMMITMENT, section:KEY: the same for the same missing value, whatever day it is asked. */
  readonly key: string;
  /** "Tin, bài trên cổng", "Công tác chỉ đạo, điều hành" */
  readonly label: string;
  /** What was asked: "phải có 15 tin, bài, chưa có kết quả nào được xác nhận". */
  readonly asked: string;
}
export interface ExplainedGap extends Gap { readonly reason: string }
export type MissingReasons = Readonly<Record<string, string>>;

export const SHORTEST_REASON = 5;
export const LONGEST_REASON = 500;

export const sectionGaps = (required: readonly NarrativeKey[] | undefined, narrative: Narrative): Gap[] =>
  NARRATIVE_SECTIONS.filter(({ key }) => required?.includes(key) && !(narrative[key] ?? '').trim()).map(({ key, title }) => ({ key: `section:${key}`, label: title, asked: 'phần lời còn trống' }));

/** An empty part of the text: filled in better than explained. */
export const isSection = (gap: Gap): boolean => gap.key.startsWith('section:');

/** Gaps that nobody has given a reason for: a report with one of these is not sent. */
export const unexplained = (gaps: readonly Gap[], reasons: MissingReasons): Gap[] => gaps.filter((gap) => (reasons[gap.key] ?? '').trim().length < SHORTEST_REASON);

/** Every gap with its reason; reasons for what is no longer missing are left out. */
export const explained = (gaps: readonly Gap[], reasons: MissingReasons): ExplainedGap[] => gaps.flatMap((gap) => (reasons[gap.key]?.trim() ? [{ ...gap, reason: reasons[gap.key]!.trim() }] : []));

/** Name of a reason's field in a form. */
export const reasonField = (key: string): string => `ly-do:${key}`;
