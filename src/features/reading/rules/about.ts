/**
 * What the heading tells about the paper: the year, the area, the issuing body and its level.
 *   year    "năm 2026" in the title; "giai đoạn 2022-2025" gives validity, no year
 *   area    "trên địa bàn tỉnh A" or a unit's name in the title, else in the text or the letterhead
 *   issuer  "… Chủ tịch UBND tỉnh ban hành Kế hoạch" in the preamble, else the authority line, the letterhead, "UBND huyện yêu cầu", the signature
 *   level   by the issuer's unit; a city of the centre and its agencies are provincial, a town or another city a district
 */
import { sentenceCase } from '#kernel/vietnamese.ts';
import { scanAgency } from './agency-names.ts';
import type { Letterhead, Place } from './heading.ts';
import type { TextParagraph } from './normal-text.ts';
import { collapse, isLetter, isMostlyUpper, isUpper, lowerMarked } from './words.ts';

export function yearOfTitle(title: string): { year: number | null; validity: { from: number; to: number } | null; text: string | null } {
  const range = /(?:giai đoạn|từ năm|năm|các năm)\s+((?:20|19)\d{2})\s?(?:-|–|—|đến(?: năm)?)\s?((?:20|19)\d{2})/iu.exec(title);
  const single = /năm\s+((?:20|19)\d{2})(?!\s?[-–—]\s?\d{4}|\s?đến)/iu.exec(title.replace(range?.[0] ?? '\u0000', ''));
  const validity = range ? { from: +range[1]!, to: +range[2]! } : null;
  if (single) return { year: +single[1]!, validity, text: single[0] };
  if (range) return { year: null, validity, text: range[0] };
  const bare = /(?:quý|tháng) ?(?:[IVX]{1,3}|\d{1,2})\/(20\d{2})/iu.exec(title) ?? /(?:^|[^\d/])(20\d{2})(?![\d/])/u.exec(title);
  return bare ? { year: +bare[1]!, validity: null, text: bare[1]! } : { year: null, validity: null, text: null };
}

const UNITS = ['tỉnh', 'thành phố', 'tp.', 'huyện', 'thị xã', 'quận', 'xã', 'phường', 'thị trấn', 'đặc khu'] as const;
/** A unit with its name from `from` on: "tỉnh Quảng Ngãi". Null when no capitalised name follows. */
export function unitAt(text: string, from: number): { from: number; to: number } | null {
  const head = lowerMarked(text.slice(from, from + 12));
  const unit = UNITS.find((word) => head.startsWith(word) && !isLetter(head[word.length]));
  if (!unit) return null;
  let end = from + unit.length, at = end, words = 0;
  while (words < 5) {
    while (text[at] === ' ') at++;
    let stop = at;
    while (isLetter(text[stop]) || text[stop] === "'" || (text[stop] === '-' && isUpper(text[stop + 1]) && text[stop - 1] !== ' ') || (text[stop] !== undefined && text[stop]! >= '0' && text[stop]! <= '9' && words === 0)) stop++;
    if (stop === at) { if ((text[at] === '-' || text[at] === '–') && words > 0 && isUpper(text[at + 2])) { at += 2; continue; } break; }
    const word = text.slice(at, stop);
    if (!isUpper(word[0]) && !/^\d+$/.test(word)) break;
    if (/^(?:UBND|HĐND|Năm|Giai|CCHC)$/u.test(word)) break;
    end = stop;
    at = stop;
    words++;
    if (text[stop] !== ' ') break;
  }
  return words > 0 ? { from, to: end } : null;
}
/** The first named unit in a text; `after` a phrase when given. */
export function findUnit(text: string, after: string | null): { from: number; to: number } | null {
  const lower = text.toLowerCase();
  if (after !== null) {
    for (let at = lower.indexOf(after), n = 0; at >= 0 && n < 20; at = lower.indexOf(after, at + 1), n++) {
      const found = unitAt(text, at + after.length + 1);
      if (found) return found;
    }
    return null;
  }
  for (let i = 0; i < Math.min(text.length, 600); i++) {
    if (i > 0 && isLetter(text[i - 1])) continue;
    const found = unitAt(text, i);
    if (found) return found;
  }
  return null;
}
/** "TỈNH QUẢNG NGÃI" → "tỉnh Quảng Ngãi". */
export const properCase = (text: string): string => {
  const lower = text.toLowerCase();
  const unit = UNITS.find((word) => lower.startsWith(word));
  const cap = (part: string): string => part.split(' ').map((word) => word.split('-').map(sentenceCase).join('-')).join(' ');
  return unit ? `${unit} ${cap(lower.slice(unit.length).trim())}` : cap(lower);
};

/** Cities under the central government (six since 2025). */
const CENTRAL_CITIES = ['hà nội', 'hồ chí minh', 'hải phòng', 'đà nẵng', 'cần thơ', 'huế'];
export function levelOf(issuer: string | null, context: string): 'central' | 'province' | 'district' | 'commune' | null {
  const name = lowerMarked(issuer ?? '');
  const text = `${name} | ${lowerMarked(context)}`;
  const has = (words: RegExp, within: string): boolean => words.test(within);
  for (const within of [name, text]) {
    if (within === '') continue;
    if (has(/(?:^|[\s|])(?:xã|phường|thị trấn|đặc khu)(?!\p{L})/u, within.replace(/thị xã/g, 'thịxã').replace(/các xã|các phường|xã hội/g, ''))) return 'commune';
    if (has(/(?:^|[\s|])(?:huyện|thịxã|quận)(?!\p{L})/u, within.replace(/thị xã/g, 'thịxã'))) return 'district';
    const city = /(?:thành phố|tp\.?)\s+(\p{L}+(?: \p{L}+){0,2})/u.exec(within);
    if (city) return CENTRAL_CITIES.some((one) => city[1]!.startsWith(one)) ? 'province' : has(/tỉnh|(?:^|\s)sở(?!\p{L})/u, name) ? 'province' : 'district';
    if (has(/(?:^|[\s|])(?:tỉnh|sở)(?!\p{L})/u, within)) return 'province';
    if (has(/^(?:bộ|chính phủ|thủ tướng|văn phòng chính phủ|tổng cục|ban chỉ đạo cải cách hành chính của chính phủ|ủy ban dân tộc|thanh tra chính phủ|ngân hàng nhà nước|bảo hiểm xã hội việt nam|văn phòng trung ương|ban tổ chức trung ương)(?!\p{L})/u, within) && !has(/^bộ phận|^bộ đội/u, within)) return 'central';
    if (has(/^(?:cục|vụ)\s/u, within)) return 'central';
  }
  return null;
}

export interface Issuer { name: string; at: Place[]; basis: 'preamble' | 'authority line' | 'letterhead' | 'body' | 'signature' }
const ISSUES = /(?:\s|^)(?:xây dựng(?: và)? ban hành|ban hành|xây dựng|yêu cầu|đề nghị|chỉ thị|thông báo|triển khai)(?!\p{L})/giu;

/** "<agency> ban hành Kế hoạch … như sau:" in the preamble: the agency straight before the verb. */
export function issuerInPreamble(paragraphs: readonly TextParagraph[], from: number, to: number, dispatch: boolean): Issuer | null {
  for (let i = from; i < Math.min(to, from + 25); i++) {
    const paragraph = paragraphs[i]!;
    if (paragraph.zone !== 'body') continue;
    if (i > from && /^(?:[IVX]+\s?[.)/]|điều \d)/iu.test(paragraph.text)) break;
    let found: Issuer | null = null;
    for (const match of paragraph.text.matchAll(ISSUES)) {
      const verb = match[0].trim().toLowerCase();
      const behind = lowerMarked(paragraph.text.slice(match.index + match[0].length, match.index + match[0].length + 90));
      const plan = /^(?: và ban hành)? ?(?:kèm theo )?(?:kế hoạch|chương trình|chỉ thị|phương án)/.test(behind);
      const asks = dispatch || verb === 'yêu cầu';
      if (!plan && !(asks && (verb === 'yêu cầu' || verb === 'đề nghị'))) continue;
      const name = agencyEndingAt(paragraph.text, match.index);
      if (!name) continue;
      // "Quyết định số 1 ngày … của UBND tỉnh ban hành Kế hoạch" is a citation.
      const before = paragraph.text.slice(Math.max(0, name.from - 14), name.from);
      if (/(?:của|bởi)\s+$/iu.test(before)) continue;
      found = { name: paragraph.text.slice(name.from, name.to), at: [{ paragraph: i, from: name.from, to: name.to }], basis: dispatch ? 'body' : 'preamble' };
    }
    if (found) return found;
  }
  return null;
}
/** The agency whose name ends at `end` (blanks and commas between). */
function agencyEndingAt(text: string, end: number): { from: number; to: number } | null {
  let stop = end;
  while (stop > 0 && ' ,'.includes(text[stop - 1]!)) stop--;
  const from = Math.max(0, stop - 90);
  for (let i = from; i < stop; i++) {
    if (i > 0 && isLetter(text[i - 1])) continue;
    if (!isUpper(text[i])) continue;
    const agency = scanAgency(text.slice(0, stop), i);
    if (agency && agency.to >= stop - 1) {
      // "… của UBND tỉnh Chủ tịch …": the longest name that is no list.
      return { from: agency.from, to: agency.to };
    }
  }
  return null;
}

/** The letterhead's last agency, in ordinary case, with its unit where the line itself has none. */
export function issuerOfLetterhead(head: Letterhead): Issuer | null {
  const last = head.agencies.at(-1);
  if (!last) return null;
  return { name: ordinaryCase(last.name), at: last.at, basis: 'letterhead' };
}
/** "ỦY BAN NHÂN DÂN TỈNH HÀ NAM" → "Ủy ban nhân dân tỉnh Hà Nam". */
export function ordinaryCase(name: string): string {
  if (!isMostlyUpper(name)) return collapse(name);
  const lower = collapse(name).toLowerCase().replace(/(?<!\p{L})(ubnd|hđnd|ubmttq|cchc)(?!\p{L})/gu, (word) => word.toUpperCase());
  const unit = /(?<!\p{L})(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu) (?=\p{L})/u.exec(lower);
  const head = unit ? lower.slice(0, unit.index) : lower;
  const cased = head.replace(/(?<!\p{L})(?:nội vụ|tư pháp|tài chính|thông tin|truyền thông|văn hóa|văn hoá|thể thao|du lịch|khoa học|công nghệ|y tế|giáo dục|đào tạo|xây dựng|công thương|nông nghiệp|môi trường|ngoại vụ|dân tộc|tôn giáo|kế hoạch|đầu tư|lao động|thương binh|xã hội|giao thông vận tải|tài nguyên)(?!\p{L})/gu, sentenceCase);
  const named = sentenceCase(cased.replace(/[uủ][ỷy] ban nhân dân/gu, sentenceCase).replace(/hội đồng nhân dân/gu, sentenceCase));
  return collapse(named.replace(/ (?:bộ|sở|ban chỉ đạo)(?= \p{Lu})/gu, (word) => ` ${sentenceCase(word.trim())}`) + (unit ? `${unit[0]}${lower.slice(unit.index + unit[0].length).split(' ').map(sentenceCase).join(' ')}` : ''));
}
