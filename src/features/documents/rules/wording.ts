/**
 * The set phrases of an official document: numbers, dates, list endings.
 * Source: Decree 30/2020/NĐ-CP, Annex I, Part I, II.3 (number), II.4 (place and date), II.6 (bases), II.9 (lists).
 */
import { dayOf, monthOf, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { DOCUMENT_KINDS } from './document-kinds.ts';
import type { OfficialDocument } from './official-document.ts';

/** A blank that is neither broken nor collapsed: what the records office writes into. */
const blank = (length: number): string => '\u00a0'.repeat(length);

/** Numbers below 10 carry a zero before them: "07". */
export const documentNumber = (number: string): string => (/^\d$/.test(number.trim()) ? `0${number.trim()}` : number.trim());

/** "07/KH-UBND"; with a blank before the slash while there is no number. */
export const numberAndNotation = (document: Pick<OfficialDocument, 'number' | 'notation'>): string =>
  `${document.number?.trim() ? documentNumber(document.number) : blank(8)}/${document.notation.trim()}`;

export const numberLine = (document: Pick<OfficialDocument, 'number' | 'notation'>): string =>
  document.number?.trim() ? `Số: ${numberAndNotation(document)}` : `Số:${numberAndNotation(document)}`;

/** "ngày 05 tháng 01 năm 2024": days below 10 and the months 1 and 2 carry a zero, the months 3 to 9 none. */
export function dateInWords(date: PlainDate | null, year: number): string {
  if (!date) return `ngày${blank(6)}tháng${blank(6)}năm ${year}`;
  const month = monthOf(date);
  return `ngày ${String(dayOf(date)).padStart(2, '0')} tháng ${month < 3 ? `0${month}` : month} năm ${yearOf(date)}`;
}

export const placeAndDate = (document: Pick<OfficialDocument, 'place' | 'date' | 'year'>): string =>
  `${document.place.trim()}, ${dateInWords(document.date, document.year)}`;

const CLOSING_MARKS = new Set(['.', ';', ',', ':', '/', ' ', '\u00a0', '\n']);

/** Without the marks that end it: "Sở Nội vụ;" → "Sở Nội vụ". Dots that belong to the text ("v.v...") go too. */
export function withoutEnding(text: string): string {
  let end = text.length;
  while (end > 0 && CLOSING_MARKS.has(text[end - 1]!)) end--;
  return text.slice(0, end).trimStart();
}

/** Exactly one full stop, unless the text already ends a sentence otherwise. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  const last = trimmed.at(-1) ?? '';
  if (['.', '!', '?', ':', ';', '…'].includes(last)) return last === ';' ? `${trimmed.slice(0, -1)}.` : trimmed;
  return `${withoutEnding(trimmed)}.`;
}

/** Each item ends with ";", the last with ".". */
export const listed = (items: readonly string[]): string[] =>
  items.map((item, index) => `${withoutEnding(item)}${index === items.length - 1 ? '.' : ';'}`);

/** Closes the body: "…, thực hiện./." */
export const closed = (text: string): string => `${withoutEnding(text)}./.`;

/** "- Lưu: VT, TTHC, NVA.05." without dash and full stop. */
export function fileCopyLine(copy: OfficialDocument['fileCopy']): string {
  const drafter = copy.drafter?.trim(), copies = copy.copies ? String(copy.copies).padStart(2, '0') : '';
  const tail = drafter && copies ? `${drafter}.${copies}` : drafter || (copies ? `${copies} bản` : '');
  return ['Lưu: VT', copy.unit?.trim(), tail].filter(Boolean).join(', ');
}

/** Nơi nhận, complete: "Như trên" first when the document is addressed, the file copy last. */
export function distributionList(document: OfficialDocument): string[] {
  const first = document.addressees.length > 0 ? DOCUMENT_KINDS[document.kind].firstRecipient ?? 'Như trên' : null;
  const given = document.distribution.map(withoutEnding).filter((line) => line !== '' && line !== first && !line.startsWith('Lưu:'));
  return listed([...(first ? [first] : []), ...given, fileCopyLine(document.fileCopy)]);
}

/** "Kế hoạch số 07/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Quảng Ngãi" */
export function ownReference(document: OfficialDocument): string {
  const issuer = document.issuer.spokenName ?? document.issuer.name.replaceAll('\n', ' ');
  const number = document.number?.trim() ? ` ${numberAndNotation(document)}` : numberAndNotation(document);
  return `${DOCUMENT_KINDS[document.kind].label} số${number} ${dateInWords(document.date, document.year)} của ${issuer}`;
}
