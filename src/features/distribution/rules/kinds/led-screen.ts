import type { OutletKind } from './kind.ts';

export const ledScreen = {
  key: 'led-screen', label: 'Màn hình LED, bảng điện tử', short: 'LED', example: 'Màn hình LED cổng UBND xã', way: 'hand', sentByNewsletters: false, demoOnly: false, address: null,
  text: { parts: ['title'], most: 160 }, picture: 'wanted', stands: 'words', proof: 'photo', hosts: [],
  counts: { channel: 'public-board', product: 'led-display', of: {} },
  steps: {
    post: ['Tải ảnh hoặc chép dòng chữ chạy đã soạn.', 'Nạp vào phần mềm của màn hình, đặt giờ chiếu.', 'Khi màn hình đang chiếu, chụp ảnh rồi tải lên bên dưới.'],
    update: ['Thay dòng chữ hoặc ảnh đang chiếu bằng bản mới.', 'Chụp ảnh màn hình đang chiếu bản mới.'],
    remove: ['Bỏ nội dung khỏi lịch chiếu.', 'Chụp ảnh lịch chiếu hoặc màn hình.'],
  },
} as const satisfies OutletKind;
