import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { addDays } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { endRole, forgetDevices, revokeSessions, revokeTokens, rolesOf, spendAllLinks, updateAccount } from '../store.ts';
import { authoriseOver, existingAccount, keepAnAdministrator } from './authority.ts';

/** The account ends: roles, sessions, tokens, links. What the person did stays in their name. */
export async function closeAccount(acting: Acting, accountId: Id): Promise<void> {
  const account = await existingAccount(acting, accountId), roles = await rolesOf(acting.tx, accountId, acting.today);
  if (account.id === acting.by.accountId) throw new AppError('conflict', 'Bạn không thể tự đóng tài khoản của mình; hãy đề nghị một quản trị viên khác.');
  if (account.status === 'closed') throw new AppError('conflict', 'Tài khoản này đã đóng.');
  await authoriseOver(acting, roles);
  await keepAnAdministrator(acting, { accountId });
  for (const role of roles) {
    await endRole(acting.tx, role, addDays(acting.today, -1));
    acting.record({ verb: 'accounts.role-ended', table: 'account_roles', id: role.id, organisationId: role.organisationId, facts: { role: role.role } });
  }
  await updateAccount(acting.tx, account.id, { status: 'closed', closedAt: acting.now, totpSecret: null });
  await revokeSessions(acting.tx, account.id, acting.now);
  await spendAllLinks(acting.tx, account.id, acting.now);
  await forgetDevices(acting.tx, account.id);
  for (const id of await revokeTokens(acting.tx, account.id, acting.now)) acting.record({ verb: 'accounts.token-revoked', table: 'api_tokens', id });
  acting.record({ verb: 'accounts.closed', table: 'accounts', id: account.id, organisationId: roles[0]?.organisationId ?? null, facts: { userName: account.userName } });
}
