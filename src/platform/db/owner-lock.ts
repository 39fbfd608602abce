import pg from 'pg';
import { clientConfig, type Target } from './connect.ts';

/** Two integers that name the lock among whatever else uses advisory locks in the database: "Loa", the owner. */
const OWNER_LOCK = [0x4c6f61, 1] as const;

export interface OwnerLock {
  /** Resolves when the session that holds the lock is gone: from then on somebody else may own the store. */
  readonly lost: Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes this process the owner of the store, or returns null when another one is. Node has no flock; a lock of the
 * database, held by one session, ends by itself with the process however it dies, and knows no stale pids.
 */
export async function takeOwnerLock(target: Target): Promise<OwnerLock | null> {
  const client = new pg.Client({ ...clientConfig(target, { statementTimeout: 0 }), application_name: 'loa owner' });
  let letGo: () => void = () => {};
  const lost = new Promise<void>((resolve) => { letGo = resolve; });
  client.on('error', () => letGo());
  client.on('end', () => letGo());
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [...OWNER_LOCK]);
  if (!rows[0]!.taken) {
    await client.end();
    return null;
  }
  return { lost, release: () => client.end().catch(() => {}) };
}
