import type { Command } from '#platform/command-line.ts';

/** A command is loaded only when it is called: `--help` stays quick, and `read` loads nothing of the database. */
export interface CommandEntry { readonly name: string; readonly summary: string; readonly load: () => Promise<Command> }

export const COMMANDS: readonly CommandEntry[] = [
  { name: 'serve', summary: 'chạy hệ thống', load: async () => (await import('./serve.ts')).serveCommand },
  { name: 'demo', summary: 'chạy tỉnh trình diễn với dữ liệu có sẵn', load: async () => (await import('./demo.ts')).demoCommand },
  { name: 'web', summary: 'chỉ phục vụ trang web (nhiều máy dùng chung một máy chủ PostgreSQL)', load: async () => (await import('./web.ts')).webCommand },
  { name: 'worker', summary: 'chỉ chạy việc nền (nhiều máy dùng chung một máy chủ PostgreSQL)', load: async () => (await import('./worker.ts')).workerCommand },
  { name: 'migrate', summary: 'nâng cấp cơ sở dữ liệu lên phiên bản của chương trình', load: async () => (await import('./migrate.ts')).migrateCommand },
  { name: 'routes', summary: 'in bảng mọi đường dẫn với quyền và phạm vi', load: async () => (await import('./routes.ts')).routesCommand },
  { name: 'verify', summary: 'chứng minh nhật ký, dữ liệu và tệp chưa bị sửa ngoài Loa', load: async () => (await import('./verify.ts')).verifyCommand },
  { name: 'backup', summary: 'sao lưu toàn bộ kho vào một tệp, cả khi Loa đang chạy', load: async () => (await import('./backup.ts')).backupCommand },
  { name: 'restore', summary: 'khôi phục một bản sao lưu vào thư mục dữ liệu mới hoặc cơ sở dữ liệu trống', load: async () => (await import('./restore.ts')).restoreCommand },
  { name: 'export', summary: 'xuất mọi dữ liệu thành các dòng JSON theo thứ tự cố định', load: async () => (await import('./export.ts')).exportCommand },
  { name: 'mirror', summary: 'chép mọi trang công khai thành tệp tĩnh cho một máy chủ web bất kỳ', load: async () => (await import('./mirror.ts')).mirrorCommand },
  { name: 'read', summary: 'đọc một kế hoạch, công văn hay quyết định mà không cần cơ sở dữ liệu', load: async () => (await import('#features/reading/command.ts')).command },
  { name: 'account', summary: 'đặt lại mật khẩu hoặc mời người dùng, từ máy chủ', load: async () => (await import('./account.ts')).accountCommand },
  { name: 'token', summary: 'tạo mã truy cập API cho một tài khoản', load: async () => (await import('./token.ts')).tokenCommand },
  { name: 'import', summary: 'nhập đơn vị, người dùng, kế hoạch hoặc thủ tục hành chính từ bảng .xlsx, .csv', load: async () => (await import('./import.ts')).importCommand },
  { name: 'reorganise', summary: 'áp dụng một tệp sự kiện sắp xếp đơn vị (hợp nhất, chia, đổi tên …)', load: async () => (await import('./reorganise.ts')).reorganiseCommand },
  { name: 'bounce', summary: 'nhận một thư bị trả lại từ máy chủ thư (đọc ở đầu vào chuẩn)', load: async () => (await import('./bounce.ts')).bounceCommand },
  { name: 'reindex', summary: 'lập lại chỉ mục tìm kiếm của cổng công khai', load: async () => (await import('./reindex.ts')).reindexCommand },
];
