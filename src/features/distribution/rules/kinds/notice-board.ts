import type { OutletKind } from './kind.ts';

export const noticeBoard = {
  key: 'notice-board', label: 'Bảng tin công cộng, niêm yết', short: 'Bảng tin', example: 'Bảng tin nhà văn hóa thôn Phước Lộc', way: 'hand', sentByNewsletters: false, demoOnly: false, address: null,
  text: { parts: ['organisation', 'title', 'summary', 'link'], most: 1500 }, picture: 'none', stands: 'page', proof: 'photo', hosts: [],
  counts: { channel: 'public-board', product: 'activity', of: { procedures: 'posting' } },
  steps: {
    post: ['Mở đường dẫn ngắn, in trang (bản in có mã QR).', 'Dán lên bảng tin, bỏ bản cũ nếu có.', 'Chụp ảnh bảng tin rồi tải lên bên dưới.'],
    update: ['In bản mới, thay bản đang dán.', 'Chụp ảnh bảng tin sau khi thay.'],
    remove: ['Gỡ bản đang dán.', 'Chụp ảnh bảng tin sau khi gỡ.'],
  },
} as const satisfies OutletKind;
