import { formatInstant } from '#kernel/plain-date.ts';

export const COMPLAIN_AFTER_HOURS = 48;
export const TRIAL_AFTER_DAYS = 7;
/** A trial restore that is older than this proves little about the backups of today. */
const TRIAL_STALE_DAYS = 30;
const HOUR = 3_600_000;

export interface Run { readonly finishedAt: Date; readonly error: string | null }

/** What is known about the backups of a store. */
export interface BackupFacts {
  /** When the store was made: a new one has a day's grace. */
  readonly storeSince: Date;
  readonly lastGood: Date | null;
  readonly lastRun: Run | null;
  readonly lastTrial: Run | null;
}

export interface BackupHealth {
  readonly level: 'good' | 'attention' | 'bad';
  /** Since the last good backup; null when there is none. */
  readonly ageHours: number | null;
  /** Sentences for the administrator, the gravest first. */
  readonly sentences: readonly string[];
}

export function backupHealth(facts: BackupFacts, now: Date): BackupHealth {
  const hours = (since: Date): number => Math.floor((now.getTime() - since.getTime()) / HOUR);
  const grave: string[] = [];
  const minor: string[] = [];
  if (facts.lastGood === null) {
    if (hours(facts.storeSince) >= COMPLAIN_AFTER_HOURS) grave.push('Kho này chưa có bản sao lưu nào. Hãy chạy "bin/loa backup TỆP" ngay và xem nhật ký của máy chủ.');
    else minor.push('Chưa có bản sao lưu nào; bản đầu tiên sẽ được làm trong đêm nay.');
  } else if (hours(facts.lastGood) >= COMPLAIN_AFTER_HOURS) {
    grave.push(`Đã ${hours(facts.lastGood)} giờ chưa có bản sao lưu mới (bản gần nhất lúc ${formatInstant(facts.lastGood)}). Hãy chạy "bin/loa backup TỆP" ngay và kiểm tra ổ đĩa.`);
  }
  if (facts.lastRun?.error) (grave.length > 0 ? grave : minor).push(`Lần sao lưu lúc ${formatInstant(facts.lastRun.finishedAt)} không xong: ${facts.lastRun.error}`);
  if (facts.lastTrial?.error) grave.push(`Lần khôi phục thử lúc ${formatInstant(facts.lastTrial.finishedAt)} không được: ${facts.lastTrial.error}`);
  else if (facts.lastTrial === null) { if (facts.lastGood !== null) minor.push('Chưa lần nào khôi phục thử một bản sao lưu.'); }
  else if (hours(facts.lastTrial.finishedAt) >= TRIAL_STALE_DAYS * 24) minor.push(`Lần khôi phục thử gần nhất đã ${Math.floor(hours(facts.lastTrial.finishedAt) / 24)} ngày trước.`);
  return {
    level: grave.length > 0 ? 'bad' : minor.length > 0 ? 'attention' : 'good',
    ageHours: facts.lastGood && hours(facts.lastGood),
    sentences: [...grave, ...minor],
  };
}

export const trialIsDue = (lastTrial: Date | null, now: Date): boolean => lastTrial === null || now.getTime() - lastTrial.getTime() >= TRIAL_AFTER_DAYS * 24 * HOUR;
