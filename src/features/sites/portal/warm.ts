import { setTimeout as delay } from 'node:timers/promises';
import { allAddresses, split } from './addresses.ts';
import type { Portal } from './portal.ts';

const AFTER_MS = 20_000, PAUSE_MS = 60;
const DONE = 'warmed.json';

/**
 * Makes every page once on a machine that has none, so that all can be read while the database is down: one at a time with a pause, so that readers
 * and officials come first.
 */
export async function warm(portal: Portal, signal: AbortSignal): Promise<void> {
  if (portal.pages.recall(DONE)) return;
  const pause = (ms: number): Promise<void> => delay(ms, undefined, { signal, ref: false }).then(() => {}, () => {});
  await pause(AFTER_MS);
  if (signal.aborted) return;
  for await (const address of allAddresses(portal)) {
    if (signal.aborted) return;
    const { host, path } = split(address);
    if (portal.pages.get(address)) continue;
    await portal.answer(host, path);
    await pause(PAUSE_MS);
  }
  portal.pages.remember(DONE, true);
}
