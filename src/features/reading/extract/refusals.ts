/** Every reason not to read a file, as a sentence for the person who chose it: what is wrong and the way out. */
import { AppError } from '#kernel/app-error.ts';

export const MAX_FILE_BYTES = 25 * 2 ** 20;

const refuse = (message: string): AppError => new AppError('invalid', message, { field: 'file', fields: { file: message } });
const BY_FORM = 'hoặc nhập nội dung bằng biểu mẫu';

export const refusals = {
  empty: () => refuse('Tệp này trống, không có nội dung để đọc. Hãy kiểm tra lại rồi chọn đúng tệp văn bản.'),
  tooLarge: () => new AppError('too-large', `Tệp này lớn hơn 25 MB nên hệ thống không đọc. Hãy dùng bản Word hoặc PDF có chữ (thường dưới 5 MB), ${BY_FORM}.`, { field: 'file' }),
  unknown: () => refuse(`Tệp này không phải là văn bản mà hệ thống đọc được. Hãy dùng tệp .docx, .pdf, .html, .md hoặc .txt, ${BY_FORM}.`),
  scan: () => refuse(`Tệp PDF này là bản chụp (bản quét), không có chữ để đọc. Hãy dùng bản Word hoặc bản PDF có chữ của văn bản, ${BY_FORM}.`),
  picture: () => refuse(`Tệp này là ảnh chụp, không có chữ để đọc. Hãy dùng bản Word hoặc bản PDF có chữ của văn bản, ${BY_FORM}.`),
  encryptedPdf: () => refuse('Tệp PDF này được đặt mật khẩu nên hệ thống không mở được. Hãy bỏ mật khẩu (mở tệp, in ra PDF mới) rồi chọn lại.'),
  encryptedWord: () => refuse('Tệp Word này được đặt mật khẩu nên hệ thống không mở được. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi chọn lại.'),
  oldWord: () => refuse('Đây là tệp Word đời cũ (.doc); hãy lưu lại thành .docx (mở bằng Word, chọn "Lưu thành" hay "Save As") rồi chọn tệp mới.'),
  rtf: () => refuse('Đây là tệp RTF; hãy lưu lại thành .docx (mở bằng Word, chọn "Lưu thành" hay "Save As") rồi chọn tệp mới.'),
  wordXml: () => refuse('Đây là tệp Word dạng XML; hãy lưu lại thành .docx (mở bằng Word, chọn "Lưu thành" hay "Save As") rồi chọn tệp mới.'),
  webArchive: () => refuse('Đây là trang lưu trữ (.mht); hãy lưu lại thành .docx (mở bằng Word, chọn "Lưu thành" hay "Save As") rồi chọn tệp mới.'),
  spreadsheet: () => refuse('Đây là bảng tính, không phải văn bản. Hãy chọn tệp văn bản .docx hoặc .pdf; danh sách nhiệm vụ bằng .xlsx được nhập ở mục nhập kế hoạch từ bảng.'),
  otherOffice: () => refuse(`Tệp này không phải là văn bản Word. Hãy mở bằng chương trình đã tạo ra nó, lưu lại thành .docx hoặc .pdf rồi chọn lại, ${BY_FORM}.`),
  zip: () => refuse('Đây là tệp nén. Hãy giải nén rồi chọn từng tệp văn bản bên trong.'),
  broken: (kind: 'Word' | 'PDF') => refuse(`Tệp ${kind} này bị hỏng hoặc chưa tải về hết nên không mở được. Hãy mở thử trên máy, lưu lại rồi chọn lại, ${BY_FORM}.`),
  zipBomb: () => refuse('Tệp Word này khi mở ra lớn bất thường nên hệ thống không đọc, để bảo vệ máy chủ. Hãy mở bằng Word, chép phần chữ sang tệp mới, lưu thành .docx rồi chọn lại.'),
  unsafeZip: () => refuse('Tệp Word này có cấu trúc bên trong bất thường nên hệ thống không đọc, để bảo vệ máy chủ. Hãy mở bằng Word, lưu lại thành tệp .docx mới rồi chọn lại.'),
  tooSlow: () => refuse(`Tệp này quá phức tạp, đọc hơn 10 giây vẫn chưa xong nên hệ thống đã dừng lại. Hãy tách văn bản thành các tệp nhỏ hơn, lưu lại thành .docx rồi chọn lại, ${BY_FORM}.`),
  tooHungry: () => refuse(`Tệp này quá phức tạp, cần nhiều bộ nhớ hơn mức cho phép nên hệ thống đã dừng lại. Hãy bỏ bớt hình ảnh, lưu lại thành .docx rồi chọn lại, ${BY_FORM}.`),
  crashed: () => refuse(`Hệ thống không đọc được tệp này. Hãy mở thử trên máy, lưu lại thành .docx rồi chọn lại, ${BY_FORM}.`),
  busy: () => new AppError('unavailable', 'Đang có quá nhiều tệp chờ đọc. Hãy thử lại sau ít phút.', { field: 'file' }),
};

/** Said with the result, not instead of it. */
export const warnings = {
  legacyEncoding: (name: string) => `Văn bản dùng bảng mã cũ ${name}; hệ thống đã đổi sang Unicode. Hãy soát lại các chữ có dấu.`,
  trackedChanges: 'Tệp Word còn dấu vết sửa đổi (Track Changes); hệ thống đọc như khi chấp nhận mọi sửa đổi.',
  somePagesScanned: (pages: readonly number[]) => `Trang ${pages.join(', ')} là ảnh chụp, không có chữ để đọc; hãy xem bản gốc và nhập tay phần đó.`,
  tooLong: (pages: number) => `Tệp có quá nhiều trang; hệ thống chỉ đọc ${pages} trang đầu.`,
};
