import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { verifyPassword } from '../secrets.ts';
import { revokeSessions, type Account } from '../store.ts';
import { existingAccount } from './authority.ts';
import { setPassword } from './set-password.ts';
import { ownAccount } from './sign-out.ts';

/** Before the transaction: is this the password in force? Throws AppError('invalid') at the field `current`. */
export async function requirePassword(account: Account, current: string): Promise<void> {
  if (!account.passwordHash || !(await verifyPassword(account.passwordHash, current))) throw invalid('Mật khẩu hiện nay không đúng; hãy nhập lại.', 'current');
}

/** The own password; other devices are signed out. `passwordHash` comes from `preparePassword`. */
export async function changePassword(acting: Acting, passwordHash: string, sessionId: Id): Promise<void> {
  const account = await existingAccount(acting, ownAccount(acting));
  await setPassword(acting, account, passwordHash, 'accounts.password-changed');
  await revokeSessions(acting.tx, account.id, acting.now, sessionId);
}
