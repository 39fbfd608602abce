import { readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a running server says about itself in its postmaster.pid (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_*). */
export interface Postmaster { readonly pid: number; readonly port: number; readonly ready: boolean }

/** Null when there is no such file, or when it is not completely written yet. */
export function readPidFile(cluster: string): Postmaster | null {
  let lines: string[];
  try { lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n'); } catch { return null; }
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: port || 0, ready: lines[7]?.trim() === 'ready' };
}

/** A process by its name and its parent; null when there is none, or only what is left of one that nobody has reaped. */
function living(pid: number): { readonly name: string; readonly parent: number } | null {
  let stat: string;
  try { stat = readFileSync(`/proc/${pid}/stat`, 'latin1'); } catch { return null; }
  const end = stat.lastIndexOf(')');
  const [state, parent] = stat.slice(end + 2).split(' ');
  return 'ZX'.includes(state!) ? null : { name: stat.slice(stat.indexOf('(') + 1, end), parent: Number(parent) };
}

export const isAlive = (pid: number): boolean => living(pid) !== null;

/**
 * Is this process a living PostgreSQL whose home is this cluster? Asking whether the pid exists is not enough: after
 * kill -9 a dead server may stay as a zombie for ever where process 1 does not reap, and after a reboot the number may
 * belong to another program, or to the PostgreSQL of another cluster.
 */
export function isLivingPostmaster(pid: number, cluster: string): boolean {
  if (!living(pid)?.name.startsWith('postgres')) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch (error) {
    // EACCES: another account's process; whether it is ours shows when our password opens it.
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

/** The server that lives in this cluster, whoever started it. */
export function livingPostmaster(cluster: string): Postmaster | null {
  const found = readPidFile(cluster);
  return found && isLivingPostmaster(found.pid, cluster) ? found : null;
}

/**
 * Takes away a pid file whose process looks alive to kill(2) but is no PostgreSQL of this cluster; PostgreSQL would
 * refuse to start over it. Backends that outlived their server still keep it out through the shared memory block.
 */
export function clearStalePidFile(cluster: string): void {
  const found = readPidFile(cluster);
  if (found && !isLivingPostmaster(found.pid, cluster)) rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/**
 * Ends the processes of this cluster whose server is dead. They leave by themselves when they notice; one that waits for a lock that its dead neighbour
 * held never does, and keeps every new server out. Nothing is lost: whatever was acknowledged is in the log, which the next server replays.
 */
export function endOrphans(cluster: string): number {
  let ended = 0;
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!pid || !isLivingPostmaster(pid, cluster) || isLivingPostmaster(living(pid)?.parent ?? 0, cluster)) continue;
    try {
      // A server is called by its path; what it forks calls itself "postgres: checkpointer" and so on.
      if (!readFileSync(`/proc/${pid}/cmdline`, 'latin1').startsWith('postgres: ')) continue;
      process.kill(pid, 'SIGKILL');
      ended++;
    } catch { /* gone in between */ }
  }
  return ended;
}
