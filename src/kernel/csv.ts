/**
 * Comma-separated text as offices exchange it: with or without a byte-order mark, separated by semicolons (Excel under a
 * Vietnamese locale), commas or tabs, quoted or not (RFC 4180).
 */
const SEPARATORS = [';', ',', '\t'] as const;

/** The separator that occurs most in the first line outside quotes. */
function separatorOf(text: string): string {
  const counts = new Map<string, number>(SEPARATORS.map((separator) => [separator, 0]));
  let quoted = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    else if (letter === '\n' && !quoted) break;
    else if (!quoted && counts.has(letter)) counts.set(letter, counts.get(letter)! + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
}

/** Rows of cells, as written; `line` counts from 1 in the file. A quote that is never closed ends with the text. */
export function parseCsv(source: string): { readonly line: number; readonly cells: string[] }[] {
  const text = source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const separator = separatorOf(text);
  const rows: { line: number; cells: string[] }[] = [];
  let cells: string[] = [], cell = '', quoted = false, line = 1, start = 1;
  const endRow = (): void => {
    cells.push(cell);
    if (cells.length > 1 || cell !== '') rows.push({ line: start, cells });
    cells = []; cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (quoted) {
      if (letter === '"' && text[at + 1] === '"') { cell += '"'; at++; }
      else if (letter === '"') quoted = false;
      else { cell += letter; if (letter === '\n') line++; }
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === separator) { cells.push(cell); cell = ''; }
    else if (letter === '\n') { endRow(); start = ++line; }
    else cell += letter;
  }
  if (cell !== '' || cells.length) endRow();
  return rows;
}

/** One row as CSV for Excel: semicolons, quoted where needed; a leading = + - @ is kept from being read as a formula. */
export const csvRow = (cells: readonly (string | number | null)[]): string => cells.map((value) => {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && '=+-@'.includes(text.charAt(0)) && text !== '' ? `'${text}` : text;
  return /[";\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}).join(';');
