/** Spans of facts: JSON pointers to paragraph ids and UTF-16 offsets, found again inside the paragraph the fact was read from. */
import type { Place } from './heading.ts';
import type { TextParagraph } from './normal-text.ts';
import type { Span } from './result.ts';

export interface SpanBook { readonly spans: Span[]; at(path: string, place: Place | null | undefined, value?: string | null): void; all(path: string, places: readonly Place[], value?: string | null): void; inferred(path: string, reason: string): void }

export function openSpans(paragraphs: readonly TextParagraph[]): SpanBook {
  const spans: Span[] = [];
  /** How far each paragraph was searched for each list, so that equal names take places one behind the other and searching stays linear. */
  const at = (path: string, place: Place | null | undefined, value?: string | null): void => {
    if (!place) return;
    const paragraph = paragraphs[place.paragraph];
    if (!paragraph) return;
    let from = Math.max(0, Math.min(place.from, paragraph.text.length)), to = Math.max(from, Math.min(place.to, paragraph.text.length));
    if (value) {
      const found = paragraph.text.slice(from, to).indexOf(value);
      if (found >= 0) { from += found; to = from + value.length; }
    }
    while (from < to && paragraph.text[from] === ' ') from++;
    while (to > from && paragraph.text[to - 1] === ' ') to--;
    if (to > from) spans.push({ path, paragraph: paragraph.id, from, to });
  };
  return {
    spans, at,
    all: (path, places, value) => { for (const place of places) at(path, place, value); },
    inferred: (path, reason) => { spans.push({ path, inferred: reason }); },
  };
}
