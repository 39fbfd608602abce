import { AppError, invalid } from '#kernel/app-error.ts';
import type { ActEnvironment } from '#features/audit/act.ts';
import type { PendingSession } from '../authenticate.ts';
import { verifyPassword } from '../secrets.ts';
import { releaseTry, securitySettings, touchSession } from '../store.ts';
import type { Source } from './open-session.ts';
import { reserve } from './sign-in.ts';

/** The same person at the same screen: the password opens it again, everything else is as it was. */
export async function unlock(env: ActEnvironment, pending: PendingSession, password: string, source: Source): Promise<void> {
  if (pending.state !== 'locked') throw new AppError('sign-in-required', 'Phiên làm việc đã kết thúc. Hãy đăng nhập lại.');
  const { account } = pending, now = env.clock.now();
  const keys = await reserve(env.db, account.userName, account, source, now, await securitySettings(env.db));
  if (!account.passwordHash || !(await verifyPassword(account.passwordHash, password))) throw invalid('Mật khẩu không đúng. Hãy kiểm tra chữ hoa, bộ gõ tiếng Việt rồi nhập lại.', 'password');
  await touchSession(env.db, pending.sessionId, now);
  await releaseTry(env.db, keys);
}
