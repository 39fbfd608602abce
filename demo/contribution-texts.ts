import type { CAST } from '#app/demo-cast.ts';

type Role = (typeof CAST)[number]['role'];

/** What units sent to the columns of others. `answered`: the day of the editors' answer; `words`: its reason; `summary`: written by the editors. */
export interface DemoContribution {
  readonly from: string; readonly by: Role | { readonly name: string }; readonly column: string; readonly day: string; readonly title: string; readonly text: string;
  readonly answer: 'waits' | 'recalled' | 'returned' | 'declined' | 'taken' | 'published'; readonly answered?: string; readonly words?: string; readonly summary?: string;
}

export const CONTRIBUTIONS: readonly DemoContribution[] = [
  { from: 'STP', by: { name: 'Ngô Thị Bích Liên' }, column: 'tinh', day: '2026-05-26', answer: 'published', answered: '2026-05-28', title: 'Phòng công chứng nhận hồ sơ qua mạng, hẹn ký đúng giờ',
    summary: 'Gửi trước bản chụp, công chứng viên soạn sẵn, người dân đến chỉ để đọc và ký.',
    text: 'Hợp đồng tặng cho quyền sử dụng đất trước đây mất cả buổi vì chờ soạn. Hai phòng công chứng của tỉnh nay nhận bản chụp giấy tờ qua mạng từ hôm trước.\n\nNgười dân đến đúng giờ hẹn, đọc lại hợp đồng in sẵn, ký và nhận trong bốn mươi phút. Tháng đầu có 186 lượt hẹn, 9 lượt phải hẹn lại vì thiếu giấy đăng ký kết hôn.' },
  { from: 'X05', by: 'commune', column: 'tinh', day: '2026-10-19', answer: 'published', answered: '2026-10-23', title: 'Xã mở “giờ vàng” cho hồ sơ người có công',
    summary: 'Mỗi sáng thứ Năm, quầy người có công chỉ làm một việc và làm xong trong buổi.',
    text: 'Hồ sơ người có công cần đối chiếu sổ cũ, nếu xen giữa các việc khác thì ai cũng phải chờ. Xã dành riêng sáng thứ Năm, mời thêm một cán bộ về hưu am hiểu hồ sơ ngồi cùng.\n\nSau sáu tuần, 37 hồ sơ tồn từ năm trước còn lại 5. Các cụ khen nhất là được hỏi chuyện, không phải điền lại những điều đã khai ba lần.' },
  { from: 'P01', by: { name: 'Tạ Minh Đức' }, column: 'cong', day: '2026-11-09', answer: 'taken', answered: '2026-11-18', title: 'Phường thử trả kết quả qua tủ khóa tự động ngoài giờ',
    text: 'Người bận giờ hành chính nhận mã mở tủ qua tin nhắn, đến lấy kết quả lúc nào cũng được trong ba ngày. Tủ đặt cạnh chốt bảo vệ, có camera.\n\nHai tuần thử, 64 kết quả được lấy sau 18 giờ. Giấy tờ gốc vẫn phải nhận tại quầy, chỉ bản kết quả mới được để trong tủ.' },
  { from: 'X05', by: 'commune', column: 'tinh', day: '2026-11-16', answer: 'returned', answered: '2026-11-18', words: 'Bài hay nhưng cần thêm số hộ tham gia và kết quả sau một tháng', title: 'Nhóm chat của thôn thành nơi nhắc lịch làm giấy tờ',
    text: 'Mỗi thôn có sẵn một nhóm trò chuyện. Cán bộ xã xin vào nhóm, mỗi tối Chủ nhật nhắc lịch tuần: ngày làm căn cước lưu động, ngày trả sổ, ai sắp hết hạn giấy tờ thì nhắn riêng.\n\nBà con bớt gọi điện hỏi, cán bộ bớt phải trả lời một câu hai mươi lần.' },
  { from: 'TTPVHCC', by: { name: 'Cao Xuân Thành' }, column: 'tinh', day: '2026-11-19', answer: 'waits', title: 'Trung tâm phục vụ hành chính công tỉnh bỏ quầy số 9',
    text: 'Quầy số 9 chuyên photo giấy tờ, mỗi ngày hơn hai trăm lượt. Từ khi bản sao được lấy thẳng từ kho dữ liệu, số lượt giảm còn mười ba. Trung tâm dẹp máy photo, thay bằng bàn cho người dân tự ký số.\n\nAi chưa quen có cán bộ ngồi cạnh. Tiền mực in tiết kiệm được đủ mua ba máy tính.' },
  { from: 'X09', by: { name: 'Kiều Văn Bảy' }, column: 'cong', day: '2026-09-29', answer: 'declined', answered: '2026-10-01', words: 'Chuyên mục đã đăng hai bài về cùng mô hình trong tháng; mời xã gửi bài khác', title: 'Xã cũng có góc máy tính cho dân',
    text: 'Xã vừa lắp hai máy tính tại trung tâm phục vụ hành chính công để người dân tự tra cứu hồ sơ. Mỗi ngày có khoảng mười lượt sử dụng, chủ yếu là thanh niên.' },
  { from: 'SKHCN', by: { name: 'Lương Thị Hồng Nhung' }, column: 'tinh', day: '2026-08-24', answer: 'recalled', answered: '2026-08-25', title: 'Thông báo bảo trì hệ thống một cửa điện tử',
    text: 'Hệ thống một cửa điện tử tạm dừng từ 22 giờ thứ Bảy đến 5 giờ Chủ nhật để nâng cấp. Hồ sơ nộp trong thời gian này được tiếp nhận khi hệ thống hoạt động lại.' },
];
