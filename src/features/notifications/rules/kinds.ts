/** What notices are about: the filter of the inbox, the headings of a digest, in this order. */
export const NOTICE_KINDS = {
  urging: 'Đôn đốc, nhắc hạn',
  plans: 'Kế hoạch, giao việc',
  deliverables: 'Kết quả',
  articles: 'Tin, bài',
  procedures: 'Thủ tục, niêm yết',
  reports: 'Báo cáo',
  budgets: 'Kinh phí',
  discussions: 'Trao đổi',
  units: 'Đơn vị, tài khoản',
} as const;
export type NoticeKind = keyof typeof NOTICE_KINDS;
export const isNoticeKind = (text: string): text is NoticeKind => Object.hasOwn(NOTICE_KINDS, text);

/** now: by e-mail at once; digest: in the next gathered letter; inbox: only in the console. */
export type Urgency = 'now' | 'digest' | 'inbox';
