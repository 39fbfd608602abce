import { AppError, conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { yearOf } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { contentInYear, taskInYear, textInYear } from '../rules/copy-year.ts';
import type { DraftTask } from '../rules/from-reading.ts';
import { copiedPlan } from '../store/links.ts';
import { contentOf } from '../store/review.ts';
import { holdPlan, partyRows, taskRows, versionRow } from '../store/rows.ts';
import { writePlan, writeTasks } from './write-draft.ts';

/** The version in force as a draft for another year (the next one unless said): its own number, day and plan above are still to come. AppError('duplicate') with the copy that is there. */
export async function copyPlanToYear(a: Acting, { planId, toYear }: { readonly planId: Id; readonly toYear?: number }): Promise<Id> {
  const plan = await holdPlan(a.tx, planId);
  await a.authorise('plans.write', plan.owner_id);
  const version = (await versionRow(a.tx, planId, plan.issued_version ?? plan.current_version))!, from = plan.year ?? yearOf(version.window_from), to = toYear ?? from + 1;
  if (to <= from || to > 2060) throw conflict('Chỉ chép kế hoạch sang năm sau.');
  const there = await copiedPlan(a.tx, plan, to);
  if (there) throw new AppError('duplicate', `Kế hoạch đã được chép sang năm ${to}: “${there.title}”. Hãy mở bản đó.`, { data: { same: [there] } });
  const tasks = await taskRows(a.tx, planId, version.version), parties = (await partyRows(a.tx, planId, version.version)).filter((row) => !row.dropped_reason);
  const id = await writePlan(a, {
    kind: plan.kind, origin: 'authored', ownerId: plan.owner_id, issuerId: plan.issuer_id, issuerName: plan.issuer_name, issuingCapacity: plan.issuing_capacity, year: to, years: { from: to, to }, title: textInYear(plan.title, from, to),
    number: null, notation: plan.notation, place: plan.place, signedOn: null, signer: plan.signer, parentPlanId: null, copiedFromId: planId, content: contentInYear(version.content, from, to),
  });
  await writeTasks(a, { id, version: 1, ownerId: plan.owner_id, issuerId: plan.issuer_id }, tasks.map((row): DraftTask => ({
    content: taskInYear(contentOf(row), from, to), path: '', paragraphs: [],
    parties: parties.filter((party) => party.task_id === row.id).map((party) => ({
      role: party.role, asWritten: party.as_written, optional: party.optional,
      ...(party.organisation_id ? { ref: { type: 'organisation' as const, id: party.organisation_id } } : party.group_id ? { ref: { type: 'group' as const, id: party.group_id } } : {}),
    })),
  })));
  return id;
}
