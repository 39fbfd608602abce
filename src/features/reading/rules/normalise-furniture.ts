/**
 * Lines that belong to the page and not to the paper:
 *   https://…                                  links printed by a viewer
 *   2 · - 2 - · Trang 2/10 · Page 3            page numbers
 *   -----, _____, ****                         rules
 *   Ký bởi: … · Người ký: … · Email: … · Signature Not Verified · Digitally signed by …   signature boxes
 *   2024-02-28T12:54:42+0700 · Thời gian ký: 26/01/2026 10:22:15 +07:00                     signature stamps (kept as facts)
 *   a line printed again and again, at page ends or in the middle of sentences             running lines
 */
import { type Line } from './normal-text.ts';
import { readMarker } from './markers.ts';
import { isLower, squash } from './words.ts';

const ISO_STAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}:\d{2}:\d{2})(Z|[+-]\d{2}:?\d{2})$/;
const LOCAL_STAMP = /(\d{1,2})[./-](\d{1,2})[./-](\d{4})[ ,]{1,3}(\d{1,2}:\d{2}:\d{2})(?: {0,2}([+-]\d{2})[:']?(\d{2})?)?/;
const YEAR_FIRST_STAMP = /(\d{4})[./-](\d{1,2})[./-](\d{1,2})[ ,]{1,3}(\d{1,2}:\d{2}:\d{2})(?: {0,2}([+-]\d{2})[:']?(\d{2})?)?/;
const SIGNED_AT = ['thoigianky', 'ngayky', 'gioky', 'thoidiemky'];
const SIGNATURE_BOX = ['kyboi:', 'nguoiky:', 'duockyboi', 'signaturenotverified', 'digitallysignedby', 'signaturevalid', 'kysoboi', 'kydientuboi', 'chukysoduoc'];

const two = (text: string): string => text.padStart(2, '0');
/** The stamp of a digital signature as an ISO instant with offset; Viet Nam's when none is printed. */
export function readStamp(text: string): string | null {
  if (text.length > 120) return null;
  const trimmed = text.trim();
  const iso = ISO_STAMP.exec(trimmed);
  if (iso) {
    const offset = iso[5] === 'Z' ? 'Z' : iso[5]!.includes(':') ? iso[5]! : `${iso[5]!.slice(0, 3)}:${iso[5]!.slice(3)}`;
    return valid(`${iso[1]}-${iso[2]}-${iso[3]}T${iso[4]}${offset}`);
  }
  if (!SIGNED_AT.some((word) => squash(trimmed).includes(word))) return null;
  const local = LOCAL_STAMP.exec(trimmed);
  if (local) return valid(`${local[3]}-${two(local[2]!)}-${two(local[1]!)}T${local[4]!.padStart(8, '0')}${local[5] ?? '+07'}:${local[6] ?? '00'}`);
  const first = YEAR_FIRST_STAMP.exec(trimmed);
  return first ? valid(`${first[1]}-${two(first[2]!)}-${two(first[3]!)}T${first[4]!.padStart(8, '0')}${first[5] ?? '+07'}:${first[6] ?? '00'}`) : null;
}
const valid = (iso: string): string | null => (Number.isNaN(Date.parse(iso)) ? null : iso);

const PAGE_NUMBER = /^(?:[-–—] ?)?(?:(?:trang|page|tr\.?) ?)?\d{1,3}(?: ?[/|] ?\d{1,3})?(?: ?[-–—])?$/i;
const RULE = /^[-_=*~.•·\s–—]{3,}$/;
const BARE_LINK = /^(?:https?:\/\/|www\.)\S+$/i;

/** An office's address at the foot of its pages. */
const CONTACT = /https?:|www\.|@|địa chỉ:|điện thoại:|đt:|fax:|website:/iu;

export function isPageFurniture(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '') return false;
  if (trimmed.length <= 20 && PAGE_NUMBER.test(trimmed)) return true;
  if (BARE_LINK.test(trimmed) || (trimmed.length < 200 && RULE.test(trimmed))) return true;
  if (trimmed.length > 160) return false;
  const squashed = squash(trimmed);
  if (SIGNATURE_BOX.some((opening) => squashed.startsWith(opening))) return true;
  // "vanthu@…, 26/01/2026 10:22:15": the mark of a document system along the margin.
  return trimmed.length < 90 && /\d{1,2}:\d{2}(?::\d{2})?$/.test(trimmed) && LOCAL_STAMP.test(`${trimmed}:00`) && !/[.;]/.test(trimmed.slice(0, 12)) && trimmed.split(' ').length <= 8;
}

/** Drops page furniture. Numbers alone on a line go only outside tables (a number in a cell is a row's). */
export function dropFurniture(lines: readonly Line[]): { lines: Line[]; stamps: string[] } {
  const stamps: string[] = [];
  const kept: Line[] = [];
  const running = runningLines(lines);
  let inSignatureBox = 0;
  lines.forEach((line, i) => {
    const stamp = readStamp(line.text);
    if (stamp) { stamps.push(stamp); inSignatureBox = 0; return; }
    if (line.cell === null) {
      if (running.has(i)) return;
      const squashed = line.text.length < 160 ? squash(line.text) : '';
      if (isPageFurniture(line.text)) { if (SIGNATURE_BOX.some((opening) => squashed.startsWith(opening))) inSignatureBox = 3; return; }
      // The box of a digital signature goes on with e-mail and agency.
      if (inSignatureBox > 0 && (/^(?:email|e-mail|coquan|tochuc):/.test(squashed))) { inSignatureBox--; return; }
      if (line.text.trim() !== '') inSignatureBox = 0;
    }
    kept.push(line);
  });
  return { lines: kept, stamps };
}

/** The same text on several pages, numbers apart, standing at page ends or cutting sentences. */
function runningLines(lines: readonly Line[]): Set<number> {
  const places = new Map<string, number[]>();
  lines.forEach((line, i) => {
    if (line.cell !== null) return;
    const trimmed = line.text.trim();
    if (trimmed.length < 4 || trimmed.length > 120 || readMarker(trimmed) || (trimmed.includes(':') && !CONTACT.test(trimmed))) return;
    const key = squash(trimmed).replace(/\d+/g, '#');
    const list = places.get(key);
    if (list) list.push(i); else places.set(key, [i]);
  });
  const result = new Set<number>();
  for (const where of places.values()) {
    if (where.length < 3 && !(where.length === 2 && lines[where[0]!]!.style?.match(/header|footer/))) continue;
    const pages = new Set(where.map((i) => lines[i]!.page));
    const texts = new Set(where.map((i) => lines[i]!.text.trim()));
    const cuts = where.filter((i) => {
      const before = neighbour(lines, i, -1), after = neighbour(lines, i, 1);
      if (before === null || after === null) return true;
      const atPageEnd = PAGE_NUMBER.test(before) || PAGE_NUMBER.test(after) || pageEdge(lines, i);
      return atPageEnd || (!/[.;:!?]$/.test(before) && isLower(after[0]));
    }).length;
    const onManyPages = pages.size >= 3 && pages.size === where.length && where.every((i) => pageEdge(lines, i));
    if (onManyPages || cuts * 2 >= where.length || (texts.size === where.length && texts.size >= 3 && /\d/.test(lines[where[0]!]!.text))) where.forEach((i) => result.add(i));
  }
  return result;
}
function neighbour(lines: readonly Line[], from: number, step: number): string | null {
  for (let i = from + step, n = 0; i >= 0 && i < lines.length && n < 6; i += step, n++) {
    const text = lines[i]!.text.trim();
    if (text) return text;
  }
  return null;
}
/** Among the first or last three printed lines of its page. */
function pageEdge(lines: readonly Line[], at: number): boolean {
  const page = lines[at]!.page;
  if (page === null) return false;
  for (const step of [-1, 1]) {
    let seen = 0, i = at + step;
    while (i >= 0 && i < lines.length && lines[i]!.page === page && seen < 3) { if (lines[i]!.text.trim()) seen++; i += step; }
    if (seen < 3) return true;
  }
  return false;
}
