import { conflict } from '#kernel/app-error.ts';

/**
 * The life of an article: written, submitted, returned with a reason or approved, published at once or at an hour, edited anew as a next
 * version while the live one stays, withdrawn with a reason that readers see. The tables do not compile when a state is missing.
 */
export const ARTICLE_STATES = ['draft', 'submitted', 'returned', 'approved', 'scheduled', 'published', 'updated', 'withdrawn'] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];
export const ARTICLE_VERBS = ['write', 'submit', 'return', 'approve', 'schedule', 'unschedule', 'publish', 'bypass', 'revise', 'discard', 'withdraw'] as const;
export type ArticleVerb = (typeof ARTICLE_VERBS)[number];

/** `out`: published the first time, or updated where a version was live before. `live`: back to the version that is out. */
type After = ArticleState | 'out' | 'live';
type Row = Readonly<Record<ArticleVerb, After | null>>;
const row = (verbs: Partial<Record<ArticleVerb, After>>): Row =>
  ({ write: null, submit: null, return: null, approve: null, schedule: null, unschedule: null, publish: null, bypass: null, revise: null, discard: null, withdraw: null, ...verbs });

const AFTER: Readonly<Record<ArticleState, Row>> = {
  draft: row({ write: 'draft', submit: 'submitted', bypass: 'out', discard: 'live', withdraw: 'withdrawn' }),
  submitted: row({ return: 'returned', approve: 'approved', bypass: 'out', withdraw: 'withdrawn' }),
  returned: row({ write: 'returned', submit: 'submitted', bypass: 'out', discard: 'live', withdraw: 'withdrawn' }),
  approved: row({ return: 'returned', schedule: 'scheduled', publish: 'out', withdraw: 'withdrawn' }),
  scheduled: row({ return: 'returned', schedule: 'scheduled', unschedule: 'approved', publish: 'out', withdraw: 'withdrawn' }),
  published: row({ revise: 'draft', withdraw: 'withdrawn' }),
  updated: row({ revise: 'draft', withdraw: 'withdrawn' }),
  withdrawn: row({}),
};
/** Verbs that mean nothing where no version is out yet. */
const NEEDS_LIVE: ReadonlySet<ArticleVerb> = new Set(['revise', 'discard', 'withdraw']);

/** What decides: the state, and which version readers see. */
export interface Standing { readonly status: ArticleState; readonly live_version: number | null }

/** The state after the verb, or null where it is not possible. */
export function afterVerb({ status, live_version: live }: Standing, verb: ArticleVerb): ArticleState | null {
  const after = AFTER[status][verb];
  if (after === null || (NEEDS_LIVE.has(verb) && live === null)) return null;
  if (after === 'out') return live === null ? 'published' : 'updated';
  if (after === 'live') return live === 1 ? 'published' : 'updated';
  return after;
}
export const may = (one: Standing, verb: ArticleVerb): boolean => afterVerb(one, verb) !== null;
export const isLive = ({ status, live_version: live }: Standing): boolean => live !== null && status !== 'withdrawn';

/** The state after the verb; a sentence with the way out where it is not possible. */
export function allow(one: Standing, verb: ArticleVerb): ArticleState {
  const after = afterVerb(one, verb);
  if (after === null) throw conflict(verb === 'withdraw' && one.live_version === null ? 'Bài chưa đăng nên không có gì để gỡ. Bài không dùng nữa thì trả lại cho người viết.' : REFUSAL[one.status]);
  return after;
}

export const STATE_LABEL: Readonly<Record<ArticleState, { readonly label: string; readonly tone: 'good' | 'soon' | 'late' | 'none' | 'info' }>> = {
  draft: { label: 'đang viết', tone: 'soon' },
  submitted: { label: 'chờ duyệt', tone: 'info' },
  returned: { label: 'bị trả lại', tone: 'late' },
  approved: { label: 'đã duyệt, chưa đăng', tone: 'soon' },
  scheduled: { label: 'hẹn giờ đăng', tone: 'info' },
  published: { label: 'đã đăng', tone: 'good' },
  updated: { label: 'đã đăng, có cập nhật', tone: 'good' },
  withdrawn: { label: 'đã gỡ', tone: 'none' },
};

/** Why a verb is refused in a state: a sentence with the way out. */
export const REFUSAL: Readonly<Record<ArticleState, string>> = {
  draft: 'Bài đang viết, chưa trình. Hãy trình duyệt trước.',
  submitted: 'Bài đang chờ duyệt. Muốn sửa, hãy đề nghị người duyệt trả lại.',
  returned: 'Bài đang bị trả lại để sửa. Hãy sửa theo lý do trả lại rồi trình lại.',
  approved: 'Bài đã được duyệt. Muốn sửa nội dung, hãy đề nghị người duyệt trả lại; muốn đăng, bấm “Đăng”.',
  scheduled: 'Bài đã hẹn giờ đăng. Muốn sửa nội dung, hãy đề nghị người duyệt trả lại.',
  published: 'Bài đã đăng. Muốn sửa, hãy bấm “Sửa thành phiên bản mới”; bản đang đăng vẫn giữ cho đến khi bản mới được duyệt.',
  updated: 'Bài đã đăng. Muốn sửa, hãy bấm “Sửa thành phiên bản mới”; bản đang đăng vẫn giữ cho đến khi bản mới được duyệt.',
  withdrawn: 'Bài đã gỡ nên không thay đổi được nữa. Muốn đăng lại nội dung, hãy viết bài mới.',
};

/** The tabs of the list: which states each shows. */
export const TABS = [
  { key: 'dang-viet', label: 'Đang viết', states: ['draft', 'returned'] },
  { key: 'cho-duyet', label: 'Chờ duyệt', states: ['submitted'] },
  { key: 'cho-dang', label: 'Chờ đăng', states: ['approved', 'scheduled'] },
  { key: 'da-dang', label: 'Đã đăng', states: ['published', 'updated'] },
  { key: 'da-go', label: 'Đã gỡ', states: ['withdrawn'] },
] as const satisfies readonly { readonly key: string; readonly label: string; readonly states: readonly ArticleState[] }[];
