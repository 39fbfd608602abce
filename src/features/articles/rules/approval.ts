import { approvesOwn, reasonWithin, type Approval } from '#features/deliverables/rules/editorial-approval.ts';
import { oneLine } from './rich-text/inlines.ts';

/** True when the approver approves their own article, which only a unit of one account may do; refused otherwise. */
export const ownApproval = (approval: Approval): boolean =>
  approvesOwn(approval, 'Người viết hoặc trình bài không tự duyệt được. Hãy nhờ người khác có quyền duyệt trong đơn vị; việc gấp thì dùng “Đăng khẩn” kèm lý do.');

/** A reason in words; a single letter is none. */
export const reasonOf = (text: string, field: string, missing: string, least = 10): string => reasonWithin(oneLine(text), field, missing, least);
