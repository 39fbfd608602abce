import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { partyOf, rememberNameChoice } from '#features/organisations/actions/remember-name-choice.ts';
import type { Candidate } from '#features/organisations/rules/resolve-name.ts';
import type { PartyRole } from '../rules/content.ts';
import { changeParty, deleteParty, holdTask, insertParties, partyRow, partyRows } from '../store/rows.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { openDraftOf } from './open-draft.ts';

/**
 * Says whom a document means by a name. Every party of this draft written the same way follows; with `remember` so do the
 * next documents of this issuer. A proposed group is made now.
 */
export async function resolveParty(a: Acting, input: { readonly partyId: Id; readonly choice: Pick<Candidate, 'party' | 'proposal'>; readonly remember: boolean }): Promise<number> {
  const row = await partyRow(a.tx, input.partyId);
  const { plan, version } = await openDraftOf(a, row);
  const ref = await partyOf(a, input.choice);
  if (input.remember) await rememberNameChoice(a, { scopeId: plan.issuer_id, asWritten: row.as_written, party: ref });
  const alike = (await partyRows(a.tx, plan.id, version.version)).filter((other) => other.id === row.id || (other.as_written === row.as_written && !other.organisation_id && !other.group_id && !other.dropped_reason));
  for (const one of alike) {
    await changeParty(a.tx, one.id, { organisation_id: ref.type === 'organisation' ? ref.id : null, group_id: ref.type === 'group' ? ref.id : null, dropped_reason: null });
    a.record({ verb: 'plans.party-resolved', table: 'plan_task_parties', id: one.id, organisationId: plan.owner_id, facts: { task: one.task_id, asWritten: one.as_written, party: ref.id } });
  }
  return alike.length;
}

/** The reviewer decides that this party owes nothing (a party that no longer exists, a body outside): with a reason that stays. */
export async function dropParty(a: Acting, input: { readonly partyId: Id; readonly reason: string }): Promise<void> {
  const row = await partyRow(a.tx, input.partyId);
  const { plan } = await openDraftOf(a, row);
  const reason = input.reason.trim();
  if (reason.length < 5) throw invalid('Chưa ghi lý do bỏ cơ quan này. Hãy ghi ngắn gọn vì sao.', 'reason');
  await changeParty(a.tx, row.id, { dropped_reason: reason });
  a.record({ verb: 'plans.party-set-aside', table: 'plan_task_parties', id: row.id, organisationId: plan.owner_id, facts: { asWritten: row.as_written, reason } });
}

/** Adds an agency to a task, already known or as written. */
export async function addParty(a: Acting, input: { readonly taskId: Id; readonly role: PartyRole; readonly asWritten: string; readonly choice?: Pick<Candidate, 'party' | 'proposal'>; readonly optional?: boolean }): Promise<Id> {
  const task = await holdTask(a.tx, input.taskId);
  const { plan, version } = await openDraftOf(a, task);
  const asWritten = input.asWritten.trim();
  if (!asWritten) throw invalid('Chưa ghi tên cơ quan. Hãy ghi hoặc chọn một cơ quan.', 'asWritten');
  const ref = input.choice ? await partyOf(a, input.choice) : null;
  const others = (await partyRows(a.tx, plan.id, version.version)).filter((one) => one.task_id === task.id);
  if (ref && others.some((one) => one.role === input.role && (one.organisation_id === ref.id || one.group_id === ref.id))) throw conflict('Cơ quan này đã có trong nhiệm vụ với cùng vai trò.');
  const { newId, shard } = inShardOf(a, plan.id), id = newId();
  await insertParties(a.tx, [{
    shard_id: shard, id, plan_id: plan.id, version: version.version, task_id: task.id, ordinal: (others.at(-1)?.ordinal ?? 0) + 1, role: input.role, as_written: asWritten,
    organisation_id: ref?.type === 'organisation' ? ref.id : null, group_id: ref?.type === 'group' ? ref.id : null, optional: input.optional ?? false, dropped_reason: null,
  }]);
  a.record({ verb: 'plans.party-added', table: 'plan_task_parties', id, organisationId: plan.owner_id, facts: { task: task.id, role: input.role } });
  return id;
}

/** Changes the role of an agency, or makes its duty conditional. */
export async function editParty(a: Acting, input: { readonly partyId: Id; readonly role?: PartyRole; readonly optional?: boolean }): Promise<void> {
  const row = await partyRow(a.tx, input.partyId);
  const { plan } = await openDraftOf(a, row);
  await changeParty(a.tx, row.id, { ...(input.role ? { role: input.role } : {}), ...(input.optional === undefined ? {} : { optional: input.optional }) });
  a.record({ verb: 'plans.party-edited', table: 'plan_task_parties', id: row.id, organisationId: plan.owner_id, facts: { role: input.role ?? row.role } });
}

/** Takes an agency off a task it was put on by mistake. */
export async function removeParty(a: Acting, partyId: Id): Promise<void> {
  const row = await partyRow(a.tx, partyId);
  const { plan } = await openDraftOf(a, row);
  await deleteParty(a.tx, row.id);
  a.record({ verb: 'plans.party-dropped', table: 'plan_task_parties', id: row.id, organisationId: plan.owner_id, facts: { task: row.task_id, asWritten: row.as_written } });
}
