/**
 * Roles told in a sentence instead of in labelled lines:
 *   (Giao | Đề nghị | Yêu cầu) Sở A chủ trì, phối hợp với Sở B, Sở C và các đơn vị liên quan | thực hiện …
 *   … do Sở A chủ trì …     Phối hợp với các cơ quan liên quan | tổ chức …     Sở A (chủ trì), Sở B (phối hợp)
 * A list of agencies ends where a verb begins; `tổ chức` is a noun behind "các" and a verb elsewhere.
 */
import { cleanAgency, looksLikeAgency, splitAgencies, startsWithHead } from './agency-names.ts';
import { isLetter, lowerMarked, trimEndOf, trimEnds } from './words.ts';

const VERBS = new Set(('xây dựng|triển khai|đẩy mạnh|thực hiện|tăng cường|trong việc|trong công tác|để|nhằm|lồng ghép|tuyên truyền|duy trì|hướng dẫn|theo dõi|đôn đốc|kiểm tra|cung cấp|tham mưu|đề xuất|rà soát|biên soạn|phát hành|đăng tải|' +
  'xuất bản|mở|phát động|lựa chọn|đưa|chỉ đạo|nghiên cứu|bố trí|lập|cân đối|thẩm định|tổng hợp|báo cáo|giám sát|vận động|sản xuất|phát sóng|thiết kế|in|in ấn|công khai|cập nhật|bảo đảm|đảm bảo|phổ biến|quán triệt|giới thiệu|khảo sát|' +
  'đánh giá|phát huy|khai thác|hoàn thiện|nâng cao|chuẩn bị|đăng|viết|tiếp nhận|xử lý|thường xuyên|kịp thời|chủ động|tiếp tục|tiến hành|ký kết|huy động|quản lý|sử dụng|thành lập|phân công|tích cực|hỗ trợ|giải quyết|thông tin về|truyền thông về|' +
  'trình|ban hành|thông báo|phản ánh|niêm yết|vận hành|tập huấn|bồi dưỡng|tổ chức|đầu tư|nhân rộng|phát|xem xét|hoàn thành|quy định|đổi mới|theo chức năng|căn cứ|khi|nếu|về việc|trên cơ sở|theo quy định|thông qua|liên kết|gửi|tạo|thống nhất|góp phần|dàn dựng|thu thập|treo|tham gia|nhất là|rồi|vào|quan tâm|cử|phối hợp|chủ trì|làm đầu mối|trực tiếp|vận động|căn cứ|định hướng|phát hiện|biên tập|dự thảo').split('|'));
const VERB_STARTS = new Map<string, string[]>();
for (const verb of VERBS) { const first = verb.split(' ')[0]!; VERB_STARTS.set(first, [...(VERB_STARTS.get(first) ?? []), verb]); }

/** Where a list of agencies that begins at `from` ends: at a verb, a full stop, or the end. */
export function listEnd(text: string, from: number): number {
  const limit = Math.min(text.length, from + 400);
  let depth = 0, at = from, previous = '';
  while (at < limit) {
    const char = text[at]!;
    if (char === '(') depth++;
    else if (char === ')') { if (depth === 0) return at; depth--; }
    else if (depth === 0 && char === ';' && !looksLikeAgency(text.slice(at + 1, at + 50).trim()) && !/^;\s\p{Lu}/u.test(text.slice(at, at + 3))) return at;
    else if (depth === 0 && (char === '.' || char === ':' || char === '“')) return at;
    if (depth > 0 || !isLetter(char) || isLetter(text[at - 1])) { at++; continue; }
    let end = at;
    while (end < limit && isLetter(text[end])) end++;
    const word = text.slice(at, end).toLowerCase();
    const verbs = at > from && text[at] === word[0] ? VERB_STARTS.get(lowerMarked(word)) : undefined;
    if (verbs) {
      const ahead = lowerMarked(text.slice(at, at + 24));
      const verb = verbs.find((one) => ahead.startsWith(one) && !isLetter(ahead[one.length]));
      const noun = (verb === 'tổ chức' && ['các', 'và', 'cá', 'nhân', 'những', 'đoàn'].includes(previous) && !/^tổ chức (?:hội|lớp|cuộc|tọa|tập|thực|triển|tuyên|lồng)/.test(ahead)) || (verb === 'in' && previous === '') ||
        (verb === 'tuyên truyền' && /^(?:cơ|quan|hệ|thống|đơn|vị)$/.test(previous)) || (verb === 'quản lý' && /^(?:ban|cơ|quan)$/.test(previous)) || (verb === 'kiểm tra' && previous === 'ban') ||
        (verb === 'phát' && /^phát thanh/.test(ahead) && /^(?:đài|sóng|kênh|thống|mục|viên|trình|truyền)$/.test(previous)) || (verb === 'đầu tư' && /^(?:và|hoạch)$/.test(previous)) || ((verb === 'chỉ đạo' || verb === 'biên tập') && previous === 'ban') || (verb === 'tham mưu' && /^(?:đơn|vị|quan)$/.test(previous)) ||
        (verb === 'thực hiện' && /^(?:vị|quan)$/.test(previous) && /^thực hiện(?: nhiệm vụ)?$/.test(ahead.trim()));
      if (verb && !noun) return at;
    }
    previous = lowerMarked(word);
    at = end;
  }
  return limit;
}

/** Does a sentence begin with what is to be done ("Quán triệt đầy đủ …") and not with who does it? */
export function startsWithVerb(text: string): boolean {
  const folded = lowerMarked(text.slice(0, 30));
  const verbs = VERB_STARTS.get(folded.split(' ')[0] ?? '') ?? [];
  return verbs.some((verb) => folded.startsWith(verb) && !isLetter(folded[verb.length])) && !looksLikeAgency(text);
}

export interface ProseRoles { lead: string[]; coordinators: string[]; /** where the sentence about the work goes on */ rest: number }

/** "phối hợp với X, Y | verb": the list behind the first such phrase; empty when a verb or a comma follows at once. */
export function coordinatorsIn(text: string): string[] {
  for (const match of text.matchAll(/phối[ ]?hợp/giu)) {
    let at = match.index + match[0].length;
    if (/^\s*(?:chặt chẽ|thường xuyên|tốt|đồng bộ)/u.test(text.slice(at, at + 20))) at += /^\s*(?:chặt chẽ|thường xuyên|tốt|đồng bộ)/u.exec(text.slice(at, at + 20))![0].length;
    const link = /^\s*(?:với|cùng với|cùng)(?!\p{L})\s*:?\s*/u.exec(text.slice(at, at + 24));
    if (link) at += link[0].length;
    else if (!/^\s+\S/.test(text.slice(at, at + 2)) || !followsAgency(text.slice(at, at + 40))) {
      // "A chủ trì; B, C phối hợp thực hiện": the names stand before the word.
      const left = text.slice(Math.max(0, match.index - 240), match.index);
      const clause = Math.max(left.lastIndexOf(';'), left.lastIndexOf('. '));
      const names = clause < 0 ? '' : left.slice(clause + 1).trim();
      if (names.length > 3 && looksLikeAgency(names) && listEnd(names, 0) >= names.length) return splitAgencies(names);
      continue;
    }
    const end = listEnd(text, at);
    const list = text.slice(at, end).trim();
    if (list.length < 3) continue;
    return splitAgencies(list).filter((name) => name.length < 160);
  }
  return [];
}
const followsAgency = (text: string): boolean => looksLikeAgency(text.trim()) || /^\s*cấp trên/u.test(text);

/** A sentence with its lead in it; null when nobody is named as such. */
export function proseRoles(text: string): ProseRoles | null {
  const lower = text.toLowerCase();
  const opening = /^\s*(?:giao(?: cho)?|đề nghị|yêu cầu|phân công|do)(?!\p{L})\s*:?\s*/iu.exec(text);
  const start = opening?.[0].length ?? 0;
  const chairs = lower.indexOf('chủ trì');
  if (chairs > start && chairs < 400) {
    // What was said before the last full stop is another sentence.
    const said = text.slice(start, chairs);
    const before = said.slice(said.lastIndexOf('. ') + 1);
    const doer = Math.max(before.lastIndexOf(' do '), before.lastIndexOf(' giao '), before.lastIndexOf(' Giao '), before.lastIndexOf('(do '));
    const named = trimEnds(doer >= 0 && !/[.;:]/.test(before.slice(doer + 4)) ? before.slice(doer + 1).replace(/^(?:do|giao)(?: cho)? /iu, '') : before).replace(/(?:là cơ quan|là đơn vị|làm|được giao|chịu trách nhiệm)$/u, '');
    const list = trimEndOf(named, ' (,:');
    if (startsWithHead(list) || looksLikeAgency(list)) {
      const lead = splitAgencies(list);
      if (lead.length > 0 && list.length < 240 && !/ (?:để|nhằm|được|theo|trên) /.test(` ${list.toLowerCase()} `)) return { lead, coordinators: coordinatorsIn(text.slice(chairs)), rest: chairs };
    }
  }
  if (opening && looksLikeAgency(text.slice(start))) {
    const end = listEnd(text, start);
    const list = text.slice(start, end);
    if (end < text.length && list.length < 240) return { lead: splitAgencies(list), coordinators: coordinatorsIn(text.slice(end)), rest: end };
  }
  return null;
}

/** The agency a sentence begins with ("Sở Nội vụ tham mưu …"); null when it begins otherwise. */
export function openingAgency(text: string): { name: string; end: number } | null {
  const opening = /^\s*(?:giao(?: cho)?|đề nghị|yêu cầu|phân công)(?!\p{L})\s*:?\s*/iu.exec(text);
  const start = opening?.[0].length ?? 0;
  if (!looksLikeAgency(text.slice(start, start + 60)) || (!opening && !startsWithHead(text.slice(start)) && !/^các/iu.test(text.slice(start)))) return null;
  let end = listEnd(text, start);
  const role = /\s(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|làm đầu mối|là đầu mối|là cơ quan|theo chức năng|căn cứ)/iu.exec(text.slice(start, end));
  if (role) end = start + role.index;
  const name = trimEnds(text.slice(start, end)).replace(/[,:]$/, '');
  if (name.length < 3 || name.length > 200 || end >= text.length) return null;
  return { name: cleanAgency(name) || name, end };
}
