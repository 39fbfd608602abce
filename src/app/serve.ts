import { hostname } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { AppError } from '#kernel/app-error.ts';
import { randomIds } from '#kernel/id.ts';
import { complain, print, type CommandIo } from '#platform/command-line.ts';
import type { Clock } from '#platform/clock.ts';
import type { Config } from '#platform/config.ts';
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

/** Runs until told to stop, and stops everything it started, in every case. Returns the exit code. */
export async function serve(options: ServeOptions): Promise<number> {
  const { config, io } = options;
  const log = createLog(config.logLevel);
  if (options.listen?.tls) readTls(options.listen.tls);
  const stop = stopRequest();
  const running: Running = { store: null, jobs: null, web: null, portal: null, waker: null };
  const starting = start(options, running, log, () => stop.now !== null);
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

interface Running { store: Store | null; jobs: JobRunner | null; web: Listening | null; portal: Portal | null; waker: ReturnType<typeof waker> | null }

async function start(options: ServeOptions, running: Running, log: Log, stopped: () => boolean): Promise<void> {
  const { config, clock, kind, io } = options;
  const store = running.store = await openStore({
    config, data: options.data, kind, migrations, log, create: options.owner, migrate: options.owner, exclusive: options.owner,
    beforeMigration: async (old) => complain(io, `Đã sao lưu trước khi nâng cấp: ${await backupBefore(old, config)}`),
  });
  if (stopped()) return;
  await options.prepare?.(store, log);
  const ids = randomIds(() => clock.now().getTime());
  const { db, files, secrets } = store;
  const jobs = [...jobsOf(config, kind), ...(options.owner ? [nightlyBackupOf(store, config)] : [])];
  if (options.jobs) running.jobs = await startJobs({ pool: store.pool, jobs, context: { db, files, clock, ids, log } });
  if (!options.listen) return print(io, 'ready');
  if (stopped()) return;
  const ready = async (): Promise<boolean> => { await sql`select 1`.execute(db); return true; };
  const { wake } = running.waker = waker(db, log);
  let origin = '';
  const { app, portal } = await createApp({ db, files, secrets, config, clock, ids, mode: kind, log, assets: openAssets(assetsDirectory()), ready, wake, pages: join(store.directory.root, 'pages', `${hostname()}-${options.listen.port}`), origin: () => origin, warm: true });
  running.web = await listen(app, options.listen, (req, res) => portal.serve(req, res));
  origin = config.publicUrl ?? running.web.origin;
  await portal.start();
  wake(); // what was done while nobody was there to follow it
  running.portal = portal;
  if (options.owner) writeServerFile(store.directory, { pid: process.pid, url: origin });
  warnAboutPlainHttp(options, io);
  await options.announce?.(store, origin);
  print(io, `ready ${origin}`);
}

/** In the opposite order of starting; a part that fails to stop does not keep the database from being stopped. */
async function shutDown({ store, jobs, web, portal, waker: waking }: Running, log: Log): Promise<void> {
  const step = async (name: string, work: Promise<void> | undefined): Promise<void> => {
    try { await work; } catch (error) { log.error(`${name} did not stop in order`, { error }); }
  };
  await step('web', web?.close());
  await step('portal', portal?.stop());
  await step('waker', waking?.stop());
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
function stopRequest(): StopRequest {
  let now: true | Error | null = null;
  let tell: (reason: true | Error) => void = () => {};
  const requested = new Promise<true | Error>((resolve) => { tell = resolve; });
  const request = (reason: true | Error): void => { now ??= reason; tell(reason); };
  const signalled = (signal: NodeJS.Signals): void => {
    if (now && signal === 'SIGINT') process.exit(130);
    request(true);
  };
  const failed = (error: unknown): void => request(error instanceof Error ? error : new Error(String(error)));
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, signalled);
  process.on('uncaughtException', failed).on('unhandledRejection', failed);
  return {
    requested,
    get now() { return now; },
    done() {
      for (const signal of signals) process.off(signal, signalled);
      process.off('uncaughtException', failed).off('unhandledRejection', failed);
    },
  };
}

/** --tls-cert and --tls-key belong together. */
export function bothOrNone(tls: { cert?: string | undefined; key?: string | undefined }): Config['tls'] {
  if (!tls.cert && !tls.key) return null;
  if (!tls.cert || !tls.key) throw new AppError('usage', 'Cần cả --tls-cert và --tls-key (hai tệp PEM: chứng thư và khóa riêng).');
  return { cert: tls.cert, key: tls.key };
}
