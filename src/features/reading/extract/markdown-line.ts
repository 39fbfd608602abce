/**
 * The inside of one line of Markdown. Marks go, printed text stays:
 *   **bold** __bold__ *slanted* _slanted_ `code` ~~gone~~   → the text within
 *   [text](address) → text; ![…](…) → nothing; <https://…> → the address; <sup>1</sup>, [^1] → superscript digit
 *   \* \. \- (escape) → the character; trailing \ (line break) → nothing; &nbsp; &amp; … → the character; other HTML tags → nothing
 * A * or _ counts as a mark only where it hugs a word, so that "(*)", "3 * 4" and "____" stay.
 */
import { isFootnoteMark, superscript } from './paragraphs.ts';

const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", ndash: '–', mdash: '—', hellip: '…' };
const ESCAPABLE = '\\`*_{}[]()#+-.!|<>~"\'&:;,/';

/** `open`: bold is still open at the end of the line (the mark stands lines below). `bold`: all of the text is bold. */
export interface Inline { readonly text: string; readonly bold: boolean; readonly open: boolean }

export function markdownInline(line: string, boldBefore: boolean): Inline {
  let text = '', bold = boldBefore, plainLetters = 0, boldLetters = 0, slanted = '';
  const put = (piece: string): void => {
    text += piece;
    if (piece.trim() !== '') { if (bold) boldLetters += piece.length; else plainLetters += piece.length; }
  };
  for (let i = 0; i < line.length;) {
    const c = line[i]!, next = line[i + 1] ?? '';
    if (c === '\\') {
      if (next !== '' && ESCAPABLE.includes(next)) { put(next); i += 2; } else { if (i + 1 < line.length) put(c); i += 1; }
    } else if ((c === '*' && next === '*') || (c === '_' && next === '_' && line[i + 2] !== '_' && !isWord(line[i - 1]))) {
      let run = i; while (line[run] === c) run += 1;
      if (c === '_' && run - i > 2) { put(line.slice(i, run)); i = run; } else { bold = !bold; i += 2; }
    } else if (c === '_' && next === '_') {
      let run = i; while (line[run] === '_') run += 1;
      if (bold && run - i === 2) bold = false; else put(line.slice(i, run));
      i = run;
    } else if (c === '~' && next === '~') {
      i += 2;
    } else if ((c === '*' || c === '_') && slanted === c && !isBlank(line[i - 1]) && (c === '*' || !isWord(next))) {
      slanted = ''; i += 1;
    } else if ((c === '*' || c === '_') && slanted === '' && !isBlank(next) && (c === '*' || !isWord(line[i - 1])) && closes(line, i + 1, c)) {
      slanted = c; i += 1;
    } else if (c === '`') {
      i += 1;
    } else if (c === '!' && next === '[') {
      const link = linkAt(line, i + 1);
      if (link) i = link.end; else { put(c); i += 1; }
    } else if (c === '[' && next === '^') {
      const end = within(line, ']', i, 12);
      if (end > 0) { put(superscript(line.slice(i + 2, end))); i = end + 1; } else { put(c); i += 1; }
    } else if (c === '[') {
      const link = linkAt(line, i);
      if (link) { put(markdownInline(link.text, bold).text); i = link.end; } else { put(c); i += 1; }
    } else if (c === '<') {
      const end = within(line, '>', i, 400);
      const tag = end > 0 ? line.slice(i + 1, end) : '';
      const lower = tag.toLowerCase();
      if (lower === 'sup') {
        const close = within(line, '<', end, 12);
        const inner = close > 0 ? line.slice(end + 1, close) : '';
        if (isFootnoteMark(inner)) { put(superscript(inner)); i = close + 6; } else i = end + 1;
      } else if (lower.startsWith('http://') || lower.startsWith('https://') || lower.startsWith('mailto:')) { put(tag); i = end + 1; }
      else if (isTag(lower)) {
        if (lower === 'b' || lower === 'strong') bold = true;
        if (lower === '/b' || lower === '/strong') bold = false;
        i = end + 1;
      } else { put(c); i += 1; }
    } else if (c === '&') {
      const end = within(line, ';', i, 8), name = end > 0 ? line.slice(i + 1, end) : '';
      const value = ENTITIES[name] ?? (name.startsWith('#') && Number(name.slice(1)) > 31 && Number(name.slice(1)) < 65_536 ? String.fromCharCode(Number(name.slice(1))) : undefined);
      if (value === undefined) { put(c); i += 1; } else { put(value); i = end + 1; }
    } else {
      let end = i + 1;
      while (end < line.length && !'\\*_~`![<&'.includes(line[end]!)) end += 1;
      put(line.slice(i, end)); i = end;
    }
  }
  return { text, bold: boldLetters > 0 && plainLetters <= boldLetters * 0.1, open: bold };
}

/** Like indexOf, but looks only so far: a line full of opening marks must stay linear. -1 when there is none. */
function within(line: string, wanted: string, from: number, reach: number): number {
  const limit = Math.min(line.length, from + reach + 1);
  for (let i = from; i < limit; i += 1) if (line[i] === wanted) return i;
  return -1;
}

const isBlank = (c: string | undefined): boolean => c === undefined || c === '' || c === ' ';
const isWord = (c: string | undefined): boolean => c !== undefined && c !== '' && /[\p{L}\p{N}_]/u.test(c);
/** Looks at most 300 characters ahead, so that a line full of stars stays linear. */
function closes(line: string, from: number, mark: string): boolean {
  const limit = Math.min(line.length, from + 300);
  for (let i = from + 1; i < limit; i += 1) {
    if (line[i] === mark && line[i - 1] !== ' ' && line[i - 1] !== mark && line[i + 1] !== mark && (mark === '*' || !isWord(line[i + 1]))) return true;
  }
  return false;
}
const isTag = (tag: string): boolean => {
  const name = tag.startsWith('/') ? tag.slice(1) : tag;
  return ['b', 'strong', 'i', 'em', 'u', 'sub', 'span', 'p', 'div', 'center', 'font', 'small', 'a', 'img', '/sup', 'br', 'mark', 'del', 'ins'].some((known) =>
    name === known || name.startsWith(`${known} `) || name === `${known}/`) || tag === '/sup';
};

function linkAt(line: string, at: number): { text: string; end: number } | null {
  const limit = Math.min(line.length, at + 2000);
  for (let i = at + 1; i < limit; i += 1) {
    if (line[i] === '[') return null;
    if (line[i] !== ']') continue;
    if (line[i + 1] !== '(') return null;
    const close = within(line, ')', i + 2, 2000);
    return close > 0 ? { text: line.slice(at + 1, i), end: close + 1 } : null;
  }
  return null;
}

/** "|---|:--:|" under the heading of a table. */
export function isTableRule(line: string): boolean {
  if (!line.includes('-') || !line.includes('|') || line.length > 2000) return false;
  for (const c of line) if (c !== '|' && c !== '-' && c !== ':' && c !== ' ') return false;
  return true;
}

/** Cells of a row; "\|" is a bar inside a cell, <br> starts a line (as \n). */
export function tableCells(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '');
  const cells: string[] = [];
  let cell = '';
  for (let i = 0; i < inner.length; i += 1) {
    if (inner[i] === '\\' && inner[i + 1] === '|') { cell += '|'; i += 1; } else if (inner[i] === '|') { cells.push(cell); cell = ''; } else cell += inner[i];
  }
  if (cell.trim() !== '') cells.push(cell);
  return cells.map((text) => text.split(/<br ?\/?>/i).map((part) => part.trim()).join('\n').trim());
}
