/** What every document has around its content: who issues, under what number, who signs, who receives. */
import type { OfficialDocument } from './official-document.ts';
import { DOCUMENT_KINDS, type DocumentKind } from './document-kinds.ts';

export type DocumentFrame = Pick<OfficialDocument, 'issuer' | 'number' | 'notation' | 'place' | 'date' | 'year' | 'signing' | 'distribution' | 'fileCopy'>
  & Partial<Pick<OfficialDocument, 'urgency' | 'contact'>>;

/** The frame's own fields out of a larger input. */
export const frameOf = (input: DocumentFrame): DocumentFrame => ({
  issuer: input.issuer, number: input.number, notation: input.notation, place: input.place, date: input.date, year: input.year,
  signing: input.signing, distribution: input.distribution, fileCopy: input.fileCopy,
  ...(input.urgency ? { urgency: input.urgency } : {}), ...(input.contact ? { contact: input.contact } : {}),
});

/**
 * "KH-UBND", "BC-SVHTTDL"; of a letter "UBND-NC": agency and drafting unit or field.
 * Source: Decree 30/2020/NĐ-CP, Annex I, Part I, II.3.
 */
export const notationOf = (kind: DocumentKind, agency: string, unit?: string): string => {
  const abbreviation = DOCUMENT_KINDS[kind].abbreviation;
  return abbreviation ? `${abbreviation}-${agency}` : unit ? `${agency}-${unit}` : agency;
};
