import type { OutletKind } from './kind.ts';

/** Sent by the newsletters themselves; here only looked at. */
export const email = {
  key: 'email', label: 'Thư điện tử gửi người đăng ký', short: 'Thư điện tử', example: 'Bản tin gửi qua thư', way: 'publication', sentByNewsletters: true, demoOnly: false, address: null,
  text: null, picture: 'none', stands: null, proof: 'none', hosts: [], counts: null, steps: null,
} as const satisfies OutletKind;
