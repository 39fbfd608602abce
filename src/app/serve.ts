import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { AppError } from '#kernel/app-error.ts';
import { randomIds } from '#kernel/id.ts';
import { complain, print, type CommandIo } from '#platform/command-line.ts';
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
import { isAway } from '#platform/db/away.ts';
import { removeServerFile, writeServerFile, type StoreKind } from '#platform/db/data-directory.ts';
import { openStore, type Store } from '#platform/db/store.ts';
import { openAssets } from '#platform/http/assets.ts';
import { startJobs, type JobRunner } from '#platform/jobs/runner.ts';
import { createLog, type Log } from '#platform/log.ts';
import { migrations } from '#migrations/index.ts';
import { assetsDirectory } from './assets-directory.ts';
import { listen, readTls, type Listening, type ListenOptions } from './listen.ts';
import { backupBefore, nightlyBackupOf } from './keeping.ts';
import type { Portal } from '#features/sites/portal/portal.ts';
import { waker } from './wake.ts';
import { createApp, jobsOf } from './wiring.ts';

export interface ServeOptions {
  readonly config: Config;
  readonly data: string;
  readonly kind: StoreKind;
  readonly clock: Clock;
  /** Null: no web pages (a worker). */
  readonly listen: ListenOptions | null;
  readonly jobs: boolean;
  /** Makes and migrates the store, and owns it. False: one of several processes on a store that is already there. */
  readonly owner: boolean;
  readonly io: CommandIo;
  /** Before the first request is answered: the demonstration's data. */
  readonly prepare?: (store: Store, log: Log) => Promise<void>;
  /** Told when everything runs, before the ready line. */
  readonly announce?: (store: Store, origin: string) => Promise<void>;
}

const AGAIN_MS = 1_000;

/** Runs until told to stop, and stops everything it started, in every case. Returns the exit code. */
export async function serve(options: ServeOptions): Promise<number> {
  const { config, io } = options;
  const log = createLog(config.logLevel);
  if (options.listen?.tls) readTls(options.listen.tls);
  const stop = stopRequest(log);
  const running: Running = { store: null, jobs: null, doors: null };
  const starting = start(options, running, log, stop);
  try {
    await Promise.race([starting, stop.requested]);
    const reason = stop.now ?? await Promise.race([stop.requested, running.store!.lost, running.jobs?.ended.then(() => stop.requested, brokenJobs(log)) ?? stop.requested]);
    if (reason instanceof Error) throw reason;
    if (typeof reason === 'string') complain(io, reason);
    return typeof reason === 'string' ? 1 : 0;
  } finally {
    // Told to stop while the database was still starting: only when it is there can it be stopped.
    if (!running.store) await starting.catch(() => {});
    starting.catch(() => {});
    await shutDown(running, log);
    stop.done();
  }
}

interface Running { store: Store | null; jobs: JobRunner | null; doors: Doors | null }

async function start(options: ServeOptions, running: Running, log: Log, stop: StopRequest): Promise<void> {
  const { config, clock, kind, io } = options, stopped = (): boolean => stop.now !== null;
  const store = running.store = await openStore({
    config, data: options.data, kind, migrations, log, create: options.owner, migrate: options.owner, exclusive: options.owner, keep: true, later: true,
    beforeMigration: async (old) => complain(io, `Đã sao lưu trước khi nâng cấp: ${await backupBefore(old, config)}`),
  });
  if (stopped()) return;
  if (store.arrival) {
    const doors = options.listen && await openDoors(options, running, store, log);
    complain(io, doors ? `Máy chủ PostgreSQL chưa trả lời. Loa vẫn phục vụ các trang đã đăng tại ${doors.origin()} và chờ nối lại; tìm kiếm, biểu mẫu và trang làm việc tạm thời chưa dùng được.`
      : 'Máy chủ PostgreSQL chưa trả lời. Việc nền bắt đầu khi nối lại được.');
    const givenUp = new AbortController();
    void stop.requested.then(() => givenUp.abort());
    await store.arrival(givenUp.signal);
    if (stopped()) return;
    complain(io, 'Đã nối được máy chủ PostgreSQL.');
  }
  await options.prepare?.(store, log);
  const patiently = whileAway(store, log, stopped);
  const { db, files } = store, ids = randomIds(() => clock.now().getTime());
  const jobs = [...jobsOf(config, kind), ...(options.owner ? [nightlyBackupOf(store, config)] : [])];
  if (options.jobs) running.jobs = await patiently(() => startJobs({ pool: store.pool, jobs, context: { db, files, clock, ids, log } }));
  if (!options.listen) return print(io, 'ready');
  if (stopped()) return;
  const { portal, waker: { wake }, origin } = running.doors ?? await openDoors(options, running, store, log);
  await patiently(() => portal.start());
  wake(); // what was done while nobody was there to follow it
  if (options.owner) writeServerFile(store.directory, { pid: process.pid, url: origin() });
  warnAboutPlainHttp(options, io);
  await patiently(async () => options.announce?.(store, origin()));
  print(io, `ready ${origin()}`);
}

/** Does what a start has to do; a database that goes away in the middle of it is waited for. */
function whileAway(store: Store, log: Log, stopped: () => boolean): <T>(work: () => Promise<T>) => Promise<T> {
  let over: string | null = null;
  void store.lost.then((sentence) => { over = sentence; });
  return async (work) => {
    for (;;) {
      try { return await work(); } catch (error) {
        if (over) throw new AppError('unavailable', over);
        if (!isAway(error) || stopped()) throw error;
        log.warn('the database went away during the start; it is waited for', { error });
        await sleep(AGAIN_MS);
      }
    }
  };
}

interface Doors { readonly web: Listening; readonly portal: Portal; readonly waker: ReturnType<typeof waker>; readonly origin: () => string }

/** From here on requests are answered: with finished pages, and with everything else when the database is there. */
async function openDoors({ config, clock, kind, listen: where }: ServeOptions, running: Running, { db, files, secrets, directory }: Store, log: Log): Promise<Doors> {
  let origin = '';
  const ready = async (): Promise<boolean> => { await sql`select 1`.execute(db); return true; };
  const ids = randomIds(() => clock.now().getTime()), waking = waker(db, log);
  const { app, portal } = await createApp({ db, files, secrets, config, clock, ids, mode: kind, log, assets: openAssets(assetsDirectory()), ready, wake: waking.wake, pages: join(directory.root, 'pages', `${hostname()}-${where!.port}`), origin: () => origin, warm: true });
  const web = await listen(app, where!, (req, res) => portal.serve(req, res));
  origin = config.publicUrl ?? web.origin;
  return running.doors = { web, portal, waker: waking, origin: () => origin };
}

/** In the opposite order of starting; a part that fails to stop does not keep the database from being stopped. */
async function shutDown({ store, jobs, doors }: Running, log: Log): Promise<void> {
  const step = async (name: string, work: Promise<void> | undefined): Promise<void> => {
    try { await work; } catch (error) { log.error(`${name} did not stop in order`, { error }); }
  };
  await step('web', doors?.web.close());
  await step('portal', doors?.portal.stop());
  await step('waker', doors?.waker.stop());
  await step('jobs', jobs?.stop());
  if (store && !store.visiting) removeServerFile(store.directory);
  await step('store', store?.close());
}

const brokenJobs = (log: Log) => (error: unknown): string => {
  log.error('the job runner broke', { error });
  return 'Bộ chạy việc nền đã hỏng nên Loa dừng lại. Hãy chạy lại Loa; việc đang chờ vẫn còn.';
};

function warnAboutPlainHttp({ listen: where, config }: ServeOptions, io: CommandIo): void {
  const loopback = !where || ['127.0.0.1', '::1', 'localhost'].includes(where.host);
  if (loopback || where.tls || config.publicUrl?.startsWith('https:')) return;
  complain(io, config.insecureLan
    ? 'Chú ý: đang nhận http không mã hóa từ mạng nội bộ (--insecure-lan); mật khẩu có thể bị đọc trên đường truyền.'
    : 'Chú ý: http từ máy khác chỉ xem được, không đăng nhập được. Hãy dùng --tls-cert và --tls-key, đặt proxy https (LOA_PUBLIC_URL, LOA_TRUSTED_PROXIES), hoặc thêm --insecure-lan trong mạng kín.');
}

interface StopRequest { readonly requested: Promise<true | Error>; readonly now: true | Error | null; done(): void }

/**
 * SIGINT, SIGTERM, SIGHUP, or a fault that nobody caught: all end in an orderly stop, since a program that just dies
 * leaves its PostgreSQL behind. A second Ctrl-C does not wait.
 */
function stopRequest(log: Log): StopRequest {
  let now: true | Error | null = null;
  let tell: (reason: true | Error) => void = () => {};
  const requested = new Promise<true | Error>((resolve) => { tell = resolve; });
  const request = (reason: true | Error): void => { now ??= reason; tell(reason); };
  const signalled = (signal: NodeJS.Signals): void => {
    if (now && signal === 'SIGINT') process.exit(130);
    request(true);
  };
  const failed = (error: unknown): void => request(error instanceof Error ? error : new Error(String(error)));
  // Work that nobody waits for and that lost its database is no fault of the program.
  const unhandled = (error: unknown): void => { if (isAway(error)) log.warn('work in the background lost the database', { error }); else failed(error); };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, signalled);
  process.on('uncaughtException', failed).on('unhandledRejection', unhandled);
  return {
    requested,
    get now() { return now; },
    done() {
      for (const signal of signals) process.off(signal, signalled);
      process.off('uncaughtException', failed).off('unhandledRejection', unhandled);
    },
  };
}

/** --tls-cert and --tls-key belong together. */
export function bothOrNone(tls: { cert?: string | undefined; key?: string | undefined }): Config['tls'] {
  if (!tls.cert && !tls.key) return null;
  if (!tls.cert || !tls.key) throw new AppError('usage', 'Cần cả --tls-cert và --tls-key (hai tệp PEM: chứng thư và khóa riêng).');
  return { cert: tls.cert, key: tls.key };
}
