import type { RichText } from './rich-text/index.ts';
import { segmentsOf } from './rich-text/words.ts';

/** What was heard when an address was asked: a server, nobody, or nothing because we do not go there. */
export type Answer = { readonly kind: 'answered'; readonly status: number; readonly moved: string | null } | { readonly kind: 'silent'; readonly why: 'no-name' | 'no-connection' | 'timeout' } | { readonly kind: 'barred' };
/** How one link was found, and what was known of it the night before. */
export type LinkState = 'ok' | 'moved' | 'broken' | 'unclear';
export interface Found { readonly state: LinkState; readonly note: string | null; readonly broken_since: Date | null }

/** Every link of a body, each once: pages of others and our own. Mail and telephone are nobody's page. */
export function linksOf(doc: RichText): readonly string[] {
  const found = new Set<string>();
  for (const inlines of segmentsOf(doc)) for (const one of inlines) if (one.kind === 'text' && one.href && /^(?:https?:\/\/|\/(?!\/))/i.test(one.href)) found.add(one.href);
  return [...found];
}
export const hostOf = (href: string): string | null => (href.startsWith('/') ? null : URL.parse(href)?.host ?? '');

/** In a row before a link that only stays silent, or answers with a fault of its own, is called broken: servers rest, too. */
const NIGHTS = 2;
const DAY_MS = 86_400_000;

/** What an answer means. Not found and gone are meant; who asks for a password or lets no machine in is there. */
export function judge(answer: Answer, before: { readonly state: LinkState; readonly broken_since: Date | null } | null, now: Date): Found {
  const since = before?.broken_since ?? now, failing = (note: string): Found => ({ state: now.getTime() - since.getTime() >= (NIGHTS - 1.5) * DAY_MS && before?.broken_since ? 'broken' : 'unclear', note, broken_since: since });
  switch (answer.kind) {
    case 'barred': return { state: 'unclear', note: 'địa chỉ nội bộ, không kiểm tra từ đây', broken_since: null };
    case 'silent': return failing(answer.why === 'no-name' ? 'không tìm thấy tên miền' : answer.why === 'timeout' ? 'không trả lời kịp' : 'không kết nối được');
    case 'answered':
      if (answer.status === 404 || answer.status === 410) return { state: 'broken', note: answer.status === 404 ? 'trang không còn ở địa chỉ này' : 'trang đã gỡ', broken_since: since };
      if (answer.status >= 500 || answer.status === 408 || answer.status === 425) return failing(`máy chủ báo lỗi ${answer.status}`);
      return answer.moved ? { state: 'moved', note: answer.moved.slice(0, 500), broken_since: null } : { state: 'ok', note: null, broken_since: null };
  }
}

/**
 * The canary: when nobody outside answered at all, it is we who are cut off, and nothing is known of anybody. What stayed silent then is left as it was.
 */
export const weAreOnline = (answers: Iterable<Answer>): boolean => { for (const one of answers) if (one.kind === 'answered') return true; return false; };
