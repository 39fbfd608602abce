import { spawn } from 'node:child_process';
import { chmodSync, chownSync, closeSync, existsSync, fchownSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#kernel/app-error.ts';
import { syncFolder } from './data-directory.ts';
import { isAlive } from './postmaster.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { Unprivileged } from './unprivileged.ts';

/** Only what PostgreSQL needs: nothing of the operator's environment reaches it, PGDATA and PGOPTIONS least of all. */
export const POSTGRES_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** The name of the account inside the database; it owns everything there. */
export const POSTGRES_USER = 'loa';

/** Does the folder hold a whole cluster? */
export const hasCluster = (cluster: string): boolean => existsSync(join(cluster, 'PG_VERSION'));

/** The major version that wrote the cluster. */
export const clusterMajor = (cluster: string): number => Number.parseInt(readFileSync(join(cluster, 'PG_VERSION'), 'utf8'), 10);

/**
 * Makes a new cluster beside its place and moves it there whole, so that a start cut short leaves nothing that looks
 * like one. Two starts at once: the slower finds the place taken and throws its own away.
 */
export async function createCluster(binaries: PostgresBinaries, cluster: string, password: string, runAs: Unprivileged | null): Promise<void> {
  removeLeftovers(cluster);
  const fresh = `${cluster}.new-${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  chmodSync(fresh, 0o700);
  if (runAs) chownSync(fresh, runAs.uid, runAs.gid);
  try {
    await runInitdb(binaries, fresh, password, runAs);
    try {
      renameSync(fresh, cluster);
    } catch (error) {
      if (!['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
    syncFolder(dirname(cluster));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Clusters that were being made when their maker was killed. */
function removeLeftovers(cluster: string): void {
  const [folder, prefix] = [dirname(cluster), `${cluster.slice(dirname(cluster).length + 1)}.new-`];
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue;
    const maker = Number(name.slice(prefix.length));
    const alive = maker !== process.pid && isAlive(maker);
    const path = join(folder, name);
    if (!alive || Date.now() - statSync(path).mtimeMs > 600_000) rmSync(path, { recursive: true, force: true });
  }
}

async function runInitdb(binaries: PostgresBinaries, directory: string, password: string, runAs: Unprivileged | null): Promise<void> {
  const opened = openSync(directory, 'r');
  const passwordFile = unlinkedFile(dirname(directory), `${password}\n`, runAs);
  // The builtin provider sorts by code point and never changes with the operating system; it exists since PostgreSQL 17.
  const locale = binaries.major >= 17 ? ['--locale-provider=builtin', '--locale=C.UTF-8'] : ['--locale=C'];
  const child = spawn(binaries.initdb, [
    '-D', '/proc/self/fd/4', '-U', POSTGRES_USER, '-E', 'UTF8', ...locale, '--data-checksums',
    '--auth-local=scram-sha-256', '--auth-host=scram-sha-256', '--pwfile=/proc/self/fd/3',
  ], { cwd: '/', env: POSTGRES_ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe', passwordFile, opened], ...runAs });
  closeSync(opened);
  closeSync(passwordFile);
  let output = '';
  child.stdout!.on('data', (part: Buffer) => { output += part.toString(); });
  child.stderr!.on('data', (part: Buffer) => { output += part.toString(); });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw initdbFailed(output);
}

function initdbFailed(output: string): AppError {
  const reason = output.split('\n').filter((line) => /error|fatal|could not|No space/i.test(line)).join(' ').trim() || output.trim().slice(-300);
  if (/No space left|Disk quota/i.test(output)) {
    return new AppError('storage', 'Ổ đĩa đã đầy nên chưa tạo được cơ sở dữ liệu. Hãy dọn chỗ trống (ít nhất 200 MB) hoặc chọn thư mục khác bằng --data DIR, rồi chạy lại.');
  }
  return new AppError('storage', `Không tạo được cơ sở dữ liệu: ${reason}. Hãy kiểm tra quyền và chỗ trống của thư mục dữ liệu rồi chạy lại.`);
}

/** A file without a name, open at its start: initdb opens it again through /proc, and is asked for its owner then. */
function unlinkedFile(folder: string, content: string, runAs: Unprivileged | null): number {
  const path = join(folder, `.password-${process.pid}`);
  rmSync(path, { force: true });
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  writeSync(file, content, 0);
  if (runAs) fchownSync(file, runAs.uid, runAs.gid);
  return file;
}
