import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { act, type ActEnvironment } from '#features/audit/act.ts';
import type { Acting } from '#platform/acting.ts';
import { ownerActor } from '../actor.ts';
import { recoveryCodeKey, vault } from '../secrets.ts';
import { releaseTry, recoveryCodesLeft, revokeSession, securitySettings, tellOwner, useRecoveryCode, useTotpStep, type Account } from '../store.ts';
import { totpStep } from '../totp.ts';
import { openSession, type OpenedSession, type Source } from './open-session.ts';
import { reserve } from './sign-in.ts';

/** The second factor: six digits of the authenticator app, or one of the recovery codes. Replaces the half session by a whole one. */
export async function secondStep(env: ActEnvironment, pending: { readonly sessionId: Id; readonly account: Account }, code: string, source: Source): Promise<OpenedSession> {
  const { account } = pending, now = env.clock.now();
  const keys = await reserve(env.db, `${account.userName} code`, account, source, now, await securitySettings(env.db));
  const opened = await act(env, ownerActor(account), async (acting) => {
    await passSecondFactor(acting, account, code);
    await revokeSession(acting.tx, pending.sessionId, acting.now);
    return openSession(acting, account, 'full', source);
  });
  await releaseTry(env.db, keys);
  return opened;
}

/** Throws AppError('invalid') at the field `code` unless the code is right and new. */
export async function passSecondFactor(acting: Acting, account: Account, code: string): Promise<void> {
  const secret = account.totpSecret && vault().open(account.totpSecret, `totp ${account.id}`);
  if (!secret) throw new AppError('conflict', 'Tài khoản chưa bật xác thực hai bước, hoặc khóa bí mật của máy chủ đã đổi. Hãy đề nghị quản trị viên đặt lại.');
  const step = totpStep(secret, code, acting.now);
  if (step !== null) {
    if (await useTotpStep(acting.tx, account.id, step)) return;
    throw invalid('Mã này vừa dùng rồi. Hãy chờ ứng dụng đổi sang mã mới (tối đa 30 giây) rồi nhập lại.', 'code');
  }
  const key = recoveryCodeKey(code);
  if (key.length === 10 && await useRecoveryCode(acting.tx, account.id, vault().mark(`${account.id} ${key}`), acting.now)) {
    const left = await recoveryCodesLeft(acting.tx, account.id);
    await tellOwner(acting.tx, { id: acting.newId(), accountId: account.id, sentence: `Vừa đăng nhập bằng một mã khôi phục; còn ${left} mã.${left < 3 ? ' Hãy tạo bộ mã mới.' : ''}`, at: acting.now });
    acting.record({ verb: 'accounts.recovery-code-used', table: 'accounts', id: account.id, facts: { left } });
    return;
  }
  throw invalid('Mã không đúng. Hãy nhập 6 chữ số đang hiện trong ứng dụng xác thực, hoặc một mã khôi phục chưa dùng.', 'code');
}
