import { setTimeout as delay } from 'node:timers/promises';
import type { Reader } from '#platform/db/tables.ts';
import { addJob } from '#platform/jobs/job.ts';
import type { Log } from '#platform/log.ts';

/** What is done within this time of the first act is told together. */
const TOGETHER_MS = 500;
const JOB = { name: 'notifications.follow' } as const;

/**
 * Wakes those who tell people what happened, after somebody has done something: at most twice a second for each process and never inside the act's
 * own transaction, whose commits would then wait for each other. Not promised: the follower also runs by itself every minute.
 */
export function waker(db: Reader, log: Pick<Log, 'warn'>): { readonly wake: () => void; /** lets what is under way finish */ readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  let going: Promise<void> | null = null;
  const tell = async (): Promise<void> => {
    await delay(TOGETHER_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    going = null; // what is done from here on wakes again
    if (!stopping.signal.aborted) await addJob(db, JOB, {}, { key: `woken:${JOB.name}`, maxAttempts: 1 });
  };
  const wake = (): void => { going ??= tell().catch((error: unknown) => log.warn('the follower was not woken; it looks by itself within a minute', { error })); };
  return { wake, stop: async () => { stopping.abort(); await going; } };
}
