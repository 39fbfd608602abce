import { sql } from 'kysely';
import type { z } from 'zod';
import type { IdSource } from '#kernel/id.ts';
import type { Clock } from '../clock.ts';
import type { Database, Reader } from '../db/tables.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Log } from '../log.ts';

/** What a job may use. */
export interface JobContext {
  readonly db: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** 1 at the first attempt. */
  readonly attempt: number;
}

/** Every day at "01:30" on the clock of Viet Nam, or every so many minutes (a divisor of 60). */
export type Schedule = { readonly dailyAt: string } | { readonly everyMinutes: number };

/**
 * Background work of a noun, written in its `jobs.ts` and listed by the application. A job may run twice (the machine
 * may stop between its work and the note that it is done), so it must come out the same.
 */
export interface JobDefinition<P> {
  /** noun.verb, e.g. "reports.render"; never changed once released, jobs of that name may wait in a database. */
  readonly name: `${string}.${string}`;
  readonly payload: z.ZodType<P>;
  /** Runs by itself, with the payload {}; a run missed while the machine was off is made up for once within a day. */
  readonly schedule?: Schedule;
  run(payload: P, context: JobContext): Promise<void>;
}

export const defineJob = <P>(job: JobDefinition<P>): JobDefinition<P> => job;

export interface AddJobOptions {
  readonly runAt?: Date;
  /** Default 12: the last attempts lie hours apart. */
  readonly maxAttempts?: number;
  /** At most one waiting job with this key: a later one takes its place. */
  readonly key?: string;
  /** Jobs of one queue run one after another. */
  readonly queue?: string;
}

/** Notes the job inside the transaction: it runs if, and only if, the transaction commits. */
export async function addJob<P>(tx: Reader, job: Pick<JobDefinition<P>, 'name'>, payload: P, options: AddJobOptions = {}): Promise<void> {
  await sql`select graphile_worker.add_job(${job.name}, ${JSON.stringify(payload)}::json, max_attempts := ${options.maxAttempts ?? 12}::int,
    run_at := ${options.runAt ?? null}::timestamptz, job_key := ${options.key ?? null}::text, queue_name := ${options.queue ?? null}::text)`.execute(tx);
}
