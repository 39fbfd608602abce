import sharp from 'sharp';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { PageToKeep } from '#platform/pages/finished.ts';
import { PICTURE_WIDTHS } from '#ui/portal.tsx';
import { isShownPicture } from '../store.ts';

export type PictureType = 'avif' | 'webp' | 'jpg';
const MEDIA: Readonly<Record<PictureType, string>> = { avif: 'image/avif', webp: 'image/webp', jpg: 'image/jpeg' };
/** More pixels than any camera makes is an attack on memory. */
const MOST_PIXELS = 100_000_000;

/** A picture of a page that is out, in one width and form, without anything but the picture; null for any other. */
export async function makePicture({ db, files, shown }: { readonly db: Database; readonly files: FileStore; readonly shown: boolean }, sha256: string, width: number, type: PictureType): Promise<PageToKeep | null> {
  if (!(PICTURE_WIDTHS as readonly number[]).includes(width) || !(shown || (await isShownPicture(db, sha256)))) return null;
  const image = sharp(await files.read(sha256), { limitInputPixels: MOST_PIXELS, failOn: 'error' }).rotate().resize({ width, withoutEnlargement: true });
  const bytes = await (type === 'avif' ? image.avif({ quality: 55, effort: 2 }) : type === 'webp' ? image.webp({ quality: 78 }) : image.flatten({ background: '#fff' }).jpeg({ quality: 80, mozjpeg: true })).toBuffer();
  return { bytes, mediaType: MEDIA[type], status: 200, tags: [`picture:${sha256}`], modified: null, download: null, counts: null, pictures: [] };
}
