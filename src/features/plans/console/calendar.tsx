import { addDays, addMonths, dayOf, endOfMonth, formatDate, inRange, isPlainDate, maxDate, minDate, monthOf, startOfMonth, weekdayOf, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { calendarDay, isWorkingDay, type WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Card, Chip, Empty, LinkButton, type Tone } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { slotWords } from '../rules/gantt.ts';
import { slotState, type Slot, type SlotState } from '../rules/schedule.ts';
import type { TaskRow } from '../store.ts';
import { hrefOf } from './load.ts';
import { PlanViews, planInTime } from './time.tsx';

const TONE: Readonly<Record<SlotState, Tone>> = { met: 'good', running: 'soon', missed: 'late', coming: 'none', followed: 'info' };
const WEEKDAYS = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'] as const;

/** A month of due days on a sheet of the wall calendar; days off by the confirmed table. On a phone only days with something stand. */
export async function planCalendarPage(visit: Visit): Promise<Response> {
  const { plan, tasks, slots, window, issued } = await planInTime(visit), asked = `${visit.c.req.query('thang') ?? ''}-01`;
  const first = slots.reduce<PlainDate>((day, slot) => minDate(day, slot.due), window.from), last = slots.reduce<PlainDate>((day, slot) => maxDate(day, slot.due), window.to);
  const month = startOfMonth(isPlainDate(asked) ? asked : minDate(maxDate(visit.today, first), last)), days = { from: month, to: endOfMonth(month) };
  const calendar = await loadCalendar(visit.db, yearOf(month), yearOf(month)), shown = slots.filter((slot) => inRange(slot.due, days));
  const href = (to: PlainDate) => hrefOf(plan.id, `/lich?thang=${to.slice(0, 7)}`), before = addMonths(month, -1), after = addMonths(month, 1);
  return consolePage(visit, { title: 'Lịch đến hạn', crumb: <a href={hrefOf(plan.id)}>{plan.title}</a> }, <>
    <PlanViews plan={plan} current="calendar" />
    <Card id="lich" title={`Tháng ${monthOf(month)}/${yearOf(month)}: ${formatNumber(shown.length)} hạn`} pad={false}
      tools={<>{endOfMonth(before) >= first ? <LinkButton kind="small" href={href(before)}>‹ Tháng {monthOf(before)}</LinkButton> : null}{after <= last ? <LinkButton kind="small" href={href(after)}>Tháng {monthOf(after)} ›</LinkButton> : null}</>}
      footer={<small>{issued ? 'Trong mỗi ô: số đơn vị đã đủ trên số đơn vị phải làm.' : 'Bản đang soạn: các hạn sẽ có khi ban hành.'} Ngày nghỉ theo lịch làm việc đã xác nhận.</small>}>
      <Sheet visit={visit} month={month} calendar={calendar} slots={shown} tasks={tasks} />
      {shown.length ? null : <Empty title="Không có hạn nào trong tháng này">Chuyển tháng để xem các hạn khác của kế hoạch.</Empty>}
    </Card>
  </>);
}

const Sheet = ({ visit, month, calendar, slots, tasks }: { visit: Visit; month: PlainDate; calendar: WorkingCalendar; slots: readonly Slot[]; tasks: readonly TaskRow[] }) => {
  const start = addDays(month, 1 - weekdayOf(month)), titles = new Map<string, TaskRow>(tasks.map((task) => [task.item_id, task]));
  const weeks = Array.from({ length: Math.ceil((weekdayOf(month) - 1 + dayOf(endOfMonth(month))) / 7) }, (_, week) => Array.from({ length: 7 }, (__, day) => addDays(start, week * 7 + day)));
  return <table class="month-sheet" role="table"><caption class="visually-hidden">Hạn trong tháng {monthOf(month)}/{yearOf(month)}</caption>
    <thead role="rowgroup"><tr role="row">{WEEKDAYS.map((name) => <th scope="col" role="columnheader">{name}</th>)}</tr></thead>
    <tbody role="rowgroup">{weeks.map((week) => <tr role="row">{week.map((day) => {
      const own = slots.filter((slot) => slot.due === day), outside = monthOf(day) !== monthOf(month), special = calendarDay(calendar, day), off = !isWorkingDay(calendar, day);
      return <td role="cell" class={[outside ? 'outside' : '', off ? 'off' : '', day === visit.today ? 'now' : '', own.length || (special && !outside) ? '' : 'bare'].filter(Boolean).join(' ')}>
        {outside ? null : <><time datetime={day}><span class="wide">{dayOf(day)}</span><span class="slim">{WEEKDAYS[weekdayOf(day) - 1]}, {formatDate(day)}</span>{day === visit.today ? <small> hôm nay</small> : null}</time>
          {special ? <small class="day-off">{special.name}</small> : null}
          {own.length ? <ul>{own.map((slot) => { const task = titles.get(slot.itemId), state = slotState(slot, visit.today); return <li><Chip tone={TONE[state]}>{slot.met}/{slot.units}</Chip> <span title={task?.title}>{task ? `${task.printed_index} ${task.title}` : 'Nhiệm vụ của bản trước'}</span><span class="visually-hidden">, {slotWords(state)}</span></li>; })}</ul> : null}</>}
      </td>;
    })}</tr>)}</tbody></table>;
};

