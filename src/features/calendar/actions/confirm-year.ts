import { AppError, conflict, invalid } from '#kernel/app-error.ts';
import type { Acting } from '#platform/acting.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { PROPOSED_YEARS } from '../rules/holidays.ts';
import { daysOfYear, problemsOf, type YearChoices } from '../rules/yearly-table.ts';
import { replaceDays, saveYear, yearTable } from '../store.ts';

export interface ConfirmYear {
  readonly year: number;
  readonly choices: YearChoices;
  /** The decision or notice: "Thông báo số …/TB-… ngày …". */
  readonly citation: string | null;
  /** `rowVersion` of the table that was on the screen; null when the year was a proposal. */
  readonly seen: number | null;
}

/**
 * The days off of a year, as decided, hold from now on for every unit. Confirming again corrects them. Due days that were
 * computed before stay as they were issued; whoever keeps such days recomputes the open ones on "calendar.confirmed".
 */
export async function confirmYear(acting: Acting, { year, choices, citation, seen }: ConfirmYear): Promise<void> {
  const root = (await organisationTree(acting.tx, acting.today)).roots.find(({ external }) => !external);
  if (!root) throw conflict('Chưa có đơn vị nào trong hệ thống. Hãy tạo đơn vị đầu tiên rồi xác nhận lịch.');
  await acting.authorise('calendar.confirm', root.id);

  if (!Number.isInteger(year) || year < PROPOSED_YEARS.from || year > PROPOSED_YEARS.to)
    throw invalid(`Lịch làm việc chỉ lập cho các năm ${PROPOSED_YEARS.from} đến ${PROPOSED_YEARS.to}. Hãy chọn lại năm.`, 'year');
  const problems = problemsOf(year, choices);
  const [first] = Object.entries(problems);
  if (first) throw new AppError('invalid', first[1], { field: first[0], fields: problems });

  const saved = await saveYear(acting.tx, { id: acting.newId(), year, choices, citation: citation?.trim() || null, seen, at: acting.now, by: acting.by.accountId, byName: acting.by.personName });
  if (!saved)
    throw new AppError('stale', `Người khác vừa xác nhận lịch năm ${year}. Hãy xem lại bảng hiện có rồi xác nhận lại nếu vẫn cần sửa.`, { data: await yearTable(acting.tx, year) });
  const changes = await replaceDays(acting.tx, year, daysOfYear(year, choices), () => acting.newId());

  acting.record({ verb: 'calendar.confirmed', table: 'calendar_years', id: saved.id, organisationId: root.id, facts: { year, citation } });
  for (const { id, day, change } of changes) acting.record({ verb: `calendar.day-${change}`, table: 'calendar_days', id, organisationId: root.id, facts: { day } });
}
