import { AppError } from '#kernel/app-error.ts';
import { act, type ActEnvironment } from '#features/audit/act.ts';
import type { Database } from '#platform/db/tables.ts';
import { ownerActor } from '../actor.ts';
import { isDormant } from '../rules/session-state.ts';
import type { Settings } from '../rules/settings.ts';
import { waitInWords, type Counted } from '../rules/throttle.ts';
import { networkOf, userNameKey } from '../rules/user-name.ts';
import { tokenHash, verifyNobody, verifyPassword } from '../secrets.ts';
import { accountByUserName, releaseTry, knownDevice, reserveTry, securitySettings, type Account } from '../store.ts';
import { openSession, type OpenedSession, type Source } from './open-session.ts';

export interface SignIn { readonly userName: string; readonly password: string; readonly source: Source }

/**
 * Checks name and password and opens a session, or the first half of one when the account has a second factor. The same
 * sentence for a wrong name and a wrong password, after the same work. argon2 runs outside any transaction.
 */
export async function signIn(env: ActEnvironment, { userName, password, source }: SignIn): Promise<OpenedSession> {
  const now = env.clock.now(), name = userNameKey(userName), settings = await securitySettings(env.db);
  const account = await accountByUserName(env.db, name);
  const keys = await reserve(env.db, name, account, source, now, settings);
  const right = account?.passwordHash && account.status === 'active' ? await verifyPassword(account.passwordHash, password) : await verifyNobody(password);
  if (!account || !right) throw new AppError('invalid', 'Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra chữ hoa, bộ gõ tiếng Việt rồi nhập lại.', { field: 'password' });
  if (isDormant(account.lastSeenAt, account.passwordChangedAt ?? account.createdAt, now, settings))
    throw new AppError('forbidden', `Tài khoản không đăng nhập quá ${settings.idleAccountDays} ngày nên đã tạm khóa. Hãy đề nghị quản trị viên của đơn vị đặt lại mật khẩu để mở.`);
  const opened = await act(env, ownerActor(account), (acting) => openSession(acting, account, account.totpSecret ? 'password' : 'full', source));
  await releaseTry(env.db, keys);
  return opened;
}

export type Tries = readonly (readonly [key: string, counted: Counted])[];

/** Reserves a try from this source; AppError('rate-limited') with the time to wait. Returns what `releaseTry` gives back on success. */
export async function reserve(db: Database, name: string, account: Account | null, source: Source, now: Date, settings: Settings): Promise<Tries> {
  const device = account && source.deviceToken ? await knownDevice(db, account.id, tokenHash(source.deviceToken)) : null;
  const own = tokenHash(`${name} ${device ? `device ${device}` : `from ${source.address}`}`);
  // What strangers spend on this account from everywhere must not reach the owner's own device.
  const keys: Tries = device ? [[own, 'source']] : [[own, 'source'], [tokenHash(`${name} anywhere`), 'anywhere']];
  const wait = await reserveTry(db, keys, now, settings);
  if (wait > 0) throw new AppError('rate-limited', `Đã nhập sai nhiều lần từ nơi này (${networkOf(source.address)}). Hãy chờ ${waitInWords(wait)} rồi thử lại, hoặc đề nghị quản trị viên đặt lại mật khẩu.`);
  return keys;
}
