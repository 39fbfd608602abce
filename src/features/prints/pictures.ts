import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { pngOf } from '#platform/typesetting/raster.ts';
import { pdfOf, svgOf } from './design.ts';
import { designOf, sourceOf } from './design-of.ts';
import { FORMATS, type Format } from './rules/formats.ts';
import { printKind } from './rules/kinds/index.ts';
import { paletteOf, type PrintTone } from './rules/palette.ts';
import type { PrintRow } from './store/rows.ts';

/** Pictures made lately, so that a page looked at by many costs one picture; some ten megabytes at most. */
const lately = new Map<string, Promise<Uint8Array>>(), MOST = 40;
function once(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const known = lately.get(key), made = known ?? make();
  if (!known) made.catch(() => lately.delete(key));
  lately.delete(key);
  lately.set(key, made);
  if (lately.size > MOST) lately.delete(lately.keys().next().value!);
  return made;
}

/** The SVG of a shape: as it went out, or as it would go out now. */
export async function svgIn(db: Reader, files: FileStore, one: PrintRow, format: Format, today: PlainDate, origin: string): Promise<Uint8Array> {
  const kept = one.files.find((file) => file.format === format.key && file.type === 'svg');
  if (kept) return files.read(kept.sha256);
  return new TextEncoder().encode(svgOf(await designOf(db, files, sourceOf(one, origin), today), format));
}
/** The print PDF of a sheet, in the same way. */
export async function pdfIn(db: Reader, files: FileStore, one: PrintRow, format: Format, today: PlainDate, origin: string): Promise<Uint8Array> {
  const kept = one.files.find((file) => file.format === format.key && file.type === 'pdf');
  return kept ? files.read(kept.sha256) : pdfOf(await designOf(db, files, sourceOf(one, origin), today), format);
}
/** The PNG of a shape: made from the SVG when it is first looked at. */
export const pngIn = (db: Reader, files: FileStore, one: PrintRow, format: Format, today: PlainDate, origin: string): Promise<Uint8Array> =>
  once(`${one.id}/${one.row_version}/${format.key}/${origin}`, async () => pngOf(Buffer.from(await svgIn(db, files, one, format, today, origin)).toString()));

/** How a template looks, small, with the words of its example. */
export const samplePng = (key: string, unit: { readonly kicker: string; readonly name: string }, tone: PrintTone): Promise<Uint8Array> | null => {
  const kind = printKind(key);
  if (!kind) return null;
  const format = FORMATS[kind.formats[0]!];
  return once(`sample/${key}/${unit.kicker}/${unit.name}/${paletteOf(tone).label}`, () => pngOf(svgOf({ kind, content: kind.sample, tone, unit, logo: null, picture: null, link: 'https://loa.example.gov.vn', alt: '' }, format), format.shape === 'tall' ? 0.4 : format.shape === 'strip' ? 0.4 : 0.7));
};
