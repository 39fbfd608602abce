/**
 * A task table whose grid a text extraction has lost: its headings stand one below the other ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", …),
 * then its cells, row by row, each on its own lines. Headings are known by their words; a row begins at a line that is nothing but the
 * next number ("1", "2", "a)", "II"); inside a row a cell ends where the next column's kind begins: an agency's name, a printed time.
 * The lines get cells, so that the table is read like any other.
 */
import { readTiming } from '#features/calendar/rules/timing.ts';
import { looksLikeAgency } from './agency-names.ts';
import { columnKind } from './annex-table.ts';
import { type Line, lineOf } from './normal-text.ts';
import { startsPart } from './normalise-letterhead.ts';
import { isUpper, squash } from './words.ts';

type Kind = ReturnType<typeof columnKind>;
/** Numbers of tables made here, apart from the extractor's own. */
const FIRST_TABLE = 10_000;
const ROW_LABEL = /^(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]?|[IVX]{1,5}[.)]?|[a-zđ][.)])$/;

export function takeFlatTables(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  let table = FIRST_TABLE;
  for (let i = 0; i < lines.length; i++) {
    const head = lines[i]!.cell === null && lines[i]!.text.length < 12 && /^(?:stt|tt|sott)$/.test(squash(lines[i]!.text)) ? readHead(lines, i) : null;
    if (!head) { result.push(lines[i]!); continue; }
    head.texts.forEach((text, column) => result.push({ ...lineOf(lines[i]!, text), cell: { table, row: 0, column, header: true } }));
    i = readBody(lines, head.next, head.kinds, table, result) - 1;
    table++;
  }
  return result;
}

/** The headings below "STT"; null unless at least four columns are known and a first row follows. */
function readHead(lines: readonly Line[], at: number): { texts: string[]; kinds: Kind[]; next: number } | null {
  const texts = [lines[at]!.text.trim()];
  const kinds: Kind[] = ['index'];
  let i = at + 1;
  for (; i < lines.length && texts.length < 10; i++) {
    const line = lines[i]!, text = line.text.trim();
    if (text === '') continue;
    if (line.cell !== null || text.length > 60) return null;
    if (ROW_LABEL.test(text)) break;
    const kind = columnKind(text);
    const joined = columnKind(`${texts.at(-1)} ${text}`);
    // "Cơ quan chủ" + "trì": a heading over two lines; a small letter always goes on.
    if (texts.length > 1 && (!isUpper(text[0]) || (kind === null && joined !== null))) { texts[texts.length - 1] += ` ${text}`; kinds[kinds.length - 1] = joined; continue; }
    texts.push(text);
    kinds.push(kind);
  }
  const known = kinds.filter((kind) => kind !== null).length;
  return known >= 4 && known >= kinds.length - 1 && kinds[1] !== null ? { texts, kinds, next: i } : null;
}

function readBody(lines: readonly Line[], from: number, kinds: readonly Kind[], table: number, result: Line[]): number {
  let row = 0, column = 0, expected = 1, i = from, filled = false;
  for (; i < lines.length; i++) {
    const line = lines[i]!, text = line.text.trim();
    if (text === '') continue;
    if (line.cell !== null || startsPart(text) || /^nơi\s?nhận/iu.test(text)) break;
    if (ROW_LABEL.test(text)) {
      const number = /^\d{1,2}[.)]?$/.test(text) ? parseInt(text, 10) : null;
      if (number === null || number === expected || (number === 1 && row > 0)) {
        row++;
        column = 0;
        filled = false;
        if (number !== null) expected = number + 1;
        result.push({ ...lineOf(line, text), cell: { table, row, column: 0 } });
        continue;
      }
      continue; // a page number between two rows
    }
    if (row === 0) break;
    const previous = result.at(-1)!.text.trim();
    if (column === 0) column = 1;
    else if (filled && isUpper(text[0]) && !/[,\-–]$|(?:^|\s)(?:và|các|của)$/u.test(previous)) column = nextColumn(text, kinds, column, previous);
    filled = true;
    result.push({ ...lineOf(line, text), cell: { table, row, column } });
  }
  return i;
}
/** The column a line that begins with a capital belongs to: the nearest one to the right that it fits, else the one it is in. */
function nextColumn(text: string, kinds: readonly Kind[], column: number, previous: string): number {
  const agency = looksLikeAgency(text), time = text.length < 70 && readTiming(text, 2000) !== null && !agency;
  for (let next = column + 1; next < kinds.length; next++) {
    const kind = kinds[next];
    if ((kind === 'lead' || kind === 'coordinate' || kind === 'direct') && agency && !(previous.endsWith(';') && kinds[column] !== 'task')) return next;
    if (kind === 'timing' && time) return next;
    if ((kind === 'product' || kind === 'cadence' || kind === 'note') && (kinds[column] === 'timing' || kinds[column] === 'product' || kinds[column] === 'cadence')) return next;
  }
  return column;
}
