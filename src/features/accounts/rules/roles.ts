import type { Role } from '#platform/policy.ts';
import { fold } from '#kernel/vietnamese.ts';

/** Roles in the words of an office. */
export const ROLE_LABELS: Readonly<Record<Role, { readonly label: string; readonly hint: string }>> = {
  officer: { label: 'Cán bộ thực hiện', hint: 'Xem việc phải làm, ghi kết quả, soạn báo cáo của đơn vị' },
  approver: { label: 'Lãnh đạo duyệt', hint: 'Xác nhận kết quả, duyệt và gửi báo cáo của đơn vị' },
  focal: { label: 'Cán bộ đầu mối', hint: 'Nhập và giao kế hoạch, theo dõi, đôn đốc, tổng hợp báo cáo cấp dưới' },
  editor: { label: 'Biên tập', hint: 'Soạn, duyệt và đăng tin, bài, bản tin, chương trình phát thanh' },
  finance: { label: 'Tài chính', hint: 'Lập, tổng hợp dự toán và theo dõi kinh phí' },
  observer: { label: 'Theo dõi, giám sát', hint: 'Xem mọi nội dung trong phạm vi được giao, không thay đổi' },
  administrator: { label: 'Quản trị', hint: 'Quản lý đơn vị, tài khoản, vai trò; phải dùng xác thực hai bước' },
};
export const ROLE_IDS = Object.keys(ROLE_LABELS) as Role[];
export const isRole = (text: string): text is Role => Object.hasOwn(ROLE_LABELS, text);

/** A role by its identifier or its label, marks and case aside: for imports and the command line. */
export const readRole = (text: string): Role | null => ROLE_IDS.find((role) => role === text.trim().toLowerCase() || fold(ROLE_LABELS[role].label) === fold(text)) ?? null;
