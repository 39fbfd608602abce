import type { Id } from '#kernel/id.ts';
import { yearOf } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { resolveWrittenAll } from '#features/organisations/store.ts';
import { planWindow, type PlanContent, type TaskContent } from '../rules/content.ts';
import type { DraftTask } from '../rules/from-reading.ts';
import type { PlanOrigin } from '../rules/state.ts';
import { insertParties, insertPlan, insertTasks, insertVersion } from '../store/rows.ts';
import type { PartyRow, PlanRow, TaskRow } from '../store/tables.ts';

export interface NewPlan {
  readonly kind: string;
  readonly origin: PlanOrigin;
  readonly ownerId: Id;
  readonly issuerId: Id;
  readonly issuerName: string;
  readonly issuingCapacity: 'body' | 'office-holder';
  readonly year: number | null;
  readonly years: { readonly from: number; readonly to: number } | null;
  readonly title: string;
  readonly number: number | null;
  readonly notation: string | null;
  readonly place: string | null;
  readonly signedOn: PlanRow['signed_on'];
  /** Unsigned, but not owed for months that were over when it was begun. */
  readonly bindsFrom?: PlanRow['signed_on'];
  readonly signer: PlanRow['signer'];
  readonly parentPlanId: Id | null;
  /** The plan of an earlier year it was copied from. */
  readonly copiedFromId?: Id | null;
  readonly content: PlanContent;
}

/** Writes a plan with its first version, in draft. */
export async function writePlan(a: Acting, plan: NewPlan): Promise<Id> {
  const id = a.newId(), versionId = a.newId();
  await insertPlan(a.tx, {
    shard_id: a.shard, id, kind: plan.kind, origin: plan.origin, status: 'draft', owner_id: plan.ownerId, issuer_id: plan.issuerId, issuer_name: plan.issuerName, issuing_capacity: plan.issuingCapacity,
    year: plan.year, title: plan.title, number: plan.number, notation: plan.notation, place: plan.place, signed_on: plan.signedOn, signer: plan.signer, parent_plan_id: plan.parentPlanId, copied_from_id: plan.copiedFromId ?? null,
    current_version: 1, issued_version: null, created_by: a.by.accountId, created_at: a.now, issued_at: null, ended_on: null, ended_reason: null, returned_reason: null, row_version: 1,
  });
  const years = plan.years ?? { from: plan.year ?? yearOf(plan.signedOn ?? a.today), to: plan.year ?? yearOf(plan.signedOn ?? a.today) };
  const window = planWindow(years, plan.signedOn ?? plan.bindsFrom ?? null);
  await insertVersion(a.tx, {
    shard_id: a.shard, id: versionId, plan_id: id, version: 1, state: 'draft', effective_from: null, window_from: window.from, window_to: window.to, content: plan.content, reason: null,
    created_by: a.by.accountId, created_at: a.now, issued_by: null, issued_at: null, row_version: 1,
  });
  a.record({ verb: 'plans.drafted', table: 'plans', id, organisationId: plan.ownerId, facts: { title: plan.title, origin: plan.origin } });
  a.record({ verb: 'plans.version-drafted', table: 'plan_versions', id: versionId, organisationId: plan.ownerId, facts: { plan: id, version: 1 } });
  return id;
}

export const taskRowOf = (a: Acting, at: { readonly planId: Id; readonly version: number; readonly itemId?: Id; readonly ordinal: number; readonly path?: string | null; readonly paragraphs?: readonly string[] }, content: TaskContent): TaskRow => ({
  shard_id: a.shard, id: a.newId(), plan_id: at.planId, version: at.version, item_id: at.itemId ?? a.newId(), ordinal: at.ordinal, printed_index: content.printedIndex, title: content.title,
  parent_index: content.parentIndex, parent_title: content.parentTitle, channel: content.channel, product: content.product, themes: content.themes, timing: content.timing, period: content.period,
  rates: content.rates, deadline: content.deadline, roll: content.roll, amount: content.amount, optional: content.optional, carry_surplus: content.carrySurplus, report_rhythm: content.reportRhythm,
  purpose: content.purpose, path: at.path ?? null, paragraphs: at.paragraphs ?? [], note: content.note, row_version: 1,
});

/** Writes tasks as read or typed, each agency resolved where its name is clear from where the issuer stands. */
export async function writeTasks(a: Acting, plan: { readonly id: Id; readonly version: number; readonly ownerId: Id; readonly issuerId: Id }, drafts: readonly DraftTask[], firstOrdinal = 1): Promise<TaskRow[]> {
  const tasks = drafts.map((draft, i) => taskRowOf(a, { planId: plan.id, version: plan.version, ordinal: firstOrdinal + i, path: draft.path || null, paragraphs: draft.paragraphs }, draft.content));
  const names = [...new Set(drafts.flatMap(({ parties }) => parties.flatMap(({ asWritten, ref }) => (ref ? [] : [asWritten]))))];
  const found = new Map((await resolveWrittenAll(a.tx, names, plan.issuerId, a.today)).map((resolution, i) => [names[i]!, resolution]));
  const parties = drafts.flatMap(({ parties: written }, i) => written.map((party, ordinal): PartyRow => {
    const resolution = found.get(party.asWritten);
    const ref = party.ref ?? (resolution?.state === 'resolved' ? resolution.party : null);
    return {
      shard_id: a.shard, id: a.newId(), plan_id: plan.id, version: plan.version, task_id: tasks[i]!.id, ordinal: ordinal + 1, role: party.role, as_written: party.asWritten,
      organisation_id: ref?.type === 'organisation' ? ref.id : null, group_id: ref?.type === 'group' ? ref.id : null, optional: party.optional, dropped_reason: null,
    };
  }));
  await insertTasks(a.tx, tasks);
  await insertParties(a.tx, parties);
  for (const row of tasks) a.record({ verb: 'plans.task-added', table: 'plan_tasks', id: row.id, organisationId: plan.ownerId, facts: { plan: plan.id, index: row.printed_index } });
  for (const row of parties) a.record({ verb: 'plans.party-added', table: 'plan_task_parties', id: row.id, organisationId: plan.ownerId, facts: { task: row.task_id, role: row.role } });
  return tasks;
}
