import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { dropLocked, revokeSession, revokeSessions, sessionsOf } from '../store.ts';

/** Ends one of the own sessions: this one (signing out) or one on another device. */
export async function endSession(acting: Acting, sessionId: Id): Promise<void> {
  const accountId = ownAccount(acting);
  if (!(await sessionsOf(acting.tx, accountId, acting.now)).some((session) => session.id === sessionId)) return;
  await revokeSession(acting.tx, sessionId, acting.now);
  await dropLocked(acting.tx, sessionId);
  acting.record({ verb: 'accounts.signed-out', table: 'accounts', id: accountId, organisationId: acting.by.organisationId });
}

/** Ends all own sessions but this one; returns how many. */
export async function endOtherSessions(acting: Acting, sessionId: Id): Promise<number> {
  const accountId = ownAccount(acting);
  const ended = await revokeSessions(acting.tx, accountId, acting.now, sessionId);
  if (ended) acting.record({ verb: 'accounts.signed-out-elsewhere', table: 'accounts', id: accountId, organisationId: acting.by.organisationId, facts: { ended } });
  return ended;
}

export function ownAccount(acting: Acting): Id {
  if (!acting.by.accountId) throw new AppError('sign-in-required', 'Hãy đăng nhập để làm việc này.');
  return acting.by.accountId;
}
