import { conflict } from '#kernel/app-error.ts';

/** What there is to do at an outlet about an item. */
export const WHATS = ['post', 'update', 'remove'] as const;
export type What = (typeof WHATS)[number];
export const WHAT_LABEL: Readonly<Record<What, string>> = { post: 'Đăng bài', update: 'Sửa bài đã đăng', remove: 'Gỡ bài đã đăng' };

/**
 * The life of one posting. planned: its hour has not come; waiting: for a hand; sending: a driver is at it; done: with proof; failed: with a reason, until somebody
 * tries again; skipped: it will not be done, and why. The tables do not compile when a state is missing.
 */
export const POSTING_STATES = ['planned', 'waiting', 'sending', 'done', 'failed', 'skipped'] as const;
export type PostingState = (typeof POSTING_STATES)[number];
export const POSTING_VERBS = ['come-due', 'move', 'prove', 'fail', 'retry', 'skip'] as const;
export type PostingVerb = (typeof POSTING_VERBS)[number];

/** `at-hand`: with a person or with a driver, as the kind of the outlet says. */
type After = PostingState | 'at-hand';
const AFTER: Readonly<Record<PostingState, Readonly<Record<PostingVerb, After | null>>>> = {
  planned: { 'come-due': 'at-hand', move: 'planned', prove: 'done', fail: null, retry: null, skip: 'skipped' },
  waiting: { 'come-due': null, move: null, prove: 'done', fail: 'failed', retry: null, skip: 'skipped' },
  sending: { 'come-due': null, move: null, prove: 'done', fail: 'failed', retry: null, skip: null },
  // a wrong link or a better picture: proven again
  done: { 'come-due': null, move: null, prove: 'done', fail: null, retry: null, skip: null },
  failed: { 'come-due': null, move: null, prove: 'done', fail: 'failed', retry: 'at-hand', skip: 'skipped' },
  skipped: { 'come-due': null, move: null, prove: null, fail: null, retry: null, skip: null },
};

/** The state after the verb, or null where it is not possible. */
export function afterVerb(status: PostingState, verb: PostingVerb, byDriver: boolean): PostingState | null {
  const after = AFTER[status][verb];
  return after === 'at-hand' ? (byDriver ? 'sending' : 'waiting') : after;
}
export const may = (status: PostingState, verb: PostingVerb): boolean => AFTER[status][verb] !== null;
export function allow(status: PostingState, verb: PostingVerb, byDriver: boolean): PostingState {
  const after = afterVerb(status, verb, byDriver);
  if (after === null) throw conflict(REFUSAL[status]);
  return after;
}

/** There is still something to do. */
export const OPEN_STATES = ['planned', 'waiting', 'sending', 'failed'] as const satisfies readonly PostingState[];
export const isOpen = (status: PostingState): boolean => (OPEN_STATES as readonly PostingState[]).includes(status);

type Tone = 'good' | 'soon' | 'late' | 'none' | 'info';
const STATE_LABEL: Readonly<Record<PostingState, { readonly label: string | Readonly<Record<What, string>>; readonly tone: Tone }>> = {
  planned: { label: 'hẹn giờ', tone: 'info' },
  waiting: { label: { post: 'chờ đăng', update: 'chờ sửa', remove: 'chờ gỡ' }, tone: 'soon' },
  sending: { label: 'đang gửi', tone: 'info' },
  done: { label: { post: 'đã đăng', update: 'đã sửa', remove: 'đã gỡ' }, tone: 'good' },
  failed: { label: { post: 'chưa đăng được', update: 'chưa sửa được', remove: 'chưa gỡ được' }, tone: 'late' },
  skipped: { label: 'bỏ qua', tone: 'none' },
};
export function stateLabel(status: PostingState, what: What): { readonly label: string; readonly tone: Tone } {
  const { label, tone } = STATE_LABEL[status];
  return { label: typeof label === 'string' ? label : label[what], tone };
}

const REFUSAL: Readonly<Record<PostingState, string>> = {
  planned: 'Việc này hẹn giờ, chưa đến lượt. Muốn đăng sớm thì ghi “Đã đăng” kèm đường dẫn.',
  waiting: 'Việc này đang chờ người đăng. Hãy ghi “Đã đăng”, hoặc nói vì sao chưa đăng được.',
  sending: 'Hệ thống đang gửi tự động. Hãy đợi kết quả; không gửi được thì việc sẽ về tay người.',
  done: 'Việc này đã làm xong. Muốn thay minh chứng, hãy ghi lại đường dẫn hoặc ảnh mới.',
  failed: 'Việc này chưa làm được. Hãy thử lại, ghi “Đã đăng” nếu đã đăng tay, hoặc bỏ qua kèm lý do.',
  skipped: 'Việc này đã bỏ qua. Muốn đăng, hãy phát hành lại bài ra kênh này.',
};
