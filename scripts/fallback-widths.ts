/**
 * Writes scripts/fallback-widths.json. Arimo has the widths of Arial; Roboto is itself:
 *   node scripts/fallback-widths.ts ARIMO_REGULAR.ttf ARIMO_BOLD.ttf ROBOTO_REGULAR.ttf ROBOTO_BOLD.ttf
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { readFont } from '../src/platform/typesetting/font.ts';
import { LETTERS } from './fonts.ts';

const files = process.argv.slice(2);
if (files.length !== 4) throw new Error('four font files: Arimo regular and bold, Roboto regular and bold');
const UNITS = 2048;
function widths(path: string): { unitsPerEm: number; letters: string; widths: number[] } {
  const font = readFont(readFileSync(path)), letters = [...new Set(LETTERS)].filter((letter) => font.has(letter.codePointAt(0)!)).sort();
  return { unitsPerEm: UNITS, letters: letters.join(''), widths: letters.map((letter) => Math.round(font.width(letter) * UNITS)) };
}
const [arial, arialBold, roboto, robotoBold] = files.map(widths);
writeFileSync(new URL('./fallback-widths.json', import.meta.url), `${JSON.stringify({ arial: { 400: arial, 600: arialBold }, roboto: { 400: roboto, 600: robotoBold } })}\n`);
