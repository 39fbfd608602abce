/**
 * Lays a plan given as plain text out on paper, as .docx and as .pdf, with everything that a reader must then see through: two header
 * boxes, justified lines, page numbers from the second page, a running line at the foot, footnotes, two boxes at the end, tables.
 * It knows of a paper only what its text shows; it does not use the reader, so that their mistakes cannot cancel each other.
 */
export interface PaperTable { readonly rows: readonly (readonly string[])[] }
export type Block =
  | { readonly kind: 'title'; /** "{n}" is where footnote n is marked. */ readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly table: PaperTable };
export interface Paper {
  /** Lines of the boxes of the letterhead and of the end, from top to bottom; empty when the text shows none. */
  readonly left: readonly string[]; readonly right: readonly string[];
  readonly blocks: readonly Block[];
  /** What follows the signature, on a new page. */
  readonly annex: readonly Block[];
  readonly notes: ReadonlyMap<number, string>;
  readonly recipients: readonly string[]; readonly signature: readonly string[]; readonly stamps: readonly string[];
}

/** `issuer`: for the letterhead, when the text has none (signed files often lose it). */
export function paperOf(text: string, issuer: string, subject: { number?: string | null; placeAndDate?: string | null } = {}): Paper {
  const lines = text.split('\n').map(bare), markdown = text.includes('**') || text.includes('|---');
  const main: Block[] = [], after: Block[] = [], notes = new Map<number, string>(), stamps: string[] = [], recipients: string[] = [], signature: string[] = [], left: string[] = [], right: string[] = [], subjectLines: string[] = [];
  let part: 'head' | 'body' | 'recipients' | 'signature' = 'head', blocks = main, open = '', lastRaw = '', blanks = 0, noteOpen = 0, annex = false;
  const close = (): void => { if (open !== '') blocks.push({ kind: part === 'head' && !open.startsWith('-') && !open.startsWith('Kính gửi') ? 'title' : isHeading(open) ? 'heading' : 'text', text: open }); open = ''; };
  const marked = (number: number): boolean => mark(blocks, open, number, (value) => { open = value; });

  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i]!;
    if (line === '') { blanks += 1; continue; }
    const apart = blanks >= 2;
    blanks = 0;
    if (line.startsWith('|')) {
      close();
      const rows: string[][] = [];
      while (lines[i]?.startsWith('|')) { const cells = lines[i]!.split('|').slice(1, -1).map((cell) => cell.trim()); if (!cells.every((cell) => /^[-: ]*$/.test(cell)) || cells.every((cell) => cell === '')) rows.push(cells); i += 1; }
      i -= 1;
      if (rows[0]?.length === 2 && rows.flat().some((cell) => cell.includes('CỘNG HÒA'))) rows.forEach(([a, b]) => { left.push(...split(a)); right.push(...split(b)); });
      else { blocks.push({ kind: 'table', table: { rows } }); }
      continue;
    }
    if (isStamp(line)) { stamps.push(line); continue; }
    if (isAddress(line) || /^[0-9]{1,2}$/.test(line)) continue;
    if (/^CỘNG H(?:ÒA|OÀ)/.test(line) || line.startsWith('Độc lập')) { right.push(line); continue; }
    if (part !== 'recipients' && /^(?:ỦY BAN NHÂN DÂN|UBND|THỊ XÃ|HUYỆN|TỈNH|XÃ|PHƯỜNG) ?[\p{Lu} ]*$/u.test(line) && lookahead(lines, i).some((next) => next.startsWith('CỘNG'))) { left.push(line); continue; }
    if (line.startsWith('Nơi nhận')) { close(); part = 'recipients'; continue; }
    if (line.startsWith('PHỤ LỤC') && part === 'signature') { part = 'body'; annex = true; blocks = after; }
    if (part === 'recipients' && !/^[-+]/.test(line) && (isCapitals(line) || /^(?:TM|KT|TL)\./.test(line))) part = 'signature';
    if (part === 'recipients') { recipients.push(line); continue; }
    if (part === 'signature') { signature.push(line); continue; }

    const note = noteStart(line, notes.size + 1);
    if (note !== null && marked(notes.size + 1)) { noteOpen = notes.size + 1; notes.set(noteOpen, note); lastRaw = line; continue; }
    if (noteOpen > 0 && !startsItem(line) && !isHeading(line) && !lastRaw.endsWith('.') && lastRaw.length > 60) { notes.set(noteOpen, `${notes.get(noteOpen)} ${line}`); lastRaw = line; continue; }
    if (part === 'head' && line.startsWith('V/v')) { subjectLines.push(line); continue; }
    if (part === 'head' && subjectLines.length > 0 && blocks.length === 0 && open === '' && !line.startsWith('Kính gửi')) { subjectLines.push(line); continue; }
    const resumed = noteOpen > 0;
    noteOpen = 0;
    const starts = open === '' || (startsItem(line) && (!/^[-+]/.test(line) || markdown || resumed || lastRaw.length < 72 || /[.:;,/…]$/.test(lastRaw))) || isHeading(line) || isHeading(open) || annex && apart
      || (part === 'head' && blocks.length + (open === '' ? 0 : 1) < 2)
      || (startsItem(open) && open === lastRaw && lastRaw.length < 62 && /^\p{Lu}/u.test(line))
      || (!resumed && lastRaw.length < 62 && /[.:;/]$/.test(lastRaw)) || /^(?:Căn cứ|Thực hiện|Nhằm|Trên đây|Yêu cầu|Kính gửi|Nhận được|UBND huyện yêu cầu|V\/v)/.test(line) && /[.:;,/]$|^[^.]{0,60}$/.test(lastRaw);
    if (part === 'head' && starts && open !== '' && !/^(?:KẾ HOẠCH|V\/v|Kính gửi|-)/.test(line) && /^(?:Căn cứ|Thực hiện|[IVX]+\.|1\.)/.test(line)) { close(); part = 'body'; }
    if (starts) { close(); open = line; } else open = `${open} ${line}`;
    lastRaw = line;
  }
  close();
  const head = (subject.number ? `Số: ${subject.number}` : '');
  return {
    left: [...(left.length > 0 ? left : [...issuer.toUpperCase().replace('CHỦ TỊCH ', '').split('\n'), ...(head === '' ? [] : [head])]), ...subjectLines],
    right: right.length > 0 ? right : ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', ...(subject.placeAndDate ? [subject.placeAndDate] : [])],
    blocks: main, annex: after, notes, recipients, signature, stamps,
  };
}

/** Text without the marks of Markdown. */
const bare = (line: string): string => line.replace(/<\/?sup>/g, '').replace(/\*\*/g, '').replace(/^#+ /, '').replace(/\\([.*-])/g, '$1').trim();
const split = (cell: string | undefined): string[] => (cell ?? '').split('<br>').map((part) => part.trim()).filter((part) => part !== '');
const isStamp = (line: string): boolean => /^[0-9]{4}-[0-9]{2}-[0-9]{2}T/.test(line);
const isAddress = (line: string): boolean => line.startsWith('http');
const isCapitals = (line: string): boolean => { const letters = line.replace(/[^\p{L}]/gu, ''); return letters.length > 3 && letters === letters.toUpperCase(); };
export const isHeading = (line: string): boolean => line.length < 110 && line.includes(' ') && isCapitals(line.replace(/^[IVX]+\. ?/, ''));
export const startsItem = (line: string): boolean => /^(?:[-+–•] ?|[0-9]{1,2}(?:\.[0-9]{1,2})*[.)] ?(?=\p{L})|[a-zđ][.)] ?(?=\p{L})|[IVX]+\. ?(?=\p{L}))/u.test(line);
const lookahead = (lines: readonly string[], from: number): string[] => lines.slice(from, from + 8).filter((line) => line !== '');

/** "2 2074/QĐ-UBND …" or "523/KH-UBND …" when note 2, 5 is the next one; null when the line is no footnote. */
function noteStart(line: string, next: number): string | null {
  const number = String(next);
  if (!line.startsWith(number)) return null;
  const rest = line.slice(number.length).trimStart();
  return /^[0-9]+[-/][0-9A-ZĐ]/.test(rest) || /^(?:Quyết định|Nghị quyết|Kế hoạch|Chỉ thị|Công văn|Thông tư) số/.test(rest) ? rest : null;
}

/** Puts "{n}" where the number n is glued to a word of the text so far; false when it is nowhere. */
function mark(blocks: Block[], open: string, number: number, setOpen: (text: string) => void): boolean {
  const place = (text: string): string | null => {
    const found = [...text.matchAll(/(?<=[\p{L})]|20[0-9]{2})[0-9]{1,2}(?=$|[ ;,.:)])/gu)].filter((hit) => hit[0] === String(number)).at(-1);
    return found ? `${text.slice(0, found.index)}{${number}}${text.slice(found.index + found[0].length)}` : null;
  };
  const inOpen = place(open);
  if (inOpen !== null) { setOpen(inOpen); return true; }
  for (let i = blocks.length - 1; i >= Math.max(0, blocks.length - 40); i -= 1) {
    const block = blocks[i]!, text = block.kind === 'table' ? null : place(block.text);
    if (text !== null) { blocks[i] = { ...block, text } as Block; return true; }
  }
  return false;
}
