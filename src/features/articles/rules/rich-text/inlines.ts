import { fold, tidy } from '#kernel/vietnamese.ts';
import { BREAK, MARKS, type Inline, type Inlines, type Mark, type Text } from './tree.ts';

/** What cannot be seen or stored, or turns the direction of reading round: control signs, bidirectional overrides, noncharacters. */
const NEVER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u061c\u180e\u202a-\u202e\u2061-\u206f\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff]/g;

/** Letters as they are kept: NFC, one kind of blank, nothing invisible. Line ends stay. */
export const cleanText = (text: string): string => (/^[\n -~]*$/.test(text) ? text
  // what stood on both sides of an invisible sign may compose only now
  : tidy(text.toWellFormed().replace(/[\u2028\u2029\u0085]/g, '\n').replace(NEVER, '')).normalize('NFC'));
/** On one line. */
export const oneLine = (text: string): string => cleanText(text).replace(/[ \n]+/g, ' ').trim();

const sameLook = (a: Text, b: Text): boolean => a.href === b.href && (a.marks ?? []).join() === (b.marks ?? []).join();

export function textOf(text: string, marks: ReadonlySet<Mark> | readonly Mark[] = [], href?: string | null): Text {
  const set = new Set(marks), kept = MARKS.filter((mark) => set.has(mark) && !(mark === 'sub' && set.has('sup')));
  return { kind: 'text', text, ...(kept.length > 0 && { marks: kept }), ...(href && { href }) };
}

function merged(runs: Inlines): Inline[] {
  const out: Inline[] = [];
  let parts: string[] = [], look: Text | null = null;
  const close = () => { if (look) out.push({ ...look, text: parts.join('') }); look = null; parts = []; };
  for (const run of runs) {
    if (run.kind === 'break') { close(); out.push(run); continue; }
    if (run.text === '') continue;
    if (look && !sameLook(look, run)) close();
    look ??= run; parts.push(run.text);
  }
  close();
  return out;
}

/** One blank between words, none at the ends of a line; blanks alone have no look of their own. */
function collapsed(runs: Inlines): Inline[] {
  const out: Inline[] = [];
  let open = false; // a letter stands before, so a blank may follow
  for (const run of runs) {
    if (run.kind === 'break') { trimEnd(out); out.push(run); open = false; continue; }
    let text = run.text.replace(/[ \n]+/g, ' ');
    if (!open && text.startsWith(' ')) text = text.slice(1);
    if (text === '') continue;
    out.push(text === ' ' ? { kind: 'text', text } : { ...run, text });
    open = !text.endsWith(' ');
  }
  trimEnd(out);
  return out;
}
function trimEnd(out: Inline[]): void {
  while (out.at(-1)?.kind === 'text') {
    const last = out.pop() as Text, text = last.text.trimEnd();
    if (text !== '') { out.push({ ...last, text }); return; }
  }
}

/** The runs in canonical form: cleaned, same looks joined, blanks collapsed; no break at either end. */
export function tidyInlines(runs: Inlines): Inline[] {
  const clean = runs.map((run) => (run.kind === 'break' ? BREAK : { ...run, text: cleanText(run.text) }));
  const whole = merged(clean);
  // Letters that come together only now may compose ("a" + "\u0301"). Joined once more after blanks went: nothing composes with a blank.
  const out = merged(collapsed(whole.length === clean.length ? whole : whole.map((run) => (run.kind === 'break' ? run : { ...run, text: cleanText(run.text) }))));
  while (out[0]?.kind === 'break') out.shift();
  while (out.at(-1)?.kind === 'break') out.pop();
  return out;
}

/** Breaks in a row end a paragraph: people press Enter twice. */
export function splitAtBreaks(runs: Inlines): Inline[][] {
  const out: Inline[][] = [];
  let part: Inline[] = [], breaks = 0;
  const close = () => { if (part.length > 0) out.push(part); part = []; };
  for (const run of runs) {
    if (run.kind === 'break') { breaks += 1; continue; }
    if (breaks > 1) close(); else if (breaks === 1) part.push(BREAK);
    breaks = 0; part.push(run);
  }
  close();
  return out;
}

export const plain = (runs: Inlines): string => runs.map((run) => (run.kind === 'break' ? '\n' : run.text)).join('');
export const withoutBreaks = (runs: Inlines): Inline[] => tidyInlines(runs.map((run) => (run.kind === 'break' ? textOf(' ') : run)));
export const withoutMark = (runs: Inlines, mark: Mark): Inline[] =>
  tidyInlines(runs.map((run) => (run.kind === 'break' ? run : textOf(run.text, (run.marks ?? []).filter((one) => one !== mark), run.href))));
export const withMark = (runs: Inlines, mark: Mark): Inline[] => tidyInlines(runs.map((run) => (run.kind === 'break' ? run : textOf(run.text, [...run.marks ?? [], mark], run.href))));
export const isBold = (runs: Inlines): boolean => runs.length > 0 && runs.every((run) => run.kind === 'break' || run.marks?.includes('strong') || run.text.trim() === '');
export const folded = (runs: Inlines): string => fold(plain(runs));
