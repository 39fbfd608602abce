/**
 * Money: where it comes from and who estimates.
 *   "bố trí từ (nguồn) A và huy động từ B" · "sử dụng nguồn A; nguồn B" · "cân đối trong dự toán A" · "bổ sung vào dự toán A"
 *   lập dự toán … gửi X để tổng hợp, trình Y …   estimate {by, sentTo, consolidatedBy, approvedBy, guidedBy}
 * A source runs to the next stop or to the next source; brackets behind it ("(nếu có)") stay.
 */
import type { Place } from './heading.ts';
import { descendants, indexOf, type Item } from './outline.ts';
import { listEnd } from './prose-roles.ts';
import type { Budget, BudgetEstimate } from './result.ts';
import { collapse, lowerMarked, trimEnds } from './words.ts';

export interface FoundBudget { budget: Budget; places: { source: number; at: Place }[]; headingAt: Place | null }

const OPENERS = ['bố trí từ', 'bảo đảm từ', 'đảm bảo từ', 'huy động từ', 'sử dụng từ', 'sử dụng nguồn', 'sử dụng kinh phí', 'lấy từ', 'trích từ', 'chi từ', 'cân đối từ', 'cân đối trong', 'bố trí trong', 'bố trí theo', 'bổ sung vào', 'thực hiện từ', 'do ngân sách', 'từ nguồn', 'từ ngân sách', 'trong dự toán', 'từ dự toán', 'lồng ghép từ', 'nằm trong', 'được giao trong', 'đảm bảo trong', 'bảo đảm trong', 'chi trong', 'từ các nguồn', 'từ kinh phí', 'từ nguồn kinh phí', 'nguồn:'] as const;
const MOST_SOURCES = 30;
const MONEY = /ngân sách|kinh phí|dự toán|tài trợ|xã hội hóa|xã hội hoá|nguồn|chương trình mục tiêu|quỹ|viện trợ|đóng góp|ủng hộ/u;

export function readSources(text: string): { text: string; from: number }[] {
  const lower = lowerMarked(text).length === text.length ? lowerMarked(text) : text.toLowerCase();
  let first = -1;
  for (const opener of OPENERS) {
    const at = lower.indexOf(opener);
    if (at < 0) continue;
    const from = opener === 'do ngân sách' ? at + 3 : opener.startsWith('từ ') ? at + 3 : opener === 'trong dự toán' ? at + 6 : opener === 'sử dụng nguồn' || opener === 'sử dụng kinh phí' ? at + 8 : at + opener.length;
    if (first < 0 || from < first) first = from;
  }
  // "Nguồn kinh phí: Ngân sách tỉnh; …", "- Nguồn xã hội hóa.": the text is nothing but sources.
  const bare = /^(?:nguồn kinh phí|nguồn lực|kinh phí)\s?:\s?/u.exec(lower) ?? /^(?=(?:từ )?(?:các )?(?:nguồn )?(?:ngân sách|kinh phí chi|nguồn|xã hội h))/u.exec(lower);
  if (bare && bare[0].length >= 0 && (first < 0 || bare[0].length > 0)) first = bare[0].length;
  // "Nguồn ngân sách nhà nước được giao trong dự toán năm 2026": the money is named first.
  if (first > 0 && /^(?:từ )?(?:các )?(?:nguồn )?ngân sách/u.test(lower) && /(?:được )?(?:giao|bố trí) trong (?:dự toán )?$|trong ?$/u.test(lower.slice(0, first))) first = 0;
  if (first < 0) return [];
  const stop = sentenceEnd(text, first);
  const found: { text: string; from: number }[] = [];
  let at = first;
  const cut = /[,; ] ?(?:và )?(?:huy động từ |(?<=(?:và|,|;) )huy động |lồng ghép (?:từ |trong )?|kết hợp (?:với |từ )?|vận động (?:từ )?)|[,;] ?(?:và )?(?=(?:từ )?(?:các )?(?:nguồn|kinh phí|ngân sách|xã hội h[óo][áa]|tài trợ|chương trình))| và (?=(?:từ )?(?:các )?(?:nguồn|kinh phí|ngân sách|xã hội h))/giu;
  const body = text.slice(0, stop);
  cut.lastIndex = first;
  const push = (from: number, to: number): void => {
    let start = from;
    const skip = /^[\s,;:]*(?:và\s)?(?:từ\s)?(?:nguồn\s(?=ngân sách|kinh phí(?! (?:hợp pháp )?khác)|dự toán))?/iu.exec(body.slice(start, Math.min(to, start + 48)))!;
    start += skip[0].length;
    const rest = body.slice(start, to);
    const paid = rest.search(/ (?:đảm bảo|bảo đảm|chi trả)(?!\p{L})/u);
    const shown = trimEnds(collapse(paid > 8 ? rest.slice(0, paid) : rest)).replace(/^(?:và|từ)\s/iu, '');
    if (found.length < MOST_SOURCES && shown.length > 5 && MONEY.test(shown.slice(0, 50).toLowerCase()) && shown.length < 400) found.push({ text: shown, from: start });
  };
  for (const match of body.matchAll(cut)) {
    if (match.index < at) continue;
    push(at, match.index);
    at = match.index + match[0].length;
  }
  push(at, stop);
  return found;
}
function sentenceEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '.' && (text[i + 1] === undefined || text[i + 1] === ' ' || text[i + 1] === '/')) return i;
    if (text[i] === ';' && /^;\s*(?:các|căn|hằng|hàng|việc|giao|sở|trường|đơn|đối)/iu.test(text.slice(i, i + 12)) && !/^;\s*các nguồn/iu.test(text.slice(i, i + 14))) return i;
  }
  return text.length;
}

export function readBudget(section: Item | null, duties: readonly { agency: string; text: string }[]): FoundBudget {
  const budget: Budget = { index: null, sources: [], estimate: null };
  const places: FoundBudget['places'] = [];
  if (!section) return { budget, places, headingAt: null };
  budget.index = indexOf(section) || null;
  const items = [section, ...descendants(section)];
  const texts = items.map((item) => item.text);
  for (const item of items) {
    if (budget.sources.length >= MOST_SOURCES) break;
    for (const source of readSources(item.text)) {
      const known = budget.sources.some((one) => lowerMarked(one) === lowerMarked(source.text));
      if (known || (budget.sources.length > 0 && /^(?:các )?nguồn (?:tài trợ )?hợp pháp khác/iu.test(source.text) && budget.sources.some((one) => /hợp pháp khác/iu.test(one)))) continue;
      places.push({ source: budget.sources.length, at: { paragraph: item.paragraph, from: item.at + source.from, to: item.at + source.from + source.text.length } });
      budget.sources.push(source.text);
    }
  }
  budget.estimate = readEstimate(texts, duties);
  return { budget, places, headingAt: { paragraph: section.paragraph, from: section.at, to: section.at + section.text.length } };
}

function readEstimate(texts: readonly string[], duties: readonly { agency: string; text: string }[]): BudgetEstimate | null {
  const text = texts.find((one) => /lập dự toán|xây dựng dự toán|dự toán kinh phí/iu.test(one));
  const consolidator = duties.find((duty) => /tài chính/iu.test(duty.agency) && /tổng hợp|thẩm định|tham mưu|bố trí|dự toán/iu.test(duty.text));
  if (!text && !consolidator) return null;
  const estimate: BudgetEstimate = { by: [], sentTo: null, consolidatedBy: consolidator?.agency ?? null, approvedBy: null };
  if (text) {
    const at = text.search(/(?:có trách nhiệm |chủ động |trách nhiệm )?(?:lập|xây dựng) dự toán/iu);
    const before = at > 0 ? text.slice(0, at) : '';
    const who = before.slice(Math.max(before.lastIndexOf(', các'), before.lastIndexOf(': '), before.lastIndexOf('. ')) + 1).replace(/^[ ,]+/, '');
    if (who.length > 2 && who.length < 200) estimate.by.push(trimEnds(who));
    const sent = /(?:gửi|về)\s+/iu.exec(text.slice(Math.max(at, 0)));
    if (sent) { const from = Math.max(at, 0) + sent.index + sent[0].length; estimate.sentTo = trimEnds(text.slice(from, listEnd(text, from))) || null; }
    const submits = /trình\s+/iu.exec(text);
    if (submits) { const from = submits.index + submits[0].length; estimate.approvedBy = trimEnds(text.slice(from, listEnd(text, from)).split(/,/)[0]!) || null; }
  }
  return estimate;
}
