import type { OutletKind } from './kind.ts';

/** A made-up social network on this machine, by which the driver is shown and tried. */
export const simulator = {
  key: 'simulator', label: 'Mạng xã hội mô phỏng (tự gửi)', short: 'Mô phỏng', example: 'Kênh mô phỏng', way: 'driver', sentByNewsletters: false, demoOnly: true, address: null,
  text: { parts: ['title', 'summary', 'link'], most: 500 }, picture: 'wanted', stands: 'words', proof: 'either', hosts: ['127.0.0.1'],
  counts: { channel: 'social', product: 'post', of: {} },
  steps: { post: ['Hệ thống tự gửi; không gửi được thì đăng tay rồi dán đường dẫn.'], update: ['Hệ thống tự sửa bài đã đăng.'], remove: ['Hệ thống tự gỡ bài đã đăng.'] },
} as const satisfies OutletKind;
