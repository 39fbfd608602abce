import type { Readable } from 'node:stream';

/** What is stored: the name is the content. */
export interface StoredFile {
  /** SHA-256 of the bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

export type FileCondition = 'whole' | 'missing' | 'damaged';

/**
 * Files by content: the same bytes are kept once, nothing is ever changed. Which file belongs to what is told by rows
 * in the database; a file is stored before the row that names it commits, so a row never points at nothing.
 */
export interface FileStore {
  /**
   * Resolves when the bytes would survive a power cut. Throws AppError('too-large') beyond `limit` bytes and
   * AppError('storage') when the disk refuses; nothing half-written is left.
   */
  put(source: Uint8Array | AsyncIterable<Uint8Array>, options?: { readonly limit?: number }): Promise<StoredFile>;
  /** A stream of the bytes; throws AppError('not-found') when there is no such file. */
  get(sha256: string): Promise<Readable>;
  /** All bytes at once, for small files. */
  read(sha256: string): Promise<Buffer>;
  has(sha256: string): Promise<boolean>;
  /** Reads the whole file again and compares it with its name. */
  verify(sha256: string): Promise<FileCondition>;
  /** Every stored file in the order of its hash. */
  list(): AsyncIterable<StoredFile>;
  /** For files that no row names any more. Removing what is not there is no error. */
  remove(sha256: string): Promise<void>;
}

export const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
