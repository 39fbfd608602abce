import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { addDays, endOfMonth, minDate, plainDate, startOfMonth, type PlainDate } from '#kernel/plain-date.ts';
import type { Database } from '#platform/db/tables.ts';
import { recordMany, type DoneWork } from '#features/deliverables/actions/record-many.ts';
import { creditMany } from '#features/obligations/actions/credit-many.ts';
import { answerFindings } from '#features/plans/actions/answer-findings.ts';
import { derivePlanFrom } from '#features/plans/actions/derive-plan.ts';
import { dropTask, editTask } from '#features/plans/actions/edit-task.ts';
import { issuePlan } from '#features/plans/actions/issue-plan.ts';
import { omitTask } from '#features/plans/actions/link-tasks.ts';
import { numberPlan } from '#features/plans/actions/number-plan.ts';
import { renumberTasks } from '#features/plans/actions/renumber-tasks.ts';
import { approvePlan, submitForReview } from '#features/plans/actions/review-steps.ts';
import { taskRows } from '#features/plans/store.ts';
import type { OnDay } from './load.ts';

interface DemoPlan { readonly unit: string; readonly day: string; readonly number: number; readonly halved?: string; readonly left?: { readonly words: string; readonly reason: string } }

/** Who made a plan of their own in January: one as asked, one asks for less than the province, one leaves a task out. Another is on the way; the rest have none yet. */
const ISSUED: readonly DemoPlan[] = [
  { unit: 'P01', day: '2026-01-21', number: 5 },
  { unit: 'P04', day: '2026-01-23', number: 8, halved: 'Trang của phường mới nâng cấp, quý II mới đủ người viết.' },
  { unit: 'D01', day: '2026-01-28', number: 3, left: { words: 'LED', reason: 'Đặc khu chưa có màn hình LED; đăng trên trang và loa của đặc khu.' } },
];
const WRITING = { unit: 'X09', day: '2026-02-03' };

/** Plans of communes under that of the province, by the clicks that people make; what was done for the province counts for them too. */
export async function makeCascade({ db, on, units, planId, today }: { db: Database; on: OnDay; units: ReadonlyMap<string, Id>; planId: Id; today: PlainDate }): Promise<void> {
  const made: Id[] = [];
  for (const one of ISSUED.filter(({ day }) => day <= today)) made.push(await on(plainDate(one.day), async (a) => {
    const id = await derivePlanFrom(a, { parentId: planId, organisationId: units.get(one.unit)! }), tasks = await taskRows(a.tx, id, 1), at = { planId: id, rowVersion: null };
    const column = tasks.find((task) => task.rates.some(({ per, count }) => per === 'month' && (count ?? 0) > 1))!, left = tasks.find((task) => one.left && task.title.includes(one.left.words));
    if (one.halved) {
      await editTask(a, { taskId: column.id, rowVersion: null, change: { rates: column.rates.map((rate) => ({ ...rate, count: 1 })) } });
      await answerFindings(a, { planId: id, keys: [], reason: one.halved });
    }
    if (one.left && left) {
      const parent = await a.tx.selectFrom('plan_task_links').select('parent_item_id').where('item_id', '=', left.item_id).executeTakeFirstOrThrow();
      await dropTask(a, { taskId: left.id, rowVersion: null });
      await omitTask(a, { planId: id, parentItemId: parent.parent_item_id, reason: one.left.reason });
      await renumberTasks(a, id);
    }
    await submitForReview(a, at);
    await approvePlan(a, at);
    await numberPlan(a, { ...at, number: one.number, notation: 'KH-UBND', signedOn: a.today });
    await issuePlan(a, at);
    return id;
  }));
  if (WRITING.day <= today) await on(plainDate(WRITING.day), async (a) => {
    const id = await derivePlanFrom(a, { parentId: planId, organisationId: units.get(WRITING.unit)! });
    await submitForReview(a, { planId: id, rowVersion: null });
  });
  await countForBoth(db, on, planId, made, today);
  await handReportsIn(db, on, made, today);
}

interface Owed { id: Id; unit: Id; product: string; channel: string | null; amount: number | null; from: PlainDate; to: PlainDate }
interface Done { id: Id; organisationId: Id; unit: Id; product: string; channel: string | null; amount: number; doneOn: PlainDate; recordedOn: PlainDate; confirmedOn: PlainDate | null }

/** One piece of work counts for the province's plan and for the unit's own: each into the line of its product in which its day lies, until that is full. */
async function countForBoth(db: Database, on: OnDay, parentId: Id, planIds: readonly Id[], today: PlainDate): Promise<void> {
  const { rows: owed } = await sql<Owed>`
    select t.obligation_id as id, t.board_organisation_id as unit, c.product, c.channel, t.amount, t.period_from as "from", t.period_to as "to" from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where t.source_id = any(${planIds}::uuid[]) order by t.board_organisation_id, t.period_from, t.obligation_id`.execute(db);
  const { rows: done } = await sql<Done>`
    select distinct d.id, d.organisation_id as "organisationId", d.board_organisation_id as unit, d.product, d.channel, d.amount, d.done_on as "doneOn", d.recorded_on as "recordedOn", d.confirmed_on as "confirmedOn"
    from deliverables d join credits k on k.shard_id = d.shard_id and k.deliverable_id = d.id and k.ended_on is null join obligation_totals t on t.shard_id = k.shard_id and t.obligation_id = k.obligation_id
    where t.source_id = ${parentId} and d.ended_on is null and d.board_organisation_id = any(${[...new Set(owed.map((one) => one.unit))]}::uuid[]) order by d.done_on, d.id`.execute(db);
  const lines = Map.groupBy(owed, (one) => `${one.unit} ${one.product}`), given = new Map<Id, number>();
  const credits = done.flatMap((work) => {
    const line = (lines.get(`${work.unit} ${work.product}`) ?? []).find((one) => (!one.channel || !work.channel || one.channel === work.channel) && work.doneOn >= one.from && work.doneOn <= one.to && (one.amount === null || (given.get(one.id) ?? 0) + work.amount <= one.amount));
    if (!line) return [];
    given.set(line.id, (given.get(line.id) ?? 0) + work.amount);
    return [{ deliverableId: work.id, organisationId: work.organisationId, obligationId: line.id, amount: work.amount, doneOn: work.doneOn, recordedOn: work.recordedOn, confirmedOn: work.confirmedOn }];
  });
  const byMonth = Map.groupBy(credits, (one) => startOfMonth(one.recordedOn));
  for (const month of [...byMonth.keys()].sort()) await on(minDate(endOfMonth(month), today), (a) => creditMany(a, byMonth.get(month)!));
}

/** Inside a commune the division hands its report in some days before the commune has to. */
async function handReportsIn(db: Database, on: OnDay, planIds: readonly Id[], today: PlainDate): Promise<void> {
  const { rows } = await sql<{ id: Id; holder: Id; due: PlainDate; label: string }>`
    select t.obligation_id as id, t.organisation_id as holder, t.due, o.period_label as label from obligation_totals t
      join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id join obligations o on o.shard_id = t.shard_id and o.id = t.obligation_id
    where t.source_id = any(${planIds}::uuid[]) and c.product = 'report' and t.due < ${today}
      and not exists (select from credits k where k.shard_id = t.shard_id and k.obligation_id = t.obligation_id and k.ended_on is null) order by t.due, t.obligation_id`.execute(db);
  const byDay = Map.groupBy(rows, (row) => addDays(row.due, -2));
  for (const day of [...byDay.keys()].sort()) await on(day, (a) => recordMany(a, byDay.get(day)!.map((row): DoneWork => ({
    organisationId: row.holder, obligationId: row.id, doneOn: day, recordedOn: day, confirmedOn: day, link: `https://vanban.lamgiang.example/bao-cao/${row.id.slice(-8)}`,
    form: { title: `Báo cáo kết quả tuyên truyền cải cách hành chính ${row.label}`, product: 'report', channel: 'in-document', doneOn: day, amount: 1 },
  }))));
}
