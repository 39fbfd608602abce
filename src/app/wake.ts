import { setTimeout as delay } from 'node:timers/promises';
import type { Reader } from '#platform/db/tables.ts';
import { addJob } from '#platform/jobs/job.ts';
import type { Log } from '#platform/log.ts';

/** What is done within this time of the first act is told together. */
const TOGETHER_MS = 500;
/** Those who follow the log by jobs. */
const JOBS = [{ name: 'notifications.follow' }, { name: 'search.follow' }, { name: 'distribution.follow' }] as const;

/**
 * Wakes those who tell people what happened and those who keep what readers find, after somebody has done something: at most twice a second for each process and never inside the act's
 * own transaction, whose commits would then wait for each other. Not promised: the followers also run by themselves every minute.
 */
export function waker(db: Reader, log: Pick<Log, 'warn'>): { readonly wake: () => void; /** lets what is under way finish */ readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  let going: Promise<void> | null = null;
  const tell = async (): Promise<void> => {
    await delay(TOGETHER_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    going = null; // what is done from here on wakes again
    if (!stopping.signal.aborted) for (const job of JOBS) await addJob(db, job, {}, { key: `woken:${job.name}`, maxAttempts: 1 });
  };
  const wake = (): void => { going ??= tell().catch((error: unknown) => log.warn('the followers were not woken; they look by themselves within a minute', { error })); };
  return { wake, stop: async () => { stopping.abort(); await going; } };
}
