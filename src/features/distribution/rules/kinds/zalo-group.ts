import type { OutletKind } from './kind.ts';

export const zaloGroup = {
  key: 'zalo-group', label: 'Nhóm Zalo thôn, tổ dân phố', short: 'Nhóm Zalo', example: 'Nhóm Zalo thôn Phước Lộc', way: 'hand', sentByNewsletters: false, demoOnly: false, address: null,
  text: { parts: ['title', 'summary', 'link'], most: 1000 }, picture: 'wanted', stands: 'words', proof: 'photo', hosts: [],
  counts: { channel: 'social', product: 'post', of: {} },
  steps: {
    post: ['Chép nội dung đã soạn.', 'Mở nhóm Zalo trên điện thoại, dán nội dung, gửi kèm ảnh.', 'Chụp màn hình tin đã gửi rồi tải lên bên dưới.'],
    update: ['Mở nhóm Zalo, trả lời tin cũ bằng nội dung mới.', 'Chụp màn hình tin vừa gửi.'],
    remove: ['Mở nhóm Zalo, thu hồi tin đã gửi; quá giờ thu hồi thì nhắn báo tin đã gỡ.', 'Chụp màn hình.'],
  },
} as const satisfies OutletKind;
