import { AppError } from '#kernel/app-error.ts';
import { act, type ActEnvironment } from '#features/audit/act.ts';
import type { Reader } from '#platform/db/tables.ts';
import { ownerActor } from '../actor.ts';
import { isAdministrator } from '../authenticate.ts';
import { tokenHash } from '../secrets.ts';
import { accountById, forgetDevices, openLink, replaceRecoveryCodes, revokeSessions, rolesOf, tellOwner, touchAccount, updateAccount, useLink, type Account, type AccountLink } from '../store.ts';
import { openSession, type OpenedSession, type Source } from './open-session.ts';
import { preparePassword } from './password.ts';
import { setPassword } from './set-password.ts';

export interface LinkAnswer { readonly link: AccountLink; readonly account: Account; /** Must switch on a second factor, so eight characters are enough. */ readonly administrator: boolean }

/** What an invitation or reset link stands for; AppError('not-found') when it is used, ended or invented. */
export async function readLink(reader: Reader, token: string, now: Date, today: Parameters<typeof isAdministrator>[1]): Promise<LinkAnswer> {
  const link = await openLink(reader, tokenHash(token), ['invitation', 'reset'], now);
  const account = link?.accountId ? await accountById(reader, link.accountId) : null;
  if (!link || !account || account.status === 'closed') throw new AppError('not-found', 'Đường dẫn không đúng, đã dùng hoặc đã hết hạn. Hãy đề nghị quản trị viên của đơn vị tạo đường dẫn mới.');
  return { link, account, administrator: isAdministrator(await rolesOf(reader, account.id, today), today) };
}

/**
 * The owner sets a password: an invitation makes the account active, a reset signs out everything else and, when the
 * phone was lost, takes the second factor away. Signs in at once, unless a second factor stays.
 */
export async function answerLink(env: ActEnvironment, token: string, password: string, repeated: string, source: Source): Promise<OpenedSession> {
  const { link, account, administrator } = await readLink(env.db, token, env.clock.now(), env.clock.today());
  const keepsFactor = Boolean(account.totpSecret) && !link.dropsTotp;
  const passwordHash = await preparePassword(env.db, { secondFactor: administrator || keepsFactor, userName: account.userName, personName: account.person.name, account }, password, repeated);
  return act(env, ownerActor(account), async (acting) => {
    if (!(await useLink(acting.tx, link.id, acting.now))) throw new AppError('conflict', 'Đường dẫn này vừa được dùng. Nếu không phải bạn, hãy báo ngay quản trị viên.');
    await setPassword(acting, account, passwordHash, link.purpose === 'invitation' ? 'accounts.invitation-accepted' : 'accounts.password-reset');
    await touchAccount(acting.tx, account.id, acting.now);
    if (link.purpose === 'reset') {
      await revokeSessions(acting.tx, account.id, acting.now);
      await forgetDevices(acting.tx, account.id);
      if (link.dropsTotp) {
        await updateAccount(acting.tx, account.id, { totpSecret: null });
        await replaceRecoveryCodes(acting.tx, account.id, [], acting.now);
        await tellOwner(acting.tx, { id: acting.newId(), accountId: account.id, at: acting.now, sentence: 'Xác thực hai bước đã được gỡ khi đặt lại mật khẩu; hãy bật lại trên điện thoại mới.' });
      }
    }
    return openSession(acting, account, keepsFactor ? 'password' : 'full', source);
  });
}
