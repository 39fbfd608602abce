import { invalid } from '#kernel/app-error.ts';
import type { Reader } from '#platform/db/tables.ts';
import { passwordFault } from '../rules/password.ts';
import { hashPassword, verifyPassword } from '../secrets.ts';
import { passwordHistory, securitySettings, type Account } from '../store.ts';

/**
 * Checks a new password against the rules and the last ten, and hashes it. Takes up to half a second of argon2, so it
 * is called before the transaction that stores the result. Throws AppError('invalid') at the field `password`.
 */
export async function preparePassword(reader: Reader, about: { readonly secondFactor: boolean; readonly userName: string; readonly personName: string; readonly account?: Account }, password: string, repeated: string): Promise<string> {
  const settings = await securitySettings(reader);
  const fault = passwordFault(password, about, settings);
  if (fault) throw invalid(fault, 'password');
  if (password !== repeated) throw invalid('Hai lần nhập mật khẩu không giống nhau; hãy nhập lại cả hai.', 'repeated');
  if (about.account) {
    const earlier = await passwordHistory(reader, about.account.id, settings.passwordHistory);
    const used = await Promise.all([...(about.account.passwordHash ? [about.account.passwordHash] : []), ...earlier].map((hash) => verifyPassword(hash, password)));
    if (used.includes(true)) throw invalid(`Mật khẩu này đã dùng trước đây; hãy chọn mật khẩu khác với ${settings.passwordHistory} mật khẩu gần nhất.`, 'password');
  }
  return hashPassword(password);
}
