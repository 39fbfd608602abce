/**
 * What stands above the body: letterhead facts, the type line, the title.
 *   Số: 07/KH-UBND · Số:     /KH-UBND (blank: numberPattern)       Quảng Ngãi, ngày 17 tháng 01 năm 2024 (day or month may be blank)
 *   KẾ HOẠCH / title lines …    CHỈ THỊ / Về việc …    QUYẾT ĐỊNH / Về việc ban hành Kế hoạch …    V/v … / Kính gửi: …
 * The title is the lines between the type line and the body, joined by one blank; for a letter the V/v lines.
 */
import { dateOf, daysInMonth, type PlainDate } from '#kernel/plain-date.ts';
import type { TextParagraph } from './normal-text.ts';
import { isAgencyLine, isDateLine, isMotto, isNationalName, isNumberLine } from './normalise-letterhead.ts';
import { readMarker } from './markers.ts';
import { collapse, isLower, isMostlyUpper, isUpper, paperKindOfLine, trimEnds, type PaperType } from './words.ts';

export interface Place { paragraph: number; from: number; to: number }
export interface Letterhead {
  number: string | null; numberPattern: string | null; numberAt: Place | null;
  place: string | null; placeAt: Place | null; date: PlainDate | null; dateAt: Place | null;
  /** Agency lines from the superior to the issuer, each name on one line. */
  agencies: { name: string; at: Place[] }[];
  subject: { text: string; at: Place[] } | null;
}

export function readLetterhead(paragraphs: readonly TextParagraph[]): Letterhead {
  const head: Letterhead = { number: null, numberPattern: null, numberAt: null, place: null, placeAt: null, date: null, dateAt: null, agencies: [], subject: null };
  let subjectOpen = false;
  paragraphs.forEach((paragraph, index) => {
    if (paragraph.zone !== 'letterhead') { return; }
    const text = paragraph.text.trim();
    const whole: Place = { paragraph: index, from: 0, to: paragraph.text.length };
    if (isNationalName(text) || isMotto(text)) { subjectOpen = false; return; }
    if (isNumberLine(text)) { subjectOpen = false; readNumber(paragraph.text, index, head); return; }
    if (isDateLine(text)) { readPlaceAndDate(paragraph.text, index, head); return; }
    if (/^(?:v\/v|về việc)(?!\p{L})/iu.test(text)) { head.subject = { text, at: [whole] }; subjectOpen = true; return; }
    if (subjectOpen && head.subject && !isMostlyUpper(text)) { head.subject.text += ` ${text}`; head.subject.at.push(whole); return; }
    if (isAgencyLine(text) || isMostlyUpper(text)) {
      const last = head.agencies.at(-1);
      const goesOn = last && last.at.at(-1)!.paragraph === index - 1 && continuesAgency(last.name, text);
      if (goesOn) { last.name += ` ${text}`; last.at.push(whole); }
      else head.agencies.push({ name: text, at: [whole] });
    }
  });
  return head;
}
/** "ỦY BAN NHÂN DÂN" + "TỈNH A"; "SỞ THÔNG TIN" + "VÀ TRUYỀN THÔNG". */
const continuesAgency = (name: string, next: string): boolean =>
  /^(?:VÀ|-|–|&)\s/u.test(next) || /(?:VÀ|-|,|–)$/u.test(name) || (/^(?:ỦY|UỶ) BAN NHÂN DÂN$|^UBND$|^HỘI ĐỒNG NHÂN DÂN$|^HĐND$/u.test(name) && /^(?:TỈNH|THÀNH PHỐ|TP|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)/u.test(next)) ||
  (/^CHỦ TỊCH$/u.test(name) && /^(?:ỦY|UỶ) BAN|^UBND/u.test(next)) || (isMostlyUpper(next) && !isAgencyLine(next)) || /^NHÂN DÂN/u.test(next) || (/^(?:ỦY|UỶ) BAN$/u.test(name));

function readNumber(text: string, index: number, head: Letterhead): void {
  const match = /^\s*số\s{0,3}[:.]?\s*/iu.exec(text);
  if (!match || head.number !== null) return;
  const value = collapse(text.slice(match[0].length)).replace(/[;.,]$/, '');
  const at = { paragraph: index, from: match[0].length, to: text.trimEnd().length };
  const digits = /^(\d{1,6}[a-zđ]?)\s?([/-].*)$/iu.exec(value);
  if (digits) { head.number = `${digits[1]}${digits[2]!.replace(/\s?([/–-])\s?/g, '$1')}`.split(' ')[0]!; head.numberAt = at; return; }
  const tail = value.search(/[/-]\s?[\p{Lu}\d]/u);
  if (tail >= 0) { head.numberPattern = value.slice(tail).replace(/\s/g, ''); head.numberAt = at; }
}
function readPlaceAndDate(text: string, index: number, head: Letterhead): void {
  const comma = text.indexOf(',');
  head.place ??= collapse(text.slice(0, comma)).replace(/^[(]/, '');
  head.placeAt ??= { paragraph: index, from: 0, to: comma };
  const match = /ngày\s{0,3}(\d{1,2})\s{0,3}tháng\s{0,3}(\d{1,2})\s{0,3}năm\s{0,3}(\d{4})/iu.exec(text);
  if (!match || head.date) return;
  const [day, month, year] = [+match[1]!, +match[2]!, +match[3]!];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return;
  head.date = dateOf(year, month, day);
  head.dateAt = { paragraph: index, from: match.index, to: match.index + match[0].length };
}

export interface Heading {
  type: PaperType | null; typeAsWritten: string | null; typeAt: Place | null;
  title: string; titleAt: Place[];
  addressees: { name: string; at: Place }[];
  /** First paragraph of the body, and the first behind it. */
  bodyFrom: number;
}
/** A paragraph that can only be body text. */
const opensBody = (text: string): boolean =>
  /^(?:căn cứ|thực hiện(?= (?:các )?(?:quyết định|kế hoạch|nghị quyết|chỉ thị|công văn|chương trình|nghị định|ý kiến|văn bản|thông báo|kết luận|đề án|chức năng|nhiệm vụ))|để |nhằm |triển khai(?= thực hiện (?:quyết|kế|nghị|chỉ)|(?: )(?:quyết định|kế hoạch|nghị quyết|chỉ thị))|trên cơ sở|thi hành|theo đề nghị|xét đề nghị|kính gửi|trong những năm|trong thời gian|thời gian qua|năm \d{4},|tiếp tục thực hiện|\((?:ban hành )?kèm theo|phần (?:thứ )?[\divxn]|điều \d)/iu.test(text);

export function readHeading(paragraphs: readonly TextParagraph[], from: number, head: Letterhead | null): Heading {
  const heading: Heading = { type: null, typeAsWritten: null, typeAt: null, title: '', titleAt: [], addressees: [], bodyFrom: from };
  const bodyOf = (i: number): boolean => paragraphs[i] !== undefined && paragraphs[i]!.zone === 'body';
  let typeAt = -1;
  for (let i = from, seen = 0; i < paragraphs.length && seen < 40; i++) {
    if (!bodyOf(i)) continue;
    seen++;
    const kind = paperKindOfLine(paragraphs[i]!.text);
    if (kind) { typeAt = i; heading.type = kind.type; heading.typeAsWritten = trimEnds(collapse(paragraphs[i]!.text)); break; }
    if (/^kính\s?gửi/iu.test(paragraphs[i]!.text) || ['roman', 'part'].includes(readMarker(paragraphs[i]!.text)?.kind ?? '')) break;
  }
  if (typeAt >= 0) {
    heading.typeAt = { paragraph: typeAt, from: 0, to: paragraphs[typeAt]!.text.length };
    const lines: string[] = [];
    let i = typeAt + 1;
    for (; i < paragraphs.length && lines.length < 8; i++) {
      if (paragraphs[i]!.zone === 'footnote') continue;
      if (!bodyOf(i)) break;
      const text = paragraphs[i]!.text.trim();
      if (opensBody(text) || /^(?:ỦY BAN|UỶ BAN|CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|HỘI ĐỒNG|THỦ TƯỚNG|UBND)/u.test(text) || paperKindOfLine(text)) break;
      const marker = readMarker(text);
      if (marker && marker.kind !== 'dash') break;
      if (lines.length > 0 && !continuesTitle(lines, text, paragraphs[i]!, paragraphs[i + 1])) break;
      lines.push(text);
      heading.titleAt.push({ paragraph: i, from: 0, to: paragraphs[i]!.text.length });
    }
    heading.title = collapse(lines.join(' ')).replace(/^[-–]\s*/, '');
    heading.bodyFrom = i;
  } else if (head?.subject) {
    heading.title = collapse(head.subject.text);
    heading.titleAt = head.subject.at;
  }
  const greeting = paragraphs.findIndex((p, i) => i >= from && i < from + 60 && p.zone === 'body' && /^kính\s?gửi/iu.test(p.text));
  if (greeting >= 0) {
    if (heading.type === null) heading.type = 'dispatch';
    if (heading.title === '') for (let i = from; i < greeting; i++) if (bodyOf(i)) { heading.title = collapse(`${heading.title} ${paragraphs[i]!.text}`); heading.titleAt.push({ paragraph: i, from: 0, to: paragraphs[i]!.text.length }); }
    heading.bodyFrom = readAddressees(paragraphs, greeting, heading);
  }
  return heading;
}
function continuesTitle(lines: readonly string[], text: string, paragraph: TextParagraph, next: TextParagraph | undefined): boolean {
  const last = lines.at(-1)!;
  if (/[.;:]$/.test(last) || text.length > 160) return false;
  if (isLower(text[0]) || /^\d{4}/.test(text) || /^[“"(]/.test(text)) return !/^\((?:ban hành )?kèm/iu.test(text);
  if (isMostlyUpper(text)) return isMostlyUpper(last) || paragraph.centred;
  if (/[.;:]$/.test(text)) return false;
  if (paragraph.centred || paragraph.bold) return true;
  return text.length < 75 && next !== undefined && isUpper(text[0]) && (opensBody(next.text) || isMostlyUpper(next.text) || readMarker(next.text)?.kind === 'roman');
}

/** "Kính gửi:" with one name on its line, or a list below. Returns the first paragraph of the body. */
function readAddressees(paragraphs: readonly TextParagraph[], at: number, heading: Heading): number {
  const opening = /^kính\s?gửi\s*:?\s*/iu.exec(paragraphs[at]!.text)!;
  const inline = paragraphs[at]!.text.slice(opening[0].length);
  const add = (paragraph: number, from: number, text: string): void => {
    const name = trimEnds(text);
    if (name) heading.addressees.push({ name, at: { paragraph, from: from + Math.max(0, text.indexOf(name)), to: from + Math.max(0, text.indexOf(name)) + name.length } });
  };
  let offset = opening[0].length;
  for (const part of inline.split(/;\s|(?<=;)|\s-\s(?=\p{Lu})/u)) { if (part.trim()) add(at, paragraphs[at]!.text.indexOf(part, offset), part.replace(/^\s*[-–]\s*/, (m) => ' '.repeat(m.length))); offset += part.length; }
  let i = at + 1;
  for (; i < paragraphs.length && paragraphs[i]!.zone === 'body'; i++) {
    const text = paragraphs[i]!.text, marker = readMarker(text);
    const listed = marker !== null && (marker.kind === 'dash' || marker.kind === 'plus' || marker.kind === 'star');
    const bare = marker === null && heading.addressees.length > 0 && i <= at + 12 && text.length < 140 && /[;.]$/.test(text) && !opensBody(text) && heading.addressees.length < 12 && !/[.]$/.test(paragraphs[i - 1]!.text);
    if (!listed && !(bare || (inline.trim() === '' && i === at + 1 && text.length < 140 && !opensBody(text)))) break;
    if (text.length > 300) break;
    add(i, marker?.length ?? 0, text.slice(marker?.length ?? 0));
    if (/\.$/.test(text.trim())) { i++; break; }
  }
  return i;
}
