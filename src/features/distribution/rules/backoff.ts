/** What the other side said, as a driver understands it. */
export type DriverAnswer =
  | { readonly kind: 'done'; readonly remoteId: string; readonly link: string | null }
  /** It will never take this: wrong content, no right. */
  | { readonly kind: 'refused'; readonly words: string }
  /** Not now: too many, in repair. `afterSeconds`: when it said to come back. */
  | { readonly kind: 'later'; readonly words: string; readonly afterSeconds: number | null }
  /** The line broke or it answered with a fault: it may have been done. The same key asks again without doing it twice. */
  | { readonly kind: 'unknown'; readonly words: string };

export const MOST_TRIES = 8;
const WAIT_MINUTES = [1, 2, 5, 15, 30, 60, 120] as const;

export type NextTry = { readonly do: 'retry'; readonly at: Date } | { readonly do: 'give-up'; readonly words: string };
/** What follows from an answer that is not done; `tries` were made, this one included. */
export function afterAnswer(answer: Exclude<DriverAnswer, { kind: 'done' }>, tries: number, now: Date): NextTry {
  if (answer.kind === 'refused') return { do: 'give-up', words: `Kênh từ chối: ${answer.words}` };
  if (tries >= MOST_TRIES) return { do: 'give-up', words: `Đã thử ${tries} lần không được: ${answer.words}${answer.kind === 'unknown' ? '. Hãy mở kênh xem bài đã lên chưa trước khi đăng tay' : ''}` };
  const wait = WAIT_MINUTES[Math.min(tries, WAIT_MINUTES.length) - 1]!, asked = answer.kind === 'later' && answer.afterSeconds !== null ? answer.afterSeconds / 60 : 0;
  return { do: 'retry', at: new Date(now.getTime() + Math.min(Math.max(wait, asked), 24 * 60) * 60_000) };
}
