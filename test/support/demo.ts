import { randomIds, type Id } from '#kernel/id.ts';
import { act } from '#features/audit/act.ts';
import { ownerActor } from '#features/accounts/actor.ts';
import { openSession } from '#features/accounts/actions/open-session.ts';
import { accountByUserName } from '#features/accounts/store.ts';
import { demoUserName } from '#app/demo-cast.ts';
import type { Database } from '#platform/db/tables.ts';
import type { BrowserContext } from 'playwright-core';
import type { TestWeb } from './web.ts';

/** A session cookie for somebody of the demonstration's cast, as its sign-in link would give. */
export async function cookieFor(db: Database, web: TestWeb, role: string): Promise<string> {
  const account = await accountByUserName(db, role.includes('@') ? role : demoUserName(role));
  if (!account) throw new Error(`the demonstration has no ${role}`);
  const opened = await act({ db, clock: web.clock, ids: randomIds(() => web.clock.now().getTime()), shard: 0 }, ownerActor(account, 'demo'), (acting) =>
    openSession(acting, account, 'demo', { address: '127.0.0.1', userAgent: 'test', deviceToken: null }));
  return opened.token;
}

/** Signs a browser in. */
export async function signInBrowser(context: BrowserContext, db: Database, web: TestWeb, role: string): Promise<void> {
  await context.addCookies([{ name: '__Host-loa', value: await cookieFor(db, web, role), url: web.origin.replace('http:', 'https:'), secure: true, httpOnly: true, sameSite: 'Lax' }]);
}
export type { Id };
