/**
 * A task table whose grid a text extraction has lost: its headings stand one below the other ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", …),
 * then its cells, row by row, each on its own lines. Headings are known by their words; a row begins at a line that is nothing but the
 * next number ("1", "2", "a)", "II") or begins with it ("2 Xây dựng …"); all headings may stand on one line. Inside a row a cell ends where the next column's kind begins: an agency's name, a printed time.
 * The lines get cells, so that the table is read like any other.
 */
import { readTiming } from '#features/calendar/rules/timing.ts';
import { looksLikeAgency } from './agency-names.ts';
import { columnKind } from './annex-table.ts';
import { type Line, lineOf } from './normal-text.ts';
import { startsPart } from './normalise-letterhead.ts';
import { isUpper } from './words.ts';

type Kind = ReturnType<typeof columnKind>;
/** Numbers of tables made here, apart from the extractor's own. */
const FIRST_TABLE = 10_000;
const ROW_LABEL = /^(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]?|[IVX]{1,5}[.)]?|[a-zđ][.)])$/;

export function takeFlatTables(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  let table = FIRST_TABLE;
  for (let i = 0; i < lines.length; i++) {
    const opening = lines[i]!.cell === null ? /^\s*(?:STT|TT|Stt|Số TT)(?=\s|$)/u.exec(lines[i]!.text) : null;
    const head = opening ? (lines[i]!.text.trim().length < 12 ? readHead(lines, i) : readHeadLine(lines, i)) : null;
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
    if (ROW_LABEL.test(text) || /^(?:1|I)[.)]?\s+\p{Lu}/u.test(text)) break;
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

/** All headings on one line: "TT Nội dung Sản phẩm Thời gian Chủ trì Phối hợp"; each begins with a capital. */
function readHeadLine(lines: readonly Line[], at: number): { texts: string[]; kinds: Kind[]; next: number } | null {
  const text = lines[at]!.text.trim();
  if (text.length > 220) return null;
  const texts: string[] = [];
  for (const word of text.split(/\s+/)) { if (texts.length === 0 || isUpper(word[0])) texts.push(word); else texts[texts.length - 1] += ` ${word}`; }
  for (let k = texts.length - 1; k > 0; k--) {
    // "Số TT", "Sản phẩm" + "Kết quả": what is no heading alone belongs to the one before it.
    if (columnKind(texts[k]!) === null && columnKind(`${texts[k - 1]} ${texts[k]}`) !== null) texts.splice(k - 1, 2, `${texts[k - 1]} ${texts[k]}`);
  }
  const kinds = texts.map(columnKind);
  if (kinds[0] !== 'index' || kinds[1] === null || texts.length < 4 || kinds.some((kind) => kind === null)) return null;
  let next = at + 1;
  // The second line of narrow headings: "trì", "hợp", "thực hiện".
  for (let skipped = 0; next < lines.length && skipped < 3; next++) {
    const line = lines[next]!.text.trim();
    if (line === '') continue;
    if (isUpper(line[0]) || /\d/.test(line[0]!) || line.length > 60) break;
    skipped++;
  }
  return { texts, kinds, next };
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
    // "2 Xây dựng chuyên mục": the number and the first line of the text on one printed line.
    const glued = /^(\d{1,2})[.)]?\s+(?=[\p{Lu}“"])/u.exec(text) ?? /^([IVX]{1,5})[.)]?\s+(?=\p{Lu}\p{Ll})/u.exec(text);
    const number = glued && /^\d/.test(glued[1]!) ? +glued[1]! : null;
    if (glued && (number === null || number === expected || (number === 1 && row > 0))) {
      row++;
      column = 1;
      filled = true;
      if (number !== null) expected = number + 1;
      result.push({ ...lineOf(line, glued[1]!), cell: { table, row, column: 0 } }, { ...lineOf(line, text.slice(glued[0].length)), cell: { table, row, column: 1 } });
      continue;
    }
    if (row === 0) break;
    const previous = result.at(-1)!.text.trim();
    if (column === 0) column = 1;
    else if (filled && isUpper(text[0]) && !/[,\-–]$|(?:^|\s)(?:và|các|của)$/u.test(previous)) column = nextColumn(text, kinds, column, previous, nextText(lines, i));
    filled = true;
    result.push({ ...lineOf(line, text), cell: { table, row, column } });
  }
  return i;
}
const nextText = (lines: readonly Line[], at: number): string => { for (let i = at + 1; i < Math.min(lines.length, at + 4); i++) { const text = lines[i]!.text.trim(); if (text !== '') return text; } return ''; };
/** A printed time, or its first word with the rest on the next line ("Thường" / "xuyên", "Tháng" / "9/2026"). */
const isTime = (text: string, next: string): boolean => text.length < 70 && (readTiming(text, 2000) !== null || (text.length < 16 && /^(?:Quý|Tháng|Thường|Trong|Từ|Trước|Năm|Hằng|Hàng|Cả|Chậm|Định|Ngày|Giai)(?!\p{L})/u.test(text) && readTiming(`${text} ${next}`, 2000) !== null));

/** The column a line that begins with a capital belongs to: the nearest one to the right that it fits, else the one it is in. */
function nextColumn(text: string, kinds: readonly Kind[], column: number, previous: string, following: string): number {
  const agency = looksLikeAgency(text), time = !agency && isTime(text, following);
  for (let next = column + 1; next < kinds.length; next++) {
    const kind = kinds[next];
    if ((kind === 'lead' || kind === 'coordinate' || kind === 'direct') && agency && !(previous.endsWith(';') && kinds[column] !== 'task')) return next;
    if (kind === 'timing' && time) return next;
    if ((kind === 'product' || kind === 'cadence' || kind === 'note') && (kinds[column] === 'timing' || kinds[column] === 'product' || kinds[column] === 'cadence')) return next;
  }
  return column;
}
