import type { OutletKind } from './kind.ts';

export const zaloOa = {
  key: 'zalo-oa', label: 'Zalo Official Account', short: 'Zalo OA', example: 'Zalo OA UBND xã Bình An', way: 'hand', sentByNewsletters: false, demoOnly: false,
  address: { label: 'Địa chỉ trang Zalo', hint: 'Ví dụ https://zalo.me/4089132076594720137', required: true },
  text: { parts: ['title', 'summary', 'link'], most: 2000 }, picture: 'needed', stands: 'words', proof: 'either', hosts: ['zalo.me', 'zaloapp.com'],
  counts: { channel: 'social', product: 'post', of: {} },
  steps: {
    post: ['Tải ảnh về máy.', 'Mở trang quản trị Zalo OA, chọn Bài viết rồi Tạo bài viết.', 'Dán tiêu đề và nội dung đã soạn, chọn ảnh làm ảnh đại diện, đăng bài.', 'Mở bài vừa đăng, chép đường dẫn rồi dán vào ô bên dưới.'],
    update: ['Mở bài đã đăng trên Zalo OA.', 'Thay nội dung bằng nội dung mới đã soạn, lưu lại.', 'Dán đường dẫn của bài hoặc ảnh chụp màn hình bài đã sửa.'],
    remove: ['Mở bài đã đăng trên trang quản trị Zalo OA.', 'Ẩn hoặc xóa bài.', 'Chụp màn hình cho thấy bài không còn.'],
  },
} as const satisfies OutletKind;
