/** The colours a public site chooses among; what each means stands in client/portal.css (`body[data-tone]`), each with AA contrast. */
export const TONES = ['indigo', 'forest', 'lagoon', 'brick', 'plum'] as const;
export type PortalTone = (typeof TONES)[number];
export const TONE_LABEL: Readonly<Record<PortalTone, string>> = { indigo: 'Xanh chàm', forest: 'Xanh lá', lagoon: 'Xanh biển', brick: 'Đỏ gạch', plum: 'Tím mận' };
