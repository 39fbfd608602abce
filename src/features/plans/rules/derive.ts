import type { Id } from '#kernel/id.ts';
import { dateOf, formatDate, formatDayMonth, minDate, type PlainDate } from '#kernel/plain-date.ts';
import { fold } from '#kernel/vietnamese.ts';
import type { DeadlineRule } from '#features/calendar/rules/deadline-rule.ts';
import { addWorkingDays, type WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import type { OrganisationFunction } from '#features/organisations/rules/kinds.ts';
import { OWING_ROLES, type PartyRole, type TaskContent } from './content.ts';
import type { DraftTask } from './from-reading.ts';

/** A task of the plan above, with the units that each of its parties means on the day. */
export interface ParentTask { readonly itemId: Id; readonly content: TaskContent; readonly parties: readonly ParentParty[] }
export interface ParentParty { readonly role: PartyRole; readonly asWritten: string; readonly optional: boolean; readonly units: readonly Id[] }

/** The unit that makes its own plan, and what it has inside. */
export interface House {
  readonly id: Id;
  readonly name: string;
  readonly divisions: readonly { readonly id: Id; readonly name: string; readonly functions: readonly OrganisationFunction[] }[];
}

/** A task of the plan above as it concerns one house. `units`: whom of the house it names. */
export interface Addressed {
  readonly task: ParentTask;
  /** owing: to be carried out; coordinating: to be helped with, offered and never added by itself. */
  readonly role: 'owing' | 'coordinating';
  readonly units: readonly Id[];
  /** How many times the quota is asked: once of the house itself, or of each unit named inside it. */
  readonly times: number;
  /** Only under a condition ("nếu có điều kiện"): nobody asks when it is left out. */
  readonly optional: boolean;
}

/** Which tasks are addressed to a house, directly, through a group, or through a unit inside it, in the order of the plan above. */
export function addressedTo(tasks: readonly ParentTask[], houseId: Id, house: ReadonlySet<Id>): Addressed[] {
  return tasks.flatMap((task): Addressed[] => {
    const named = task.parties.filter(({ units }) => units.some((id) => house.has(id))), mine = named.filter(({ role }) => OWING_ROLES.has(role)), owing = unitsIn(house, mine);
    if (mine.length > 0) return [{ task, role: 'owing', units: owing, times: owing.includes(houseId) ? 1 : owing.length, optional: task.content.optional || mine.every(({ optional }) => optional) }];
    return named.length > 0 ? [{ task, role: 'coordinating', units: unitsIn(house, named), times: 1, optional: true }] : [];
  });
}

const unitsIn = (house: ReadonlySet<Id>, parties: readonly ParentParty[]): Id[] => [...new Set(parties.flatMap(({ units }) => units.filter((id) => house.has(id))))];

/** Working days that a division hands in before its commune or department has to report. */
export const REPORT_EARLIER_BY = 5;

/** What a piece of work is about → who inside a house does it, likeliest first. Words are folded; the first line that fits decides. */
const BY_FUNCTION: readonly { readonly words: readonly string[]; readonly channels: readonly string[]; readonly products: readonly string[]; readonly functions: readonly OrganisationFunction[] }[] = [
  { words: ['mot cua', 'niem yet', 'trung tam phuc vu hanh chinh cong'], channels: [], products: ['posting'], functions: ['one-stop', 'office', 'culture'] },
  { words: ['kinh phi', 'du toan'], channels: [], products: [], functions: ['finance', 'economy', 'office'] },
  { words: ['phat thanh', 'truyen thanh', 'loa'], channels: ['commune-radio', 'radio'], products: ['radio-programme'], functions: ['broadcast', 'culture'] },
  { words: ['chuyen doi so', 'to cong nghe so'], channels: [], products: [], functions: ['information', 'culture'] },
  { words: ['phap luat'], channels: [], products: [], functions: ['justice', 'culture', 'office'] },
  { words: [], channels: [], products: ['report'], functions: ['home-affairs', 'culture', 'office'] },
];
const OTHERWISE: readonly OrganisationFunction[] = ['culture', 'home-affairs', 'press', 'information', 'office'];

/** The division of the house for a piece of work, by function; undefined when the house has none that fits. */
export function divisionFor(content: Pick<TaskContent, 'title' | 'product' | 'channel'>, house: House): House['divisions'][number] | undefined {
  const title = ` ${fold(content.title)} `;
  const line = BY_FUNCTION.find(({ words, channels, products }) => words.some((word) => title.includes(` ${word} `)) || channels.includes(content.channel ?? '') || products.includes(content.product ?? ''));
  for (const wanted of [...(line?.functions ?? []), ...OTHERWISE]) {
    const found = house.divisions.find(({ functions }) => functions.includes(wanted));
    if (found) return found;
  }
  return undefined;
}

export interface DerivedTask { readonly parentItemId: Id; readonly draft: DraftTask }

/**
 * The house's own task for one of the plan above: the same words, rates and days; the lead is whom the plan above names inside the
 * house, else the division with that function, else the house itself. What is to be reported is due some working days earlier inside.
 */
export function derivedTask({ task: { itemId, content }, role, units, optional }: Omit<Addressed, 'times'>, house: House, printedIndex: string, calendar: WorkingCalendar): DerivedTask {
  const named = units.includes(house.id) ? [] : house.divisions.filter(({ id }) => units.includes(id)), division = divisionFor(content, house);
  const leads = named.length > 0 ? named : division ? [division] : [{ id: house.id, name: house.name }];
  const within = leads.some(({ id }) => id !== house.id), isReport = content.purpose === 'report' || content.product === 'report';
  const own: TaskContent = {
    ...content, printedIndex, parentIndex: null, parentTitle: null, optional: role === 'owing' ? optional : content.optional, note: null,
    title: role === 'coordinating' ? `Phối hợp thực hiện: ${content.title}` : content.purpose === 'report' && within ? `Báo cáo kết quả thực hiện gửi ${house.name}` : content.title,
    ...(isReport && within ? earlier(content, calendar) : {}),
  };
  return { parentItemId: itemId, draft: { content: own, path: '', paragraphs: [], parties: leads.map(({ id, name }) => ({ role: 'lead', asWritten: name, optional: false, ref: { type: 'organisation', id } })) } };
}

/** Every task the house owes; what it only helps with is offered elsewhere. `section`: "III". */
export function derivedTasks(addressed: readonly Addressed[], house: House, section: string, calendar: WorkingCalendar): DerivedTask[] {
  const owing = addressed.filter(({ role }) => role === 'owing'), isReport = (one: Addressed) => one.task.content.purpose === 'report';
  const tasks = owing.filter((one) => !isReport(one)), reports = owing.filter(isReport);
  return [
    ...tasks.map((one, i) => derivedTask(one, house, `${section}.${i + 1}`, calendar)),
    ...reports.map((one, i) => derivedTask(one, house, reports.length > 1 ? `BC.${i + 1}` : 'BC', calendar)),
  ];
}

/** The due day some working days before, in the rule, the period and the words alike. */
function earlier(content: TaskContent, calendar: WorkingCalendar): Pick<TaskContent, 'deadline' | 'period' | 'timing'> {
  const moved = (day: PlainDate): PlainDate => addWorkingDays(calendar, day, -REPORT_EARLIER_BY);
  const { period, deadline, timing } = content;
  const nextDeadline: DeadlineRule | null = deadline?.kind === 'date' ? { ...deadline, date: moved(deadline.date) }
    : deadline?.kind === 'day-of-month' && deadline.day > REPORT_EARLIER_BY ? { ...deadline, day: deadline.day - REPORT_EARLIER_BY } : deadline;
  const nextPeriod = period?.kind === 'deadline' && period.to ? { ...period, to: moved(period.to) } : period;
  const [from, to] = deadline?.kind === 'date' ? [deadline.date, moved(deadline.date)] : period?.kind === 'deadline' && period.to ? [period.to, moved(period.to)] : [null, null];
  return { deadline: nextDeadline, period: nextPeriod, timing: timing && from && to ? timing.replace(datePattern(from), formatDate(to)) : timing };
}

/** A day as papers print it: 25/11/2026, 25/11, 5/6/2026. */
const datePattern = (day: PlainDate): RegExp => {
  const [dd, mm] = formatDayMonth(day).split('/').map(Number) as [number, number];
  return new RegExp(`0?${dd}/0?${mm}(?:/${day.slice(0, 4)})?`, 'u');
};

/** From when what goes on all year is owed under a plan made today: not before the month in which it is made. */
export const boundFrom = (year: number, today: PlainDate): PlainDate => minDate(today > dateOf(year, 1, 1) ? today : dateOf(year, 1, 1), dateOf(year, 12, 31));
