/**
 * Printed lines → paragraphs. A line begins a paragraph when it carries a mark ("1.", "a)", "-"), a role label ("Thời gian
 * thực hiện:"), or when the line before it was ended on purpose: the next word would still have fitted, or it closed with a
 * stop and the next begins with a capital. "23/CT-" + "TTg" and "2022-" + "2025" are joined without a blank.
 */
import type { Line } from './normal-text.ts';
import { readMarker } from './markers.ts';
import { looksLikeAgency, startsWithField } from './agency-names.ts';
import { listEnd, startsWithVerb } from './prose-roles.ts';
import { labelAt } from './role-labels.ts';
import { collapse, isAnnexHeading, isDigit, isLetter, isLower, isMostlyUpper, isUpper, paperKindOfLine, trimEndOf } from './words.ts';

export interface Width { readonly characters: number; /** the right edge of a full line on upright pages */ readonly right: number | null; /** on pages that lie on their side */ readonly wide: ReadonlyMap<number, number> }
/** The usual length of a full line: the 90th percentile, of right edges where boxes are known. Pages on their side have their own. */
export function usualWidth(lines: readonly Line[]): Width {
  const lengths: number[] = [];
  const pages = new Map<number | null, number[]>();
  for (const line of lines) {
    if (line.cell !== null || line.text.trim() === '') continue;
    lengths.push(line.text.trim().length);
    if (!line.box) continue;
    const own = pages.get(line.page);
    if (own) own.push(line.box.x + line.box.w); else pages.set(line.page, [line.box.x + line.box.w]);
  }
  lengths.sort((a, b) => a - b);
  const edges = [...pages].map(([page, rights]) => ({ page, rights, edge: rights.reduce((a, b) => Math.max(a, b), 0) })).sort((a, b) => a.edge - b.edge);
  const usual = edges[Math.floor((edges.length - 1) / 2)]?.edge ?? 0;
  const upright = edges.filter((one) => one.edge <= usual * 1.2).flatMap((one) => one.rights);
  const wide = new Map<number, number>();
  for (const { page, rights, edge } of edges) if (page !== null && edge > usual * 1.2) wide.set(page, tenthFromRight(rights)!);
  return { characters: lengths[Math.floor(lengths.length * 0.9)] ?? 80, right: upright.length > 5 ? tenthFromRight(upright) : null, wide };
}
const tenthFromRight = (rights: readonly number[]): number | null => [...rights].sort((a, b) => a - b)[Math.floor(rights.length * 0.9)] ?? null;
const firstWordLength = (text: string): number => { const at = text.indexOf(' '); return Math.min(at < 0 ? text.length : at, 24); };
/** Would the next line's first word have fitted behind this line? */
function wouldFit(line: Line, next: string, width: Width, share: number): boolean {
  const text = line.text.trim();
  const right = line.page === null ? width.right : width.wide.get(line.page) ?? width.right;
  if (right !== null && line.box && line.box.w > 0 && text.length > 0) {
    const perCharacter = line.box.w / text.length;
    return line.box.x + line.box.w + (firstWordLength(next) + 1) * perCharacter < right - 4 + (share < 0.95 ? -right * 0.03 : 0);
  }
  return text.length + 1 + firstWordLength(next) <= width.characters * share;
}
export const fillsLine = (width: Width) => (line: Line): boolean => !wouldFit(line, 'nghiêm', width, 0.9);

const isGlueBefore = (left: string, right: string): boolean => {
  if (!left.endsWith('-') && !left.endsWith('–') && !left.endsWith('/')) return false;
  const before = left.at(-2);
  if (left.endsWith('/')) return /\d{1,4}\/$/.test(left) && /^[A-ZĐ\d]/.test(right);
  return (isUpper(before) && isUpper(right[0])) || (isDigit(before) && isDigit(right[0])) || (isDigit(before) && /^[A-ZĐ][A-Za-zĐđ]{0,5}\//.test(right));
};

/** Words that never end a paragraph, and words of units that a name usually follows. */
const LEANS_ON = /\s(?:của|và|các|số|về|tại|với|theo|cho|là|do|từ|đến|trong|bằng|để|nhằm|được)$/u;
const UNIT_AT_END = /\s(?:tỉnh|huyện|xã|phường|thành phố|thị trấn|quận|ngày|tháng|năm|Bộ|Sở|UBND|HĐND)$/u;
/** First words of a preamble: never the rest of a title. */
const OPENS_BODY = /^(?:căn cứ|xét đề nghị|theo đề nghị|(?:để )?(?:thực hiện|triển khai)(?: thực hiện)?) (?:các )?(?:quyết định|kế hoạch|nghị quyết|chỉ thị|công văn|chương trình|nghị định|luật|bộ luật|thông tư|văn bản) (?:số|\p{Lu})/iu;
/** True when `next` continues the paragraph whose last line is `previous`. */
function continues(previous: Line, opening: string, next: Line, width: Width, blankBetween: boolean, blanksTell: boolean, lines: boolean): boolean {
  const left = previous.text.trim(), right = next.text.trim();
  if (paperKindOfLine(right) || isAnnexHeading(right) || isAnnexHeading(left)) return false;
  if (paperKindOfLine(left) || /^\((?:ban hành )?kèm theo/iu.test(right)) return false;
  const marker = readMarker(right);
  if (marker) {
    // A name broken before its dash: "Văn hóa" / "- Thể thao thành phố."
    const tail = opening.slice(-60);
    if (marker.kind !== 'dash' || !lines || /[.;:,!?]$/.test(left)) return false;
    const second = right.slice(marker.length);
    const named = / [-–] /.test(tail) ? isUpper(second[0]) : joinsPair(left, second);
    if (!named) return false;
    return !wouldFit(previous, right, width, 0.92) && !labelAt(right.slice(marker.length));
  }
  if (isLower(right[0])) return true;
  // No paragraph ends inside a bracket.
  if (lines && opening.lastIndexOf('(') > opening.lastIndexOf(')') && !/[;.]$/.test(left)) return true;
  if (labelAt(right)) return false;
  if (/^kính\s?gửi/iu.test(opening) && !/[,(-]$/.test(left) && !LEANS_ON.test(left) && /^(?:Thực hiện|Căn cứ|Triển khai|Để|Nhằm|Tiếp tục|Trong|Thời gian|Theo|Sau khi|Xét|Hiện nay|Qua|Nhận được|Ngày|Năm \d)(?=\s)/u.test(right)) return false;
  if (previous.text.trim() === opening && namesAddressee(opening) && tellsWork(right)) return false;
  if (!lines) return /[-,(]$/.test(left) || isDigit(right[0]) && !/[.;:!?]$/.test(left);
  if (isGlueBefore(left, right)) return true;
  if (isUpper(right[0]) && OPENS_BODY.test(right) && !/[,(]$/.test(left) && !LEANS_ON.test(left)) return false;
  const [upperLeft, upperRight] = [isMostlyUpper(left), isMostlyUpper(right) && right.length > 5];
  if (upperLeft && left.length > 8 && left.includes(' ')) return upperRight && !/[.:;]$/.test(left) && !!readMarker(opening.slice(0, 12));
  if (upperRight && right.includes(' ') && (right.length >= 12 || wouldFit(previous, right, width, 0.95)) && !LEANS_ON.test(left)) return false;
  if (blankBetween && blanksTell && /[.;:!?”"]$/.test(left)) return false;
  if (/[:!?]$/.test(left) && isUpper(right[0])) return !wouldFit(previous, right, width, 0.97) && !left.endsWith(':');
  // A list of agencies or papers goes on behind a semicolon; legal bases and addressees stand one to a line.
  if (left.endsWith(';')) return !/^(?:căn cứ|thực hiện|theo|xét)(?!\p{L})/iu.test(right) && !/^(?:căn cứ|kính\s?gửi)/iu.test(opening) && (!!readMarker(opening.slice(0, 24)) || !wouldFit(previous, right, width, 0.97));
  if (/[.]$/.test(left) && /^(?:Trên đây là|Rất mong|Trân trọng|Nhận được (?:công văn|văn bản|kế hoạch)|Trong quá trình (?:thực hiện|triển khai|tổ chức))(?!\p{L})/u.test(right)) return false;
  if (/[.]$/.test(left)) return !left.endsWith('./.') && !wouldFit(previous, right, width, 0.97);
  if (/,$/.test(left) || !isLetter(right[0]) || LEANS_ON.test(left)) return true;
  if (UNIT_AT_END.test(left)) return !wouldFit(previous, right, width, 0.75);
  // A first line is indented by some six characters, so it may be that much shorter and still be full.
  return !wouldFit(previous, right, width, 0.84);
}

/** "Văn hóa" | "- Xã hội", "chính trị" | "- xã hội": two halves of one name. */
function joinsPair(left: string, right: string): boolean {
  const last = left.split(' ').slice(-2).join(' '), first = trimEndOf(right.split(' ').slice(0, 2).join(' '), '.;,)');
  return /^(?:chính trị|kinh tế|phát thanh|văn hóa|văn hoá)$/iu.test(last) && /^(?:xã hội|truyền hình|thể thao|truyền thông|thông tin)$/iu.test(first) || (startsWithField(last) && startsWithField(first) && isUpper(first[0]) && isUpper(last[0]) && first.split(' ').length === 2);
}
/** Begins with what is to be done. "Xây dựng" may also be a field's name ("Nông nghiệp và / Xây dựng"), but not before a small word. */
const tellsWork = (text: string): boolean => startsWithVerb(text) || /^(?:Xây dựng|Tổ chức|Kiểm tra|Quản lý|Thông tin|Truyền thông)(?= (?!và )\p{Ll})/u.test(text);
/** "3. Trung tâm Văn hóa huyện", "4. Đề nghị Báo A, Đài B": an item's heading that is nothing but a name. */
function namesAddressee(text: string): boolean {
  const marker = readMarker(text);
  if (!marker || marker.kind === 'dash' || text.length > 200) return false;
  const name = text.slice(marker.length).replace(/^(?:đề nghị|giao|yêu cầu)\s+/iu, '');
  return looksLikeAgency(name) && !/[.;:,]$/.test(name) && listEnd(name, 0) >= name.length;
}

export interface Joined { text: string; first: Line; last: Line; lines: number }
/** `lines`: the paragraphs are printed lines (txt, md, pdf); otherwise whole blocks (docx, html), joined only when a block plainly goes on. */
export function joinLines(source: readonly Line[], width: Width, lines: boolean): Joined[] {
  // Blank lines end paragraphs unless the whole text is printed with one behind every line; then many lines after a blank go on in small letters.
  let filled = 0, followed = 0, goesOn = 0, blankBefore = false;
  for (let i = 0; i < source.length; i++) {
    const text = source[i]!.text.trim();
    if (text !== '') {
      filled++;
      if (source[i + 1]?.text.trim() === '') followed++;
      if (blankBefore && isLower(text[0]) && !readMarker(text)) goesOn++;
    }
    blankBefore = text === '';
  }
  const blanksTell = followed < filled * 0.6 || goesOn < followed * 0.1;
  const result: { parts: string[]; tail: string; head: string; first: Line; last: Line; lines: number }[] = [];
  let blank = false;
  for (const line of source) {
    const text = collapse(line.text);
    if (text === '') { blank = true; continue; }
    const current = result.at(-1);
    const clean = { ...line, text };
    if (current && continues(current.last, current.lines > 1 ? current.tail : current.head, clean, width, blank, blanksTell, lines)) {
      const glue = isGlueBefore(current.last.text, text) ? '' : ' ';
      current.parts.push(glue, text);
      current.tail = `${current.tail}${glue}${text}`.slice(-120);
      current.last = clean;
      current.lines++;
    } else result.push({ parts: [text], tail: text.slice(-120), head: text, first: clean, last: clean, lines: 1 });
    blank = false;
  }
  return result.map((one) => ({ text: one.parts.join(''), first: one.first, last: one.last, lines: one.lines }));
}
