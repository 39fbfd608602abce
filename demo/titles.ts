import type { Chance } from './chance.ts';

/** What units write in "Đã làm gì", by product. Subjects are the themes of the demonstration plan. */
const SUBJECTS = [
  'nộp hồ sơ đăng ký khai sinh trực tuyến', 'cấp bản sao trích lục hộ tịch không phụ thuộc địa giới', 'thanh toán trực tuyến phí, lệ phí', 'cài đặt và dùng VNeID mức 2',
  'tra cứu tình trạng hồ sơ qua Zalo', 'liên thông khai sinh, thường trú, thẻ bảo hiểm y tế', 'chứng thực bản sao điện tử', 'giờ tiếp nhận hồ sơ tại Trung tâm Phục vụ hành chính công',
  'mô hình “Thứ Bảy vì dân”', 'trả kết quả tại nhà qua bưu chính', 'giảm thời gian giải quyết hồ sơ đất đai', 'Tổ công nghệ số cộng đồng đến từng ngõ', 'kết quả chỉ số hài lòng quý vừa qua',
  'trả lời phản ánh, kiến nghị của người dân', 'chính quyền địa phương 2 cấp: việc gì hỏi ở đâu', 'cắt giảm giấy tờ khi làm thủ tục', 'đăng ký hộ kinh doanh qua mạng', 'hỗ trợ người cao tuổi làm thủ tục',
] as const;

const FORMS: Record<string, readonly ((subject: string) => string)[]> = {
  article: [(s) => `Hướng dẫn ${s}`, (s) => `Bà con cần biết: ${s}`, (s) => `Chuyển biến từ ${s}`, (s) => `Hỏi – đáp về ${s}`],
  column: [(s) => `Chuyên mục số này: ${s}`, (s) => `Chính quyền vì dân: ${s}`],
  'radio-programme': [(s) => `Chương trình phát thanh: ${s}`, (s) => `Câu chuyện một cửa: ${s}`],
  'tv-programme': [(s) => `Chính quyền vì dân: ${s}`],
  newsletter: [(s) => `Bản tin số: ${s}`],
  infographic: [(s) => `Infographic ${s}`, (s) => `Poster: ba bước ${s}`],
  video: [(s) => `Video hướng dẫn ${s}`],
  leaflet: [(s) => `Tờ rơi ${s}`],
  'training-class': [() => 'Lớp tập huấn kỹ năng viết tin, bài và làm video ngắn về cải cách hành chính'],
  conference: [(s) => `Hội nghị đối thoại với người dân, doanh nghiệp về ${s}`],
  'panel-talk': [(s) => `Tọa đàm về ${s}`],
  'integrated-session': [(s) => `Lồng ghép tại buổi sinh hoạt thôn: ${s}`],
  posting: [(s) => `Cập nhật bảng niêm yết: ${s}`],
  report: [() => 'Báo cáo kết quả tuyên truyền cải cách hành chính (bản giấy)'],
  contest: [() => 'Cuộc thi trực tuyến “Tìm hiểu về cải cách hành chính” năm 2026'],
};

export const titleFor = (product: string, luck: Chance): string => {
  const subject = luck.pick(SUBJECTS);
  return luck.pick(FORMS[product] ?? [(s: string) => `Tuyên truyền về ${s}`])(subject);
};
