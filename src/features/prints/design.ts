import { encode } from 'uqr';
import { inPixels, pngOf } from '#platform/typesetting/raster.ts';
import { fontOf, printableIn } from '#platform/typesetting/fonts.ts';
import { withTrim } from '#platform/typesetting/pdf-boxes.ts';
import { typeset, type Made, type Template, type TypesetInput, type Wanted } from '#platform/typesetting/typst.ts';
import { mapPieces, type PrintContent } from './rules/fields.ts';
import { BLEED_MM, scaleOf, type Format } from './rules/formats.ts';
import type { PrintKind } from './rules/kinds/index.ts';
import { BASE } from './rules/layout/base.ts';
import { overflowIn, type Measured, type Overflow } from './rules/overflow.ts';
import { paletteOf } from './rules/palette.ts';
import { together } from './rules/phrases.ts';
import { breakable, unprintable } from './rules/printable.ts';

/** All that a design is made of; the same design gives the same bytes. */
export interface Design {
  readonly kind: PrintKind;
  readonly content: PrintContent;
  readonly tone: string;
  readonly unit: { readonly kicker: string; readonly name: string };
  /** A picture each, small enough for what it is shown as (`picturesFor`). */
  readonly logo: Uint8Array | null;
  readonly picture: Uint8Array | null;
  /** Where the code leads: an address with scheme and host. */
  readonly link: string;
  /** It leads to the design's own page: the words beside the code promise no more than that. */
  readonly own?: boolean;
  readonly alt: string;
}

const font = () => fontOf('Be Vietnam Pro', 'bold');
/** Signs of a text that cannot be printed. */
export const signsIn = (text: string): string[] => unprintable(text, (code) => font().has(code));

/** Rows of dark squares of a code: [x, y, how many], with the four squares of white around it that ISO/IEC 18004 asks for. */
function codeOf(link: string): { readonly size: number; readonly runs: readonly (readonly [number, number, number])[] } {
  const { data, size } = encode(link, { ecc: 'M', border: 4 }), runs: [number, number, number][] = [];
  for (const [y, row] of data.entries()) for (let x = 0; x < size; x++) {
    if (!row[x]) continue;
    let end = x;
    while (end < size && row[end]) end++;
    runs.push([x, y, end - x]);
    x = end;
  }
  return { size, runs };
}

const templates = new Map<string, Template>();
const templateOf = (kind: PrintKind): Template => {
  const known = templates.get(kind.key) ?? { name: kind.label, source: `${BASE}\n${kind.layout}` };
  templates.set(kind.key, known);
  return known;
};

/** `marked`: pieces that do not fit, by address, with how much of them does. */
function inputOf(design: Design, format: Format, marked: readonly Overflow[] | null): TypesetInput {
  const { k, bleed } = scaleOf(format), clean = (text: string): string => breakable(printableIn(font(), text)), cut = new Map((marked ?? []).map((one) => [one.path, one.keep]));
  const content = mapPieces(design.kind.fields, design.content, (text, path) => {
    const keep = cut.get(path);
    return keep === undefined ? together(clean(text)) : { keep: clean(text.slice(0, keep)), over: clean(text.slice(keep)) };
  });
  return {
    data: {
      content, ink: paletteOf(design.tone), unit: { kicker: clean(design.unit.kicker), name: clean(design.unit.name) }, page: { w: format.width, h: format.height, k, bleed, shape: format.shape },
      logo: design.logo !== null, picture: design.picture !== null, qr: codeOf(design.link), address: URL.canParse(design.link) ? clean(new URL(design.link).host) : '', own: design.own === true, marked: marked !== null, name: clean(design.kind.title(design.content)),
    },
    pictures: { ...(design.logo ? { logo: design.logo } : {}), ...(design.picture ? { picture: design.picture } : {}) },
  };
}

const set = (design: Design, format: Format, marked: readonly Overflow[] | null, wanted: Wanted): Promise<Made> => typeset(templateOf(design.kind), inputOf(design, format, marked), wanted);

/** What does not fit in one shape, at the smallest size: which field, by how many lines and words. Empty: everything fits. */
export async function overflowOf(design: Design, format: Format): Promise<Overflow[]> {
  const measure = async (content: PrintContent): Promise<readonly Measured[]> => (await set({ ...design, content }, format, null, { notes: true })).notes as readonly Measured[];
  return overflowIn(design.kind.fields, design.content, measure, format.label);
}
/** A picture of it with what does not fit in red; with nothing of the sort, as it will be. */
export async function svgOf(design: Design, format: Format, overflow: readonly Overflow[] = []): Promise<string> {
  const { svg } = await set(design, format, overflow.length ? overflow : null, { svg: true });
  return format.sheet ? svg : inPixels(svg);
}
export const pngOfDesign = async (design: Design, format: Format, overflow: readonly Overflow[] = []): Promise<Uint8Array> => pngOf(await svgOf(design, format, overflow));

/** Print PDF: the real size of the sheet with 3 mm of bleed on every side, cut as its TrimBox says. RGB; the printing house makes its CMYK. */
export const pdfOf = async (design: Design, format: Format): Promise<Uint8Array> => withTrim((await set(design, format, null, { pdf: '1.7' })).pdf, (BLEED_MM * 72) / 25.4);
