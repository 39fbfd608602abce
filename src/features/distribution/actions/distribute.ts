import { conflict, invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { dayAt, yearOf } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { publicItem } from '#features/sites/store.ts';
import { dueDay, dueOfHour } from '../rules/due.ts';
import { outletRow } from '../store/rows.ts';
import { planPosting } from './plan-posting.ts';

/** Sends an item that readers can see to outlets of one's own, now or at an hour. Gives the names of outlets where it stands already. */
export async function distribute(a: Acting, { itemId, outletIds, at }: { readonly itemId: Id; readonly outletIds: readonly Id[]; readonly at: Date | null }): Promise<{ readonly made: number; readonly there: readonly string[] }> {
  const item = await publicItem(a.tx, itemId), there: string[] = [];
  if (!item) throw notFound('bài này trên cổng');
  if (outletIds.length === 0) throw invalid('Hãy chọn ít nhất một kênh.', 'outlets');
  if (item.withdrawn_at) throw conflict('Bài đã gỡ khỏi cổng nên không phát hành được nữa.');
  if (at && dayAt(at) < a.today) throw invalid('Ngày đăng đã qua. Hãy chọn hôm nay hoặc ngày sau.', 'day');
  const calendar = await loadCalendar(a.tx, yearOf(a.today), yearOf(a.today) + 1), hour = at && at > a.now ? at : a.now;
  let made = 0;
  for (const outletId of new Set(outletIds)) {
    const outlet = await outletRow(a.tx, outletId);
    if (!outlet) throw notFound('kênh này');
    await a.authorise('distribution.post', outlet.organisation_id);
    if (outlet.closed_on) throw conflict(`Kênh “${outlet.name}” đã đóng. Hãy mở lại kênh hoặc bỏ chọn.`);
    if (await planPosting(a, { item, outlet, what: 'post', at: hour, dueOn: at ? dueOfHour(hour) : dueDay(hour, 'same-day', calendar), about: null })) made++;
    else there.push(outlet.name);
  }
  return { made, there };
}
