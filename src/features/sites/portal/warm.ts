import { setTimeout as delay } from 'node:timers/promises';
import { isAway } from '#platform/db/away.ts';
import { allAddresses, split } from './addresses.ts';
import type { Portal } from './portal.ts';

const AFTER_MS = 20_000, PAUSE_MS = 60, AWAY_MS = 5_000;
const DONE = 'warmed.json';

/**
 * Makes every page once on a machine that has none, so that all can be read while the database is down: one at a time with a pause, so that readers
 * and officials come first.
 */
export async function warm(portal: Portal, signal: AbortSignal, failed: (path: string, error: unknown) => void): Promise<void> {
  if (portal.pages.recall(DONE)) return;
  const pause = (ms: number): Promise<void> => delay(ms, undefined, { signal, ref: false }).then(() => {}, () => {});
  for (let wait = AFTER_MS; ; wait = AWAY_MS) {
    await pause(wait);
    try {
      for await (const address of allAddresses(portal)) {
        if (signal.aborted) return;
        const { host, path } = split(address);
        if (portal.pages.get(address)) continue;
        await portal.answer(host, path).catch((error: unknown) => { if (isAway(error)) throw error; failed(path, error); });
        await pause(PAUSE_MS);
      }
      if (!signal.aborted) portal.pages.remember(DONE, true);
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (!isAway(error)) throw error; // else from the beginning: what is made is there
    }
  }
}

/** All pages are gone: they are made again. */
export const beginAgain = (portal: Portal): void => { if (portal.pages.recall(DONE)) portal.pages.remember(DONE, false); };
