/**
 * The fonts that go into what we print, from npm packages, so that a page looks the same on every machine. Tinos has
 * the widths of Times New Roman, which the decree asks for and which may not be shipped.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readFont, type Font } from './font.ts';

export type Face = 'regular' | 'bold' | 'italic' | 'boldItalic';

const FILES = {
  Tinos: {
    regular: '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
    bold: '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf',
    italic: '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf',
    boldItalic: '@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf',
  },
  'Be Vietnam Pro': {
    regular: '@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf',
    bold: '@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf',
    italic: '@expo-google-fonts/be-vietnam-pro/400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf',
    boldItalic: '@expo-google-fonts/be-vietnam-pro/700Bold_Italic/BeVietnamPro_700Bold_Italic.ttf',
  },
} as const satisfies Record<string, Record<Face, string>>;

export type FontFamily = keyof typeof FILES;

const resolve = createRequire(import.meta.url).resolve;
const read = (path: string): Buffer => readFileSync(resolve(path));

/** Weights for large type on posters, which no document is set in. */
const DISPLAY_FILES = ['@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf', '@expo-google-fonts/be-vietnam-pro/800ExtraBold/BeVietnamPro_800ExtraBold.ttf'] as const;

/** Every face of every family, for the typesetter. */
export const allFontFiles = (): Buffer[] => [...Object.values(FILES).flatMap((faces) => Object.values(faces).map(read)), ...DISPLAY_FILES.map(read)];

const fonts = new Map<string, Font>();

/** One face, read once per process. */
export function fontOf(family: FontFamily, face: Face): Font {
  const key = `${family}/${face}`;
  let font = fonts.get(key);
  if (!font) fonts.set(key, font = readFont(read(FILES[family][face])));
  return font;
}

const segments = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/**
 * The text with "□", or "?" where the font has no such box, for each sign that the font cannot print (an emoji, a Chinese character): one that is missing
 * would make the file no PDF/A any more, and the reader should see that something stood there.
 */
export function printableIn(font: Font, text: string): string {
  let complete = true;
  for (let index = 0; index < text.length && complete; index++) {
    const unit = text.charCodeAt(index);
    complete = unit === 10 || font.has(unit); // half of a pair is in no font: the slow way decides
  }
  if (complete) return text;
  const missing = font.has(0x25a1) ? '\u25a1' : '?';
  let result = '';
  for (const { segment } of segments.segment(text)) {
    const all = segment === '\n' || [...segment].every((character) => font.has(character.codePointAt(0)!));
    result += all ? segment : missing;
  }
  return result;
}
