import { addDays, startOfDay, yearOf } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import type { PublicItem } from '#features/sites/store.ts';
import { dueDay } from '../rules/due.ts';
import { standsThere } from '../rules/words.ts';
import { kindOf } from '../rules/kinds/index.ts';
import { outletsById } from '../store/reading.ts';
import { changePosting, defaultsFor, standingPostings } from '../store/rows.ts';
import { whatChanged, whyWithdrawn } from './item-own.ts';
import { planPosting } from './plan-posting.ts';

/** What came out longer ago is no news any more: after a long outage, or in a store that was just brought over. */
const NEWS_DAYS = 7;
/** When offices open: from then on the task of that day is on the list. */
const OPENING_HOURS = 7.5;

const calendarNow = (a: Acting) => loadCalendar(a.tx, yearOf(a.today), yearOf(a.today) + 1);

/** An item went out: it is planned where items of its collection usually go. */
export async function itemPlaced(a: Acting, item: PublicItem): Promise<number> {
  if (item.withdrawn_at || item.published_at < startOfDay(addDays(a.today, -NEWS_DAYS))) return 0;
  const defaults = await defaultsFor(a.tx, item.organisation_id, item.noun, item.collection_id), outlets = await outletsById(a.tx, defaults.map((one) => one.outlet_id)), calendar = await calendarNow(a);
  let made = 0;
  for (const { outlet_id: outletId, due } of defaults) {
    const outlet = outlets.get(outletId);
    if (!outlet || outlet.closed_on) continue;
    await a.authorise('distribution.post', outlet.organisation_id);
    const dueOn = dueDay(item.published_at, due, calendar), at = due === 'same-day' ? a.now : new Date(startOfDay(dueOn).getTime() + OPENING_HOURS * 3_600_000);
    if (await planPosting(a, { item, outlet, what: 'post', at, dueOn, about: null })) made++;
  }
  return made;
}

/** An item changed: wherever what stands is not true any more, somebody changes it there too. What is not out yet will go out as it is now. */
export async function itemUpdated(a: Acting, item: PublicItem): Promise<number> {
  if (item.withdrawn_at) return 0;
  return tasksWhereOut(a, item, 'update', await whatChanged(a.tx, item));
}

/** An item was taken down: what was to be done about it is not done any more, and wherever it is out it is taken down too. */
export async function itemWithdrawn(a: Acting, item: PublicItem): Promise<number> {
  if (!item.withdrawn_at) return 0;
  const standing = await standingPostings(a.tx, item.id), reason = 'Bài gốc đã gỡ khỏi cổng';
  for (const posting of standing) if (posting.what !== 'remove' && ['planned', 'waiting', 'failed'].includes(posting.status)) {
    await a.authorise('distribution.post', posting.organisation_id);
    await changePosting(a.tx, posting.id, { status: 'skipped', reason });
    a.record({ verb: 'distribution.skipped', table: 'postings', id: posting.id, organisationId: posting.organisation_id, facts: { what: posting.what, title: item.title, reason } });
  }
  return tasksWhereOut(a, item, 'remove', await whyWithdrawn(a.tx, item));
}

async function tasksWhereOut(a: Acting, item: PublicItem, what: 'update' | 'remove', about: string | null): Promise<number> {
  const done = (await standingPostings(a.tx, item.id)).filter((one) => one.status === 'done'), standing = done.filter((one) => one.what === 'post'), outlets = await outletsById(a.tx, standing.map((one) => one.outlet_id)), calendar = await calendarNow(a);
  let made = 0;
  for (const post of standing) {
    const outlet = outlets.get(post.outlet_id);
    if (!outlet || !kindOf(outlet).steps) continue;
    await a.authorise('distribution.post', outlet.organisation_id);
    if (what === 'update') {
      const last = done.filter((one) => one.outlet_id === outlet.id && one.what !== 'remove').toSorted((x, y) => y.done_at!.getTime() - x.done_at!.getTime())[0]!;
      // the words there are the same; or, where the page itself stands, it was put there after it had changed
      if (last.standing === null ? item.updated_at && last.done_at! > item.updated_at : last.standing === standsThere(kindOf(outlet), item)) continue;
    }
    if (await planPosting(a, { item, outlet, what, at: a.now, dueOn: dueDay(a.now, what === 'remove' ? 'same-day' : 'next-working-day', calendar), about })) made++;
  }
  return made;
}
