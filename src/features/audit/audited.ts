/**
 * Which tables the log answers for. Each noun says it for its own tables; `app/nouns.ts` puts the lists together and
 * hands them to `verify`, so that this noun never learns the names of later ones.
 *
 * A column whose SQL comment begins with "unaudited:" is left out of the digest (last seen, failed attempts).
 */
export interface AuditedTable {
  readonly table: string;
  /** 'id' for reference tables, 'shard_id,id' for the big ones. */
  readonly key: 'id' | 'shard_id,id';
  /** By row: every row has an event of its own. By batch: rows never change, one event for all rows of a `batch_id`. */
  readonly by: 'row' | 'batch';
}

export const defineAudited = <const T extends AuditedTable>(table: T): T => table;

/** This noun's own: who changed how many backups stay. */
export const auditAudited = [defineAudited({ table: 'backup_settings', key: 'id', by: 'row' })];

/** A table that names stored files by their SHA-256 (64 hexadecimal digits). */
export interface FilesTable { readonly table: string; readonly column: string }
