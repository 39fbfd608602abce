import type { ReadParagraph, Span } from '#features/reading/rules/result.ts';

/**
 * Where the facts of a read paper stand in its text: spans may nest, repeat and overlap in part; what comes out is a tree of pieces that
 * can be printed one after the other and never crosses itself.
 */

/** What a marked place tells: who, when, by which document, how much; "text" for titles and sentences. */
export type MarkKind = 'role' | 'time' | 'law' | 'quota' | 'text';

export type Piece = string | MarkPiece;
export interface MarkPiece { readonly path: string; readonly kind: MarkKind; readonly pieces: readonly Piece[] }
export interface MarkedParagraph { readonly id: string; readonly page: number | null; readonly style: string | null; readonly pieces: readonly Piece[] }

/** The last name in the pointer decides; numbers are passed over: "/tasks/5/lead/0" → lead. */
const KIND: Readonly<Record<string, MarkKind>> = {
  lead: 'role', leadRaw: 'role', coordinators: 'role', coordinatorsRaw: 'role', directing: 'role', parentLead: 'role', agency: 'role', who: 'role', toWhom: 'role', via: 'role',
  issuingBody: 'role', addressees: 'role', signer: 'role', capacity: 'role', position: 'role', name: 'role', by: 'role', sentTo: 'role', consolidatedBy: 'role', approvedBy: 'role', guidedBy: 'role',
  timing: 'time', period: 'time', from: 'time', to: 'time', date: 'time', place: 'text', year: 'time', deadline: 'time', deadlineText: 'time', validity: 'time', signatureTimestamps: 'time', per: 'time',
  legalReferences: 'law', number: 'law', numberPattern: 'law',
  count: 'quota', unit: 'quota', product: 'quota', durationMinutes: 'quota', min: 'quota', max: 'quota', annualTotal: 'quota',
};
export function kindOf(path: string): MarkKind {
  const names = path.split('/').filter((name) => name !== '' && !/^\d+$/.test(name));
  if (names[0] === 'legalReferences') return 'law';
  const last = names.at(-1) ?? '';
  if (last === 'cadence') return names[0] === 'reporting' ? 'time' : 'quota';
  return KIND[last] ?? 'text';
}

interface Range { readonly from: number; readonly to: number; readonly path: string; readonly kind: MarkKind }

/** Sentences lie outside of what is marked inside them; equal ranges keep the order in which they were read. */
const outerFirst = (a: Range, b: Range): number => a.from - b.from || b.to - a.to || Number(b.kind === 'text') - Number(a.kind === 'text');

/** Every paragraph cut at the ends of its spans. Spans outside of the text, empty ones and those of unknown paragraphs are left out. */
export function markParagraphs(paragraphs: readonly ReadParagraph[], spans: readonly Span[]): MarkedParagraph[] {
  const ranges = new Map<string, Range[]>();
  for (const span of spans) {
    if (!('paragraph' in span)) continue;
    const list = ranges.get(span.paragraph);
    const range = { from: span.from, to: span.to, path: span.path, kind: kindOf(span.path) };
    if (list) list.push(range); else ranges.set(span.paragraph, [range]);
  }
  return paragraphs.map(({ id, page, style, text }) => {
    const inside = (ranges.get(id) ?? []).map((range) => ({ ...range, from: Math.max(0, range.from), to: Math.min(text.length, range.to) })).filter(({ from, to }) => from < to);
    return { id, page, style, pieces: cut(text, 0, text.length, inside.sort(outerFirst)) };
  });
}

/** `ranges` lie within from–to, outermost first. What sticks out of a range it begins in is cut off and takes its turn after it. */
function cut(text: string, from: number, to: number, ranges: readonly Range[]): Piece[] {
  const pieces: Piece[] = [];
  let at = from, waiting = [...ranges];
  while (waiting.length > 0) {
    const outer = waiting[0]!, children: Range[] = [], later: Range[] = [];
    for (const range of waiting.slice(1)) {
      if (range.from >= outer.to) later.push(range);
      else if (range.to <= outer.to) children.push(range);
      else { children.push({ ...range, to: outer.to }); later.push({ ...range, from: outer.to }); }
    }
    if (outer.from > at) pieces.push(text.slice(at, outer.from));
    pieces.push({ path: outer.path, kind: outer.kind, pieces: cut(text, outer.from, outer.to, children) });
    at = outer.to;
    waiting = later.sort(outerFirst);
  }
  if (at < to) pieces.push(text.slice(at, to));
  return pieces;
}

/** A fact and its marks belong together when one pointer leads to the other. */
export const belongs = (mark: string, fact: string): boolean => mark === fact || mark.startsWith(`${fact}/`) || fact.startsWith(`${mark}/`);
/** The mark is of the fact or of a part of it. */
const isOf = (mark: string, fact: string): boolean => mark === fact || mark.startsWith(`${fact}/`);

/** The paragraphs of a fact in reading order, for "xem trong văn bản". */
export const paragraphsOf = (spans: readonly Span[], fact: string): string[] =>
  [...new Set(spans.flatMap((span) => ('paragraph' in span && isOf(span.path, fact) ? [span.paragraph] : [])))];

/** Why a value was set that is not printed; null when it is printed. */
export const inferredReason = (spans: readonly Span[], path: string): string | null => {
  const span = spans.find((one) => one.path === path && 'inferred' in one);
  return span && 'inferred' in span ? span.inferred : null;
};
