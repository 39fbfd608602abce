import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, parseCronItems, run, type CronItem, type TaskList, type WorkerEvents, type WorkerPool } from 'graphile-worker';
import type pg from 'pg';
import type { Log } from '../log.ts';
import type { JobContext, JobDefinition, Schedule } from './job.ts';

export interface JobRunner {
  /** Lets what runs finish for a moment, gives the rest back to the queue. */
  stop(): Promise<void>;
  /** Resolves when the runner has stopped; rejects when it broke. */
  readonly ended: Promise<void>;
}

export interface RunnerOptions {
  readonly pool: pg.Pool;
  readonly jobs: readonly JobDefinition<any>[]; // each has its own payload
  readonly context: Omit<JobContext, 'attempt'>;
  readonly concurrency?: number;
  /** Seconds after which a job that was lost with the database is taken up again. */
  readonly lostAfter?: number;
}

/** Jobs still at work when we stop get this long; then they are given back and run again at the next start. */
const PATIENCE_MS = 3_000;
const AT_MOST_MS = 10_000, ANSWER_MS = 500;

export async function startJobs({ pool, jobs, context, concurrency = 4, lostAfter = 15 }: RunnerOptions): Promise<JobRunner> {
  const names = jobs.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error(`two jobs of one name: ${names.sort().join(', ')}`);
  const taskList: TaskList = Object.fromEntries(jobs.map((job) => [job.name, async (payload, { job: { attempts } }) => {
    await job.run(job.payload.parse(withoutCron(payload)), { ...context, attempt: attempts });
  }]));
  const scheduled = jobs.filter((job) => job.schedule).map((job): CronItem => ({
    task: job.name, match: cronOf(job.schedule!), identifier: job.name,
    // A key: however many nights were missed, the work is made up for once.
    options: { backfillPeriod: 'dailyAt' in job.schedule! ? 86_400_000 : 0, jobKey: `schedule:${job.name}`, jobKeyMode: 'replace' },
  }));
  const events = new EventEmitter() as WorkerEvents;
  let connected = false;
  events.on('pool:listen:success', ({ workerPool }) => {
    if (connected) setTimeout(() => { takeUpAgain(pool, workerPool, lostAfter).catch((error: unknown) => context.log.warn('jobs that were lost with the database wait for some hours', { error })); }, lostAfter * 1_000).unref();
    connected = true;
  });
  const runner = await run({
    events,
    pgPool: pool, taskList, parsedCronItems: parseCronItems(scheduled), concurrency, pollInterval: 2_000, noHandleSignals: true,
    gracefulShutdownAbortTimeout: PATIENCE_MS, logger: loggerTo(context.log),
  });
  let stopped: Promise<void> | null = null;
  // Without a database nothing can be given back, and the runner would wait for it for a long time.
  const stop = async (): Promise<void> => {
    const pause = (ms: number): Promise<boolean> => sleep(ms, false, { ref: false });
    const ending = runner.stop().then(() => true, () => true), there = await Promise.race([pool.query('select 1').then(() => true, () => false), pause(ANSWER_MS)]);
    await Promise.race([ending, pause(there ? AT_MOST_MS : ANSWER_MS)]);
  };
  return { stop: () => (stopped ??= stop()), ended: runner.promise };
}

/** The database went away before it could be told how a job had ended: to it the job still runs, and would for hours. */
async function takeUpAgain(pool: pg.Pool, runner: WorkerPool, lostAfter: number): Promise<void> {
  const atWork = runner._workers.flatMap((worker) => worker.getActiveJob()?.id ?? []);
  const { rowCount } = await pool.query(`update graphile_worker._private_jobs set locked_at = null, locked_by = null, run_at = greatest(run_at, now())
    where locked_by = $1 and locked_at <= now() - make_interval(secs => $2) and not (id = any ($3::bigint[]))`, [runner.id, lostAfter, atWork]);
  if (rowCount && runner._active) runner.nudge(rowCount);
}

/** UTC, as graphile-worker reckons; Viet Nam is seven hours ahead the whole year. */
export function cronOf(schedule: Schedule): string {
  if ('everyMinutes' in schedule) {
    const { everyMinutes } = schedule;
    if (!Number.isInteger(everyMinutes) || everyMinutes < 1 || 60 % everyMinutes !== 0) throw new RangeError(`not a divisor of an hour: ${everyMinutes}`);
    return everyMinutes === 60 ? '0 * * * *' : `*/${everyMinutes} * * * *`;
  }
  const [hour, minute] = schedule.dailyAt.split(':').map(Number);
  if (!/^\d\d:\d\d$/.test(schedule.dailyAt) || hour! > 23 || minute! > 59) throw new RangeError(`not a time of day: ${schedule.dailyAt}`);
  return `${minute} ${(hour! + 17) % 24} * * *`;
}

/** graphile-worker adds when it was due; our payloads are strict about what they hold. */
function withoutCron(payload: unknown): unknown {
  if (payload === null || typeof payload !== 'object') return payload;
  const { _cron, ...rest } = payload as Record<string, unknown>;
  return rest;
}

/** Failures reach the operator without the payload, which may name people. */
function loggerTo(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    if (level !== 'error' && level !== 'warning') return;
    const error = meta?.error;
    log[level === 'error' ? 'error' : 'warn'](`jobs: ${message.split('\n')[0]!.replace(/with payload.*$/, '')}`, error instanceof Error ? { error } : {});
  });
}
