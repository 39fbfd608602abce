import type { Id } from '#kernel/id.ts';
import { yearOf } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import type { SheetTable } from '#features/organisations/rules/sheet.ts';
import { tasksFromRows, type TasksFromTable } from '../rules/from-table.ts';
import { createPlan, type CreatePlan } from './create-plan.ts';

/** A plan from a table of tasks (.xlsx, .csv). With one row at fault, or as a trial, nothing is written and the faults are named. */
export async function createPlanFromTable(a: Acting, input: Omit<CreatePlan, 'origin' | 'tasks' | 'content'> & { readonly table: SheetTable; readonly dryRun?: boolean }): Promise<TasksFromTable & { readonly planId: Id | null }> {
  await a.authorise('plans.write', input.organisationId);
  const { table, dryRun = false, ...plan } = input;
  const made = tasksFromRows(table, plan.year ?? yearOf(a.today));
  if (made.faults.length > 0 || dryRun) return { ...made, planId: null };
  return { ...made, planId: await createPlan(a, { ...plan, origin: 'xlsx', tasks: made.tasks }) };
}
