/** All references of a paper, each once, in order of first mention; footnote-only numbers take type and issuer from their sentence. */
import type { NormalText } from './normal-text.ts';
import type { LegalReference } from './result.ts';
import { issuerBefore, issuerBySign, scanLaws, scanReferences, type FoundReference } from './legal-references.ts';
import { PAPER_KINDS, lowerMarked, squash } from './words.ts';

export interface CitedReference { reference: LegalReference; places: { paragraph: number; from: number; to: number }[] }

/** ownNumber: the paper's own, which is no reference. */
export function collectReferences(text: NormalText, ownNumber: string | null): CitedReference[] {
  const own = ownNumber === null ? null : squash(ownNumber);
  const byKey = new Map<string, CitedReference>();
  const undated = new Map<string, CitedReference>();
  const dated = new Map<string, CitedReference>();
  const order: CitedReference[] = [];
  const laws = new Map<string, CitedReference>();
  const markOf = new Map<number, { paragraph: number; at: number }>();
  for (const mark of text.marks) if (!markOf.has(mark.note)) markOf.set(mark.note, mark);

  const add = (found: FoundReference): void => {
    const number = squash(found.number ?? '').replace(/–/g, '-');
    if (own !== null && number === own) return;
    const place = { paragraph: found.paragraph, from: found.from, to: found.signEnd };
    const key = `${number}|${found.date ?? ''}`;
    let known = byKey.get(key);
    // A later citation of a paper already cited may leave out its date, and the other way round.
    if (!known && found.date === null) known = dated.get(number);
    if (!known && found.date !== null && undated.has(number)) { known = undated.get(number)!; known.reference.date = found.date; undated.delete(number); byKey.set(key, known); dated.set(number, known); }
    if (known) {
      known.places.push(place);
      known.reference.issuer ??= found.issuer;
      return;
    }
    const { paragraph: _paragraph, from: _from, to: _to, signEnd: _signEnd, ...reference } = found;
    const entry: CitedReference = { reference, places: [place] };
    order.push(entry);
    byKey.set(key, entry);
    (found.date === null ? undated : dated).set(number, entry);
  };

  text.paragraphs.forEach((paragraph, index) => {
    if (paragraph.zone === 'letterhead' || paragraph.zone === 'tail') return;
    // "(Kèm theo Kế hoạch số …)" names the paper itself.
    if (/^\(?\s?(?:ban hành )?kèm theo/iu.test(paragraph.text)) return;
    const found = scanReferences(paragraph.text, index);
    if (paragraph.note !== null) {
      const mark = markOf.get(paragraph.note);
      for (const one of found) {
        one.where = `footnote ${paragraph.note}`;
        const sentence = mark ? text.paragraphs[mark.paragraph]!.text : '';
        const bare = !PAPER_KINDS.some((kind) => squash(paragraph.text.slice(Math.max(0, one.from - 30), one.from)).includes(squash(kind.words)));
        if (mark && bare) one.issuer ??= issuerBySign(one.number!) ?? issuerBefore(sentence, mark.at, one.type);
      }
    }
    for (const one of found) add(one);
    for (const law of scanLaws(paragraph.text, index)) {
      const key = lowerMarked(law.name!);
      if (found.some((one) => one.from > law.from && one.from - law.to < 12)) continue;
      const known = laws.get(key);
      const place = { paragraph: index, from: law.from, to: law.to };
      if (known) { known.places.push(place); continue; }
      const { paragraph: _p, from: _f, to: _t, signEnd: _s, ...reference } = law;
      const entry: CitedReference = { reference, places: [place] };
      laws.set(key, entry);
      order.push(entry);
    }
  });
  return order;
}
