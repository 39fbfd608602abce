import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '#kernel/app-error.ts';
import type { Log } from '../log.ts';
import { isUnreachable } from './away.ts';
import { clientConfig, type Target } from './connect.ts';
import { readServerFile, type DataDirectory } from './data-directory.ts';
import { adopt, startEmbedded, type Embedded } from './embedded.ts';
import { keep, type Keeper } from './keeper.ts';
import { takeOwnerLock, type OwnerLock } from './owner-lock.ts';
import { isAlive, livingPostmaster } from './postmaster.ts';
import type { PostgresMajor } from './postgres-binaries.ts';
import { DATABASE_PASSWORD, openSecrets } from './secrets.ts';

/** A database that answers, before anything is known about what is in it. */
export interface Session {
  readonly target: Target;
  readonly embedded: { readonly major: PostgresMajor; readonly adopted: boolean } | null;
  /** Null with a database on a server: its folder is known only after looking into it. */
  readonly directory: DataDirectory | null;
  readonly visiting: boolean;
  readonly lost: Promise<string>;
  /** Of a server that is looked after: whether it may be asked now, and what is asked of it when it is back. */
  readonly keeper: Pick<Keeper, 'line' | 'check'> | null;
  close(): Promise<void>;
}

const MAJOR: PostgresMajor = 18;
/** As long as a server that is being stopped may take to be gone. */
const TURN_OVER_MS = 30_000;

export interface EmbeddedSessionOptions {
  /** Refuse when another process owns the store. */
  readonly exclusive: boolean;
  /** For what runs until it is stopped: a server that dies is waited for, and by its owner started again. */
  readonly keep?: Pick<Log, 'info' | 'warn' | 'error'> | undefined;
}

/**
 * Starts or adopts the PostgreSQL of a data directory and becomes its owner. When another process owns it: a visit, or a
 * refusal where the command must be alone.
 */
export async function openEmbeddedSession(directory: DataDirectory, { exclusive, keep: log }: EmbeddedSessionOptions): Promise<Session> {
  const password = openSecrets(directory).key(DATABASE_PASSWORD).toString('hex');
  const options = { cluster: directory.cluster, password, major: MAJOR, logFile: join(directory.run, 'postgres.log') };
  const deadline = Date.now() + TURN_OVER_MS;
  for (;;) {
    const embedded = await startEmbedded(options);
    let lock: OwnerLock | null;
    try {
      lock = await takeOwnerLock(embedded.address);
    } catch (error) {
      if (!isUnreachable(error) || Date.now() > deadline) {
        if (!embedded.adopted) await embedded.stop();
        throw connectionError(error, true);
      }
      await sleep(100); // the server we found was on its way out
      continue;
    }
    if (!lock && exclusive) throw inUse(directory);
    if (log) {
      const find = async (signal: AbortSignal): Promise<Embedded> => {
        if (lock) return startEmbedded({ ...options, existing: true, signal });
        const living = livingPostmaster(directory.cluster);
        if (!living) throw new Error('the Loa that owns the store has not started its database again');
        return adopt({ ...options, signal }, living.pid);
      };
      return kept(keep({ server: embedded, lock, find, own: takeOwnerLock, otherServer: () => otherServer(directory), log }), embedded, lock !== null, directory);
    }
    return lock ? owned(embedded, lock, directory) : visited(embedded, directory);
  }
}

/** Where another Loa that lives answers for this store. */
function otherServer(directory: DataDirectory): string | null {
  const server = readServerFile(directory);
  return server && server.pid !== process.pid && isAlive(server.pid) ? server.url ?? String(server.pid) : null;
}

const kept = (keeper: Keeper, embedded: Embedded, owner: boolean, directory: DataDirectory): Session =>
  ({ target: keeper.address, embedded: { major: MAJOR, adopted: embedded.adopted }, directory, visiting: !owner, lost: keeper.lost, keeper, close: () => keeper.close() });

function owned(embedded: Embedded, lock: OwnerLock, directory: DataDirectory): Session {
  const lost = Promise.race([
    embedded.ended.then(() => 'PostgreSQL đã dừng ngoài dự kiến nên Loa dừng theo. Những gì đã báo "đã lưu" vẫn còn; hãy chạy lại Loa.'),
    // A server that dies takes the lock with it: give the news of its end a moment to come first.
    lock.lost.then(() => sleep(1_000, undefined, { ref: false })).then(() => 'Loa đã mất quyền giữ kho dữ liệu nên dừng lại. Hãy chạy lại Loa.'),
  ]);
  return {
    target: embedded.address, embedded: { major: MAJOR, adopted: embedded.adopted }, directory, visiting: false, lost, keeper: null,
    close: async () => { await lock.release(); await embedded.stop(); },
  };
}

const visited = (embedded: Embedded, directory: DataDirectory): Session => ({
  target: embedded.address, embedded: { major: MAJOR, adopted: true }, directory, visiting: true, keeper: null, close: async () => {},
  lost: embedded.ended.then(() => 'Máy chủ Loa đang giữ kho dữ liệu này đã dừng giữa chừng. Hãy chạy lại lệnh.'),
});

function inUse(directory: DataDirectory): AppError {
  const server = readServerFile(directory);
  const where = server?.url ? ` tại ${server.url}` : '';
  return new AppError('conflict', `Một Loa khác đang dùng thư mục dữ liệu ${directory.root}${where}. Hãy dùng máy chủ đó, dừng nó trước, hoặc chọn thư mục khác bằng --data DIR.`);
}

const MINIMUM_SERVER = 150_000;

/** A database on a server that the operator runs. Any number of processes may share it. */
export async function openServerSession(url: string): Promise<Session> {
  const client = new pg.Client(clientConfig(url));
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; encoding: string }>(`select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`);
    const { version, encoding } = rows[0]!;
    if (Number(version) < MINIMUM_SERVER) throw new AppError('unavailable', `Máy chủ PostgreSQL là bản ${Math.floor(Number(version) / 10_000)}; Loa cần bản 15 trở lên. Hãy nâng cấp máy chủ hoặc bỏ LOA_DATABASE_URL để dùng PostgreSQL kèm theo.`);
    if (encoding !== 'UTF8') throw new AppError('unavailable', `Cơ sở dữ liệu dùng bảng mã ${encoding}; Loa cần UTF8. Hãy tạo lại cơ sở dữ liệu với "encoding 'UTF8'".`);
  } catch (error) {
    throw connectionError(error, false);
  } finally {
    await client.end().catch(() => {});
  }
  return { target: url, embedded: null, directory: null, visiting: false, lost: new Promise(() => {}), keeper: null, close: async () => {} };
}

function connectionError(error: unknown, own: boolean): unknown {
  if (error instanceof AppError) return error;
  const { code = '', message } = error as Error & { code?: string };
  if (own) {
    if (code === '28P01') return new AppError('unavailable', 'Mật khẩu trong secrets/database-password không mở được cơ sở dữ liệu của thư mục này. Hãy trả lại đúng thư mục secrets, hoặc khôi phục bản sao lưu vào một thư mục dữ liệu mới.');
    return new AppError('unavailable', `Không nối được tới PostgreSQL của thư mục dữ liệu (${message}). Hãy xem run/postgres.log trong thư mục dữ liệu rồi chạy lại.`);
  }
  const sentences: Record<string, string> = {
    '28P01': 'Máy chủ PostgreSQL không nhận tên hoặc mật khẩu trong LOA_DATABASE_URL. Hãy sửa lại rồi chạy lại.',
    '28000': 'Máy chủ PostgreSQL không cho tài khoản trong LOA_DATABASE_URL vào. Hãy kiểm tra pg_hba.conf và tên tài khoản.',
    '3D000': 'Cơ sở dữ liệu nêu trong LOA_DATABASE_URL chưa có trên máy chủ. Hãy tạo nó (create database … encoding \'UTF8\') rồi chạy lại.',
    '53300': 'Máy chủ PostgreSQL đã hết chỗ kết nối. Hãy tăng max_connections hoặc giảm LOA_DATABASE_CONNECTIONS.',
  };
  return new AppError('unavailable', sentences[code] ?? `Không nối được tới máy chủ PostgreSQL trong LOA_DATABASE_URL (${code || message}). Hãy kiểm tra địa chỉ, cổng và máy chủ đang chạy.`, { data: error });
}
