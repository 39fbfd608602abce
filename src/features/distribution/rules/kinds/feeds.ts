import type { OutletKind } from './kind.ts';

export const feeds = {
  key: 'feeds', label: 'Nguồn cấp tin (Atom, JSON Feed)', short: 'Nguồn cấp tin', example: 'Nguồn cấp tin của trang', way: 'publication', sentByNewsletters: false, demoOnly: false, address: null,
  text: null, picture: 'none', stands: null, proof: 'none', hosts: [], counts: null, steps: null,
} as const satisfies OutletKind;
