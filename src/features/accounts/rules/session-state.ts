import type { Settings } from './settings.ts';

export interface SessionTimes { readonly lastActiveAt: Date; readonly expiresAt: Date; readonly revokedAt: Date | null }

/**
 * ended: sign in again. locked: the same person unlocks with the password and finds everything as it was. Locking needs
 * no clock running anywhere: it is how long ago the last act was.
 */
export function sessionState(session: SessionTimes, administrator: boolean, now: Date, settings: Settings): 'open' | 'locked' | 'ended' {
  if (session.revokedAt || session.expiresAt <= now) return 'ended';
  const idle = now.getTime() - session.lastActiveAt.getTime();
  return idle > (administrator ? settings.administratorIdleMinutes : settings.userIdleMinutes) * 60_000 ? 'locked' : 'open';
}

/** Written at most this often, so that reading pages does not become writing rows. */
const TOUCH_MS = 30_000;
export const shouldTouch = (session: SessionTimes, now: Date): boolean => now.getTime() - session.lastActiveAt.getTime() >= TOUCH_MS;

/** Not seen for longer than allowed: an administrator opens it again by a reset. */
export const isDormant = (lastSeenAt: Date | null, createdAt: Date, now: Date, settings: Settings): boolean =>
  now.getTime() - (lastSeenAt ?? createdAt).getTime() > settings.idleAccountDays * 86_400_000;

export const passwordExpired = (passwordChangedAt: Date | null, administrator: boolean, now: Date, settings: Settings): boolean =>
  administrator && passwordChangedAt !== null && now.getTime() - passwordChangedAt.getTime() > settings.administratorPasswordDays * 86_400_000;
