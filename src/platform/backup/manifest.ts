import type { KeptTable } from './catalog.ts';
import type { SectionFacts } from './archive.ts';

export const FORMAT = 1;
export const HEADER = 'loa-backup.json';
export const SEQUENCES = 'sequences.json';
export const SECRETS = 'secrets.json';
export const SEALED_SECRETS = 'secrets.sealed.json';
export const tableSection = (table: string): string => `tables/${table}.copy.gz`;
export const fileSection = (sha256: string): string => `files/${sha256}`;

/** The first section: enough to know what a backup is without reading on. */
export interface BackupHeader {
  readonly format: typeof FORMAT;
  readonly madeAt: string;
  /** Newest migration applied. */
  readonly schema: string;
  /** Of the server it was read from, e.g. "18.4". */
  readonly postgres: string;
  readonly kind: 'demo' | 'real';
  readonly demoLoadedAt: string | null;
  /** Ends of the audit chains in the snapshot, as `verify --anchor` prints them. */
  readonly anchor: string;
  readonly tables: readonly KeptTable[];
}

/** The last section. */
export interface BackupManifest {
  /** All sections but those of stored files, whose name is their checksum. */
  readonly sections: readonly (SectionFacts & { readonly rows?: number })[];
  readonly files: { readonly count: number; readonly bytes: number };
  /** Named by the database but not whole in the file store when the backup was made. */
  readonly lostFiles: readonly string[];
}
