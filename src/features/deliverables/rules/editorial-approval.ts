import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';

export interface Approval {
  /** Who approves; null: no person (the demonstration). */
  readonly approver: Id | null;
  readonly author: Id | null;
  readonly submitter: Id | null;
  /** The unit has one account and has switched self-confirmation on. */
  readonly mayApproveOwn: boolean;
}

/** True when the approver approves their own work, which only a unit of one account may do; refused with this sentence otherwise. */
export function approvesOwn({ approver, author, submitter, mayApproveOwn }: Approval, refusal: string): boolean {
  if (approver === null || (approver !== author && approver !== submitter)) return false;
  if (!mayApproveOwn) throw new AppError('forbidden', refusal);
  return true;
}

/** A reason in words, on one line already; a single letter is none. */
export function reasonWithin(reason: string, field: string, missing: string, least = 10): string {
  if (reason.length < least) throw invalid(missing, field);
  if (reason.length > 1000) throw invalid('Lý do dài quá 1.000 ký tự. Hãy rút gọn.', field);
  return reason;
}
