import type { PortalTone } from '#ui/tones.ts';

/** The five tones of the portal as inks: `deep` and `main` hold 7:1 under white, `mid` 4.5:1 under white and on white, `ink` 7:1 on `tint`; `accent` is a mark, and holds 4.5:1 on `deep`. */
export interface Palette { readonly deep: string; readonly main: string; readonly mid: string; readonly tint: string; readonly line: string; readonly ink: string; readonly accent: string }

export const PALETTES: Readonly<Record<PortalTone, Palette>> = {
  indigo: { deep: '#0c2f45', main: '#123f5a', mid: '#1d5f86', tint: '#e8f0f5', line: '#c3d6e2', ink: '#12303f', accent: '#ffc24a' },
  forest: { deep: '#0e3a27', main: '#165138', mid: '#1b6e45', tint: '#e6f2ea', line: '#bfdccb', ink: '#12352a', accent: '#ffd061' },
  lagoon: { deep: '#053c47', main: '#0a4f5d', mid: '#0f6f80', tint: '#e2f2f4', line: '#b7dbe0', ink: '#0d353d', accent: '#ffc24a' },
  brick: { deep: '#5a1710', main: '#7c2318', mid: '#a8361f', tint: '#fcede7', line: '#efcdc1', ink: '#47150e', accent: '#ffcf6b' },
  plum: { deep: '#391b49', main: '#4f2964', mid: '#6f3f8c', tint: '#f3ebf7', line: '#dcc8e6', ink: '#33183f', accent: '#ffc66b' },
};
/** A tone of the portal; anything else is shown in the first. */
export const paletteOf = (tone: string): Palette => (PALETTES as Readonly<Record<string, Palette>>)[tone] ?? PALETTES.indigo;
