/**
 * How often and how much:
 *   05 tin, bài/tháng · 1 số (chuyên mục)/tuần · 02 lần/quý · ít nhất 03 tin bài/tháng · 01-02 kỳ/tháng · 01 chương trình trên tháng
 *   Mỗi tháng 01 chương trình · hằng tuần phát 02 chuyên mục · mỗi quý ít nhất 1 số · định kỳ hằng tháng 01 bản tin
 *   (10-15 phút) · thời lượng 05 phút/chuyên mục · từ 10 đến 15 phút       the duration of the rate before it
 *   (12 kỳ/năm) · (khoảng 50 tin, bài/năm)                                    the yearly total beside a rate
 *   Bản tin A, B, C: mỗi bản tin 1 số/tháng                                   one entry each
 * A rhythm with no number ("cung cấp thông tin định kỳ hằng tháng") has count null, and counts only beside a product; rhythms of
 * reports are no cadences.
 */
import type { Cadence } from './result.ts';
import { collapse, isLetter, lowerMarked, trimEnds } from './words.ts';

type Per = Cadence['per'];
const PERIODS: readonly (readonly [string, Per])[] = [['ngày', 'day'], ['tuần', 'week'], ['tháng', 'month'], ['quý', 'quarter'], ['năm', 'year']];
const perOf = (word: string): Per | null => PERIODS.find(([name]) => name === word)?.[1] ?? null;
const NUMBER_WORDS: Readonly<Record<string, number>> = { một: 1, hai: 2, ba: 3, bốn: 4, năm: 5, sáu: 6, mười: 10 };
const PRODUCTS = /tin|bài|chuyên mục|chuyên trang|chuyên đề|chương trình|phóng sự|bản tin|video|clip|infographic|phát thanh|thông tin|nội dung tuyên truyền|tọa đàm|tiểu phẩm|thông điệp|số liệu|tỷ lệ|tỉ lệ|kết quả giải quyết|hình ảnh/;

interface Rate { from: number; to: number; count: number | null; unit: string; per: Per; duration: { min: number; max: number } | null }

/** Rates with a number, in order. */
function rates(text: string): Rate[] {
  const found: Rate[] = [];
  const lower = text.toLowerCase();
  // "<number> <unit>/<period>": look left from the slash (or "trên", "một", "mỗi") for the number.
  for (const match of lower.matchAll(/(?:\/|\s(?:trên|mỗi|trong một|trong 1)\s)\s{0,2}(?:01 |1 |một )?(ngày|tuần|tháng|quý|năm)(?!\p{L})/gu)) {
    const per = perOf(match[1]!)!;
    const behind = lower.slice(match.index + match[0].length, match.index + match[0].length + 6);
    if (/^\s?\d{4}/.test(behind) || /^\s?\d{1,2}\//.test(behind)) continue;
    const left = text.slice(Math.max(0, match.index - 70), match.index);
    if (!match[0].startsWith('/') && (/[,;]\s?$/.test(left) || /^\s{0,2}(?:\d|có|ít|tối)/u.test(behind))) continue;
    const number = lastNumber(left);
    if (!number) continue;
    const unit = collapse(left.slice(number.to));
    if (unit.length > 48 || /[.;:]/.test(unit) || unit === '' || /^(?:phút|giây)/.test(unit) || /^\/\d|^%/.test(unit)) continue;
    const from = match.index - left.length + number.from;
    found.push({ from, to: match.index + match[0].length, count: number.value, unit, per, duration: null });
  }
  // "mỗi|hằng|hàng <period> <few words> <number> <unit>"
  for (const match of lower.matchAll(/(?:^|[^\p{L}])(?:mỗi|hằng|hàng)\s(?:một\s)?(ngày|tuần|tháng|quý|năm)(?!\p{L})/gu)) {
    const per = perOf(match[1]!)!;
    const at = match.index + match[0].length;
    const ahead = text.slice(at, at + 60);
    const number = /^[\s,:]{0,3}(?:(?:có|phát|phát sóng|đăng|đăng tải|xây dựng|tổ chức|sản xuất|xuất bản|phát hành|thực hiện|ít nhất|tối thiểu|từ|khoảng|biên tập)\s){0,4}(\d{1,3}|một|hai|ba)(?:\s?(?:-|–|đến)\s?\d{1,3})?\s+(?=\p{L})/u.exec(ahead);
    if (!number) continue;
    const unit = collapse(/^[^.;,:()\d]{1,40}/u.exec(ahead.slice(number[0].length))?.[0] ?? '');
    if (/^(?:phút|giây|tháng|ngày|năm|giờ)/.test(unit)) continue;
    found.push({ from: match.index, to: at + number[0].length + unit.length, count: NUMBER_WORDS[number[1]!] ?? +number[1]!, unit, per, duration: null });
  }
  found.sort((a, b) => a.from - b.from);
  // The same words read in both ways count once.
  return found.filter((rate, i) => i === 0 || rate.from >= found[i - 1]!.to || rate.to > found[i - 1]!.to && rate.count !== found[i - 1]!.count);
}

/** The last number in the text and the place behind it: "02 - 03 " → 2; "(một) 01" → 1. */
function lastNumber(text: string): { value: number; from: number; to: number } | null {
  let best: { value: number; from: number; to: number } | null = null;
  for (const match of text.matchAll(/(\d{1,4})(?:\s?(?:-|–|đến|~)\s?(\d{1,4}))?(?=\s|\p{L}|$)/gu)) {
    const before = text[match.index - 1];
    if (before !== undefined && (/[\d/.,]/.test(before) || (isLetter(before) && before !== '('))) continue;
    best = { value: +match[1]!, from: match.index, to: match.index + match[0].length };
  }
  if (best) return best;
  const words = text.trim().split(/\s+/);
  const value = NUMBER_WORDS[words[0]?.toLowerCase() ?? ''];
  return value === undefined || words.length > 6 ? null : { value, from: text.indexOf(words[0]!), to: text.indexOf(words[0]!) + words[0]!.length };
}

function durations(text: string): { from: number; min: number; max: number }[] {
  const found: { from: number; min: number; max: number }[] = [];
  for (const match of text.toLowerCase().matchAll(/(\d{1,3})(?:\s?(?:-|–|đến)\s?(\d{1,3}))?\s?phút/gu)) {
    const min = +match[1]!, max = match[2] === undefined ? min : +match[2];
    found.push({ from: match.index, min, max: Math.max(min, max) });
  }
  return found;
}

/** Cadences in one line. `product`: what is made when the line itself does not say. */
export function readCadences(text: string, product: string | null): Cadence[] {
  const found = rates(text);
  if (found.length === 0) return [];
  const spans = durations(text);
  const result: Cadence[] = [];
  for (const [i, rate] of found.entries()) {
    const next = found[i + 1]?.from ?? Infinity;
    const previous = result.at(-1);
    const beside = previous && rate.per === 'year' && previous.per !== 'year' && /\(|tương đương|tức|khoảng|=|,\s*$/.test(text.slice(found[i - 1]!.to, rate.from + 1) + text.slice(Math.max(0, rate.from - 12), rate.from));
    if (beside) {
      previous.annualTotal = { count: rate.count ?? 0, unit: rate.unit, approximate: /khoảng|ước|gần|trên/i.test(text.slice(Math.max(0, rate.from - 12), rate.from)) };
      continue;
    }
    // The total may come first: "24 chuyên mục/năm (02 chuyên mục/tháng)".
    const totalFirst = previous && previous.per === 'year' && rate.per !== 'year' && /\(\s?$/.test(text.slice(found[i - 1]!.to, rate.from + 1).slice(0, 6) + text.slice(Math.max(0, rate.from - 2), rate.from));
    if (totalFirst) result.pop();
    const behind = spans.find((span) => span.from >= rate.from && span.from < next) ?? (found.length === 1 ? spans[0] : undefined);
    const cadence: Cadence = { count: rate.count, unit: trimEnds(rate.unit), per: rate.per, durationMinutes: behind ? { min: behind.min, max: behind.max } : null, product: null };
    if (totalFirst) cadence.annualTotal = { count: previous.count ?? 0, unit: previous.unit, approximate: false };
    const named = namedProduct(text, rate.from);
    const many = named && /mỗi\s[^,;]{2,30}$/iu.test(text.slice(Math.max(0, rate.from - 34), rate.from)) ? splitProducts(named) : null;
    if (many && many.length > 1) for (const one of many) result.push({ ...cadence, product: one });
    else result.push({ ...cadence, product: named ?? product });
  }
  return result;
}
/** The words before a colon in the same clause: "Trên kênh phát thanh: 1 số/tuần". */
function namedProduct(text: string, at: number): string | null {
  const left = text.slice(Math.max(0, at - 160), at);
  const clause = left.slice(Math.max(left.lastIndexOf(';'), left.lastIndexOf('. ')) + 1);
  const colon = clause.lastIndexOf(':');
  return colon > 1 ? trimEnds(clause.slice(0, colon)) || null : null;
}
function splitProducts(names: string): string[] {
  const parts = names.split(/,| và /).map((part) => part.trim()).filter(Boolean);
  const head = /^(bản tin|chuyên mục|chuyên trang)\s/iu.exec(parts[0] ?? '')?.[1];
  return parts.map((part, i) => (i > 0 && head && !part.toLowerCase().startsWith(head.toLowerCase()) ? `${head} ${part}` : part));
}

/** Rhythms without a number beside a product, for sentences: one entry for each. Reports have their own place. */
export function readBareRhythms(text: string): Cadence[] {
  const result: Cadence[] = [];
  for (const clause of text.split(/[;.]|, (?=kết hợp|đồng thời)/)) {
    const lower = lowerMarked(clause);
    for (const match of lower.matchAll(/(?:hằng|hàng|mỗi) (ngày|tuần|tháng|quý)(?!\p{L})/gu)) {
      const from = Math.max(0, match.index - 200), to = match.index + match[0].length;
      const before = lower.slice(from, match.index), after = lower.slice(to, to + 200);
      if (/báo cáo|tổng hợp|giao ban|họp|kiểm tra|đánh giá|rà soát|theo dõi/.test(before + after)) continue;
      if (/^[\s,]{0,2}(?:\p{L}+ ){0,4}\d/u.test(after)) continue;
      const product = PRODUCTS.exec(before) ?? PRODUCTS.exec(after);
      if (!product) continue;
      const at = before.includes(product[0]) ? from + before.indexOf(product[0]) : to + after.indexOf(product[0]);
      result.push({ count: null, unit: product[0], per: perOf(match[1]!)!, durationMinutes: null, product: trimEnds(collapse(clause.slice(at, at + 120))) });
    }
  }
  return result;
}
