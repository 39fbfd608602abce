import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { organisation } from '#features/organisations/store.ts';
import type { Acting } from '#platform/acting.ts';
import type { Role } from '#platform/policy.ts';
import { ROLE_LABELS } from '../rules/roles.ts';
import { checkUserName, isEmail } from '../rules/user-name.ts';
import { newToken, tokenHash } from '../secrets.ts';
import { accountByUserName, insertAccounts, insertLink, insertRoles, rolesOf, securitySettings, spendLinks, tellOwner } from '../store.ts';
import { reaches, requireReach } from './authority.ts';

export interface Invite {
  readonly organisationId: Id;
  readonly roles: readonly { readonly role: Role; readonly subtree: boolean }[];
  readonly userName: string;
  readonly person: { readonly name: string; readonly title?: string; readonly phone?: string | null };
  readonly validFrom?: PlainDate;
}
/** `token` is null when the person has an account already: then the roles are simply added to it. */
export interface Invited { readonly accountId: Id; readonly token: string | null; readonly expiresAt: Date | null }

/** A new colleague with a one-time link, or a further role for somebody who has an account in another unit. */
export async function invite(acting: Acting, input: Invite): Promise<Invited> {
  await acting.authorise('accounts.manage', input.organisationId);
  const { tx } = acting;
  const unit = await organisation(tx, input.organisationId, acting.today);
  const userName = checkUserName(input.userName), name = input.person.name.trim();
  if (!input.roles.length) throw invalid('Hãy chọn ít nhất một vai trò.', 'roles');
  const granted = input.roles.map((role) => ({ ...role, organisationId: unit.id, validFrom: input.validFrom ?? acting.today, validTo: null }));
  await requireReach(acting, granted);

  const known = await accountByUserName(tx, userName);
  if (known?.status === 'closed') throw new AppError('conflict', `Tài khoản “${userName}” đã đóng; hãy dùng tên đăng nhập khác.`, { field: 'userName' });
  if (!known && !name) throw invalid('Hãy ghi họ và tên.', 'name');
  const accountId = known?.id ?? acting.newId();
  if (!known) {
    const personId = acting.newId();
    await insertAccounts(tx, [{ id: accountId, personId, userName, status: 'invited', createdAt: acting.now,
      person: { name, title: input.person.title?.trim() ?? '', phone: input.person.phone?.trim() || null, email: isEmail(userName) ? userName : null } }]);
    acting.record({ verb: 'accounts.person-added', table: 'persons', id: personId, organisationId: unit.id });
    acting.record({ verb: 'accounts.invited', table: 'accounts', id: accountId, organisationId: unit.id, facts: { userName, name } });
  }
  const held = known ? await rolesOf(tx, known.id, acting.today) : [];
  const added = granted.filter((role) => !held.some((one) => one.organisationId === role.organisationId && one.role === role.role && (one.subtree || !role.subtree)))
    .map((role) => ({ ...role, id: acting.newId(), accountId, grantedBy: acting.by.accountId }));
  await insertRoles(tx, added);
  for (const role of added) acting.record({ verb: 'accounts.role-granted', table: 'account_roles', id: role.id, organisationId: unit.id, facts: { role: role.role, subtree: role.subtree, accountId } });
  if (known && added.length) await tellOwner(tx, { id: acting.newId(), accountId, at: acting.now, sentence: `${acting.by.personName} đã giao cho bạn vai trò ${added.map((role) => ROLE_LABELS[role.role].label).join(', ')} tại ${unit.name}.` });
  // Whoever was invited elsewhere and has not answered gets a new link only from somebody who reaches that place too.
  if (known && (known.status === 'active' || !(await reaches(acting, held)))) return { accountId, token: null, expiresAt: null };
  return { accountId, ...(await invitationLink(acting, accountId)) };
}

/** A fresh link for somebody who has not answered yet; earlier ones end. */
export async function invitationLink(acting: Acting, accountId: Id): Promise<{ token: string; expiresAt: Date }> {
  const { invitationDays } = await securitySettings(acting.tx);
  const token = newToken(), expiresAt = new Date(acting.now.getTime() + invitationDays * 86_400_000);
  await spendLinks(acting.tx, 'invitation', accountId, acting.now);
  await insertLink(acting.tx, { id: acting.newId(), purpose: 'invitation', tokenHash: tokenHash(token), accountId, at: acting.now, by: acting.by.accountId, expiresAt });
  return { token, expiresAt };
}
