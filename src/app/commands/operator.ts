import { AppError } from '#kernel/app-error.ts';
import { randomIds } from '#kernel/id.ts';
import { act, systemActor, type ActEnvironment } from '#features/audit/act.ts';
import { accountByUserName, type Account } from '#features/accounts/store.ts';
import { userNameKey } from '#features/accounts/rules/user-name.ts';
import { organisationByCode, organisationTree } from '#features/organisations/store.ts';
import type { Organisation } from '#features/organisations/rules/tree.ts';
import type { Acting } from '#platform/acting.ts';
import { realClock, standingClock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { readServerFile } from '#platform/db/data-directory.ts';
import type { Store } from '#platform/db/store.ts';

/** What the operator does on the machine itself: in nobody's name, with every permission, and written down as such. */
export interface Operator {
  readonly env: ActEnvironment;
  act<T>(verb: (acting: Acting) => Promise<T>): Promise<T>;
  /** "https://loa.tinh.gov.vn/dat-lai/…"; only the path when nobody says where the server answers. */
  address(path: string): string;
}

export async function operatorOf(store: Store, config: Config): Promise<Operator> {
  const clock = store.kind === 'demo' ? standingClock((await import('./demo.ts')).DEMO_TODAY) : realClock;
  const env: ActEnvironment = { db: store.db, clock, ids: randomIds(() => clock.now().getTime()), shard: 0 };
  const origin = config.publicUrl ?? readServerFile(store.directory)?.url ?? '';
  return { env, act: (verb) => act(env, systemActor('Người vận hành', 'cli'), verb), address: (path) => `${origin}${path}` };
}

export async function accountNamed(operator: Operator, userName: string): Promise<Account> {
  const account = await accountByUserName(operator.env.db, userNameKey(userName));
  if (!account) throw new AppError('not-found', `Không có tài khoản "${userName}".`);
  return account;
}

/** By its code; without one, the root. */
export async function organisationCoded(operator: Operator, code: string | undefined): Promise<Organisation> {
  const { db, clock } = operator.env, today = clock.today();
  if (code !== undefined) {
    const found = await organisationByCode(db, code, today);
    if (!found) throw new AppError('not-found', `Không có đơn vị nào mang mã "${code}".`);
    return found;
  }
  const [root] = (await organisationTree(db, today)).roots.filter((one) => !one.external);
  if (!root) throw new AppError('conflict', 'Hệ thống chưa được thiết lập. Hãy chạy "bin/loa serve" và mở đường dẫn thiết lập được in ra.');
  return root;
}
