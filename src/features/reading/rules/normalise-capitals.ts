/**
 * Papers whose capitals were a matter of the font (".VnTimeH") or of the page's style sheet keep small letters in their bytes:
 * "Kế hoạch", "TM. Ủy ban nhân dân", "Chủ tịch". Where no type line in capitals is printed, a line that is nothing but a kind of paper
 * is the type line, and the lines of the letterhead and the signature around it get their capitals back.
 */
import { type Line, lineOf } from './normal-text.ts';
import { isMotto, isNationalName } from './normalise-letterhead.ts';
import { isMostlyUpper, isUpper, paperKindOfLine, squash } from './words.ts';

const HEAD_LINES = 40;
const AGENCIES = ['uybannhandan', 'ubnd', 'tinh', 'thanhpho', 'huyen', 'thixa', 'quan', 'xa', 'phuong', 'thitran', 'so', 'bo', 'phong', 'dackhu'];
const TITLES = new Set(['chutich', 'phochutich', 'giamdoc', 'phogiamdoc', 'botruong', 'thutruong', 'chanhvanphong', 'phochanhvanphong', 'truongphong', 'photruongphong', 'cuctruong', 'phocuctruong', 'vutruong', 'thutruongdonvi', 'truongban', 'photruongban']);

export function restoreCapitals(lines: readonly Line[]): readonly Line[] {
  const printed: number[] = [];
  for (let i = 0; i < lines.length && printed.length < HEAD_LINES; i++) if (lines[i]!.text.trim() !== '') printed.push(i);
  if (printed.some((i) => paperKindOfLine(lines[i]!.text) !== null || /^kính\s?gửi/iu.test(lines[i]!.text.trim()))) return lines;
  const type = printed.find((i) => { const text = lines[i]!.text.trim(); return isUpper(text[0]) && text.length < 40 && paperKindOfLine(text.toUpperCase()) !== null; });
  if (type === undefined) return lines;
  const capital = (line: Line): Line => lineOf(line, line.text.toUpperCase());
  const tail = lines.findIndex((line, i) => i > type && /^nơi\s?nhận/iu.test(line.text.trim()));
  return lines.map((line, i) => {
    const text = line.text.trim();
    if (text === '' || text.length > 70 || isMostlyUpper(text)) return line;
    if (i === type) return capital(line);
    if (i < type) return isNationalName(text) || isMotto(text) || /[\d:,;.]/.test(text) || !AGENCIES.some((start) => squash(text).startsWith(start)) ? line : capital(line);
    return tail >= 0 && i > tail && (/^(?:TM|KT|TL|TUQ)\s?\.\s?\p{L}/u.test(text) || TITLES.has(squash(text))) ? capital(line) : line;
  });
}
