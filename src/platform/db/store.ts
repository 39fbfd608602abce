import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { AppError } from '#kernel/app-error.ts';
import type { Config } from '../config.ts';
import type { FileStore } from '../files/file-store.ts';
import { openLocalFiles } from '../files/local-files.ts';
import type { Log } from '../log.ts';
import { isUnreachable, type Line } from './away.ts';
import { connect, type Connection, type Target } from './connect.ts';
import { dataDirectory, prepareDirectory, readLabel, refuseOtherKind, type DataDirectory, type StoreKind } from './data-directory.ts';
import { hasCluster } from './initdb.ts';
import { readIdentity, refuseForeignDatabase, settleIdentity, type Identity } from './identity.ts';
import { migrate, pendingMigrations, refuseNewerSchema, type Migrations } from './migrate.ts';
import { openEmbeddedSession, openServerSession, type Session } from './session.ts';
import { openSecrets, type Secrets } from './secrets.ts';

/** Everything that outlives a process: database, files, secrets. Opened once at the start of a command, closed at its end. */
export interface Store extends Connection {
  readonly kind: StoreKind;
  readonly directory: DataDirectory;
  readonly target: Target;
  readonly files: FileStore;
  readonly secrets: Secrets;
  /** Another process owns the store; this one only visits its database. */
  readonly visiting: boolean;
  /** Resolves with a sentence when the store can be used no longer: the database ended, the ownership was lost. */
  readonly lost: Promise<string>;
  /** Waits for a database server that could not be reached, then checks it as every start does; null: it is there. Until then nothing can be asked of it. */
  readonly arrival: ((signal: AbortSignal) => Promise<void>) | null;
}

export interface StoreOptions {
  readonly config: Config;
  /** --data, or the default of the command. Not used with LOA_DATABASE_URL. */
  readonly data: string;
  /** Refuse a store of the other kind; null takes either. A new store is real unless this says otherwise. */
  readonly kind: StoreKind | null;
  /** Make the store when there is none. */
  readonly create?: boolean;
  /** Refuse when another process owns the store. */
  readonly exclusive?: boolean;
  /** Bring the schema to the newest version; without it an old schema is refused. */
  readonly migrate?: boolean;
  /** For what runs until it is stopped: a database that dies is waited for, and our own started again. */
  readonly keep?: boolean;
  /** A database server that cannot be reached is waited for, where this program has served the store before (`arrival`). */
  readonly later?: boolean;
  readonly migrations: Migrations;
  /** Runs before an existing store is migrated: the backup. */
  readonly beforeMigration?: (store: Pick<Store, 'target' | 'directory' | 'files'>, pending: readonly string[]) => Promise<void>;
  /** Milliseconds a statement may take; 0 for commands that move everything. */
  readonly statementTimeout?: number;
  readonly log: Log;
}

const PATIENCE_MS = 3_000;
/** When a server dies all its connections break at once: that is one piece of news. */
const BREAKS_TOGETHER_MS = 2_000;
const LOOK_AGAIN_MS = [500, 1_000, 2_000, 5_000];

/** Throws AppError with a sentence for everything an operator can put right. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl } = options.config;
  let session: Session;
  try {
    session = databaseUrl ? await openServerSession(databaseUrl) : await openEmbedded(options);
  } catch (error) {
    const label = databaseUrl && options.later && notReached(error) ? readLabel(dataDirectory(stateDirectory(options, null))) : null;
    if (!label) throw error;
    return awaited(options, databaseUrl!, label.kind);
  }
  try {
    return await furnish(options, session);
  } catch (error) {
    await session.close();
    throw error;
  }
}

const notReached = (error: unknown): boolean => isUnreachable(error instanceof AppError ? error.details.data : error);

async function openEmbedded(options: StoreOptions): Promise<Session> {
  const asked = dataDirectory(options.data);
  const label = readLabel(asked);
  if (label && options.kind) refuseOtherKind(label.kind, options.kind, `Thư mục ${asked.root}`);
  if (!options.create && !hasCluster(asked.cluster)) {
    throw new AppError('not-found', `Chưa có kho dữ liệu nào trong ${asked.root}. Hãy chỉ đúng thư mục bằng --data DIR, hoặc tạo kho mới bằng "bin/loa serve".`);
  }
  const directory = prepareDirectory(options.data);
  return openEmbeddedSession(directory, { exclusive: options.exclusive ?? false, keep: options.keep ? options.log : undefined });
}

async function furnish(options: StoreOptions, session: Session): Promise<Store> {
  const connection = pool(options, session.target, session.keeper?.line);
  try {
    const { directory, kind, id } = await examine(options, session, connection);
    if (session.keeper) session.keeper.check = (address) => examineAgain(options, address, id);
    return await assemble(options, connection, { directory, kind, target: session.target, visiting: session.visiting, lost: session.lost, arrival: null }, session.close);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

type Pool = Connection & { /** no news of connections that break from here on */ readonly quiet: () => void };

function pool(options: StoreOptions, target: Target, line: Line | undefined): Pool {
  let quiet = false, said = 0;
  const connection = connect(target, {
    max: options.config.databaseConnections, statementTimeout: options.statementTimeout ?? 30_000, onError: (error) => { if (!quiet && Date.now() - said > BREAKS_TOGETHER_MS) { said = Date.now(); options.log.warn('a database connection broke', { error }); } }, ...(line ? { line } : {}),
  });
  return { ...connection, quiet: () => { quiet = true; } };
}

async function assemble(options: StoreOptions, { quiet, ...connection }: Pool, about: Omit<Store, keyof Connection | 'files' | 'secrets'>, release: () => Promise<void>): Promise<Store> {
  let closing: Promise<void> | null = null;
  // A query under way gets a moment; the server's own stop ends it in order.
  const close = (): Promise<void> => {
    quiet();
    return (closing ??= Promise.race([connection.close(), sleep(PATIENCE_MS, undefined, { ref: false })]).then(release));
  };
  return { ...connection, ...about, files: await openLocalFiles(about.directory.files), secrets: openSecrets(about.directory), close };
}

/** Is this database ours to use? Throws AppError when it is not; a schema that is too old is brought up to date where that is our task. */
async function examine(options: StoreOptions, session: Session, connection: Connection, at?: DataDirectory): Promise<{ readonly directory: DataDirectory; readonly kind: StoreKind; readonly id: string }> {
  const { target, embedded } = session, { migrations } = options;
  await refuseForeignDatabase(connection);
  await refuseNewerSchema(connection, migrations);
  const known = await readIdentity(connection);
  const directory = at ?? session.directory ?? prepareDirectory(stateDirectory(options, known));
  const kind = options.kind ?? known?.kind ?? 'real';
  if (known) refuseOtherKind(known.kind, kind, embedded ? `Thư mục ${directory.root}` : 'Cơ sở dữ liệu này');
  if (!known && !options.create) throw new AppError('not-found', 'Cơ sở dữ liệu này chưa có dữ liệu của Loa. Hãy chạy "bin/loa serve" hoặc "bin/loa migrate" trước.');
  const pending = await pendingMigrations(connection, migrations);
  if (pending.length > 0) {
    if (!options.migrate || session.visiting) throw outdated(pending, session.visiting);
    if (known) await options.beforeMigration?.({ target, directory, files: await openLocalFiles(directory.files) }, pending);
    const patient = connect(target, { max: 2, statementTimeout: 0 });
    try { await migrate(patient, migrations); } finally { await patient.close(); }
  }
  const { id } = await settleIdentity(connection, directory, kind, embedded?.major ?? null);
  return { directory, kind, id };
}

/** While it was away another program may have put another database there, or brought it to a newer version. */
async function examineAgain({ migrations }: StoreOptions, target: Target, id: string): Promise<void> {
  const connection = connect(target, { max: 1 });
  try {
    await refuseNewerSchema(connection, migrations);
    const pending = await pendingMigrations(connection, migrations);
    if (pending.length > 0) throw outdated(pending, false);
    if ((await readIdentity(connection))?.id !== id) throw new AppError('conflict', 'Trong lúc PostgreSQL dừng, thư mục dữ liệu đã được thay bằng một kho khác, nên Loa dừng lại. Hãy kiểm tra thư mục rồi chạy lại Loa.');
  } finally {
    await connection.close();
  }
}

/** A store whose database server does not answer yet: folder, files and secrets are there, and whoever asks the database hears that it is away. */
async function awaited(options: StoreOptions, url: string, labelled: StoreKind): Promise<Store> {
  const directory = prepareDirectory(stateDirectory(options, null)), kind = options.kind ?? labelled, line = { open: false };
  refuseOtherKind(labelled, kind, `Thư mục ${directory.root}`);
  const arrival = async (signal: AbortSignal): Promise<void> => {
    for (let failures = 0; ; failures++) {
      await sleep(LOOK_AGAIN_MS[Math.min(failures, LOOK_AGAIN_MS.length - 1)]!, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      try {
        const session = await openServerSession(url), connection = connect(url, { max: 2 });
        try { await examine(options, session, connection, directory); } finally { await connection.close(); }
        line.open = true;
        return;
      } catch (error) {
        if (!notReached(error)) throw error;
        if (failures % 60 === 59) options.log.warn('the database server cannot be reached yet', { error });
      }
    }
  };
  return assemble(options, pool(options, url, line), { directory, kind, target: url, visiting: false, lost: new Promise(() => {}), arrival }, async () => {});
}

function outdated(pending: readonly string[], visiting: boolean): AppError {
  return new AppError('unavailable', visiting
    ? 'Loa đang chạy trên kho này là bản cũ hơn chương trình bạn vừa gọi. Hãy khởi động lại máy chủ Loa rồi chạy lại lệnh.'
    : `Kho dữ liệu còn ở phiên bản cũ (thiếu ${pending.length} bước nâng cấp). Hãy chạy "bin/loa migrate" rồi chạy lại lệnh.`);
}

/** For a database on a server: what the operator says, else where it was before, else a folder named after the database. */
function stateDirectory({ config, data }: StoreOptions, known: Identity | null): string {
  if (config.stateDirectory) return config.stateDirectory;
  const place = known?.stateDirectory?.slice(known.stateDirectory.indexOf(':') + 1);
  if (place && known && readLabel(dataDirectory(place))?.id === known.id) return place;
  const { hostname, port, pathname } = new URL(config.databaseUrl!);
  return join(data, `server-${[hostname, port || '5432', pathname.slice(1)].join('-').replace(/[^\w.-]+/g, '_')}`);
}

/** Makes a demonstration store whose loading was cut short new again; its id stays. */
export async function emptyDemoStore(store: Store, migrations: Migrations): Promise<void> {
  if (store.kind !== 'demo') throw new Error('only a demonstration store is ever emptied');
  const patient = connect(store.target, { max: 2, statementTimeout: 0 });
  try {
    const identity = await patient.db.selectFrom('store_identity').selectAll().executeTakeFirstOrThrow();
    await sql`drop schema if exists graphile_worker cascade`.execute(patient.db);
    await sql`drop schema public cascade`.execute(patient.db);
    await sql`create schema public`.execute(patient.db);
    await migrate(patient, migrations);
    await patient.db.insertInto('store_identity').values(identity).execute();
  } finally {
    await patient.close();
  }
}
