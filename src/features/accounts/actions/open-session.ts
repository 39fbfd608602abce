import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Acting } from '#platform/acting.ts';
import { membershipsOf } from '../authenticate.ts';
import { networkOf } from '../rules/user-name.ts';
import { newToken, tokenHash } from '../secrets.ts';
import { insertDevice, insertSession, knownDevice, rolesOf, securitySettings, sessionsOf, touchAccount, touchDevice, type Account, type SessionStep } from '../store.ts';

/** Where a request comes from. */
export interface Source { readonly address: string; readonly userAgent: string; /** From the device cookie. */ readonly deviceToken: string | null }

export interface OpenedSession {
  readonly sessionId: Id;
  /** For the session cookie; known to nobody else. */
  readonly token: string;
  /** For the device cookie, when this device was not known yet. */
  readonly deviceToken: string | null;
  readonly step: SessionStep;
}

const SECOND_STEP_MINUTES = 10;

/** A session for somebody who has proved the account theirs. `step` password: the second factor is still to come. */
export async function openSession(acting: Acting, account: Account, step: SessionStep, source: Source): Promise<OpenedSession> {
  const { tx, now } = acting;
  const settings = await securitySettings(tx);
  const memberships = membershipsOf(await rolesOf(tx, account.id, acting.today), await organisationTree(tx, acting.today), acting.today);
  if (!memberships.length) throw new AppError('forbidden', 'Tài khoản chưa có (hoặc đã hết) vai trò ở đơn vị nào nên chưa vào làm việc được. Hãy liên hệ quản trị viên của đơn vị.');
  const [last] = await sessionsOf(tx, account.id, now);
  const organisationId = memberships.find((one) => one.organisationId === last?.organisationId)?.organisationId ?? memberships[0]!.organisationId;
  const token = newToken(), sessionId = acting.newId();
  const lasts = step === 'password' ? SECOND_STEP_MINUTES * 60_000 : settings.sessionHours * 3_600_000;
  await insertSession(tx, { id: sessionId, tokenHash: tokenHash(token), accountId: account.id, organisationId, step, now, expiresAt: new Date(now.getTime() + lasts), userAgent: source.userAgent, address: networkOf(source.address) });
  if (step === 'password') return { sessionId, token, deviceToken: null, step };

  await touchAccount(tx, account.id, now);
  acting.record({ verb: 'accounts.signed-in', table: 'accounts', id: account.id, organisationId, facts: { from: networkOf(source.address), step } });
  const known = source.deviceToken ? await knownDevice(tx, account.id, tokenHash(source.deviceToken)) : null;
  if (known) await touchDevice(tx, known, now);
  if (known || step === 'demo') return { sessionId, token, deviceToken: null, step };
  const deviceToken = newToken();
  await insertDevice(tx, { id: acting.newId(), accountId: account.id, tokenHash: tokenHash(deviceToken), at: now });
  return { sessionId, token, deviceToken, step };
}
