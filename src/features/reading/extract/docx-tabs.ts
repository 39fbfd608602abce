/**
 * Letterheads and signatures set side by side with tabs instead of a table:
 *
 *     UBND TỈNH BÌNH AN ⇥ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
 *     Nơi nhận: ⇥⇥ TM. ỦY BAN NHÂN DÂN
 *
 * become two cells, as the table would be.
 */
import { fold } from '#kernel/vietnamese.ts';
import type { Draft } from './paragraphs.ts';

export function boxesOfTabs(drafts: readonly Draft[], nextTable: () => number): Draft[] {
  const result: Draft[] = [];
  for (let i = 0; i < drafts.length; i += 1) {
    const opening = sidesOf(drafts[i]!), kind = opening ? kindOf(opening) : null;
    if (!opening || !kind) { result.push(drafts[i]!); continue; }
    const left: Draft[] = [], right: Draft[] = [];
    let end = i;
    for (; end < drafts.length && end - i < (kind === 'letterhead' ? 6 : 30); end += 1) {
      const draft = drafts[end]!, sides = sidesOf(draft);
      if (!sides && !(kind === 'end' && !draft.cell && draft.text.trim().startsWith('-'))) break;
      const [a, b] = sides ?? [draft.text.trim(), ''];
      if (a !== '') left.push({ ...draft, text: a });
      if (b !== '') right.push({ ...draft, text: b });
    }
    const table = nextTable();
    [left, right].forEach((side, column) => side.forEach((draft) => result.push({ ...draft, style: 'table-cell', cell: { table, row: 0, column }, centred: false })));
    i = end - 1;
  }
  return result;
}

/** The texts before and after the tabs; a tab in front alone means the right side. Null when there is no tab. */
function sidesOf(draft: Draft): [string, string] | null {
  const text = draft.text.trimEnd(), last = text.lastIndexOf('\t');
  if (draft.cell || last < 0) return null;
  return [text.slice(0, last).replaceAll('\t', ' ').trim(), text.slice(last + 1).trim()];
}

function kindOf([left, right]: [string, string]): 'letterhead' | 'end' | null {
  const [a, b] = [fold(left), fold(right)];
  if (a !== '' && (b.startsWith('cong hoa xa hoi') || (b.includes('doc lap') && b.includes('hanh phuc')))) return 'letterhead';
  return a.startsWith('noi nhan') && b !== '' && right === right.toUpperCase() ? 'end' : null;
}
