import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { DatabaseAway, isUnreachable, type Line } from './away.ts';
import type { ServerAddress } from './embedded.ts';
import { keepStatements } from './kept.ts';
import type { Database, Tables } from './tables.ts';

/** A server of our own, or a URL postgres://user:password@host/database given by the operator. */
export type Target = ServerAddress | string;

export interface ConnectOptions {
  /** Connections at most. */
  readonly max?: number;
  /** Milliseconds that one statement may take; 0: as long as it needs (migrations, backup, bulk loads). Default 30 s. */
  readonly statementTimeout?: number;
  /** A commit is not waited for until it is on disk: for loads that are begun again from nothing when they are cut short. A later commit of somebody who waits brings it there. */
  readonly hurried?: boolean;
  /** Lets the program end while connections are open (tests). */
  readonly allowExitOnIdle?: boolean;
  /** Of a database that may go away and come back. */
  readonly line?: Line;
  /** Told about a connection that broke while nobody used it. */
  readonly onError?: (error: Error) => void;
}

export interface Connection {
  readonly db: Database;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

const OID = { int8: 20, date: 1082, timestamp: 1114, numeric: 1700, int8Array: 1016, dateArray: 1182, numericArray: 1231 } as const;

/** Counts and sums arrive as numbers; one that a number cannot hold exactly is a fault, not a rounding. */
export function safeNumber(text: string): number {
  const value = Number(text);
  if (!(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) throw new RangeError(`a number from the database is too large to be exact: ${text}`);
  return value;
}

/** A timestamp without zone is UTC here, whatever the zone of this machine. */
const utcInstant = (text: string): Date => new Date(`${text.replace(' ', 'T')}Z`);
const asIs = (text: string): string => text;

/** PostgreSQL's array text `{1,NULL,3}` of values that contain neither commas nor quotes. */
const arrayOf = <T>(parse: (text: string) => T) => (text: string): (T | null)[] =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map((item) => (item === 'NULL' ? null : parse(item)));

const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [OID.int8, safeNumber], [OID.numeric, safeNumber], [OID.date, asIs], [OID.timestamp, utcInstant],
  [OID.int8Array, arrayOf(safeNumber)], [OID.numericArray, arrayOf(safeNumber)], [OID.dateArray, arrayOf(asIs)],
]);

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => (format === 'binary' ? undefined : PARSERS.get(oid)) ?? pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;

/** Sent with the connection, so no query is ever answered without them. */
const sessionSettings = (statementTimeout: number, hurried: boolean): string => Object.entries({
  // The audit digests hash the text of values: what it depends on is fixed for every session.
  TimeZone: 'UTC', DateStyle: 'ISO,YMD', IntervalStyle: 'postgres', extra_float_digits: 1, bytea_output: 'hex', statement_timeout: statementTimeout, idle_in_transaction_session_timeout: statementTimeout === 0 ? 0 : 60_000,
  random_page_cost: 1.1, jit: 'off', search_path: 'public', ...(hurried ? { synchronous_commit: 'off' } : {}),
}).map(([name, value]) => `-c ${name}=${value}`).join(' ');

/** What `pg` needs to know, for a pool as for a single session. */
export const clientConfig = (target: Target, { statementTimeout = 30_000, hurried = false }: ConnectOptions = {}): pg.ClientConfig => ({
  ...(typeof target === 'string' ? { connectionString: target } : target),
  options: sessionSettings(statementTimeout, hurried), types, application_name: 'loa', connectionTimeoutMillis: 10_000,
  keepAlive: true, keepAliveInitialDelayMillis: 10_000, // a machine that vanished without a word is noticed in seconds, not in two hours
});

export function connect(target: Target, options: ConnectOptions = {}): Connection {
  const pool = new pg.Pool({ ...clientConfig(target, options), max: options.max ?? 20, idleTimeoutMillis: 30_000, allowExitOnIdle: options.allowExitOnIdle ?? false });
  const report = options.onError ?? (() => {});
  // Without these a connection that breaks while idle ends the program, and graphile-worker adds handlers of its own.
  pool.on('error', report);
  pool.on('connect', (client) => { client.on('error', report); keepStatements(client); });
  dialOver(pool, target, options.line);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const close = async (): Promise<void> => {
    await db.destroy(); // ends the pool only when Kysely has used it
    if (!pool.ended) await pool.end();
  };
  return { db, pool, close };
}

type Told = (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: boolean | Error) => void) => void;

/** A server of our own may come back at another port. Whoever cannot get a connection hears one error, whatever was in the way. */
function dialOver(pool: pg.Pool, target: Target, line: Line | undefined): void {
  const dial = pool.connect.bind(pool) as (told: Told) => void;
  const attempt = (told: Told): void => {
    if (line && !line.open) return void process.nextTick(told, new DatabaseAway(), undefined, () => {});
    if (typeof target !== 'string') (pool.options as { port?: number }).port = target.port;
    dial((error, client, done) => told(error && isUnreachable(error) ? new DatabaseAway(error) : error, client, done));
  };
  pool.connect = ((told?: Told) => {
    if (told) return attempt(told);
    return new Promise((resolve, reject) => { attempt((error, client) => { if (client) resolve(client); else reject(error ?? new DatabaseAway()); }); });
  }) as typeof pool.connect;
}
