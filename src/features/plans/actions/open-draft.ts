import { conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { afterVerb, PLAN_STATUS_LABEL } from '../rules/state.ts';
import { holdPlan, versionRow } from '../store/rows.ts';
import type { PlanRow, PlanVersionRow } from '../store/tables.ts';

/** The draft that a task or a party stands in. A form opened before the plan was issued or amended speaks of rows of a version that no longer changes. */
export async function openDraftOf(a: Acting, row: { readonly plan_id: Id; readonly version: number }): Promise<{ plan: PlanRow; version: PlanVersionRow }> {
  const draft = await openDraft(a, row.plan_id);
  if (row.version !== draft.version.version) throw conflict('Nội dung này thuộc bản đã ban hành nên không sửa được. Hãy tải lại trang để sửa ở bản đang soạn.');
  return draft;
}

/** The plan and its version that may be edited: a draft, or the next version of an issued plan. Authorises plans.write. */
export async function openDraft(a: Acting, planId: Id, seen: number | null = null): Promise<{ plan: PlanRow; version: PlanVersionRow }> {
  const plan = await holdPlan(a.tx, planId, seen);
  await a.authorise('plans.write', plan.owner_id);
  const version = (await versionRow(a.tx, planId, plan.current_version))!;
  const amending = plan.issued_version !== null && version.state === 'draft';
  if (!amending && afterVerb(plan.origin, plan.status, 'edit') === null)
    throw conflict(`Kế hoạch đang ở trạng thái “${PLAN_STATUS_LABEL[plan.status]}” nên không sửa trực tiếp được. Nếu đã ban hành, hãy lập bản sửa đổi, bổ sung.`);
  return { plan, version };
}
