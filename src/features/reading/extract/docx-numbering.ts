/**
 * Numbers that Word writes by itself. The text of a list paragraph does not contain its "1." or "a)": the paragraph names a list (numId)
 * and a level, numbering.xml says how each level counts and prints (ECMA-376 part 1, §17.9), and counting happens in reading order.
 */
import { toRoman } from '#kernel/vietnamese.ts';
import { letterOf } from './list-number.ts';
import { child, childrenOf, valueOf, type XmlElement } from './xml.ts';

interface Level { readonly format: string; readonly text: string; readonly start: number; readonly gap: string; readonly restart: number | null; readonly legal: boolean }
interface List { readonly counter: string; readonly levels: Level[]; readonly startOverride: Map<number, number> }
export interface Numbering { /** The printed number with its blank, "" when the list does not exist or prints nothing. Counts on. */ next(listId: string, level: number): string }

export function readNumbering(root: XmlElement | null): Numbering {
  const abstracts = new Map<string, XmlElement>(), byStyle = new Map<string, string>();
  for (const abstract of childrenOf(root ?? undefined, 'w:abstractNum')) {
    const id = abstract.attributes['w:abstractNumId'] ?? '';
    abstracts.set(id, abstract);
    const style = valueOf(abstract, 'w:styleLink');
    if (style) byStyle.set(style, id);
  }
  const lists = new Map<string, List>();
  for (const num of childrenOf(root ?? undefined, 'w:num')) {
    let id = valueOf(num, 'w:abstractNumId') ?? '';
    id = byStyle.get(valueOf(abstracts.get(id), 'w:numStyleLink') ?? '') ?? id;
    const levels = childrenOf(abstracts.get(id), 'w:lvl').map(levelOf), startOverride = new Map<number, number>();
    let own = false;
    for (const override of childrenOf(num, 'w:lvlOverride')) {
      const at = Number(override.attributes['w:ilvl'] ?? 0), start = valueOf(override, 'w:startOverride'), level = child(override, 'w:lvl');
      if (level && at < 9) levels[at] = levelOf(level);
      if (start !== undefined) { startOverride.set(at, Number(start) || 0); own = true; }
    }
    const listId = num.attributes['w:numId'] ?? '';
    // Lists made from one definition go on counting from each other, unless one says where to start.
    lists.set(listId, { counter: own ? `num:${listId}` : `abstract:${id}`, levels, startOverride });
  }

  const counters = new Map<string, number[]>();
  return {
    next(listId, level) {
      const list = lists.get(listId), shape = list?.levels[level];
      if (!list || !shape) return '';
      const counts = counters.get(list.counter) ?? [];
      counters.set(list.counter, counts);
      const startOf = (at: number): number => list.startOverride.get(at) ?? list.levels[at]?.start ?? 1;
      counts[level] = counts[level] === undefined ? startOf(level) : counts[level] + 1;
      for (let at = 0; at < level; at += 1) counts[at] ??= startOf(at);
      // A deeper level starts again under each new number, unless it says never (0) or only under a higher one.
      for (let at = level + 1; at < counts.length; at += 1) { const restart = list.levels[at]?.restart ?? at; if (restart !== 0 && level < restart) delete counts[at]; }
      const printed = print(list.levels, level, counts);
      return printed === '' ? '' : printed + shape.gap;
    },
  };
}

function levelOf(level: XmlElement): Level {
  const restart = valueOf(level, 'w:lvlRestart');
  return {
    format: valueOf(level, 'w:numFmt') ?? 'decimal', text: valueOf(level, 'w:lvlText') ?? '', start: Number(valueOf(level, 'w:start') ?? 1) || 0,
    gap: valueOf(level, 'w:suff') === 'nothing' ? '' : ' ', restart: restart === undefined ? null : Number(restart), legal: child(level, 'w:isLgl') !== undefined,
  };
}

function print(levels: readonly Level[], level: number, counts: readonly (number | undefined)[]): string {
  const shape = levels[level]!;
  if (shape.format === 'none') return '';
  if (shape.format === 'bullet') return bulletOf(shape.text);
  let text = '';
  for (let i = 0; i < shape.text.length; i += 1) {
    const digit = shape.text.charCodeAt(i + 1) - 48;
    if (shape.text[i] === '%' && digit >= 1 && digit <= 9) {
      text += formatNumber(counts[digit - 1] ?? 1, shape.legal && digit - 1 < level ? 'decimal' : levels[digit - 1]?.format ?? 'decimal');
      i += 1;
    } else text += shape.text[i];
  }
  return text.trim();
}

/** Official papers print "-" and "+"; pictures of bullets from symbol fonts stand for the same. */
const bulletOf = (text: string): string => { const mark = text.trim(); return mark === '+' || mark === '–' || mark === '*' ? mark : mark === '' ? '' : '-'; };

function formatNumber(value: number, format: string): string {
  switch (format) {
    case 'upperRoman': return toRoman(value);
    case 'lowerRoman': return toRoman(value).toLowerCase();
    case 'upperLetter': return letterOf(Math.max(1, value)).toUpperCase();
    case 'lowerLetter': return letterOf(Math.max(1, value));
    case 'decimalZero': return String(value).padStart(2, '0');
    default: return String(value);
  }
}
