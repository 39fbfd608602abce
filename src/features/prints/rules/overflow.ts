import { piecesOf, type Piece, type PrintContent, type PrintField } from './fields.ts';

/** A region as the layout measured it at its smallest size. `over`: points by which its words are too high (or wide), below 0.5 none; `line`: points of one line, 0 where lines do not count. */
export interface Measured { readonly fields: readonly string[]; readonly over: number; readonly line: number }
/** Sets the content and says how full its regions are. */
export type Measure = (content: PrintContent) => Promise<readonly Measured[]>;
export interface Overflow {
  readonly path: string;
  readonly label: string;
  /** Characters that fit. */
  readonly keep: number;
  readonly lines: number;
  readonly words: number;
  /** The shape in which it does not. */
  readonly format: string;
}

const TOLERANCE = 0.5;
const broken = (measured: readonly Measured[], fields: readonly string[]): Measured | null => measured.find((one) => one.over > TOLERANCE && one.fields.join() === fields.join()) ?? null;
const stands = (piece: Piece, fields: readonly string[]): boolean => fields.some((field) => piece.path === field || piece.path.startsWith(`${field}.`));

/** The longest beginning of a text that ends with a word and has no more than so many characters. */
function beginning(text: string, most: number): number {
  let end = 0;
  for (const word of text.matchAll(/\S+/g)) { if (word.index + word[0].length > most) break; end = word.index + word[0].length; }
  return end;
}

const wordsIn = (text: string): number => (text.match(/\S+/g) ?? []).length;
/** Texts cut shorter than this say nothing: there are too many rows instead. */
const FEW = 24;
/** The list of a region whose last rows have to go, and how many stay; null when that does not help. */
async function rowsTooMany(fields: readonly PrintField[], content: PrintContent, region: Measured, measure: Measure): Promise<{ readonly field: string; readonly keep: number } | null> {
  for (const field of fields) {
    const rows = content[field.name];
    if ((field.type !== 'list' && field.type !== 'rows') || !Array.isArray(rows) || !region.fields.includes(field.name)) continue;
    for (let keep = rows.length - 1; keep >= 1; keep--) if (!broken(await measure({ ...content, [field.name]: rows.slice(0, keep) }), region.fields)) return { field: field.name, keep };
  }
  return null;
}

/**
 * Which texts are too long, and by how much: of the texts in a region that is too full the longest give first, down to one length at which everything fits, so
 * that a person is told the least that has to go. Some ten measurements.
 */
export async function overflowIn(fields: readonly PrintField[], content: PrintContent, measure: Measure, format: string): Promise<Overflow[]> {
  const found: Overflow[] = [];
  let current = content;
  for (const region of (await measure(content)).filter((one) => one.over > TOLERANCE)) {
    let pieces = piecesOf(fields, content).filter((piece) => piece.text && stands(piece, region.fields));
    const cut = (most: number): PrintContent => pieces.reduce((whole, piece) => (piece.text.length > most ? replaced(whole, piece.path, piece.text.slice(0, beginning(piece.text, most))) : whole), current);
    const spare = broken(await measure(cut(FEW)), region.fields) ? await rowsTooMany(fields, current, region, measure) ?? await rowsTooMany(fields, cut(FEW), region, measure) : null;
    if (spare) {
      const gone = (piece: Piece): boolean => piece.path.startsWith(`${spare.field}.`) && Number(piece.path.split('.')[1]) >= spare.keep;
      current = { ...current, [spare.field]: (current[spare.field] as readonly string[]).slice(0, spare.keep) };
      for (const piece of pieces.filter(gone)) found.push({ path: piece.path, label: piece.label, keep: 0, words: wordsIn(piece.text), lines: 0, format });
      pieces = pieces.filter((piece) => !gone(piece));
      if (!broken(await measure(current), region.fields)) continue;
    }
    let low = 0, high = Math.max(0, ...pieces.map((piece) => piece.text.length)); // texts of `low` fit, or nothing does
    while (high - low > 1) { const middle = Math.floor((low + high) / 2); if (broken(await measure(cut(middle)), region.fields)) high = middle; else low = middle; }
    const long = pieces.filter((piece) => piece.text.length > low), lines = region.line > 0 ? Math.max(1, Math.ceil(region.over / region.line)) : 0;
    current = cut(low);
    for (const piece of long) {
      const keep = beginning(piece.text, low), words = wordsIn(piece.text.slice(keep));
      if (words > 0) found.push({ path: piece.path, label: piece.label, keep, words, lines: lines && Math.max(1, Math.round(lines / long.length)), format });
    }
  }
  return found;
}

/** The content with another text at an address: "title", "papers.2", "steps.0.text". */
export function replaced(content: PrintContent, path: string, text: string): PrintContent {
  const [field = '', index, column] = path.split('.'), value = content[field];
  if (index === undefined || !Array.isArray(value)) return { ...content, [field]: text };
  return { ...content, [field]: value.map((one, at) => (at !== Number(index) ? one : column === undefined ? text : { ...(one as object), [column]: text })) } as PrintContent;
}

/** "“Giấy tờ cần mang, dòng 3” dài hơn ô 2 dòng, khoảng 14 chữ (Ảnh dọc 1080 × 1350). Hãy rút gọn." */
export const overflowInWords = ({ label, keep, lines, words, format }: Overflow): string => keep === 0 && lines === 0
  ? `“${label}” không còn chỗ (${format}). Hãy bớt, hoặc gộp với dòng khác.`
  :   `“${label}” dài hơn ô ${lines > 0 ? `${lines} dòng, ` : ''}khoảng ${words} chữ (${format}). Hãy rút gọn.`;

/** One sentence a field, at the field; the worst shape speaks. */
export function overflowFaults(overflows: readonly Overflow[]): Readonly<Record<string, string>> {
  const worst = new Map<string, Overflow>();
  for (const one of overflows) if ((worst.get(one.path)?.words ?? -1) < one.words) worst.set(one.path, one);
  return Object.fromEntries([...worst].map(([path, one]) => [path, overflowInWords(one)]));
}
