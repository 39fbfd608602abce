import { addDays, type PlainDate } from '#kernel/plain-date.ts';
import type { Role } from '#platform/policy.ts';
import { addWorkingDays, roll, type WorkingCalendar } from '#features/calendar/rules/working-days.ts';

/**
 * The urging ladder as data: how somebody who falls behind is reminded, step by step. The mildest step first; a later
 * step says everything an earlier one does.
 */
export const STEP_KEYS = ['before', 'on-day', 'after', 'superior', 'letter'] as const;
export type StepKey = (typeof STEP_KEYS)[number];

/** What is urged: an obligation with a number, or a report owed under a regime. */
export type SubjectNoun = 'obligations' | 'reports';

/** responsible: in whose name it stands (a division, too); unit: the row of the board; superior: who gave the work. */
export type Place = 'responsible' | 'unit' | 'superior';
export interface Told { readonly at: Place; readonly roles: readonly Role[] }

export interface LadderStep {
  readonly key: StepKey;
  /** Working days from the due day: −5 before, 0 on the day, 1 after. */
  readonly workingDays: number;
  /** Not every unit takes every step. */
  readonly on: boolean;
  /** Letters only: one for all units behind under a plan, with an annex; else one for each unit. */
  readonly collective: boolean;
}
export interface Ladder { readonly steps: readonly LadderStep[] }

/** Whom each step tells. The later steps tell the unit, too: nobody hears of it only through a superior. */
export const AUDIENCE: Readonly<Record<StepKey, readonly Told[]>> = {
  before: [{ at: 'responsible', roles: ['officer'] }],
  'on-day': [{ at: 'responsible', roles: ['officer'] }],
  after: [{ at: 'responsible', roles: ['officer'] }, { at: 'unit', roles: ['approver'] }],
  superior: [{ at: 'responsible', roles: ['officer'] }, { at: 'unit', roles: ['approver'] }, { at: 'superior', roles: ['focal'] }],
  // The draft waits for the focal officer; its addressee hears of it by the letter itself.
  letter: [{ at: 'superior', roles: ['focal'] }],
};
/** Who a letter is for, once it went out. */
export const ADDRESSED: Told = { at: 'unit', roles: ['approver', 'officer'] };

export const STEP_LABELS: Readonly<Record<StepKey, { readonly label: string; readonly to: string }>> = {
  before: { label: 'Nhắc trước hạn', to: 'Cán bộ thực hiện của đơn vị' },
  'on-day': { label: 'Nhắc đúng ngày đến hạn', to: 'Cán bộ thực hiện của đơn vị' },
  after: { label: 'Nhắc khi quá hạn', to: 'Cán bộ thực hiện và lãnh đạo đơn vị' },
  superior: { label: 'Báo cáo cấp giao việc', to: 'Cán bộ đầu mối của cấp giao việc; đơn vị cũng được biết' },
  letter: { label: 'Dự thảo công văn đôn đốc', to: 'Gửi lãnh đạo đơn vị, sau khi cán bộ đầu mối xem và ban hành' },
};

/**
 * Five working days let an office still write an article or hold a meeting; on the next morning the unit hears that it is late before anybody
 * else does; a week later whoever gave the work; after two weeks on paper. No law lays these down: each unit may change them.
 */
export const DEFAULT_LADDER: Ladder & { readonly reason: string } = {
  reason: 'Mức mặc định của hệ thống: nhắc trước một tuần làm việc để còn kịp làm; quá hạn thì đơn vị biết trước, một tuần sau mới báo cáo cấp giao việc, hai tuần sau mới bằng văn bản.',
  steps: [
    { key: 'before', workingDays: -5, on: true, collective: false },
    { key: 'on-day', workingDays: 0, on: true, collective: false },
    { key: 'after', workingDays: 1, on: true, collective: false },
    { key: 'superior', workingDays: 5, on: true, collective: false },
    { key: 'letter', workingDays: 10, on: true, collective: true },
  ],
};

/** How severe a step is; later is more. */
export const severity = (key: StepKey): number => STEP_KEYS.indexOf(key);

/**
 * The working day on which a step falls: one before the due day moves earlier over days off, one after it later. On the day itself: the last
 * working day up to it, so that the words come while there is still time.
 */
export const stepDay = (calendar: WorkingCalendar, due: PlainDate, workingDays: number): PlainDate =>
  workingDays === 0 ? roll(calendar, due, 'back') : addWorkingDays(calendar, due, workingDays);

/** The latest due day whose step has come by today: due days up to it are where a morning has to look. */
export function latestDue(calendar: WorkingCalendar, workingDays: number, today: PlainDate): PlainDate {
  let due = addDays(today, -2 * workingDays);
  while (stepDay(calendar, due, workingDays) > today) due = addDays(due, -1);
  while (stepDay(calendar, addDays(due, 1), workingDays) <= today) due = addDays(due, 1);
  return due;
}
