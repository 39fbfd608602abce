import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, closeSync, fstatSync, lchownSync, openSync, readSync, readdirSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#kernel/app-error.ts';
import { clusterMajor, createCluster, hasCluster, POSTGRES_ENVIRONMENT, POSTGRES_USER } from './initdb.ts';
import { findBinaries, type PostgresBinaries, type PostgresMajor } from './postgres-binaries.ts';
import { clearStalePidFile, endOrphans, isLivingPostmaster, livingPostmaster, readPidFile } from './postmaster.ts';
import { unprivilegedAccount, type Unprivileged } from './unprivileged.ts';

/** How to reach a PostgreSQL server. */
export interface ServerAddress { readonly host: string; readonly port: number; readonly user: string; readonly password: string; readonly database: string }

export interface EmbeddedOptions {
  /** The cluster's folder; made when missing. Its parent exists. */
  readonly cluster: string;
  readonly password: string;
  readonly major?: PostgresMajor;
  /** Where the server writes its messages. */
  readonly logFile: string;
  /** Further settings, by name; tests switch durability off here. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Lets the program end although the server runs (tests). */
  readonly unref?: boolean;
  /** Never make a cluster: there was one a moment ago. */
  readonly existing?: boolean;
  /** Gives up a start under way. */
  readonly signal?: AbortSignal;
}

/** The files of the database are gone or spoilt: starting it again and again does not help. */
export class DamagedCluster extends AppError {
  constructor(message: string) { super('storage', message); }
}

export interface Embedded {
  readonly address: ServerAddress;
  readonly pid: number;
  /** A server that an earlier Loa left behind when it was killed. */
  readonly adopted: boolean;
  /** Resolves when the server is gone, for whatever reason. */
  readonly ended: Promise<void>;
  alive(): boolean;
  /** Fast stop: open transactions are rolled back, everything acknowledged is on disk. */
  stop(): Promise<void>;
}

/** Megabytes for this much memory (bytes): a sixteenth, at least 128, at most 1,024; the rest serves Loa and what the system keeps of the files. */
export const sharedBuffers = (memory: number): number => Math.min(1_024, Math.max(128, Math.floor(memory / 2 ** 24)));
/** Of this machine, or what a container is given of it. */
const memory = (): number => Math.min(totalmem(), process.constrainedMemory() || Infinity);

/** Sizes for an office of one province on a small machine; see docs/operating.md. Durability is never switched off here. */
const SETTINGS: Readonly<Record<string, string>> = {
  shared_buffers: `${sharedBuffers(memory())}MB`, work_mem: '16MB', maintenance_work_mem: '128MB', max_wal_size: '1GB', max_connections: '80',
  jit: 'off', random_page_cost: '1.1', timezone: 'UTC', log_timezone: 'UTC', log_min_messages: 'warning', log_checkpoints: 'off',
  wal_compression: 'on', unix_socket_directories: '', listen_addresses: '127.0.0.1',
};

/** After a crash the log is replayed first, which takes minutes on a slow disk. */
const START_TIMEOUT_MS = 600_000;
/** As long as what keeps a start out (a port taken, backends that outlived their server) is waited for. */
const PASSING_MS = 60_000;
/** So long may what a dead server forked take to leave by itself. */
const ORPHANS_MS = 5_000;
const STOP_TIMEOUT_MS = 20_000;

/** Starts the cluster's own PostgreSQL, or takes over the one that already runs there. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { cluster, major = 18 } = options;
  const exists = hasCluster(cluster);
  if (!exists && options.existing) throw new DamagedCluster(`Không còn cơ sở dữ liệu trong ${cluster} nên Loa dừng lại. Nếu ổ đĩa vừa bị tháo thì hãy gắn lại rồi chạy lại Loa; nếu dữ liệu đã mất thì khôi phục bản sao lưu gần nhất bằng "bin/loa restore TỆP" vào một thư mục dữ liệu mới.`);
  const owner = exists ? statSync(cluster).uid : undefined;
  const runAs = unprivilegedAccount(owner);
  if (exists) {
    refuseOtherMajor(cluster, major);
    const living = livingPostmaster(cluster);
    if (living) return adopt(options, living.pid);
    giveTo(cluster, owner!, runAs);
  }
  const binaries = findBinaries(major, runAs);
  if (!exists) await createCluster(binaries, cluster, options.password, runAs);
  return launch(options, binaries, runAs);
}

function refuseOtherMajor(cluster: string, major: number): void {
  const found = clusterMajor(cluster);
  if (found !== major) {
    throw new AppError('unavailable', `Thư mục dữ liệu thuộc PostgreSQL ${found}, bản Loa này dùng PostgreSQL ${major}. Hãy dùng bản Loa cũ chạy "bin/loa backup TỆP", rồi dùng bản này chạy "bin/loa restore TỆP" vào một thư mục dữ liệu mới.`);
  }
}

/** PostgreSQL runs only as the owner of its files. Root may hand them over (after a copy, say); nobody else can. */
function giveTo(cluster: string, owner: number, runAs: Unprivileged | null): void {
  if (runAs && owner !== runAs.uid) {
    for (const entry of readdirSync(cluster, { recursive: true }) as string[]) lchownSync(join(cluster, entry), runAs.uid, runAs.gid);
    chownSync(cluster, runAs.uid, runAs.gid);
  } else if (!runAs && owner !== process.getuid!()) {
    throw new AppError('storage', `Cơ sở dữ liệu trong ${cluster} thuộc người dùng số ${owner}, không phải người đang chạy Loa. Hãy chạy Loa bằng đúng người dùng đó (hoặc root), hoặc chọn thư mục khác bằng --data DIR.`);
  }
}

async function launch(options: EmbeddedOptions, binaries: PostgresBinaries, runAs: Unprivileged | null): Promise<Embedded> {
  const deadline = Date.now() + PASSING_MS;
  for (;;) {
    options.signal?.throwIfAborted();
    clearStalePidFile(options.cluster);
    const attempt = await launchOnce(options, binaries, runAs);
    if (typeof attempt !== 'string') return attempt;
    const living = livingPostmaster(options.cluster);
    if (living) return adopt(options, living.pid); // another start was faster; who owns it is settled by the lock
    // The port was taken between probe and start, or backends of a killed server are still leaving: again.
    const passing = /could not bind|Address already in use|shared memory block|lock file .* already exists|no such file.*postmaster\.pid/i.test(attempt);
    if (!passing || Date.now() > deadline) throw startFailed(attempt, options);
    if (/shared memory block/i.test(attempt) && Date.now() > deadline - PASSING_MS + ORPHANS_MS) endOrphans(options.cluster);
    await sleep(100);
  }
}

/** What PostgreSQL says when its own files do not hold what they should. */
const DAMAGE = /(?:FATAL|PANIC|postgres):[^\n]*(?:valid checkpoint|required checkpoint|checksum[^\n]*control|pg_control|could not find the database system|not a (?:valid )?data(?:base)? (?:directory|cluster)|database files are incompatible|invalid page in block|invalid magic number|WAL ends before|could not (?:open|read|stat|access) [^\n]*(?:No such file|read 0 of|read only 0 of|Not a directory|configuration file))/;

function startFailed(messages: string, { logFile, cluster }: EmbeddedOptions): AppError {
  if (/No space left|Disk quota/i.test(messages)) {
    return new AppError('storage', 'Ổ đĩa chứa dữ liệu đã đầy nên PostgreSQL không khởi động được. Dữ liệu đã lưu vẫn còn nguyên; hãy dọn chỗ trống rồi chạy lại.');
  }
  if (/Permission denied|Operation not permitted/i.test(messages)) {
    return new AppError('storage', `PostgreSQL không đọc được thư mục ${cluster} vì thiếu quyền. Hãy trả lại quyền cho người dùng chạy Loa, hoặc chọn thư mục khác bằng --data DIR. Chi tiết: ${logFile}.`);
  }
  const reason = messages.split('\n').filter((line) => /FATAL|PANIC|ERROR|error/.test(line)).at(-1) ?? messages.trim().slice(-200).replace(/\s+/g, ' ');
  if (DAMAGE.test(messages)) {
    return new DamagedCluster(`Cơ sở dữ liệu trong ${cluster} bị hỏng nên PostgreSQL không khởi động được: ${reason.trim()} (chi tiết trong ${logFile}). Đừng xóa gì trong thư mục đó; hãy khôi phục bản sao lưu gần nhất bằng "bin/loa restore TỆP" vào một thư mục dữ liệu mới.`);
  }
  return new AppError('unavailable', `PostgreSQL không khởi động được: ${reason.trim()} (chi tiết trong ${logFile}).`);
}

/** The running server, or the messages with which it gave up. */
async function launchOnce(options: EmbeddedOptions, binaries: PostgresBinaries, runAs: Unprivileged | null): Promise<Embedded | string> {
  const { cluster, logFile } = options;
  const port = await freePort();
  const settings = Object.entries({ ...SETTINGS, ...options.settings, port: String(port) }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  rotate(logFile);
  // A file, not a pipe: the server must be able to speak after Loa was killed.
  const log = openSync(logFile, 'a', 0o600);
  const before = fstatSync(log).size;
  // The cluster is handed over as an open folder: the folders above it may be closed to the account PostgreSQL runs as.
  const opened = openSync(cluster, 'r');
  // Its own process group, so that Ctrl-C in the terminal reaches Loa alone, which then stops it in order.
  const child = spawn(binaries.postgres, ['-D', '/proc/self/fd/3', ...settings], { cwd: '/', env: POSTGRES_ENVIRONMENT, detached: true, stdio: ['ignore', log, log, opened], ...runAs });
  closeSync(opened);
  closeSync(log);
  const ended = endOf(child), deadline = Date.now() + START_TIMEOUT_MS;
  let failure: string | null = null;
  let gone = false;
  child.on('error', (error) => { failure = error.message; gone = true; });
  void ended.then(() => { gone = true; });
  while (!gone) {
    const file = readPidFile(cluster);
    if (file?.pid === child.pid && file?.ready) {
      if (options.unref) child.unref();
      return { address: addressOf(options, port), pid: child.pid!, adopted: false, ended, alive: () => isLivingPostmaster(child.pid!, cluster), stop: () => stopProcess(child.pid!, cluster, ended) };
    }
    if (Date.now() > deadline || options.signal?.aborted) { child.kill('SIGQUIT'); await ended; break; }
    await sleep(10);
  }
  return failure ?? readFrom(logFile, before);
}

/** Continues with a server that already runs in the cluster. */
export async function adopt(options: Pick<EmbeddedOptions, 'cluster' | 'password' | 'signal'>, pid: number): Promise<Embedded> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let file = readPidFile(options.cluster);
  while (!(file?.ready && file.port) && Date.now() < deadline && !options.signal?.aborted && isLivingPostmaster(pid, options.cluster)) {
    await sleep(20);
    file = readPidFile(options.cluster);
  }
  if (!file?.ready || !isLivingPostmaster(pid, options.cluster)) {
    throw new AppError('unavailable', 'Một PostgreSQL khác đang khởi động hoặc đang dừng trong thư mục dữ liệu này. Hãy đợi một phút rồi chạy lại.');
  }
  const ended = disappearance(pid, options.cluster);
  return { address: addressOf(options, file.port), pid, adopted: true, ended, alive: () => isLivingPostmaster(pid, options.cluster), stop: () => stopProcess(pid, options.cluster, ended) };
}

const addressOf = ({ password }: Pick<EmbeddedOptions, 'password'>, port: number): ServerAddress =>
  ({ host: '127.0.0.1', port, user: POSTGRES_USER, password, database: 'postgres' });

const endOf = (child: ChildProcess): Promise<void> => new Promise((resolve) => { child.on('exit', () => resolve()); child.on('error', () => resolve()); });

/** An adopted server is not our child: look every now and then whether it still lives. */
async function disappearance(pid: number, cluster: string): Promise<void> {
  while (isLivingPostmaster(pid, cluster)) await sleep(200, undefined, { ref: false });
}

async function stopProcess(pid: number, cluster: string, ended: Promise<void>): Promise<void> {
  const signal = (name: NodeJS.Signals): void => {
    try { if (isLivingPostmaster(pid, cluster)) process.kill(pid, name); } catch { /* gone in between */ }
  };
  const gone = async (): Promise<void> => { while (isLivingPostmaster(pid, cluster)) await sleep(10); };
  signal('SIGINT'); // fast shutdown: disconnect everyone, checkpoint, leave
  const patience = new AbortController();
  const late = sleep(STOP_TIMEOUT_MS, 'late', { signal: patience.signal }).catch(() => 'stopped');
  if (await Promise.race([gone().then(() => 'gone'), late]) === 'late') {
    signal('SIGQUIT'); // immediate: the next start replays the log
    await Promise.race([ended, sleep(5_000)]);
  }
  patience.abort();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Keeps the server's messages from growing without end: one older file of at most 10 MB. */
function rotate(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 10_000_000) renameSync(logFile, `${logFile}.1`);
}

function readFrom(logFile: string, start: number): string {
  const file = openSync(logFile, 'r');
  try {
    const buffer = Buffer.alloc(16_384);
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, start));
  } finally {
    closeSync(file);
  }
}
