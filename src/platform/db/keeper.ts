import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#kernel/app-error.ts';
import type { Log } from '../log.ts';
import type { Line } from './away.ts';
import { DamagedCluster, type Embedded, type ServerAddress } from './embedded.ts';
import type { OwnerLock } from './owner-lock.ts';

/** It is tried again at once, then after longer and longer pauses. */
const PAUSES_MS = [0, 500, 1_000, 2_000, 5_000, 10_000, 30_000];
/** A server that lived for this long is well again; one that dies sooner is still the same trouble. */
export const STEADY_MS = 60_000;
/** After so long without a server that stays Loa ends: nobody is repairing it, and what is shown grows old. */
export const GIVE_UP_MS = 24 * 3_600_000;

/** Milliseconds before the next attempt; null: it has failed for too long. */
export const pauseBefore = (failures: number, troubleMs: number): number | null => (troubleMs >= GIVE_UP_MS ? null : PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]!);

export interface KeeperOptions {
  /** The server as it was found or started first, and the lock by which its store is owned; null: somebody else's, which is visited. */
  readonly server: Embedded;
  readonly lock: OwnerLock | null;
  /** The server that lives there now, started where that is ours to do. Throws when there is none yet. */
  readonly find: (signal: AbortSignal) => Promise<Embedded>;
  /** Becomes the owner; null when another process is. */
  readonly own: (address: ServerAddress) => Promise<OwnerLock | null>;
  /** The address of another Loa that serves the store now. */
  readonly otherServer: () => string | null;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

export interface Keeper {
  /** Stays the same object; its port is that of the server of the moment. */
  readonly address: ServerAddress;
  readonly line: Line;
  /** Resolves with a sentence when it is over. */
  readonly lost: Promise<string>;
  /** Asked when the server is back, before anybody may use it: throws AppError when this program must not. */
  check: (address: ServerAddress) => Promise<void>;
  close(): Promise<void>;
}

/** Looks after a server that may die: has it started again, owned again and checked, for as long as it takes, and tells the operator. */
export function keep({ lock: firstLock, find, own, otherServer, log, ...first }: KeeperOptions): Keeper {
  const owner = firstLock !== null, stopping = new AbortController(), { signal } = stopping;
  const address: { -readonly [key in keyof ServerAddress]: ServerAddress[key] } = { ...first.server.address }, line = { open: true };
  let server = first.server, lock = firstLock, mine = true, upSince = Date.now(), troubleSince = 0, failures = 0;
  const stopped = new Promise<void>((resolve) => { signal.addEventListener('abort', () => resolve()); });

  /** One attempt; a sentence when there is no use in another. */
  const again = async (): Promise<string | null> => {
    if (!server.alive()) {
      server = await find(signal);
      mine = !server.adopted; // until the lock tells
    }
    lock = owner ? await own(server.address) : null;
    mine = lock !== null;
    if (owner && !lock) {
      const other = otherServer();
      if (other) return `Một Loa khác (${other}) đã nhận kho dữ liệu trong lúc PostgreSQL dừng, nên Loa này dừng lại.`;
      throw new Error('another command uses the database now');
    }
    address.port = server.address.port;
    try { await keeper.check(server.address); } catch (error) {
      if (error instanceof AppError) return error.message;
      throw error;
    }
    return null;
  };

  const recover = async (): Promise<string | null> => {
    if (Date.now() - upSince >= STEADY_MS) [failures, troubleSince] = [0, 0];
    troubleSince ||= Date.now();
    for (let reason = '';;) {
      const pause = pauseBefore(failures++, Date.now() - troubleSince);
      if (pause === null) return `PostgreSQL không chạy ổn định trở lại suốt ${GIVE_UP_MS / 3_600_000} giờ nên Loa dừng lại${reason && `: ${reason}`}. Những gì đã báo "đã lưu" vẫn còn; hãy xem run/postgres.log trong thư mục dữ liệu rồi chạy lại Loa.`;
      await sleep(pause, undefined, { signal }).catch(() => {});
      if (signal.aborted) return null;
      try {
        const over = await again();
        if (over) return over;
        [line.open, upSince] = [true, Date.now()];
        return null;
      } catch (error) {
        await lock?.release();
        if (error instanceof DamagedCluster) return error.message;
        if (signal.aborted) return null;
        reason = (error as Error).message.trim().replace(/\.$/, '');
        log.warn('the database is not back yet; it is tried again', { attempt: failures, error });
      }
    }
  };

  const watch = async (): Promise<string | null> => {
    for (;;) {
      await Promise.race([server.ended, ...(lock ? [lock.lost] : []), stopped]);
      if (signal.aborted) return null;
      line.open = false;
      const began = Date.now();
      log.error('the database stopped unexpectedly; finished public pages are served on, everything else is away until it is back', { ownServer: owner });
      await lock?.release();
      const over = await recover();
      if (over !== null || signal.aborted) return over;
      log.info('the database is back; everything is served again', { awayForMs: Date.now() - began });
    }
  };

  const keeper: Keeper = { address, line, check: async () => {}, lost: new Promise(() => {}), close: async () => {} };
  const watching = watch();
  return Object.assign(keeper, {
    lost: watching.then((over) => over ?? new Promise<string>(() => {})),
    async close() {
      stopping.abort();
      await watching;
      await lock?.release();
      if (owner && mine) await server.stop();
    },
  });
}
