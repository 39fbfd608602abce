import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { letterIndexes } from '../rules/compose-letter.ts';
import { renumbered } from '../rules/renumber.ts';
import { contentOf, planReview } from '../store/review.ts';
import { holdTask, rewriteTask, taskRows } from '../store/rows.ts';
import { openDraft } from './open-draft.ts';

/** Numbers the tasks of a draft anew in their order, each section for itself; what bears no number keeps what it has. In a letter: as it prints them. */
export async function renumberTasks(a: Acting, planId: Id): Promise<number> {
  const { plan, version } = await openDraft(a, planId), rows = await taskRows(a.tx, planId, version.version);
  const places = plan.kind === 'dispatch' ? letterIndexes((await planReview(a.tx, planId, a.today)).tasks) : null, next = places ? rows.map((row) => places.get(row.id) ?? row.printed_index) : renumbered(rows.map((row) => contentOf(row)));
  let changed = 0;
  for (const [i, row] of rows.entries()) {
    if (row.printed_index === next[i]) continue;
    const held = await holdTask(a.tx, row.id);
    await rewriteTask(a.tx, { ...held, printed_index: next[i]! });
    a.record({ verb: 'plans.task-edited', table: 'plan_tasks', id: row.id, organisationId: plan.owner_id, facts: { plan: planId, fields: ['printedIndex'] } });
    changed++;
  }
  return changed;
}
