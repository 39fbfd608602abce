import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { AppError } from '#kernel/app-error.ts';
import type { Config } from '../config.ts';
import type { FileStore } from '../files/file-store.ts';
import { openLocalFiles } from '../files/local-files.ts';
import type { Log } from '../log.ts';
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
  readonly identity: Identity;
  readonly directory: DataDirectory;
  readonly target: Target;
  readonly files: FileStore;
  readonly secrets: Secrets;
  /** Another process owns the store; this one only visits its database. */
  readonly visiting: boolean;
  /** Resolves with a sentence when the store can be used no longer: the database ended, the ownership was lost. */
  readonly lost: Promise<string>;
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
  readonly migrations: Migrations;
  /** Runs before an existing store is migrated: the backup. */
  readonly beforeMigration?: (store: Store, pending: readonly string[]) => Promise<void>;
  /** Milliseconds a statement may take; 0 for commands that move everything. */
  readonly statementTimeout?: number;
  readonly log: Log;
}

const PATIENCE_MS = 3_000;

/** Throws AppError with a sentence for everything an operator can put right. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const session = options.config.databaseUrl ? await openServerSession(options.config.databaseUrl) : await openEmbedded(options);
  try {
    return await furnish(options, session);
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function openEmbedded(options: StoreOptions): Promise<Session> {
  const asked = dataDirectory(options.data);
  const label = readLabel(asked);
  if (label && options.kind) refuseOtherKind(label.kind, options.kind, `Thư mục ${asked.root}`);
  if (!options.create && !hasCluster(asked.cluster)) {
    throw new AppError('not-found', `Chưa có kho dữ liệu nào trong ${asked.root}. Hãy chỉ đúng thư mục bằng --data DIR, hoặc tạo kho mới bằng "bin/loa serve".`);
  }
  const directory = prepareDirectory(options.data);
  return openEmbeddedSession(directory, options.exclusive ?? false);
}

async function furnish(options: StoreOptions, session: Session): Promise<Store> {
  const { target, embedded } = session;
  const { log, migrations } = options;
  let closing: Promise<void> | null = null;
  const connection = connect(target, {
    max: options.config.databaseConnections, statementTimeout: options.statementTimeout ?? 30_000, onError: (error) => { if (!closing) log.warn('a database connection broke', { error }); },
  });
  // A query under way gets a moment; the server's own stop ends it in order.
  const close = (): Promise<void> => (closing ??= Promise.race([connection.close(), sleep(PATIENCE_MS, undefined, { ref: false })]).then(() => session.close()));
  try {
    await refuseForeignDatabase(connection);
    await refuseNewerSchema(connection, migrations);
    const known = await readIdentity(connection);
    const directory = session.directory ?? prepareDirectory(stateDirectory(options, known));
    const kind = options.kind ?? known?.kind ?? 'real';
    if (known) refuseOtherKind(known.kind, kind, embedded ? `Thư mục ${directory.root}` : 'Cơ sở dữ liệu này');
    if (!known && !options.create) throw new AppError('not-found', 'Cơ sở dữ liệu này chưa có dữ liệu của Loa. Hãy chạy "bin/loa serve" hoặc "bin/loa migrate" trước.');
    const furnished = { ...connection, kind, directory, target, files: await openLocalFiles(directory.files), secrets: openSecrets(directory), visiting: session.visiting, lost: session.lost, close };
    const pending = await pendingMigrations(connection, migrations);
    if (pending.length > 0) {
      if (!options.migrate || session.visiting) throw outdated(pending, session.visiting);
      if (known) await options.beforeMigration?.({ ...furnished, identity: known }, pending);
      const patient = connect(target, { max: 2, statementTimeout: 0 });
      try { await migrate(patient, migrations); } finally { await patient.close(); }
    }
    const identity = await settleIdentity(connection, directory, kind, embedded?.major ?? null);
    return { ...furnished, identity };
  } catch (error) {
    await connection.close();
    throw error;
  }
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
