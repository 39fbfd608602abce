import { AppError } from '#kernel/app-error.ts';
import { formatInstant } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { newToken, tokenHash } from '../secrets.ts';
import { insertLink, revokeSessions, rolesOf, securitySettings, spendLinks, tellOwner } from '../store.ts';
import { authoriseOver, existingAccount } from './authority.ts';
import { invitationLink } from './invite.ts';

/**
 * A one-time link to set a new password, made by an administrator above (or the operator). Everything signed in ends,
 * the owner is told at the next sign-in. `dropsTotp`: the phone is lost, the second factor goes as well.
 */
export async function resetAccount(acting: Acting, accountId: Id, options: { readonly dropsTotp: boolean }): Promise<{ token: string; expiresAt: Date }> {
  const account = await existingAccount(acting, accountId), roles = await rolesOf(acting.tx, accountId, acting.today);
  if (account.id === acting.by.accountId) throw new AppError('conflict', 'Bạn đang đăng nhập bằng tài khoản này; hãy đổi mật khẩu ở trang “Tài khoản của tôi”.');
  if (account.status === 'closed') throw new AppError('conflict', 'Tài khoản đã đóng nên không đặt lại được.');
  await authoriseOver(acting, roles);
  acting.record({ verb: account.status === 'invited' ? 'accounts.invitation-renewed' : 'accounts.reset-offered', table: 'accounts', id: account.id, organisationId: roles[0]?.organisationId ?? null, facts: { userName: account.userName, dropsTotp: options.dropsTotp } });
  if (account.status === 'invited') return invitationLink(acting, account.id);

  const { resetHours } = await securitySettings(acting.tx);
  const token = newToken(), expiresAt = new Date(acting.now.getTime() + resetHours * 3_600_000);
  await spendLinks(acting.tx, 'reset', account.id, acting.now);
  await insertLink(acting.tx, { id: acting.newId(), purpose: 'reset', tokenHash: tokenHash(token), accountId: account.id, at: acting.now, by: acting.by.accountId, expiresAt, dropsTotp: options.dropsTotp });
  await revokeSessions(acting.tx, account.id, acting.now);
  await tellOwner(acting.tx, { id: acting.newId(), accountId: account.id, at: acting.now, sentence: `${acting.by.personName} đã tạo đường dẫn đặt lại mật khẩu cho tài khoản này lúc ${formatInstant(acting.now)}. Nếu bạn không đề nghị, hãy báo đơn vị cấp trên.` });
  return { token, expiresAt };
}
