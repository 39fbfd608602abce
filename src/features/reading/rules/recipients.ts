/** "Nơi nhận": one entry per printed line; the dash and closing punctuation go, brackets stay, a note behind the semicolon goes ("…;   (Báo cáo)"). */
import type { Place } from './heading.ts';
import type { TextParagraph } from './normal-text.ts';
import { collapse, isLower, trimEnds } from './words.ts';

export interface FoundRecipient { name: string; at: Place }

/** "Văn phòng UBND tỉnh;     (Báo cáo)": a note printed behind the semicolon. */
function withoutNote(text: string): string {
  const at = text.lastIndexOf(';');
  const behind = at < 0 ? '' : text.slice(at + 1).trim();
  return behind.startsWith('(') && behind.length < 44 ? text.slice(0, at) : text;
}
/** `from`…`to`: the paragraphs of one tail; lines used by the signature are left out. */
export function readRecipients(paragraphs: readonly TextParagraph[], from: number, to: number, signature: ReadonlySet<number>): FoundRecipient[] {
  const found: FoundRecipient[] = [];
  let open = false;
  for (let i = from; i < to; i++) {
    const paragraph = paragraphs[i]!;
    if (paragraph.zone !== 'tail' || signature.has(i)) continue;
    let text = paragraph.text;
    const opening = /^\s*nơi\s?nhận\s*[:.]?\s*/iu.exec(text);
    let offset = 0;
    if (opening) { open = true; offset = opening[0].length; text = text.slice(offset); }
    if (!open || text.trim() === '') continue;
    const dashed = /^\s*[-–—+•*]/.test(text);
    const last = found.at(-1);
    const filed = last && /^lưu\s?:?/iu.test(last.name);
    if (!dashed && filed && /\.$/.test(paragraphs[i - 1]?.text.trim() ?? '')) break;
    if (!dashed && last && !opening && (isLower(text.trim()[0]) || !/[;.,]$/.test(paragraphs[last.at.paragraph]!.text.trim()) && /^(?:[\p{Lu}]{2,}|\d|\()/u.test(text.trim()) && text.length < 40)) {
      last.name = trimEnds(collapse(`${last.name} ${text}`));
      continue;
    }
    // Several names on one line, each with its own dash.
    let at = offset;
    for (const piece of text.split(/;\s*(?=[-–]\s)/u)) {
      const shown = trimEnds(collapse(withoutNote(piece)));
      const place = paragraph.text.indexOf(shown.slice(0, 12), at);
      if (shown.length > 1) found.push({ name: shown, at: { paragraph: i, from: Math.max(place, offset), to: Math.min(paragraph.text.length, Math.max(place, offset) + shown.length) } });
      at += piece.length;
    }
  }
  return found;
}
