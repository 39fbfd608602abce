/** The five tones of public pages (client/portal.css) as inks: `deep` and `main` hold 7:1 under white, `mid` 4.5:1 with white, `ink` 7:1 on `tint`; `accent` is a mark, and holds 4.5:1 on `deep`. */
export interface Palette { readonly label: string; readonly deep: string; readonly main: string; readonly mid: string; readonly tint: string; readonly line: string; readonly ink: string; readonly accent: string }

export const PALETTES = {
  indigo: { label: 'Xanh chàm', deep: '#0c2f45', main: '#123f5a', mid: '#1d5f86', tint: '#e8f0f5', line: '#c3d6e2', ink: '#12303f', accent: '#ffc24a' },
  green: { label: 'Xanh lá', deep: '#0d3523', main: '#14472f', mid: '#1b6a46', tint: '#e6f1ea', line: '#bfdccb', ink: '#12352a', accent: '#ffd061' },
  red: { label: 'Đỏ', deep: '#5a1710', main: '#7a1f17', mid: '#a02a1f', tint: '#faebe8', line: '#ecccc4', ink: '#47150e', accent: '#ffcf6b' },
  teal: { label: 'Xanh ngọc', deep: '#07373b', main: '#0d4a4f', mid: '#10676e', tint: '#e3f1f1', line: '#b9dbdb', ink: '#0d353d', accent: '#ffc24a' },
  brown: { label: 'Nâu đất', deep: '#3d2410', main: '#533118', mid: '#81501f', tint: '#f6eee5', line: '#e1cdb6', ink: '#38230f', accent: '#ffc65c' },
} as const satisfies Readonly<Record<string, Palette>>;
export type PrintTone = keyof typeof PALETTES;
export const isTone = (text: string): text is PrintTone => Object.hasOwn(PALETTES, text);
/** A tone of the portal; anything else is shown in the first. */
export const paletteOf = (tone: string): Palette => (isTone(tone) ? PALETTES[tone] : PALETTES.indigo);
