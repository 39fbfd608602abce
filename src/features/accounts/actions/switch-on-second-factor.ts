import { conflict, invalid } from '#kernel/app-error.ts';
import type { Acting } from '#platform/acting.ts';
import { newRecoveryCodes, recoveryCodeKey, vault } from '../secrets.ts';
import { replaceRecoveryCodes, updateAccount, useTotpStep, type Account } from '../store.ts';
import { totpStep } from '../totp.ts';
import { existingAccount } from './authority.ts';
import { ownAccount } from './sign-out.ts';

/** The secret counts from the first right code on. Returns the ten recovery codes: shown once, then only marked. */
export async function switchOnSecondFactor(acting: Acting, secret: string, code: string): Promise<string[]> {
  const account = await existingAccount(acting, ownAccount(acting));
  if (account.totpSecret) throw conflict('Xác thực hai bước đang bật. Muốn đổi điện thoại, hãy đề nghị quản trị viên đặt lại rồi bật lại.');
  const step = totpStep(secret, code, acting.now);
  if (step === null || !(await useTotpStep(acting.tx, account.id, step))) throw invalid('Mã không đúng. Hãy kiểm tra giờ của điện thoại rồi nhập 6 chữ số đang hiện trong ứng dụng.', 'code');
  await updateAccount(acting.tx, account.id, { totpSecret: vault().seal(secret, `totp ${account.id}`) });
  acting.record({ verb: 'accounts.second-factor-on', table: 'accounts', id: account.id, organisationId: acting.by.organisationId });
  return issueCodes(acting, account);
}

/** A new set of ten; the old ones are worth nothing any more. */
export async function renewRecoveryCodes(acting: Acting): Promise<string[]> {
  const account = await existingAccount(acting, ownAccount(acting));
  if (!account.totpSecret) throw conflict('Hãy bật xác thực hai bước trước khi tạo mã khôi phục.');
  acting.record({ verb: 'accounts.recovery-codes-renewed', table: 'accounts', id: account.id, organisationId: acting.by.organisationId });
  return issueCodes(acting, account);
}

async function issueCodes(acting: Acting, account: Account): Promise<string[]> {
  const codes = newRecoveryCodes();
  await replaceRecoveryCodes(acting.tx, account.id, codes.map((code) => ({ id: acting.newId(), hash: vault().mark(`${account.id} ${recoveryCodeKey(code)}`) })), acting.now);
  return codes;
}
