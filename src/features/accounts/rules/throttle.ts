import type { Settings } from './settings.ts';

/**
 * Wrong sign-ins, counted for an account *and* a source (network address, or a device that signed in before). After the
 * allowed tries each further failure makes that source wait longer, never longer than the setting (15 minutes). A stranger
 * can so neither guess on nor lock the owner out: the owner's own device is another source.
 */
export interface Throttle { readonly failures: number; readonly lastFailureAt: Date; readonly blockedUntil: Date | null }

const FIRST_WAIT_MS = 30_000;
/** Tries that anybody may spend on one account from all unknown sources together before those wait as well. */
const ANYWHERE_FACTOR = 10;
const FORGOTTEN_AFTER_MS = 12 * 3_600_000;

export type Counted = 'source' | 'anywhere';

/** Milliseconds to wait before another try; 0 when it may be made now. */
export const waitFor = (throttle: Throttle | null, now: Date): number => Math.max(0, (throttle?.blockedUntil?.getTime() ?? 0) - now.getTime());

/** After one more try that must be taken for a failure until it has succeeded. */
export function afterFailure(throttle: Throttle | null, counted: Counted, now: Date, settings: Settings): Throttle {
  const remembered = throttle && now.getTime() - throttle.lastFailureAt.getTime() < FORGOTTEN_AFTER_MS ? throttle.failures : 0;
  const failures = remembered + 1;
  const over = failures - settings.signInTries * (counted === 'anywhere' ? ANYWHERE_FACTOR : 1);
  const wait = over < 0 ? 0 : Math.min(settings.longestWaitMinutes * 60_000, FIRST_WAIT_MS * 2 ** Math.min(over, 20));
  return { failures, lastFailureAt: now, blockedUntil: wait ? new Date(now.getTime() + wait) : null };
}

/** "2 phút", "30 giây": how long to wait, rounded up. */
export const waitInWords = (milliseconds: number): string => (milliseconds > 90_000 ? `${Math.ceil(milliseconds / 60_000)} phút` : `${Math.ceil(milliseconds / 1000)} giây`);
