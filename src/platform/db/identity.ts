import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { sql } from 'kysely';
import { AppError } from '#kernel/app-error.ts';
import type { Connection } from './connect.ts';
import { readLabel, refuseOtherKind, writeLabel, type DataDirectory, type StoreKind } from './data-directory.ts';
import { schemaVersion } from './migrate.ts';

declare module '#platform/db/tables.ts' {
  interface Tables {
    store_identity: { only_row: boolean; id: string; kind: StoreKind; state_directory: string | null; demo_loaded_at: Date | null; created_at: Date };
  }
}

export interface Identity { readonly id: string; readonly kind: StoreKind; readonly stateDirectory: string | null }

/** Which store this database is; null when no Loa has used it yet. */
export async function readIdentity({ db }: Connection): Promise<Identity | null> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('public.store_identity') is not null as there`.execute(db);
  if (!rows[0]!.there) return null;
  const row = await db.selectFrom('store_identity').select(['id', 'kind', 'state_directory']).executeTakeFirst();
  return row ? { id: row.id, kind: row.kind, stateDirectory: row.state_directory } : null;
}

/** A database that is neither empty nor ours belongs to another program. */
export async function refuseForeignDatabase(connection: Connection): Promise<void> {
  if (await readIdentity(connection)) return;
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      and to_regclass('public.schema_migrations') is null limit 1`.execute(connection.db);
  if (rows[0]) throw new AppError('conflict', `Cơ sở dữ liệu này đang chứa bảng của phần mềm khác (${rows[0].name}). Hãy tạo một cơ sở dữ liệu trống riêng cho Loa rồi đặt lại LOA_DATABASE_URL.`);
}

/** Where files and secrets of a database on a server lie, as it is written down there: "host:folder". */
export const statePlace = ({ root }: DataDirectory): string => `${hostname()}:${root}`;

/**
 * Ties the database and its folder together: both carry the same id from the first start on, and neither is used with
 * another partner (a database with somebody else's files would show evidence as lost).
 */
export async function settleIdentity(connection: Connection, directory: DataDirectory, kind: StoreKind, postgres: number | null): Promise<Identity> {
  const label = readLabel(directory);
  let identity = await readIdentity(connection);
  const onServer = postgres === null;
  if (!identity) {
    if (label) throw new AppError('conflict', `Thư mục ${directory.root} thuộc một kho khác (${label.id}) nhưng cơ sở dữ liệu còn trống. Hãy chọn thư mục khác, hoặc khôi phục bản sao lưu.`);
    identity = { id: randomUUID(), kind, stateDirectory: onServer ? statePlace(directory) : null };
    await connection.db.insertInto('store_identity').values({ only_row: true, id: identity.id, kind, state_directory: identity.stateDirectory, demo_loaded_at: null, created_at: new Date() }).execute();
  }
  refuseOtherKind(identity.kind, kind, onServer ? 'Cơ sở dữ liệu này' : `Thư mục ${directory.root}`);
  if (label && label.id !== identity.id) {
    throw new AppError('conflict', `Thư mục ${directory.root} và cơ sở dữ liệu không thuộc cùng một kho. Hãy dùng đúng thư mục của cơ sở dữ liệu này${identity.stateDirectory ? ` (${identity.stateDirectory})` : ''}.`);
  }
  if (!label && onServer && identity.stateDirectory !== statePlace(directory)) {
    throw new AppError('conflict', `Tệp và khóa của cơ sở dữ liệu này nằm ở ${identity.stateDirectory}. Hãy đặt LOA_STATE_DIR tới thư mục đó (mọi máy phải dùng chung).`);
  }
  writeLabel(directory, { id: identity.id, kind, schema: await schemaVersion(connection), postgres });
  return identity;
}
