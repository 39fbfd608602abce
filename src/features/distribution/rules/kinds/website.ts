import type { OutletKind } from './kind.ts';

/** Another site of the office, kept elsewhere: the same article in the same channel, so it proves and does not count again. */
export const website = {
  key: 'website', label: 'Trang thông tin điện tử khác', short: 'Trang khác', example: 'Trang thông tin cũ của xã', way: 'hand', sentByNewsletters: false, demoOnly: false,
  address: { label: 'Địa chỉ trang', hint: 'Ví dụ https://binhan.lamgiang.gov.vn', required: true },
  text: { parts: ['title', 'summary', 'organisation', 'link'], most: 20_000 }, picture: 'wanted', stands: 'page', proof: 'link', hosts: 'own', counts: 'item',
  steps: {
    post: ['Chép nội dung đã soạn, mở bài gốc để chép toàn văn nếu cần.', 'Đăng lên trang, ghi nguồn là đường dẫn của bài gốc.', 'Dán đường dẫn bài vừa đăng vào ô bên dưới.'],
    update: ['Mở bài đã đăng trên trang đó, sửa theo bài gốc.', 'Dán lại đường dẫn của bài.'],
    remove: ['Gỡ bài trên trang đó.', 'Chụp màn hình cho thấy bài không còn.'],
  },
} as const satisfies OutletKind;
