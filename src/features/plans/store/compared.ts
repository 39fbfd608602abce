import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { allGroups, organisationTree } from '#features/organisations/store.ts';
import type { ComparedVersion } from '../rules/compare.ts';
import { contentOf } from './review.ts';
import { partyRows, taskRows } from './rows.ts';
import type { PlanVersionRow } from './tables.ts';

/** A version with its parties by name (as written where nobody said whom it means), ready to be compared. */
export async function comparedVersion(db: Reader, planId: Id, version: PlanVersionRow, today: PlainDate): Promise<ComparedVersion> {
  const tasks = await taskRows(db, planId, version.version), parties = await partyRows(db, planId, version.version);
  const tree = await organisationTree(db, today), groups = await allGroups(db);
  const named = parties.map((row) => ({
    taskId: row.task_id, role: row.role, dropped: row.dropped_reason !== null, optional: row.optional,
    name: (row.organisation_id ? tree.latest(row.organisation_id)?.name : row.group_id ? groups.get(row.group_id)?.name : null) ?? row.as_written,
  }));
  return { tasks: tasks.map((row) => ({ itemId: row.item_id, content: contentOf(row), parties: named.filter(({ taskId }) => taskId === row.id) })), content: version.content, window: { from: version.window_from, to: version.window_to } };
}
