import sharp from 'sharp';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { masthead } from '#features/sites/rules/address.ts';
import { siteOf } from '#features/sites/store.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { Design } from './design.ts';
import type { PrintContent } from './rules/fields.ts';
import { printKind } from './rules/kinds/index.ts';
import type { PrintRow } from './store/rows.ts';

/** What a design is made from before its pictures are read. */
export interface DesignSource { readonly organisationId: Id; readonly kind: string; readonly content: PrintContent; readonly tone: string; readonly logo: string | null; readonly link: string; readonly own: boolean; readonly alt: string; /** what the unit is called, where that is settled */ readonly unit?: Design['unit'] | null }

/** Sides in pixels of pictures as they go into a design: enough for a screen, and for a panel of a folded sheet at 250 dots an inch. */
const PHOTO_SIDE = 1280, LOGO_SIDE = 480;
/** Prepared pictures of late; a few megabytes at most. */
const lately = new Map<string, Promise<Uint8Array>>(), MOST = 12;
function prepared(files: FileStore, sha256: string, use: 'photo' | 'logo'): Promise<Uint8Array> {
  const key = `${use}/${sha256}`, known = lately.get(key), made = known ?? files.read(sha256).then(async (bytes) => {
    const image = sharp(bytes, { limitInputPixels: 100_000_000, failOn: 'error' }).rotate();
    return new Uint8Array(use === 'photo' ? await image.resize({ width: PHOTO_SIDE, height: PHOTO_SIDE, fit: 'inside', withoutEnlargement: true }).flatten({ background: '#fff' }).jpeg({ quality: 84 }).toBuffer()
      : await image.resize({ width: LOGO_SIDE, height: LOGO_SIDE, fit: 'inside', withoutEnlargement: true }).png().toBuffer());
  });
  if (!known) made.catch(() => lately.delete(key));
  lately.delete(key);
  lately.set(key, made);
  if (lately.size > MOST) lately.delete(lately.keys().next().value!);
  return made;
}

/** The name as the unit's site shows it, or as it would. */
export async function unitName(db: Reader, organisationId: Id, today: PlainDate): Promise<Design['unit']> {
  const site = await siteOf(db, organisationId);
  if (site) return { kicker: site.kicker, name: site.name };
  const tree = await organisationTree(db, today), one = tree.get(organisationId) ?? tree.latest(organisationId);
  return masthead(one?.name ?? '', one?.parentId ? (tree.latest(one.parentId)?.name ?? null) : null);
}

/** Where the code leads as its maker said: null is its own page, also where an approval has spelt that out. */
export const ownLink = (one: Pick<PrintRow, 'id' | 'link'>): string | null => (one.link?.endsWith(`/x/${one.id}`) ? null : one.link);

/** What a kept design is made from. `origin`: where readers find us, as long as it is not out. */
export const sourceOf = (one: PrintRow, origin: string): DesignSource => ({ organisationId: one.organisation_id, kind: one.kind, content: one.content, tone: one.tone, logo: one.logo_sha256, link: one.link ?? `${origin}/x/${one.id}`, own: ownLink(one) === null, alt: one.alt, unit: one.set_as });

/** Reads what a design needs; a kind that is gone is a fault. */
export async function designOf(db: Reader, files: FileStore, source: DesignSource, today: PlainDate): Promise<Design> {
  const kind = printKind(source.kind);
  if (!kind) throw new Error(`no kind of design is called ${source.kind}`);
  const photo = kind.fields.filter((field) => field.type === 'picture').map((field) => source.content[field.name] as string | undefined).find(Boolean);
  return {
    kind, content: source.content, tone: source.tone, unit: source.unit ?? (await unitName(db, source.organisationId, today)), link: source.link, own: source.own, alt: source.alt,
    logo: source.logo ? await prepared(files, source.logo, 'logo') : null, picture: photo ? await prepared(files, photo, 'photo') : null,
  };
}
