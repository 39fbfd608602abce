import { conflict, invalid } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { carryCredits } from '#features/obligations/actions/carry-credits.ts';
import { closeObligations } from '#features/obligations/actions/close-obligations.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { obligationsOfBatch } from '#features/obligations/store.ts';
import { keepTree } from '#features/organisations/store.ts';
import { amendmentPreview } from '../store/amendment.ts';
import { changePlan, changeVersion, holdPlan, insertParties, insertTasks, insertVersion, partyRows, taskRows, versionRow } from '../store/rows.ts';
import { readyByChecks } from './answer-findings.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { authoriseFor, readyToIssue } from './issue-plan.ts';
import { statusAfter } from './review-steps.ts';

/** Opens the next version of an issued plan for editing: a copy; the version in force stays as it is. */
export async function startAmendment(a: Acting, { planId, rowVersion }: { readonly planId: Id; readonly rowVersion: number | null }): Promise<number> {
  const plan = await holdPlan(a.tx, planId, rowVersion);
  await a.authorise('plans.issue', plan.owner_id);
  statusAfter(plan, 'amend');
  if (plan.current_version !== plan.issued_version) throw conflict('Đã có một bản sửa đổi đang soạn. Hãy mở bản đó để sửa tiếp, hoặc bỏ bản đó trước.');
  const base = (await versionRow(a.tx, planId, plan.current_version))!;
  const version = base.version + 1, { newId } = inShardOf(a, planId), versionId = newId();
  await insertVersion(a.tx, { ...base, id: versionId, version, state: 'draft', effective_from: null, reason: null, created_by: a.by.accountId, created_at: a.now, issued_by: null, issued_at: null, row_version: 1 });
  const tasks = (await taskRows(a.tx, planId, base.version)).map((row) => ({ old: row.id, row: { ...row, id: newId(), version, row_version: 1 } }));
  const copyOf = new Map(tasks.map(({ old, row }) => [old, row.id]));
  await insertTasks(a.tx, tasks.map(({ row }) => row));
  const parties = (await partyRows(a.tx, planId, base.version)).map((row) => ({ ...row, id: newId(), version, task_id: copyOf.get(row.task_id)! }));
  await insertParties(a.tx, parties);
  await changePlan(a.tx, planId, { current_version: version });
  a.record({ verb: 'plans.amendment-started', table: 'plans', id: planId, organisationId: plan.owner_id, facts: { version } });
  a.record({ verb: 'plans.version-drafted', table: 'plan_versions', id: versionId, organisationId: plan.owner_id, facts: { plan: planId, version } });
  for (const { row } of tasks) a.record({ verb: 'plans.task-added', table: 'plan_tasks', id: row.id, organisationId: plan.owner_id, facts: { plan: planId, version } });
  for (const row of parties) a.record({ verb: 'plans.party-added', table: 'plan_task_parties', id: row.id, organisationId: plan.owner_id, facts: { task: row.task_id } });
  return version;
}

/** Throws the version being written away; the one in force goes on. */
export async function dropAmendment(a: Acting, { planId }: { readonly planId: Id }): Promise<void> {
  const plan = await holdPlan(a.tx, planId);
  await a.authorise('plans.issue', plan.owner_id);
  if (plan.issued_version === null || plan.current_version === plan.issued_version) throw conflict('Kế hoạch không có bản sửa đổi nào đang soạn.');
  const draft = (await versionRow(a.tx, planId, plan.current_version))!;
  await changeVersion(a.tx, draft.id, { state: 'dropped', version: -draft.version });
  await changePlan(a.tx, planId, { current_version: plan.issued_version });
  a.record({ verb: 'plans.version-dropped', table: 'plan_versions', id: draft.id, organisationId: plan.owner_id, facts: { plan: planId, version: draft.version } });
  a.record({ verb: 'plans.amendment-dropped', table: 'plans', id: planId, organisationId: plan.owner_id });
}

export interface IssueAmendment {
  readonly planId: Id;
  readonly rowVersion: number | null;
  /** The version rules from this day on; the future only. */
  readonly from: PlainDate;
  readonly reason: string;
  readonly acceptMissing?: boolean;
}

/**
 * Issues the version being written from a day on: future obligations that are no longer asked for close, new ones start,
 * and what was done for a whole-year task that changed goes over to its successor.
 */
export async function issueAmendment(a: Acting, { planId, rowVersion, from, reason, acceptMissing = false }: IssueAmendment): Promise<{ readonly added: number; readonly closed: number; readonly carried: number; readonly staying: number }> {
  await keepTree(a.tx);
  const plan = await holdPlan(a.tx, planId, rowVersion);
  await a.authorise('plans.issue', plan.owner_id);
  const status = statusAfter(plan, 'amend');
  if (plan.issued_version === null || plan.current_version === plan.issued_version) throw conflict('Chưa có bản sửa đổi nào để ban hành. Hãy lập bản sửa đổi trước.');
  if (reason.trim().length < 5) throw invalid('Chưa ghi lý do sửa đổi. Hãy ghi ngắn gọn vì sao sửa, theo văn bản nào.', 'reason');
  const { review, changes, counts } = await amendmentPreview(a.tx, planId, from, a.today);
  if (from < review.version.window_from || from > review.version.window_to) throw invalid(`Ngày có hiệu lực phải nằm trong thời gian của kế hoạch (${formatDate(review.version.window_from)} – ${formatDate(review.version.window_to)}).`, 'from');
  readyToIssue(review, acceptMissing);
  await readyByChecks(a, review);
  await authoriseFor(a, review);

  await closeObligations(a, { issuerId: plan.owner_id, obligationIds: changes.flatMap(({ close }) => close.map(({ id }) => id)), kind: 'amended', reason: reason.trim() });
  const drafts = changes.flatMap(({ draft, existingId }) => (draft && draft.instances.length > 0 ? [{ ...draft, existingId }] : []));
  const done = await impose(a, { source: { noun: 'plans', id: planId, version: review.version.version }, issuerId: plan.owner_id, commitments: drafts });
  const started = new Map((await obligationsOfBatch(a.tx, shardOf(planId), done.batchId)).map((row) => [`${row.commitment_id}/${row.organisation_id}/${row.period_key}`, row]));
  await carryCredits(a, plan.owner_id, changes.flatMap(({ carried, key }) => carried.flatMap((old) => {
    const next = started.get(`${done.commitmentIds.get(key)}/${old.organisationId}/${old.periodKey}`);
    return next ? [{ from: old.id, to: next.id, room: next.amount, commitmentId: next.commitment_id }] : [];
  })));

  await changeVersion(a.tx, review.version.id, { state: 'issued', effective_from: from, reason: reason.trim(), issued_by: a.by.accountId, issued_at: a.now });
  await changePlan(a.tx, planId, { status, issued_version: review.version.version });
  a.record({ verb: 'plans.version-issued', table: 'plan_versions', id: review.version.id, organisationId: plan.owner_id, facts: { plan: planId, version: review.version.version, from } });
  a.record({ verb: 'plans.amended', table: 'plans', id: planId, organisationId: plan.owner_id, facts: { from, reason: reason.trim(), ...counts } });
  return counts;
}
