import { AppError, conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { planChecks } from '../store/cascade.ts';
import { insertAnswers } from '../store/links.ts';
import { planReview, type PlanReview } from '../store/review.ts';
import { holdPlan } from '../store/rows.ts';
import type { CheckAnswerRow } from '../store/tables.ts';
import { inShardOf } from '#platform/in-shard-of.ts';

/** "Vẫn ban hành, lý do: …" for the findings chosen (all that are open when none is). Kept with the plan and in the log. */
export async function answerFindings(a: Acting, { planId, keys, reason }: { readonly planId: Id; readonly keys: readonly string[]; readonly reason: string }): Promise<number> {
  const plan = await holdPlan(a.tx, planId), why = reason.trim();
  await a.authorise('plans.write', plan.owner_id);
  if (why.length < 5) throw invalid('Chưa ghi lý do. Hãy ghi ngắn gọn vì sao kế hoạch vẫn giữ như vậy.', 'reason');
  const review = await planReview(a.tx, planId, a.today), { open } = await planChecks(a.tx, review, a.today), chosen = keys.length ? open.filter(({ key }) => keys.includes(key)) : open;
  if (chosen.length === 0) throw conflict('Không còn chỗ nào cần ghi lý do. Hãy tải lại trang.');
  const { shard, newId } = inShardOf(a, planId);
  const rows = chosen.map((one): CheckAnswerRow => ({ shard_id: shard, id: newId(), plan_id: planId, version: review.version.version, finding: one.key, code: one.code, sentence: one.sentence, reason: why, answered_by: a.by.accountId, answered_by_name: a.by.personName, answered_at: a.now }));
  await insertAnswers(a.tx, rows);
  for (const row of rows) a.record({ verb: 'plans.finding-answered', table: 'plan_check_answers', id: row.id, organisationId: plan.owner_id, facts: { plan: planId, code: row.code, sentence: row.sentence, reason: why } });
  return rows.length;
}

/** A plan that Loa writes does not go on with what is against the decree, nor with an open difference to the plan above. Papers signed elsewhere are as they are. */
export async function readyByChecks(a: Acting, review: PlanReview): Promise<void> {
  if (review.plan.origin !== 'authored') return;
  const { errors, open } = await planChecks(a.tx, review, a.today);
  if (errors.length > 0) throw new AppError('conflict', `Còn ${errors.length} lỗi thể thức. ${errors[0]!.sentence} ${errors[0]!.wayOut}`, { data: { findings: errors } });
  if (open.length > 0) throw new AppError('conflict', `Còn ${open.length} chỗ cần xem. ${open[0]!.sentence} ${open[0]!.wayOut}`, { field: 'checks', data: { findings: open } });
}
