import { yearOf, type DateRange } from '#kernel/plain-date.ts';
import { dueDaysOfSource } from '#features/obligations/store.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Tabs } from '#ui/parts.tsx';
import { slotsOfDraft, type Slot } from '../rules/schedule.ts';
import { taskRows, versionRow, type PlanRow, type TaskRow } from '../store.ts';
import { readablePlan } from './access.ts';
import { hrefOf, reviewOf } from './load.ts';

/** A plan laid out in time: what is owed of an issued one, what a draft would make. */
export interface PlanInTime { readonly plan: PlanRow; readonly tasks: readonly TaskRow[]; readonly slots: readonly Slot[]; readonly window: DateRange; readonly issued: boolean }

export async function planInTime(visit: Visit): Promise<PlanInTime> {
  const plan = await readablePlan(visit);
  if (plan.issued_version === null) {
    const review = await reviewOf(visit);
    return { plan, tasks: review.tasks, slots: slotsOfDraft(review.commitments), window: { from: review.version.window_from, to: review.version.window_to }, issued: false };
  }
  const version = await versionRow(visit.db, plan.id, plan.issued_version), year = plan.year ?? yearOf(visit.today);
  const window = version ? { from: version.window_from, to: version.window_to } : { from: `${year}-01-01` as DateRange['from'], to: `${year}-12-31` as DateRange['to'] };
  return { plan, tasks: await taskRows(visit.db, plan.id, plan.issued_version), slots: await dueDaysOfSource(visit.db, plan.id, visit.today), window, issued: true };
}

/** The ways to look at one plan. */
export const PlanViews = ({ plan, current }: { plan: PlanRow; current: 'list' | 'chart' | 'calendar' | 'bases' }) => <Tabs label="Cách xem kế hoạch" tabs={[
  { href: hrefOf(plan.id), label: 'Nhiệm vụ', current: current === 'list' }, { href: hrefOf(plan.id, '/bieu-do'), label: 'Biểu đồ thời gian', current: current === 'chart' },
  { href: hrefOf(plan.id, '/lich'), label: 'Lịch đến hạn', current: current === 'calendar' },
  { href: hrefOf(plan.id, '/can-cu'), label: 'Căn cứ', current: current === 'bases' },
]} />;
