/**
 * Papers cited anywhere in the text.
 *   number   1256/QĐ-UBND · 01/2023/QĐ-UBND · 928/UBND-NC1 · 76/2015/QH13 · 13-NQ/TU · 52-CTr/TU · 3916/KH- UBND · blank: "số   /KH – UBND", "số …/QĐ-UBND"
 *   date     ngày 22/12/2021 · ngày 02-9-2021 · ngày 5 tháng 3 năm 2024
 *   issuer   the agency straight behind ("của UBND tỉnh Quảng Ngãi"), else null; for a number that stands only in a footnote, the agency in the
 *            sentence that carries the mark; the national authorities are known by their signs (…/NQ-CP, …/CT-TTg)
 * Each number + date once, in order of first mention. The paper's own number, links and standards (TCVN) are no references.
 * Laws cited by name alone: number null and `name`.
 */
import { dateOf, daysInMonth, type PlainDate } from '#kernel/plain-date.ts';
import { scanAgency } from './agency-names.ts';
import type { LegalReference } from './result.ts';
import { PAPER_KINDS, collapse, isDigit, isLetter, isUpper, lowerMarked, squash } from './words.ts';

export interface FoundReference extends LegalReference { paragraph: number; from: number; to: number; signEnd: number }

const SIGN_CHAR = (char: string | undefined): boolean => char !== undefined && (isLetter(char) || isDigit(char) || char === '&');

/** A number and its sign at `at` (the first digit, or the slash of a blank number); null when it is none. */
function numberAt(text: string, at: number): { to: number; number: string; blank: boolean } | null {
  let i = at;
  while (isDigit(text[i]) && i - at < 7) i++;
  const digits = text.slice(at, i);
  const blank = digits === '';
  if (!blank && /[a-z]/.test(text[i] ?? '') && (text[i + 1] === '/' || text[i + 1] === '-')) i++; // 24a/2010/QĐ-TTg
  let k = i;
  while (text[k] === ' ' && k - i < 2) k++;
  const joint = text[k];
  if (joint !== '/' && joint !== '-' && joint !== '–') return null;
  if (blank && joint !== '/') return null;
  if (joint !== '/' && k > i) return null;
  k++;
  while (text[k] === ' ' && k - i < 4) k++;
  // the year of a legal document
  let year = false;
  if (joint === '/' && isDigit(text[k])) {
    let y = k;
    while (isDigit(text[y])) y++;
    let slash = y;
    if (text[slash] === ' ') slash++;
    if (y - k !== 4 || (text[slash] !== '/' && text[slash] !== '-')) return null;
    k = slash + 1;
    if (text[k] === ' ') k++;
    year = true;
  }
  if (!isUpper(text[k])) return null;
  let end = k, parts = 0, letters = 0;
  for (;;) {
    const from = end;
    while (SIGN_CHAR(text[end])) end++;
    if (end === from || end - from > 14) return null;
    parts++;
    letters += end - from;
    // "-UBND", "/TU", "- UBND", "–UBND": goes on while a capital or a digit follows
    let next = end;
    while (text[next] === ' ' && next - end < 2) next++;
    const mark = text[next];
    if ((mark !== '-' && mark !== '–' && mark !== '/' && mark !== '.') || (mark === '.' && !(isUpper(text[next + 1]) && isUpper(text[next + 2])))) break;
    let after = next + 1;
    while (text[after] === ' ' && after - next < 3) after++;
    if (!isUpper(text[after]) || (mark === '/' && after > next + 1) || (next > end && after > next + 1 && !isUpper(text[after + 1]))) break;
    // "… số 12/KH-UBND - Sở Nội vụ": a capital with small letters behind a spaced dash is a new word.
    if (next > end && !isUpper(text[after + 1])) break;
    end = after;
  }
  const sign = text.slice(k, end);
  if (joint === '/' && parts === 1 && !(year && /^QH\d/.test(sign)) && !/^(?:QH|UBTVQH)\d/.test(sign)) return null;
  if (joint !== '/' && !sign.includes('/')) return null;
  if (letters < 3 && !sign.includes('TU')) return null;
  return { to: end, number: collapse(text.slice(at, end)).replace(/\s?([/])\s?/g, '$1'), blank };
}

/** "ngày 22/12/2021", "ngày 5 tháng 3 năm 2024" within a few characters behind a number. */
function dateAfter(text: string, from: number): { date: PlainDate; to: number } | null {
  const ahead = text.slice(from, from + 60);
  const match = /^[\s,(]{0,3}(?:ngày|ký ngày|ban hành ngày)\s{0,3}(\d{1,2})\s?(?:[/.-]|tháng)\s?(\d{1,2})\s?(?:[/.-]|năm)\s?(\d{4})/iu.exec(ahead) ?? /^\s{1,3}\((\d{1,2})\/(\d{1,2})\/(\d{4})\)/u.exec(ahead);
  if (!match) return null;
  const [year, month, day] = [+match[3]!, +match[2]!, +match[1]!];
  if (month < 1 || month > 12 || day < 1 || year < 1900 || day > daysInMonth(year, month)) return null;
  return { date: dateOf(year, month, day), to: from + match[0].length };
}

/** The kind named before the number ("Quyết định số", also without blanks), else by its sign. */
function typeOf(text: string, at: number, sign: string): string {
  const before = squash(text.slice(Math.max(0, at - 40), at)).replace(/(?:so)?[:.]?$/, '');
  let best: { words: string; at: number } | null = null;
  for (const kind of [...TYPES]) {
    const place = before.lastIndexOf(kind.squashed);
    if (place >= 0 && before.length - place - kind.squashed.length <= 4 && (!best || place < best.at || (place === best.at && kind.words.length > best.words.length))) best = { words: kind.words, at: place };
  }
  if (best) return best.words;
  const code = /(?:^|[/-])([\p{Lu}][\p{L}]*)(?=[-/])/u.exec(sign.replace(/^\d+[a-z]?(?:\/\d{4})?/, ''))?.[1] ?? '';
  const known = SIGNS[code];
  return known ?? (/^\d+\/(?:UBND|HĐND|BNV|VP|[\p{Lu}]{2,})-/u.test(sign) ? 'Công văn' : 'Văn bản');
}
const TYPES = [...PAPER_KINDS.map((kind) => kind.words), 'Nghị định', 'Thông tư', 'Thông tư liên tịch', 'Luật', 'Bộ luật', 'Pháp lệnh', 'Lệnh', 'Văn bản', 'Quy định', 'Chương trình', 'Đề án'].map((words) => ({ words, squashed: squash(words) }));
const SIGNS: Readonly<Record<string, string>> = { QĐ: 'Quyết định', NQ: 'Nghị quyết', CT: 'Chỉ thị', KH: 'Kế hoạch', CTr: 'Chương trình', NĐ: 'Nghị định', TT: 'Thông tư', TB: 'Thông báo', KL: 'Kết luận', HD: 'Hướng dẫn', BC: 'Báo cáo', TTr: 'Tờ trình', QC: 'Quy chế', QyĐ: 'Quy định', CĐ: 'Công điện', ĐA: 'Đề án', TTLT: 'Thông tư liên tịch', CV: 'Công văn' };

/** Authorities that a sign names beyond doubt. */
const BY_SIGN: readonly (readonly [RegExp, string])[] = [[/NQ-CP$/, 'Chính phủ'], [/NĐ-CP$/, 'Chính phủ'], [/(?:CT|QĐ|CĐ)-TTg$/, 'Thủ tướng Chính phủ']];

/** The agency behind "của", or straight behind the date. */
export function issuerAfter(text: string, from: number): string | null {
  const link = /^\s{0,3}(?:của|do)\s+/u.exec(text.slice(from, from + 12));
  const start = from + (link?.[0].length ?? 0);
  if (!link && !isUpper(text[from + 1])) return null;
  const agency = scanAgency(text, start);
  return agency ? text.slice(agency.from, agency.to) : null;
}

/** Every number in one text, with its type, date and issuer. Linear: each number is read once. */
export function scanReferences(text: string, paragraph: number): FoundReference[] {
  const found: FoundReference[] = [];
  let lastType: string | null = null;
  for (let i = 0; i < text.length; i++) {
    const digit = isDigit(text[i]) && !isDigit(text[i - 1]) && text[i - 1] !== '/' && text[i - 1] !== '-' && text[i - 1] !== '.';
    const blank = text[i] === '/' && /số[\s:.…_]{0,20}$/iu.test(text.slice(Math.max(0, i - 24), i)) && isUpper(text[i + 1] === ' ' ? text[i + 2] : text[i + 1]);
    if (!digit && !blank) continue;
    const number = numberAt(text, i);
    if (!number) { while (isDigit(text[i + 1])) i++; continue; }
    const date = dateAfter(text, number.to);
    let type = typeOf(text, i, number.number);
    if (type === 'Văn bản' && lastType) type = lastType;
    lastType = type;
    const issuer = date || /^\s{0,3}của\s/u.test(text.slice(number.to, number.to + 6)) ? issuerAfter(text, date?.to ?? number.to) : null;
    found.push({ type, number: number.number, date: date?.date ?? null, issuer, paragraph, from: i, to: number.to, signEnd: date?.to ?? number.to, ...(number.blank ? { numberBlank: true } : {}) });
    i = number.to - 1;
  }
  return found;
}

/** The issuer of a footnote's number: the last "… của <agency>" in the sentence before the mark. */
export function issuerBefore(text: string, mark: number, type: string): string | null {
  const from = Math.max(0, mark - 260);
  let sentence = text.slice(from, mark);
  const cut = Math.max(sentence.lastIndexOf(';'), sentence.lastIndexOf('. '));
  sentence = sentence.slice(cut + 1);
  const kind = lowerMarked(sentence).lastIndexOf(lowerMarked(type));
  const scope = kind >= 0 ? sentence.slice(kind) : sentence;
  let issuer: string | null = null;
  for (const match of scope.matchAll(/\scủa\s+/gu)) {
    const agency = scanAgency(scope, match.index + match[0].length);
    if (agency && (issuer === null || agency.to >= scope.length - 2)) issuer = scope.slice(agency.from, agency.to);
  }
  return issuer;
}
export const issuerBySign = (number: string): string | null => BY_SIGN.find(([sign]) => sign.test(number.replace(/\s/g, '')))?.[1] ?? null;

/** Laws by name: "Luật Ngân sách nhà nước", "Luật Tổ chức chính quyền địa phương năm 2025". */
export function scanLaws(text: string, paragraph: number): FoundReference[] {
  const found: FoundReference[] = [];
  for (const match of text.matchAll(/(?:^|[\s(])((?:Bộ luật|Luật|Pháp lệnh)\s+\p{Lu})/gu)) {
    const from = match.index + match[0].length - match[1]!.length;
    const rest = text.slice(from, from + 120);
    const stop = /[;.,()]|\s(?:ngày|năm|số|và|sửa đổi|theo|để|trong|được|quy định|về|cho|của|tại|đã|có|bằng|đến|trên|với|hiện hành)(?!\p{L})/u.exec(rest.slice(5));
    const name = collapse(rest.slice(0, stop ? stop.index + 5 : undefined));
    if (name.split(' ').length < 3 || name.split(' ').length > 14) continue;
    const date = /^\s*ngày/u.test(rest.slice(name.length)) ? dateAfter(text, from + name.length) : null;
    found.push({ type: name.split(' ')[0] === 'Bộ' ? 'Bộ luật' : name.split(' ')[0]!, number: null, date: date?.date ?? null, issuer: null, name, paragraph, from, to: from + name.length, signEnd: from + name.length });
  }
  return found;
}
