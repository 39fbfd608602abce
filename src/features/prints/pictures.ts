import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { pngOf } from '#platform/typesetting/raster.ts';
import { pdfOf, pngOfDesign, svgOf } from './design.ts';
import { designOf, sourceOf } from './design-of.ts';
import { FORMATS, type Format } from './rules/formats.ts';
import { printKind } from './rules/kinds/index.ts';
import { paletteOf, type PrintTone } from './rules/palette.ts';
import { keptForm } from './actions/keep-forms.ts';
import type { KeptForm, PrintRow } from './store/rows.ts';

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

/** A file of a shape: as it was approved, or as it would be now. Designs that went out under an earlier version have some of them only; the rest is set from the same content, name and link. */
export async function formIn(db: Reader, files: FileStore, one: PrintRow, format: Format, type: KeptForm['type'], today: PlainDate, origin: string): Promise<Uint8Array> {
  const kept = keptForm(one.files, type, format.key), svg = type === 'png' ? keptForm(one.files, 'svg', format.key) : undefined;
  if (kept) return files.read(kept.sha256);
  if (svg) return once(svg.sha256, async () => pngOf(Buffer.from(await files.read(svg.sha256)).toString()));
  const design = await designOf(db, files, sourceOf(one, origin), today);
  if (type === 'pdf') return pdfOf(design, format);
  return type === 'svg' ? new TextEncoder().encode(await svgOf(design, format)) : once(`${one.id}/${one.row_version}/${format.key}/${origin}`, () => pngOfDesign(design, format));
}

/** How a template looks, small, with the words of its example. */
export const samplePng = (key: string, unit: { readonly kicker: string; readonly name: string }, tone: PrintTone): Promise<Uint8Array> | null => {
  const kind = printKind(key);
  if (!kind) return null;
  const format = FORMATS[kind.formats[0]!];
  return once(`sample/${key}/${unit.kicker}/${unit.name}/${paletteOf(tone).label}`, async () => pngOf(await svgOf({ kind, content: kind.sample, tone, unit, logo: null, picture: null, link: 'https://loa.example.gov.vn', alt: '' }, format), format.shape === 'tall' ? 0.4 : format.shape === 'strip' ? 0.4 : 0.7));
};
