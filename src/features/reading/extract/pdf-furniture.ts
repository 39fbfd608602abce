/**
 * Lines that belong to the sheet and not to the text: page numbers and running titles at the head and foot. They are not dropped here,
 * but no paragraph goes on through them. A page with narrow margins has text where others have these lines, so place alone is not enough.
 */
import type { Line } from './pdf-lines.ts';
import type { Look } from './pdf-paragraphs.ts';

interface Page { readonly lines: readonly Line[]; readonly height: number }

export function furnitureOf(pages: readonly Page[], look: Look): Set<Line> {
  const found = new Set<Line>(), shapes = new Map<string, number>();
  const edges = pages.map(({ lines, height }) => {
    const head = lines.slice(0, 3).filter((line) => line.bottom < height * 0.11), foot = lines.slice(-3).filter((line) => line.top > height * 0.89);
    return { height, lines: [...head, ...foot] };
  });
  for (const { lines } of edges) for (const line of new Set(lines)) shapes.set(shapeOf(line), (shapes.get(shapeOf(line)) ?? 0) + 1);
  for (const { height, lines } of edges) {
    for (const line of lines) {
      const inMargin = line.bottom < height * 0.075 || line.top > height * 0.93;
      if (isPageNumber(line.text) || (shapes.get(shapeOf(line)) ?? 0) > Math.max(1, pages.length * 0.3) || (inMargin && line.size < look.size * 0.85)) found.add(line);
    }
  }
  return found;
}

/** Text and height on the page, numbers apart. */
const shapeOf = (line: Line): string => `${line.text.slice(0, 120).replace(/[0-9]+/g, '#')}|${Math.round(line.y / 6)}`;

/** "2", "- 2 -", "Trang 2/10", "Page 3" */
function isPageNumber(text: string): boolean {
  const bare = text.replace(/[-–—\s]/g, '').toLowerCase().replace(/^(?:trang|page|tr\.?)/, '');
  return bare.length > 0 && bare.length <= 7 && /^[0-9]{1,3}(?:[/|][0-9]{1,3})?$/.test(bare);
}
