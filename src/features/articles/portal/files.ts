import { shardOf, type Id } from '#kernel/id.ts';
import { keptFile } from '#features/files/store.ts';
import { preview } from '#features/files/preview.ts';
import { tagOf, type FilePage, type PageKind, type Reading } from '#features/sites/portal-part.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { Reader } from '#platform/db/tables.ts';
import { isId } from '#kernel/id.ts';
import { filesOf } from '../rules/content.ts';
import { liveArticle, type LiveArticle } from '../store/reading.ts';

/** A file of a version as it goes out: a picture as a WebP that holds nothing but the picture, everything else as it was handed in, to be saved. Null for what the version does not name. */
export async function fileOf(db: Reader, files: FileStore, articleId: Id, version: LiveArticle['version'], sha256: string): Promise<Pick<FilePage, 'bytes' | 'mediaType' | 'download'> | null> {
  if (!filesOf(version).includes(sha256)) return null;
  const attached = version.attachments.find((one) => one.sha256 === sha256), kept = await keptFile(db, shardOf(articleId), sha256);
  if (attached && (!attached.mediaType.startsWith('image/') || kept?.previewable === false)) return { bytes: new Uint8Array(await files.read(sha256)), mediaType: attached.mediaType, download: attached.name.toWellFormed() };
  return { bytes: new Uint8Array(await preview(await files.read(sha256), 1280)), mediaType: 'image/webp' };
}

/** Files at the permanent address of their article, as long as it is out. */
export const FILE_PAGE: PageKind = {
  pattern: '/x/:id/tep/:file',
  async make(reading: Reading, { id = '', file = '' }) {
    const live = isId(id) ? await liveArticle(reading.db, id) : null;
    if (!live || live.article.status === 'withdrawn') return null;
    const found = await fileOf(reading.db, reading.files, live.article.id, live.version, file);
    return found && { kind: 'file', ...found, tags: [tagOf.item(live.article.id)] };
  },
};
