/**
 * Words of several syllables that a line of large letters should not tear apart ("thủ | tục"): those of our field, each as readers know it. Typography only: what is
 * not listed breaks between syllables, as everywhere.
 */
const PHRASES = [
  'dịch vụ công', 'chữ ký số', 'chuyển đổi số', 'đường dây nóng', 'hộ kinh doanh', 'nhà văn hóa',
  'thủ tục', 'hành chính', 'cải cách', 'hồ sơ', 'giải quyết', 'trực tuyến', 'toàn trình', 'tiếp nhận', 'kết quả', 'một cửa', 'liên thông', 'giấy tờ', 'bản chính', 'bản sao', 'chứng thực', 'công chứng', 'xác nhận', 'đăng ký', 'khai sinh', 'khai tử', 'kết hôn',
  'hộ tịch', 'cư trú', 'thường trú', 'tạm trú', 'căn cước', 'định danh', 'điện tử', 'tài khoản', 'lý lịch', 'tư pháp', 'đất đai', 'xây dựng', 'giấy phép', 'kinh doanh', 'doanh nghiệp', 'hợp tác', 'người dân', 'công dân', 'cán bộ', 'công chức', 'viên chức',
  'chính quyền', 'địa phương', 'cơ quan', 'đơn vị', 'tổ chức', 'ủy ban', 'nhân dân', 'bộ phận', 'trung tâm', 'trụ sở', 'văn phòng', 'phục vụ', 'hài lòng', 'phản ánh', 'kiến nghị', 'khiếu nại', 'tố cáo', 'tiếp dân', 'trả lời', 'thời hạn', 'thời gian', 'đúng hạn',
  'trước hạn', 'trễ hạn', 'đúng hẹn', 'trễ hẹn', 'giấy hẹn', 'lệ phí', 'miễn phí', 'thanh toán', 'tiền mặt', 'biên lai', 'điện thoại', 'địa chỉ', 'tra cứu', 'hướng dẫn', 'tìm hiểu', 'cuộc thi', 'khảo sát', 'tham gia', 'giải thưởng', 'tuyên truyền', 'thông tin',
  'công khai', 'minh bạch', 'quy trình', 'quy định', 'nghị định', 'quyết định', 'kế hoạch', 'báo cáo', 'số liệu', 'trách nhiệm', 'kỷ luật', 'an toàn', 'giao thông', 'y tế', 'bảo hiểm', 'xã hội', 'dữ liệu', 'giáo dục', 'trường học', 'trẻ em', 'phụ nữ', 'thanh niên', 'nông thôn', 'nông dân', 'môi trường',
  'đi lại', 'tại nhà', 'tại chỗ', 'từng bước', 'việc làm', 'làm việc', 'lao động', 'hội nghị', 'hội thi', 'tập huấn', 'chương trình', 'công nghệ', 'cộng đồng', 'bưu điện', 'bưu chính', 'lần đầu', 'sáng thứ', 'chiều thứ',
] as const;

/** Stand for a blank that should not break if the line is wide enough: in titles, and everywhere. The layout (`held`) makes a hard or a plain blank of them. Private code points: no text of ours has any. */
const IN_TITLES = '\ue000', ANYWHERE = '\ue001';
const edge = '(?![\\p{L}\\p{M}\\p{N}])';
const phrase = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${PHRASES.join('|')})${edge}`, 'giu');
/** Numbers with what they count or name: "05 ngày", "Điều 5", "tháng 11", "thứ Bảy". */
const counted = new RegExp(`(?<=\\p{N}) (?=(?:ngày|giờ|phút|tháng|năm|đồng|triệu|tỷ|nghìn|bước|trang|lần|người|tuổi|điểm)${edge})|(?<=(?<![\\p{L}\\p{M}])(?:Điều|điều|khoản|số|tầng|phòng|ngày|tháng|năm|lần|mức|cấp|quý)) (?=\\p{N})|(?<=(?<![\\p{L}\\p{M}])thứ) (?=(?:Hai|Ba|Tư|Năm|Sáu|Bảy)${edge})`, 'gu');
/** Short last words of a paragraph of more than a few: no single one stands on its last line. */
const last = /(?<=[^ \n]+ [^ \n]+ [^ \n]+ [^ \n]{1,7}) (?=[^ \n]{1,7}$)/gm;

/** The same text with blanks that hold where words belong together. */
export const together = (text: string): string => text.replace(phrase, (found) => found.replaceAll(' ', IN_TITLES)).replace(counted, ANYWHERE).replace(last, ANYWHERE);
