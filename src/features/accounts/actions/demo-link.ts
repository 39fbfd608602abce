import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { act, systemActor, type ActEnvironment } from '#features/audit/act.ts';
import { ownerActor } from '../actor.ts';
import { newToken, tokenHash } from '../secrets.ts';
import { accountById, insertLink, openLink, spendLinks, useLink } from '../store.ts';
import { openSession, type OpenedSession, type Source } from './open-session.ts';

const LASTS_HOURS = 7 * 24;

/** A single-use sign-in link for a role of the demonstration. The caller has made sure that this is a demo store. */
export const createDemoLink = (env: ActEnvironment, accountId: Id): Promise<string> => act(env, systemActor('Trình diễn', 'demo'), async (acting) => {
  const token = newToken();
  await spendLinks(acting.tx, 'demo', accountId, acting.now);
  await insertLink(acting.tx, { id: acting.newId(), purpose: 'demo', tokenHash: tokenHash(token), accountId, at: acting.now, by: null, expiresAt: new Date(acting.now.getTime() + LASTS_HOURS * 3_600_000) });
  return token;
});

/** Signs in by such a link, past the second factor: in a demo store only. */
export async function followDemoLink(env: ActEnvironment, mode: 'real' | 'demo', token: string, source: Source): Promise<OpenedSession> {
  const link = mode === 'demo' ? await openLink(env.db, tokenHash(token), ['demo'], env.clock.now()) : null;
  const account = link?.accountId ? await accountById(env.db, link.accountId) : null;
  if (!link || !account || account.status !== 'active') throw new AppError('not-found', 'Đường dẫn đăng nhập trình diễn không đúng hoặc đã dùng. Chạy bin/loa demo --links để lấy đường dẫn mới.');
  return act(env, ownerActor(account, 'demo'), async (acting) => {
    if (!(await useLink(acting.tx, link.id, acting.now))) throw new AppError('conflict', 'Đường dẫn này vừa được dùng. Chạy bin/loa demo --links để lấy đường dẫn mới.');
    return openSession(acting, account, 'demo', source);
  });
}
