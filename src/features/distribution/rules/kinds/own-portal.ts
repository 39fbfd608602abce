import type { OutletKind } from './kind.ts';

export const portal = {
  key: 'portal', label: 'Cổng, trang thông tin điện tử', short: 'Cổng', example: 'Cổng thông tin của đơn vị', way: 'publication', sentByNewsletters: false, demoOnly: false, address: null,
  text: null, picture: 'none', stands: null, proof: 'none', hosts: [], counts: 'item', steps: null,
} as const satisfies OutletKind;
