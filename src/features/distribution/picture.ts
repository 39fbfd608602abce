import { siteTitle } from '#features/sites/rules/address.ts';
import sharp from 'sharp';
import { dayAt, type PlainDate } from '#kernel/plain-date.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { shareCard } from '#features/prints/share-card.ts';
import { siteOf, type PublicItem } from '#features/sites/store.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { cardHead } from './actions/item-own.ts';
import { overPicture } from './over-picture.ts';

export interface Picture { readonly bytes: Uint8Array; readonly mediaType: 'image/jpeg' | 'image/png'; readonly name: string }
interface Place { readonly db: Reader; readonly files: FileStore; readonly today: PlainDate }

/** The picture to post beside the text: the item's own, as every network takes it and without what a camera wrote into it; else its share card. */
export async function pictureFor(place: Place, item: PublicItem): Promise<Picture> {
  if (item.picture_sha256) try {
    const bytes = await sharp(await place.files.read(item.picture_sha256), { limitInputPixels: 100_000_000, failOn: 'error' }).rotate().resize({ width: 1600, height: 1600, fit: 'inside', withoutEnlargement: true }).flatten({ background: '#ffffff' }).jpeg({ quality: 86 }).toBuffer();
    return { bytes, mediaType: 'image/jpeg', name: `anh-${item.id.slice(-8)}.jpg` };
  } catch { /* a picture that cannot be read: the card instead */ }
  return { bytes: await cardFor(place, item), mediaType: 'image/png', name: `the-${item.id.slice(-8)}.png` };
}

/** 1200 × 630, as links are shown in networks: with the item's own picture where its words leave room. */
export async function cardFor({ db, files, today }: Place, item: PublicItem): Promise<Uint8Array> {
  const site = await siteOf(db, item.organisation_id), organisation = (await organisationTree(db, today)).latest(item.organisation_id)?.name ?? '';
  const card = await shareCard({ title: item.title, column: await cardHead(db, item), organisation: site ? siteTitle(site) : organisation, day: dayAt(item.published_at), tone: site?.tone ?? 'indigo' });
  if (item.picture_sha256) try { return await overPicture(card, await files.read(item.picture_sha256)); } catch { /* a picture that cannot be read: the card alone */ }
  return card;
}
