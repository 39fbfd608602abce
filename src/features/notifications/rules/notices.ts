import type { Id } from '#kernel/id.ts';
import { dayAt, formatDate, formatDayMonth, type PlainDate } from '#kernel/plain-date.ts';
import type { Role } from '#platform/policy.ts';
import type { NoticeKind, Urgency } from './kinds.ts';

/** What an event was about, read when people are told of it. */
export interface Subject {
  /** As it is called in a sentence: "Kế hoạch 07/KH-UBND", "“Ra mắt tổ công nghệ số”", "quý III năm 2026". */
  readonly title: string;
  readonly href: string;
  /** Whose affair it is. */
  readonly unit: Id | null;
  /** Who gave it or receives it: the plan's owner, the owner of the reporting regime. */
  readonly owner: Id | null;
  /** Units that got work from it. */
  readonly units: readonly Id[];
  /** The account it is about, or that began it. */
  readonly person: Id | null;
  readonly mentioned: readonly Id[];
  /** Is there still something to do about it? A result that was confirmed meanwhile waits for nobody. */
  readonly open: boolean;
  /** What comes under one notice, and where that leads. */
  readonly gather: { readonly key: string; readonly href: string } | null;
  readonly unitName: string;
  readonly ownerName: string;
  /** Ready-made words of the noun itself (a step of the ladder says its own sentence). */
  readonly words: string;
  /** How many things stand behind it already. */
  readonly times: number;
  /** Ids of what these words stand for; two sentences about the same are one too many. */
  readonly things: readonly string[];
  /** Which of several subjects of one event. */
  readonly part: string;
  /** Instead of the roles of the rule. */
  readonly roles: readonly Role[] | null;
  readonly urgency: Urgency | null;
}

/** One event with its subject, before anybody is told. */
export interface Happening {
  readonly verb: string;
  readonly at: Date;
  readonly by: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly subject: Subject;
}

/**
 * Who is told. `person`: whom the subject is about, as long as he or she works in the unit; when not, those with the roles in `else`.
 * `roles`: those who hold one of them at the unit, the owner, or each unit that got work.
 */
export type Audience =
  | { readonly whom: 'person'; readonly else?: readonly Role[]; /** told wherever he or she works */ readonly anywhere?: boolean }
  | { readonly whom: 'mentioned' }
  | { readonly whom: 'roles'; readonly roles: readonly Role[]; readonly at: 'unit' | 'owner' | 'units' };

export interface NoticeRule {
  readonly kind: NoticeKind;
  readonly urgency: Urgency;
  readonly to: Audience;
  readonly sentence: (happening: Happening) => string;
  /** Several of one gather key become one notice; {n} is their number. */
  readonly gathered?: (happening: Happening) => string;
  /** Left out when the subject no longer asks for anything. */
  readonly onlyWhileOpen?: boolean;
  /** Somebody else hears of the same event in other words. */
  readonly also?: NoticeRule;
}

const WORKERS: readonly Role[] = ['officer', 'approver'];
const WRITERS: readonly Role[] = ['focal', 'officer'];
const EDITORS: readonly Role[] = ['approver', 'editor'];
const POSTERS: readonly Role[] = ['officer', 'editor'];
const because = (facts: Happening['facts']): string => (typeof facts.reason === 'string' && facts.reason.trim() ? `: ${facts.reason.replace(/\s+/g, ' ').replace(/[.;, ]+$/, '').trimStart()}` : '');
const dayOf = (one: Happening): string => formatDayMonth(dayAt(one.at));
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** THE table: what people are told of, by the verb of the log. A verb that is not here is nobody's news. */
export const NOTICES: Readonly<Record<string, NoticeRule>> = {
  'plans.submitted': { kind: 'plans', urgency: 'now', to: { whom: 'roles', roles: ['approver'], at: 'owner' }, onlyWhileOpen: true,
    sentence: ({ by, subject }) => `${by} trình duyệt ${subject.title}.` },
  'plans.approved': { kind: 'plans', urgency: 'digest', to: { whom: 'person', else: WRITERS },
    sentence: ({ by, subject }) => `${by} đã duyệt ${subject.title}, chờ ban hành.` },
  'plans.sent-back': { kind: 'plans', urgency: 'now', to: { whom: 'person', else: WRITERS },
    sentence: ({ by, subject, facts }) => `${by} trả lại ${subject.title} để sửa${because(facts)}.` },
  'plans.issued': { kind: 'plans', urgency: 'now', to: { whom: 'roles', roles: WORKERS, at: 'units' },
    sentence: ({ subject }) => `${subject.ownerName} ban hành ${subject.title}; đơn vị có việc được giao.` },
  'plans.amended': { kind: 'plans', urgency: 'digest', to: { whom: 'roles', roles: WORKERS, at: 'units' },
    sentence: ({ subject, facts }) => `${subject.ownerName} điều chỉnh ${subject.title}${because(facts)}.` },
  'plans.recalled': { kind: 'plans', urgency: 'now', to: { whom: 'roles', roles: WORKERS, at: 'units' },
    sentence: ({ subject, facts }) => `${subject.ownerName} thu hồi ${subject.title}${because(facts)}. Việc chưa làm theo kế hoạch này thôi không tính.` },
  'plans.closed': { kind: 'plans', urgency: 'inbox', to: { whom: 'roles', roles: WORKERS, at: 'units' },
    sentence: ({ subject }) => `${subject.ownerName} kết thúc ${subject.title}.` },
  'obligations.excused': { kind: 'plans', urgency: 'digest', to: { whom: 'roles', roles: WORKERS, at: 'unit' },
    sentence: ({ by, subject, facts }) => `${by} miễn cho ${subject.unitName} ${number(facts.amount)} phần của ${subject.title}${because(facts)}.` },
  'obligations.transferred': { kind: 'units', urgency: 'now', to: { whom: 'roles', roles: WORKERS, at: 'unit' },
    sentence: ({ subject, facts }) => `${subject.unitName} nhận ${subject.words} việc đang làm của ${subject.ownerName || 'các đơn vị được sắp xếp'}${because(facts)}.` },
  'organisations.reorganised': { kind: 'units', urgency: 'digest', to: { whom: 'roles', roles: ['officer', 'approver', 'focal', 'administrator'], at: 'units' },
    sentence: ({ subject }) => `${subject.words}.` },

  'deliverables.recorded': { kind: 'deliverables', urgency: 'digest', to: { whom: 'roles', roles: ['approver'], at: 'unit' }, onlyWhileOpen: true,
    sentence: ({ subject }) => `${subject.title} của ${subject.unitName} chờ xác nhận.`,
    gathered: (one) => `{n} kết quả ${one.subject.unitName} ghi ngày ${dayOf(one)} chờ xác nhận.` },
  'deliverables.confirmed': { kind: 'deliverables', urgency: 'inbox', to: { whom: 'person' },
    sentence: ({ by, subject }) => `${by} đã xác nhận ${subject.title}.`,
    gathered: (one) => `{n} kết quả bạn ghi cho ${one.subject.unitName} được xác nhận ngày ${dayOf(one)}.` },
  'deliverables.rejected': { kind: 'deliverables', urgency: 'now', to: { whom: 'person', else: ['officer'] }, onlyWhileOpen: true,
    sentence: ({ by, subject, facts }) => `${by} trả lại ${subject.title}${because(facts)}.` },

  'articles.submitted': { kind: 'articles', urgency: 'now', to: { whom: 'roles', roles: EDITORS, at: 'unit' }, onlyWhileOpen: true,
    sentence: ({ by, subject }) => `${by} trình duyệt bài ${subject.title}.` },
  'articles.returned': { kind: 'articles', urgency: 'now', to: { whom: 'person', else: WRITERS },
    sentence: ({ by, subject, facts }) => `${by} trả lại bài ${subject.title} để sửa${because(facts)}.` },
  'articles.approved': { kind: 'articles', urgency: 'inbox', to: { whom: 'person' },
    sentence: ({ by, subject }) => `${by} đã duyệt bài ${subject.title}.` },
  'articles.published-at-once': { kind: 'articles', urgency: 'digest', to: { whom: 'roles', roles: EDITORS, at: 'unit' },
    sentence: ({ by, subject, facts }) => `${by} đăng khẩn bài ${subject.title}, bỏ qua bước duyệt${because(facts)}.` },
  'articles.hour-missed': { kind: 'articles', urgency: 'now', to: { whom: 'roles', roles: EDITORS, at: 'unit' },
    sentence: ({ subject }) => `Bài ${subject.title} không tự đăng hoặc tự gỡ được đúng giờ đã hẹn. Hãy mở bài để xem và làm bằng tay.` },

  'newsletters.issue-submitted': { kind: 'articles', urgency: 'now', to: { whom: 'roles', roles: EDITORS, at: 'unit' }, onlyWhileOpen: true,
    sentence: ({ by, subject }) => `${by} trình duyệt bản tin ${subject.title}.` },
  'newsletters.issue-returned': { kind: 'articles', urgency: 'now', to: { whom: 'person', else: WRITERS },
    sentence: ({ by, subject, facts }) => `${by} trả lại bản tin ${subject.title} để sửa${because(facts)}.` },
  'newsletters.issue-approved': { kind: 'articles', urgency: 'inbox', to: { whom: 'person' },
    sentence: ({ by, subject }) => `${by} đã duyệt bản tin ${subject.title}.` },

  'contributions.sent': { kind: 'articles', urgency: 'digest', to: { whom: 'roles', roles: EDITORS, at: 'owner' }, onlyWhileOpen: true,
    sentence: ({ subject }) => `${subject.unitName} gửi bài cộng tác ${subject.title}.` },
  'contributions.returned': { kind: 'articles', urgency: 'now', to: { whom: 'person', else: WRITERS },
    sentence: ({ subject, facts }) => `${subject.ownerName} trả lại bài cộng tác ${subject.title} để sửa${because(facts)}.` },
  'contributions.declined': { kind: 'articles', urgency: 'digest', to: { whom: 'person', else: WRITERS },
    sentence: ({ subject, facts }) => `${subject.ownerName} không sử dụng bài cộng tác ${subject.title}${because(facts)}.` },
  'contributions.taken-over': { kind: 'articles', urgency: 'inbox', to: { whom: 'person', else: WRITERS },
    sentence: ({ subject }) => `${subject.ownerName} đã nhận bài cộng tác ${subject.title}; bài được tính cho ${subject.unitName}.` },
  'contributions.published': { kind: 'articles', urgency: 'digest', to: { whom: 'person', else: WRITERS },
    sentence: ({ subject }) => `${subject.ownerName} đã đăng bài cộng tác ${subject.title}.` },
  'contributions.taken-down': { kind: 'articles', urgency: 'now', to: { whom: 'person', else: WRITERS },
    sentence: ({ subject, facts }) => `Bài cộng tác ${subject.title} đã được gỡ${because(facts)}. Kết quả của ${subject.unitName} ${facts.counted === 'noted' ? 'được ghi chú' : 'không tính nữa'}.` },
  'articles.review-due': { kind: 'articles', urgency: 'digest', to: { whom: 'roles', roles: EDITORS, at: 'unit' },
    sentence: ({ subject, facts }) => `Bài ${subject.title} đến hạn rà soát${typeof facts.reviewBy === 'string' ? ` ngày ${formatDate(facts.reviewBy as PlainDate)}` : ''}. Hãy xem nội dung còn đúng không, rồi sửa, gỡ hoặc đặt ngày rà soát mới.` },
  'articles.links-broken': { kind: 'articles', urgency: 'digest', to: { whom: 'roles', roles: EDITORS, at: 'unit' },
    sentence: ({ subject, facts }) => `Bài ${subject.title} có ${number(facts.count)} liên kết không mở được. Hãy sửa hoặc bỏ liên kết.` },

  // Which task it is, and where, the subject says in its own words.
  'distribution.waiting': { kind: 'articles', urgency: 'digest', to: { whom: 'roles', roles: POSTERS, at: 'unit' }, onlyWhileOpen: true,
    sentence: ({ subject }) => `${subject.words}.`,
    gathered: (one) => `{n} việc đăng bài ra các kênh của ${one.subject.unitName} đến lượt ngày ${dayOf(one)}.` },
  'distribution.overdue': { kind: 'articles', urgency: 'now', to: { whom: 'roles', roles: POSTERS, at: 'unit' }, onlyWhileOpen: true,
    sentence: ({ subject }) => `Quá hạn: ${subject.words}.`,
    gathered: ({ subject }) => `{n} việc đăng bài ra các kênh của ${subject.unitName} đã quá hạn.` },
  'distribution.given-up': { kind: 'articles', urgency: 'now', to: { whom: 'roles', roles: POSTERS, at: 'unit' }, onlyWhileOpen: true,
    sentence: ({ subject, facts }) => `Hệ thống không tự gửi được, ${subject.words}${because(facts)}.` },

  'procedures.decided': { kind: 'procedures', urgency: 'digest', to: { whom: 'roles', roles: ['officer', 'approver', 'focal'], at: 'units' },
    sentence: ({ subject }) => `${subject.title} thay đổi thủ tục niêm yết tại đơn vị từ ngày ${subject.words}. Hãy xem danh mục cần thay.`,
    gathered: (one) => `${one.subject.title} thay đổi thủ tục niêm yết tại đơn vị từ ngày ${one.subject.words} ({n} lần ghi). Hãy xem danh mục cần thay.` },
  'procedures.check-signed': { kind: 'procedures', urgency: 'digest', to: { whom: 'roles', roles: ['officer', 'approver', 'focal'], at: 'unit' },
    sentence: ({ subject }) => `${subject.title}: ${subject.words}.` },

  'reports.submitted': { kind: 'reports', urgency: 'digest', to: { whom: 'roles', roles: ['focal'], at: 'owner' },
    sentence: ({ subject }) => `${subject.unitName} gửi báo cáo ${subject.title}.`,
    gathered: (one) => `{n} đơn vị gửi báo cáo ${one.subject.title} ngày ${dayOf(one)}.` },
  'reports.corrected': { kind: 'reports', urgency: 'digest', to: { whom: 'roles', roles: ['focal'], at: 'owner' },
    sentence: ({ subject }) => `${subject.unitName} gửi bản sửa đổi của báo cáo ${subject.title}.` },
  'reports.returned': { kind: 'reports', urgency: 'now', to: { whom: 'roles', roles: ['officer', 'approver', 'focal'], at: 'unit' },
    sentence: ({ subject, facts }) => `Báo cáo ${subject.title} của ${subject.unitName} bị trả lại${because(facts)}.` },
  'reports.accepted': { kind: 'reports', urgency: 'inbox', to: { whom: 'roles', roles: ['officer', 'approver', 'focal'], at: 'unit' },
    sentence: ({ subject }) => `Báo cáo ${subject.title} của ${subject.unitName} đã được nhận.`,
    // Under one step nothing is open any more.
    also: { kind: 'reports', urgency: 'digest', to: { whom: 'roles', roles: ['approver'], at: 'owner' }, onlyWhileOpen: true,
      sentence: ({ subject }) => `Báo cáo ${subject.title} của ${subject.unitName} chờ phê duyệt.`, gathered: ({ subject }) => `{n} báo cáo ${subject.title} chờ phê duyệt.` } },
  'reports.approved': { kind: 'reports', urgency: 'digest', to: { whom: 'roles', roles: ['officer', 'approver', 'focal'], at: 'unit' },
    sentence: ({ by, subject }) => `${by} phê duyệt báo cáo ${subject.title} của ${subject.unitName}.` },
  'reports.acceptance-undone': { kind: 'reports', urgency: 'digest', to: { whom: 'roles', roles: ['officer', 'approver', 'focal'], at: 'unit' },
    sentence: ({ subject, facts }) => `Báo cáo ${subject.title} của ${subject.unitName} được xem lại, chưa coi là đã nhận${because(facts)}.` },
  'reports.approval-undone': { kind: 'reports', urgency: 'digest', to: { whom: 'roles', roles: ['officer', 'approver', 'focal'], at: 'unit' },
    sentence: ({ subject, facts }) => `Việc phê duyệt báo cáo ${subject.title} của ${subject.unitName} được xem lại${because(facts)}.` },
  'reports.extended': { kind: 'reports', urgency: 'now', to: { whom: 'roles', roles: ['officer', 'approver', 'focal'], at: 'unit' },
    sentence: ({ subject, facts }) => `Báo cáo ${subject.title} của ${subject.unitName} được gia hạn gửi đến hết ngày ${subject.words}${because(facts)}.` },

  // The ladder says its own sentences; what one unit is told by one step on one day is one notice.
  'urging.step-taken': { kind: 'urging', urgency: 'now', to: { whom: 'roles', roles: WORKERS, at: 'unit' },
    sentence: ({ subject }) => subject.words, gathered: ({ subject }) => subject.title },
  'discussions.commented': { kind: 'discussions', urgency: 'now', to: { whom: 'mentioned' },
    sentence: ({ by, subject }) => `${by} nhắc đến bạn khi trao đổi về ${subject.title}.` },
  // Only who was named by the change.
  'discussions.edited': { kind: 'discussions', urgency: 'now', to: { whom: 'mentioned' },
    sentence: ({ by, subject }) => `${by} nhắc đến bạn khi trao đổi về ${subject.title}.` },

  'budgets.submitted': { kind: 'budgets', urgency: 'digest', to: { whom: 'roles', roles: ['finance'], at: 'owner' }, onlyWhileOpen: true,
    sentence: ({ subject }) => `${subject.unitName} gửi ${subject.title}.` },
  'budgets.returned': { kind: 'budgets', urgency: 'now', to: { whom: 'roles', roles: ['officer', 'finance', 'approver'], at: 'unit' },
    sentence: ({ by, subject, facts }) => `${by} trả lại ${subject.title} của ${subject.unitName}${because(facts)}.` },
  'budgets.approved': { kind: 'budgets', urgency: 'digest', to: { whom: 'roles', roles: ['officer', 'finance', 'approver'], at: 'unit' },
    sentence: ({ subject, facts }) => `${subject.title} của ${subject.unitName} được phê duyệt ${number(facts.total).toLocaleString('vi-VN')} đồng.` },
  'budgets.amended': { kind: 'budgets', urgency: 'digest', to: { whom: 'roles', roles: ['officer', 'finance', 'approver'], at: 'unit' },
    sentence: ({ subject, facts }) => `${subject.title} của ${subject.unitName} được điều chỉnh, nay là ${number(facts.total).toLocaleString('vi-VN')} đồng.` },

  'accounts.role-granted': { kind: 'units', urgency: 'digest', to: { whom: 'person', anywhere: true },
    sentence: ({ subject }) => `Bạn được giao vai trò ${subject.title} tại ${subject.unitName}.` },
  'accounts.role-ended': { kind: 'units', urgency: 'inbox', to: { whom: 'person', anywhere: true },
    sentence: ({ subject }) => `Vai trò ${subject.title} của bạn tại ${subject.unitName} đã kết thúc.` },
  'documents.superseded-marked': { kind: 'plans', urgency: 'digest', to: { whom: 'roles', roles: ['focal', 'approver'], at: 'unit' },
    sentence: ({ by, subject }) => `${by} đánh dấu ${subject.title} đã được thay thế. Hãy xem lại căn cứ của kế hoạch, báo cáo đang soạn.` },
};
export const TOLD_VERBS: readonly string[] = Object.keys(NOTICES);

/** All rules of a verb, each with what sets its notices apart from those of the others. */
export const rulesOf = (verb: string): readonly (readonly [part: string, rule: NoticeRule])[] => {
  const first = NOTICES[verb]!;
  return first.also ? [['', first], ['/also', first.also]] : [['', first]];
};

/** What a gathered notice says: the sentence of the one, or of the many with their number. */
export const saidOf = (notice: { readonly sentence: string; readonly gathered_sentence: string | null; readonly times: number }): string =>
  notice.times > 1 && notice.gathered_sentence ? notice.gathered_sentence.replace('{n}', notice.times.toLocaleString('vi-VN')) : notice.sentence;
