/** What Word, Outlook, Google Docs and chat programs say in `style`: the little of it that carries meaning. */
import type { Element } from './parse.ts';
import type { ListStyle } from './tree.ts';

export interface Style {
  readonly bold: boolean | null; readonly italic: boolean | null; readonly vertical: 'sub' | 'super' | null; readonly pre: boolean;
  readonly hidden: boolean; readonly list: string; readonly mso: string; readonly ignored: boolean;
  /** Colour, font, size or underline, which an article does not keep. */
  readonly looks: boolean;
}
const NONE: Style = { bold: null, italic: null, vertical: null, pre: false, hidden: false, list: '', mso: '', ignored: false, looks: false };
const LOOKS = new Set(['color', 'background', 'background-color', 'font-family', 'font-size', 'text-decoration', 'font']);

export function styleOf(element: Element): Style {
  const written = element.attrs.find((one) => one.name === 'style')?.value;
  if (!written) return NONE;
  const style: { -readonly [K in keyof Style]: Style[K] } = { ...NONE };
  for (const part of written.split(';', 200)) {
    const colon = part.indexOf(':');
    if (colon < 0) continue;
    const name = part.slice(0, colon).trim().toLowerCase(), value = part.slice(colon + 1).trim().toLowerCase().slice(0, 100);
    if (LOOKS.has(name) && value !== 'none' && value !== 'inherit') style.looks = true;
    switch (name) {
      case 'font-weight': style.bold = /^(?:bold|bolder|[6-9]00)/.test(value) ? true : /^(?:normal|lighter|[1-5]00)/.test(value) ? false : null; break;
      case 'font-style': style.italic = /^(?:italic|oblique)/.test(value) ? true : value.startsWith('normal') ? false : null; break;
      case 'vertical-align': style.vertical = value.startsWith('super') ? 'super' : value.startsWith('sub') ? 'sub' : null; break;
      case 'white-space': style.pre = value.startsWith('pre'); break;
      case 'display': if (value.startsWith('none')) style.hidden = true; break;
      case 'visibility': if (value.startsWith('hidden')) style.hidden = true; break;
      case 'mso-hide': if (value.startsWith('all')) style.hidden = true; break;
      case 'mso-element': if (value.startsWith('comment')) style.hidden = true; break;
      case 'list-style-type': case 'list-style': style.list = value; break;
      case 'mso-list': style.mso = value; style.ignored = value.startsWith('ignore'); break;
    }
  }
  return style;
}

export const isHidden = (element: Element, style: Style): boolean =>
  style.hidden || element.attrs.some(({ name, value }) => name === 'hidden' || name === 'class' && /(?:^|\s)(?:msocomanchor|MsoCommentReference)(?:\s|$)/.test(value));

/** "l0 level2 lfo1" → 2; null where the paragraph is no item. */
export function wordLevel({ mso }: Style): number | null {
  const found = /\blevel([1-9])/.exec(mso);
  return found ? Number(found[1]) : null;
}

/** The look of a list from the number that Word printed: "3." counts from 3, "b)" from the second letter; signs are bullets. */
export function markerStyle(marker: string): { readonly style: ListStyle; readonly start: number } {
  const text = marker.replace(/[\s.():]+/g, '').toLowerCase();
  if (/^[0-9]{1,4}$/.test(text)) return { style: 'number', start: Math.max(1, Number(text)) };
  if (/^[ivx]{1,6}$/.test(text)) return { style: 'roman', start: Math.max(1, roman(text)) };
  // "o" is Word's second bullet; numbers of several levels ("1.2") are counted by our own lists
  if (/^[a-np-z]$/.test(text)) return { style: 'letter', start: text.charCodeAt(0) - 96 };
  if (/^[0-9]{2,12}$/.test(text)) return { style: 'number', start: 1 };
  return { style: 'bullet', start: 1 };
}
const VALUE: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };
const roman = (text: string): number => [...text].reduce((sum, letter, at) => { const value = VALUE[letter]!, next = VALUE[text[at + 1] ?? ''] ?? 0; return value < next ? sum - value : sum + value; }, 0);
