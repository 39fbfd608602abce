import type { OutletKind } from './kind.ts';

export const facebookPage = {
  key: 'facebook-page', label: 'Trang Facebook', short: 'Facebook', example: 'Trang Facebook UBND xã Bình An', way: 'hand', sentByNewsletters: false, demoOnly: false,
  address: { label: 'Địa chỉ trang Facebook', hint: 'Ví dụ https://www.facebook.com/xabinhan', required: true },
  text: { parts: ['title', 'summary', 'link'], most: 5000 }, picture: 'wanted', stands: 'words', proof: 'either', hosts: ['facebook.com', 'fb.com', 'fb.watch', 'fb.me'],
  counts: { channel: 'social', product: 'post', of: {} },
  steps: {
    post: ['Chép nội dung đã soạn.', 'Mở trang Facebook với quyền quản trị, chọn Tạo bài viết, dán nội dung; Facebook tự hiện thẻ của đường dẫn.', 'Đăng bài, bấm vào giờ đăng để mở riêng bài đó, chép đường dẫn rồi dán vào ô bên dưới.'],
    update: ['Mở bài đã đăng, chọn Chỉnh sửa bài viết.', 'Thay bằng nội dung mới đã soạn, lưu lại.', 'Dán đường dẫn của bài hoặc ảnh chụp màn hình bài đã sửa.'],
    remove: ['Mở bài đã đăng, chọn Chuyển vào thùng rác.', 'Chụp màn hình cho thấy bài không còn.'],
  },
} as const satisfies OutletKind;
