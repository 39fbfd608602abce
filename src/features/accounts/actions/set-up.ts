import { AppError, conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { act, systemActor, type ActEnvironment } from '#features/audit/act.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import type { KindId } from '#features/organisations/rules/kinds.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { checkUserName, isEmail } from '../rules/user-name.ts';
import { newToken, tokenHash } from '../secrets.ts';
import { anyAccount, insertAccounts, insertLink, insertRoles, keepPassword, openLink, spendLinks, useLink } from '../store.ts';
import { preparePassword } from './password.ts';

const SETUP_HOURS = 72;
/** An ordinary installation keeps everything in one shard; 0 is the national level. */
const FIRST_SHARD = 1;

/** A new one-time token for the first set-up, null when somebody has an account already. Earlier links end. */
export async function createSetupLink(env: ActEnvironment): Promise<string | null> {
  return act(env, systemActor('Khởi động'), async (acting) => {
    if (await anyAccount(acting.tx)) return null;
    const token = newToken();
    await spendLinks(acting.tx, 'setup', null, acting.now);
    await insertLink(acting.tx, { id: acting.newId(), purpose: 'setup', tokenHash: tokenHash(token), accountId: null, at: acting.now, by: null, expiresAt: new Date(acting.now.getTime() + SETUP_HOURS * 3_600_000) });
    return token;
  });
}

export interface SetUp {
  readonly organisation: { readonly name: string; readonly shortName?: string; readonly kind: KindId; readonly code?: string; readonly since: PlainDate };
  readonly person: { readonly name: string; readonly title: string };
  readonly userName: string;
  readonly password: string;
  readonly repeated: string;
}

/** The root organisation and its first administrator, once. The second factor follows at the first sign-in. Returns the account. */
export async function setUp(env: ActEnvironment, token: string, input: SetUp): Promise<Id> {
  const userName = checkUserName(input.userName), name = input.person.name.trim();
  if (!name) throw new AppError('invalid', 'Hãy ghi họ và tên.', { field: 'name' });
  const link = await openLink(env.db, tokenHash(token), ['setup'], env.clock.now());
  if (!link) throw new AppError('not-found', 'Đường dẫn thiết lập không còn hiệu lực. Hãy khởi động lại hệ thống để lấy đường dẫn mới.');
  const passwordHash = await preparePassword(env.db, { secondFactor: true, userName, personName: name }, input.password, input.repeated);
  return act({ ...env, shard: FIRST_SHARD }, systemActor(name), async (acting) => {
    if (!(await useLink(acting.tx, link.id, acting.now)) || await anyAccount(acting.tx)) throw conflict('Hệ thống đã được thiết lập. Hãy đăng nhập.');
    const organisationId = await createOrganisation(acting, {
      name: input.organisation.name, shortName: input.organisation.shortName, kind: input.organisation.kind, parentId: null, validFrom: input.organisation.since,
      codes: input.organisation.code ? { local: input.organisation.code } : {}, shard: FIRST_SHARD,
    });
    const accountId = acting.newId(), personId = acting.newId(), roleId = acting.newId();
    await insertAccounts(acting.tx, [{ id: accountId, personId, userName, status: 'active', createdAt: acting.now, passwordHash, person: { name, title: input.person.title.trim(), phone: null, email: isEmail(userName) ? userName : null } }]);
    await keepPassword(acting.tx, { id: acting.newId(), accountId, passwordHash, at: acting.now });
    await insertRoles(acting.tx, [{ id: roleId, accountId, organisationId, role: 'administrator', subtree: true, validFrom: acting.today, validTo: null, grantedBy: null }]);
    acting.record({ verb: 'accounts.person-added', table: 'persons', id: personId, organisationId });
    acting.record({ verb: 'accounts.set-up', table: 'accounts', id: accountId, organisationId, facts: { userName } });
    acting.record({ verb: 'accounts.role-granted', table: 'account_roles', id: roleId, organisationId, facts: { role: 'administrator', subtree: true } });
    return accountId;
  });
}
