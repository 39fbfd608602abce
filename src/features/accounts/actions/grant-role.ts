import { AppError, conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { addDays, formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { organisation } from '#features/organisations/store.ts';
import type { Acting } from '#platform/acting.ts';
import type { Role } from '#platform/policy.ts';
import { ROLE_LABELS } from '../rules/roles.ts';
import { endRole, insertRoles, roleById, rolesOf, tellOwner } from '../store.ts';
import { existingAccount, keepAnAdministrator, requireReach } from './authority.ts';

export interface GrantRole { readonly accountId: Id; readonly organisationId: Id; readonly role: Role; readonly subtree: boolean; readonly validFrom?: PlainDate; readonly validTo?: PlainDate | null }

/** A further role; nobody grants beyond the own reach. Returns its id. */
export async function grantRole(acting: Acting, input: GrantRole): Promise<Id> {
  await acting.authorise('accounts.manage', input.organisationId);
  const account = await existingAccount(acting, input.accountId), unit = await organisation(acting.tx, input.organisationId, acting.today);
  if (account.status === 'closed') throw conflict('Tài khoản đã đóng nên không giao vai trò được.');
  const role = { id: acting.newId(), accountId: account.id, organisationId: unit.id, role: input.role, subtree: input.subtree, validFrom: input.validFrom ?? acting.today, validTo: input.validTo ?? null };
  if (role.validTo && role.validTo < role.validFrom) throw invalid(`Ngày hết hạn phải từ ${formatDate(role.validFrom)} trở đi.`, 'validTo');
  await requireReach(acting, [role]);
  if ((await rolesOf(acting.tx, account.id, acting.today)).some((one) => one.organisationId === role.organisationId && one.role === role.role && one.subtree === role.subtree && one.validTo === null))
    throw conflict(`${account.person.name} đã có vai trò ${ROLE_LABELS[role.role].label} ở đơn vị này.`);
  await insertRoles(acting.tx, [{ ...role, grantedBy: acting.by.accountId }]);
  acting.record({ verb: 'accounts.role-granted', table: 'account_roles', id: role.id, organisationId: unit.id, facts: { role: role.role, subtree: role.subtree, accountId: account.id } });
  if (account.id !== acting.by.accountId) await tellOwner(acting.tx, { id: acting.newId(), accountId: account.id, at: acting.now, sentence: `${acting.by.personName} đã giao cho bạn vai trò ${ROLE_LABELS[role.role].label} tại ${unit.name}.` });
  return role.id;
}

/** The role ends today: it does not count any more from this moment on. */
export async function revokeRole(acting: Acting, roleId: Id): Promise<void> {
  const role = await roleById(acting.tx, roleId);
  if (!role || (role.validTo !== null && role.validTo < acting.today)) throw new AppError('not-found', 'Vai trò này không còn.');
  await acting.authorise('accounts.manage', role.organisationId);
  await requireReach(acting, [role]);
  await keepAnAdministrator(acting, { accountId: role.accountId, roleId });
  await endRole(acting.tx, role, addDays(acting.today, -1));
  acting.record({ verb: 'accounts.role-ended', table: 'account_roles', id: role.id, organisationId: role.organisationId, facts: { role: role.role, accountId: role.accountId } });
}
