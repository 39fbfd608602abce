import { AppError } from '#kernel/app-error.ts';
import { tidy } from '#kernel/vietnamese.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { stripPosition } from './rules/position.ts';
import { sniff, type MediaKind } from './rules/sniff.ts';

export const MOST_BYTES = 25 * 1024 * 1024;

/** A file whose bytes are on disk and synced; `keepFile` may now write the row that names it. */
export interface PreparedFile {
  readonly sha256: string;
  readonly size: number;
  readonly media: MediaKind;
  readonly originalName: string;
  /** A place was in the photograph and was taken out. */
  readonly positionRemoved: boolean;
  readonly placeKept: boolean;
}

/**
 * Looks at what was handed in, takes the place out of a photograph unless it is to be kept, and stores the bytes. Outside
 * of any transaction: a file without a row is rubbish to sweep, a row without a file would be a lie.
 */
export async function prepareFile(store: FileStore, input: { readonly bytes: Uint8Array; readonly name: string; readonly keepPlace?: boolean }): Promise<PreparedFile> {
  const originalName = fileNameOf(input.name);
  if (input.bytes.length === 0) throw new AppError('invalid', `Tệp “${originalName}” rỗng. Hãy chọn lại tệp.`, { field: 'evidence' });
  if (input.bytes.length > MOST_BYTES) throw new AppError('too-large', `Tệp “${originalName}” lớn hơn 25 MB. Hãy gửi bản nhỏ hơn, hoặc dán đường dẫn tới nơi đã đăng.`, { field: 'evidence' });
  const media = sniff(input.bytes);
  if (!media) throw new AppError('invalid', `Tệp “${originalName}” thuộc loại không nhận. Nhận ảnh, PDF, Word, Excel, âm thanh MP3, video MP4, tệp ZIP hoặc văn bản.`, { field: 'evidence' });
  const { bytes, found } = input.keepPlace ? { bytes: input.bytes, found: false } : stripPosition(input.bytes, media.mediaType);
  const { sha256, size } = await store.put(bytes, { limit: MOST_BYTES });
  return { sha256, size, media, originalName, positionRemoved: found, placeKept: input.keepPlace ?? false };
}

/** The name without folders and control characters, as people know it. */
function fileNameOf(name: string): string {
  const last = tidy(name).split(/[\\/]/).at(-1) ?? '';
  const clean = [...last].filter((character) => character >= ' ' && character !== '\x7f').join('').trim();
  return (clean || 'tep').slice(0, 200);
}
