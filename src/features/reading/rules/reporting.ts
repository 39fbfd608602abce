/**
 * Who reports to whom, through whom, how often, until when.
 *   (định kỳ) (tổng hợp,) báo cáo [kết quả …] (gửi) về X (qua Y)          toWhom X, via Y
 *   báo cáo … gửi/về Y (để) tổng hợp, báo cáo X                          via Y, toWhom X
 *   báo cáo X kết quả … (qua Y) trước ngày 25/11/2024                      once, deadline the printed day
 * A report without an addressee is none; "báo cáo" inside brackets is the report it is merged into (embeddedIn). "nếu có khó khăn, vướng mắc …
 * báo cáo X" and "đột xuất" are ad-hoc.
 */
import type { PlainDate } from '#kernel/plain-date.ts';
import { readTiming } from '#features/calendar/rules/timing.ts';
import { looksLikeAgency, scanAgency, startsWithHead } from './agency-names.ts';
import type { Place } from './heading.ts';
import type { Reporting, ReportRhythm } from './result.ts';
import { openingAgency } from './prose-roles.ts';
import { proseTiming } from './task-fields.ts';
import { collapse, dropBrackets, isLetter, lowerMarked, trimEnds } from './words.ts';

export interface FoundReport { report: Reporting; places: { toWhom: Place | null; via: Place | null; deadline: Place | null; whole: Place } }

const STOP = /[.;(]|,(?!\s(?:Thể thao|Du lịch|Khoa học))|\s(?:theo|trước|để|kết quả|tình hình|qua|thông qua|định kỳ|chậm nhất|về|xem xét|khi|đúng|kịp thời|những|hằng|hàng|vào|trong|tại|tổng hợp|theo dõi|chỉ đạo|biết|bằng|được|nhằm|cùng với|nếu|và (?:các (?:cơ quan|cấp)|theo|đề xuất|kiến nghị|tổng hợp)|đồng thời|việc|có|cho|lồng ghép)(?!\p{L})/u;

/** The agency (or two joined by "và") that begins at `from`. */
function nameAt(text: string, from: number): { name: string; from: number; to: number } | null {
  let start = from;
  while (text[start] === ' ' || text[start] === ':') start++;
  const linked = /^(?:cho|với|lên|đến)\s+/iu.exec(text.slice(start, start + 8));
  if (linked) start += linked[0].length;
  const ahead = text.slice(start, start + 160);
  if (!startsWithHead(ahead) && !/^(?:cơ quan|cấp|lãnh đạo|phòng|ban) /u.test(ahead)) return null;
  if (/^(?:báo cáo|phòng, chống|ban hành|đoàn kết|hội nghị|tổ chức|báo chí|bộ phận một cửa hiện)/iu.test(ahead)) return null;
  const stop = STOP.exec(ahead);
  let end = start + (stop ? stop.index : ahead.length);
  const scanned = scanAgency(text, start);
  if (scanned && scanned.to > end) end = scanned.to;
  const name = trimEnds(collapse(text.slice(start, end)));
  return (name.length >= 3 || name === 'Bộ' || name === 'Sở') && name.length < 120 ? { name, from: start, to: end } : null;
}

interface Route { to: { name: string; from: number; to: number }; via: { name: string; from: number; to: number } | null; at: number }
/** The route of the report whose verb stands at `at`. */
function routeFrom(text: string, at: number, end: number): Route | null {
  const joint = /^,? ?(?:và )?(?:đề xuất|kiến nghị|tham mưu|phản ánh|xin ý kiến)(?: với)? /iu.exec(text.slice(at + 'báo cáo'.length, at + 40));
  const direct = nameAt(text, at + 'báo cáo'.length + (joint?.[0].length ?? 0));
  const scope = text.slice(at, end);
  const sent = direct ?? firstSent(text, at, end);
  if (!sent) return null;
  // "… về Y (để) tổng hợp, (trình) báo cáo X"
  const between = text.slice(sent.to, Math.min(end, sent.to + 120));
  const upTo = between.search(/(?:để|[,)]) ?tổng hợp|^ ?tổng hợp/u);
  const skipped = upTo > 0 && !/[.;:(]/.test(between.slice(0, upTo)) ? upTo : 0;
  const onward = /^[\s,)]{0,3}(?:để\s)?(?:tổng hợp|theo dõi, tổng hợp|tham mưu)[\s,]{0,3}(?:(?:và|chung|tham mưu|trình|xây dựng|trước)[\s,]{1,2}){0,2}báo cáo/u.exec(text.slice(sent.to + skipped, sent.to + skipped + 70));
  if (onward) {
    const final = nameAt(text, sent.to + skipped + onward[0].length);
    if (final) return { to: final, via: sent, at };
  }
  const via = viaIn(text, sent.to, Math.min(end, sent.to + 260)) ?? viaIn(scope, 0, sent.from - at, at);
  return { to: sent, via, at };
}
function firstSent(text: string, from: number, end: number): { name: string; from: number; to: number } | null {
  const scope = text.slice(from, Math.min(end, from + 900));
  for (const match of scope.matchAll(/(?:gửi|về|gửi về|cho|với|lên|trình)\s/gu)) {
    const found = nameAt(text, from + match.index + match[0].length);
    if (found && !/^\s?$/.test(found.name)) return found;
  }
  return null;
}
function viaIn(text: string, from: number, to: number, shift = 0): { name: string; from: number; to: number } | null {
  const scope = text.slice(from, to);
  for (const match of scope.matchAll(/(?:^|[\s(,])(?:thông\s)?qua\s+/gu)) {
    let start = from + match.index + match[0].length;
    const skip = /^(?:cơ quan thường trực(?: là|:)?|đầu mối|bộ phận thường trực|cơ quan đầu mối|đơn vị đầu mối)\s*(?:là|:)?\s*/iu.exec(text.slice(start, start + 50));
    if (skip && startsWithHead(text.slice(start + skip[0].length))) start += skip[0].length;
    const ahead = text.slice(start, Math.min(text.length, start + 160));
    if (!looksLikeAgency(ahead) && !/^\p{Lu}/u.test(ahead)) continue;
    const stop = /[);.]|,(?!\s(?:Thể thao|Du lịch|Khoa học))|\s(?:để|tổng hợp|trước|theo dõi|theo quy|chậm nhất|kết quả|nhằm|định kỳ|xem xét|đúng|bằng|và đồng thời|lồng ghép|là cơ quan|hằng|hàng)(?!\p{L})/u.exec(ahead);
    let end = start + (stop ? stop.index : ahead.length);
    const scanned = scanAgency(text, start);
    if (scanned && scanned.to > end) end = scanned.to;
    const name = trimEnds(collapse(text.slice(start, end)));
    if (name.length > 2 && name.length < 120) return { name, from: start + shift, to: end + shift };
  }
  return null;
}

const rhythmWords: readonly (readonly [RegExp, ReportRhythm])[] = [
  [/(?:hằng|hàng|mỗi|theo|định kỳ) tuần/u, 'week'],
  [/(?:hằng|hàng|mỗi|theo|định kỳ|báo cáo) tháng(?! \d)/u, 'month'],
  [/(?:hằng|hàng|mỗi|theo|định kỳ|báo cáo|\(|,|và|từng)\s?quý|cuối quý|(?<!\p{L})quý(?=,? (?:và )?(?:0?6 tháng|năm(?! \d)))/u, 'quarter'],
  [/(?:0?6|sáu) tháng(?! \d)|nửa năm/u, 'half-year'],
  [/(?:hằng|hàng|mỗi|cuối|theo|định kỳ|báo cáo|\(|,|và|tổng kết|hoặc) ?(?:cả |một )?năm(?! \d)|(?:báo cáo|và|,|kết quả|tổng kết) năm(?: \d{4})?(?=[\s,;.)]|$)/u, 'year'],
];
function rhythmOf(sentence: string, hasDeadline: boolean): ReportRhythm[] {
  const outside = lowerMarked(dropBrackets(sentence, (inside) => !/lồng|kết hợp|trong báo cáo/iu.test(inside))).replace(/(?:thực hiện|công tác|nhiệm vụ|kế hoạch|cchc|chính|trong|của|giai đoạn) năm/gu, ' ');
  const periodic = /định kỳ|quý, (?:0?6 tháng|năm)|báo cáo \p{L}+ quý|hằng|hàng|mỗi|báo cáo (?:quý|tháng|năm|0?6 tháng)|theo quý|cuối quý/u.test(outside) || (outside.includes('6 tháng') && outside.slice(outside.indexOf('6 tháng'), outside.indexOf('6 tháng') + 48).includes('năm'));
  const found: ReportRhythm[] = [];
  if (periodic) for (const [words, rhythm] of rhythmWords) if (words.test(outside.replace(/6 tháng/g, '6 tháng')) && !found.includes(rhythm)) found.push(rhythm);
  if (found.includes('month') && found.includes('half-year') && !/(?:hằng|hàng|mỗi|theo|định kỳ|báo cáo) tháng/u.test(outside)) found.splice(found.indexOf('month'), 1);
  if (/đột xuất|vướng mắc|khó khăn|phát sinh|khi có yêu cầu/u.test(outside)) found.push('ad-hoc');
  if (found.length > 0) return found;
  if (/định kỳ/u.test(outside) || (/định kỳ/iu.test(sentence) && !hasDeadline)) return ['periodic'];
  return hasDeadline ? ['once'] : [];
}

/** The report told in one text; null when there is none. */
export function readReport(text: string, at: number, paragraph: number, who: string | null, index: string, planYear: number | null): FoundReport | null {
  if (text.length > 6000) return null;
  const spots: number[] = [];
  let depth = 0;
  const lower = text.toLowerCase();
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0 && (lower.startsWith('báo cáo', i) || lower.startsWith('gửi kết quả', i)) && !isLetter(text[i - 1]) && spots.length < 8) spots.push(i);
  }
  for (const spot of spots) {
    const before = lowerMarked(text.slice(Math.max(0, spot - 22), spot));
    if (/(?<!thực hiện (?:nghiêm |tốt |đầy đủ )?)chế độ$|(?:vào|trong|của|các|những|tại|theo|nội dung|mẫu|biểu mẫu|đề cương|việc|số liệu|từ|qua)$/u.test(before.trim()) && !/(?:và|,)$/.test(before.trim())) continue;
    const [from, end] = sentenceAround(text, spot);
    if (asksForHelp(text.slice(from, spot))) continue;
    const route = routeFrom(text, spot, end);
    const sentence = text.slice(from, end);
    if (!route || (lower.startsWith('gửi', spot) && !/tổng hợp|trước ngày|chậm nhất/iu.test(sentence))) continue;
    const timing = proseTiming(sentence.replace(/^định kỳ/iu, 'Định kỳ'));
    const deadlineTiming = deadlineIn(sentence);
    const read = deadlineTiming ? readTiming(deadlineTiming.text, planYear) : null;
    const deadline: PlainDate | null = read?.kind === 'deadline' ? read.to : null;
    void timing;
    const embedded = /(?:lồng ghép|lồng|tích hợp|đưa)\s(?:(?:nội dung|kết quả)\s)?(?:vào|trong|cùng)\s+(?:nội dung\s)?((?:các\s)?báo cáo[^();.]{0,80}?)(?=\)|;|\.|,|\sgửi|\stheo quy định|$)/iu.exec(text);
    const report: Reporting = {
      who: who ?? subjectOf(text, spot), toWhom: route.to.name, via: route.via?.name ?? null, cadence: rhythmOf(sentence, deadlineTiming !== null), deadline,
      contents: contentsOf(text, spot, route), index, ...(deadlineTiming ? { deadlineText: deadlineTiming.text } : {}), ...(embedded ? { embeddedIn: collapse(embedded[1]!) } : {}),
    };
    const place = (one: { from: number; to: number } | null): Place | null => (one ? { paragraph, from: at + one.from, to: at + one.to } : null);
    return { report, places: { toWhom: place(route.to), via: place(route.via), deadline: deadlineTiming ? { paragraph, from: at + from + deadlineTiming.from, to: at + from + deadlineTiming.from + deadlineTiming.text.length } : null, whole: { paragraph, from: at + from, to: at + end } } };
  }
  return null;
}
/** "nếu có vướng mắc, phản ánh về X để tổng hợp, báo cáo Y xem xét": a way to ask, not a report that anybody owes. */
const asksForHelp = (before: string): boolean => /vướng mắc|khó khăn|phát sinh|vấn đề mới/iu.test(before) && /phản ánh|ý kiến|trao đổi|liên hệ|thông tin về|gửi về|đề xuất/iu.test(before);
function deadlineIn(sentence: string): { text: string; from: number } | null {
  const at = sentence.search(/trước (?:ngày|\d)|chậm nhất|không quá|trước cuối|xong trước/iu);
  if (at < 0) return null;
  const found = proseTiming(sentence.slice(at));
  return found ? { text: found.text, from: at + found.from } : null;
}
/** The sentence a place stands in; semicolons do not end it. */
function sentenceAround(text: string, at: number): [number, number] {
  let from = at;
  while (from > 0 && !(text[from - 1] === '.' && text[from] === ' ')) from--;
  let end = at;
  while (end < text.length && !(text[end] === '.' && (text[end + 1] === ' ' || text[end + 1] === undefined || text[end + 1] === '/'))) end++;
  // A clause of its own behind a semicolon has its own rhythm.
  const left = text.lastIndexOf(';', at);
  if (left >= from) from = left + 1;
  return [from, end];
}
/** Who reports, when nobody is given: the agencies asked in the closing sentence. */
function subjectOf(text: string, spot: number): string | null {
  const opening = openingAgency(text);
  if (opening && opening.end <= spot) return opening.name;
  const clause = text.slice(Math.max(0, spot - 320), spot + 8);
  let found: string | null = null;
  for (const match of clause.matchAll(/(?:yêu cầu|đề nghị|,|^) ?(?=(?:các|thủ trưởng|ủy ban|ubnd|giám đốc|sở|chủ tịch) )/giu)) {
    const from = match.index + match[0].length;
    const ahead = clause.slice(from, from + 200);
    const stop = ahead.search(/[.;:]| (?:nghiêm túc|kịp thời|chủ động|tổ chức|triển khai|báo cáo|gửi|phản ánh|thực hiện|định kỳ|có trách nhiệm|tổng hợp)(?!\p{L})/iu);
    if (stop > 4 && ahead[stop] === ' ') { found = trimEnds(ahead.slice(0, stop)); break; }
  }
  return found;
}
function contentsOf(text: string, spot: number, route: Route): string[] {
  const list = /(?:gồm|nêu rõ|bao gồm)\s?:\s*([^;.]+)/u.exec(text.slice(spot));
  if (list) return list[1]!.split(/,| và /).map((one) => trimEnds(collapse(one))).filter((one) => one.length > 1);
  const from = spot + 'báo cáo'.length;
  if (route.to.from > from + 3) {
    const what = trimEnds(collapse(text.slice(from, Math.min(route.to.from, route.via ? Math.min(route.via.from, route.to.from) : route.to.from))));
    const end = what.search(/ (?:gửi về|gửi|về|cho|lên|với)$|\(/iu);
    const shown = end > 0 ? trimEnds(what.slice(0, end)) : what;
    return shown.length > 3 && shown.length < 200 ? [shown] : [];
  }
  const behind = /^[\s,]{0,2}((?:kết quả|tình hình)[^.;(]{0,100})/u.exec(text.slice(route.to.to));
  return behind ? [trimEnds(behind[1]!.split(/\s(?:trước|theo quy định|qua)\s/u)[0]!)] : [];
}
