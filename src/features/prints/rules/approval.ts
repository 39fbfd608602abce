import { tidy } from '#kernel/vietnamese.ts';
import { approvesOwn, reasonWithin, type Approval } from '#features/deliverables/rules/editorial-approval.ts';

/** True when the approver approves their own design, which only a unit of one account may do; refused otherwise. */
export const ownApproval = (approval: Approval): boolean => approvesOwn(approval, 'Người làm hoặc trình ấn phẩm không tự duyệt được. Hãy nhờ người khác có quyền duyệt trong đơn vị.');

/** A reason in words; a single letter is none. */
export const reasonOf = (text: string, field: string, missing: string, least = 10): string => reasonWithin(tidy(text).replace(/\s+/g, ' ').trim().toWellFormed(), field, missing, least);
