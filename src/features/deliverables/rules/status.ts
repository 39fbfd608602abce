/**
 * recorded → confirmed → locked by a report; or → rejected with a reason (a correction brings it back), withdrawn by its
 * author until confirmed. Which verb is possible in which state is this table; it does not compile when a state is missing.
 */
export const STATUSES = ['recorded', 'confirmed', 'locked', 'rejected', 'withdrawn'] as const;
export type Status = (typeof STATUSES)[number];

export const VERBS = ['confirm', 'reject', 'correct', 'withdraw', 'lock', 'unlock', 'move'] as const;
export type Verb = (typeof VERBS)[number];

export const POSSIBLE: Readonly<Record<Status, Readonly<Record<Verb, boolean>>>> = {
  recorded:  { confirm: true,  reject: true,  correct: true,  withdraw: true,  lock: false, unlock: false, move: true },
  confirmed: { confirm: false, reject: true,  correct: true,  withdraw: false, lock: true,  unlock: false, move: true },
  locked:    { confirm: false, reject: false, correct: true,  withdraw: false, lock: true,  unlock: true,  move: false },
  rejected:  { confirm: false, reject: false, correct: true,  withdraw: true,  lock: false, unlock: false, move: false },
  withdrawn: { confirm: false, reject: false, correct: false, withdraw: false, lock: false, unlock: false, move: false },
};

export const STATUS_LABEL: Readonly<Record<Status, string>> = {
  recorded: 'Chờ xác nhận', confirmed: 'Đã xác nhận', locked: 'Đã báo cáo', rejected: 'Bị trả lại', withdrawn: 'Đã rút',
};

/** Why a verb is refused, as a sentence with the way out. */
export const REFUSAL: Readonly<Record<Status, string>> = {
  recorded: 'Kết quả này chưa được xác nhận nên chưa làm được việc đó.',
  confirmed: 'Kết quả này đã được xác nhận. Muốn thay đổi, hãy sửa thành phiên bản mới.',
  locked: 'Kết quả này đã nằm trong một báo cáo đã gửi. Chỉ sửa được khi đánh dấu báo cáo là “số liệu đã đổi”.',
  rejected: 'Kết quả này đã bị trả lại. Hãy sửa theo lý do trả lại rồi ghi lại.',
  withdrawn: 'Kết quả này đã được rút. Hãy ghi một kết quả mới.',
};
