import type { PortalTone } from '#ui/portal.tsx';

/** The colours a site chooses from; each holds 4.5:1 against white and is drawn in ui/client/portal.css. */
export const TONES = ['indigo', 'green', 'red', 'teal', 'brown'] as const satisfies readonly PortalTone[];
export type Tone = (typeof TONES)[number];
export const TONE_LABEL: Readonly<Record<Tone, string>> = { indigo: 'Xanh chàm', green: 'Xanh lá', red: 'Đỏ', teal: 'Xanh ngọc', brown: 'Nâu đất' };
export const isTone = (text: string): text is Tone => (TONES as readonly string[]).includes(text);
