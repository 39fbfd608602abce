import type { PlainDate } from '#kernel/plain-date.ts';
import { fold } from '#kernel/vietnamese.ts';

/** A cited paper as a document names it; the shape that reading gives and plans keep. */
export interface CitedPaper {
  readonly type: string;
  readonly number: string | null;
  readonly date: PlainDate | null;
  readonly issuer: string | null;
  readonly name?: string;
}

/**
 * The same paper wherever it is cited: number and day of signing together. The issuer is not part of it, because one paper is cited as
 * of "UBND tỉnh", "Chủ tịch UBND tỉnh Quảng Ngãi" or nobody; the day keeps the numbers of different places and years apart. A law without a
 * number goes by its name. Null: a number left blank, or nothing to go by.
 */
export function legalKey(paper: Pick<CitedPaper, 'type' | 'number' | 'date' | 'name'>): string | null {
  if (paper.number) {
    const number = tidyNumber(paper.number);
    return number === null ? null : `${number}@${paper.date ?? ''}`;
  }
  const name = fold(`${paper.type} ${withoutType(paper.name ?? '', paper.type)}`).replace(/[^a-z0-9]+/g, ' ').trim();
  return paper.name?.trim() ? `${name}@${paper.date?.slice(0, 4) ?? ''}` : null;
}

/** "07/KH – UBND" and "7/KH-UBND" are one number; "/KH-UBND" is none. */
function tidyNumber(text: string): string | null {
  const number = text.replace(/\s+/g, '').replace(/[–—]/g, '-').toLocaleUpperCase('vi').replace(/^0+(?=\d)/, '');
  return /^\d/.test(number) ? number : null;
}

const withoutType = (name: string, type: string): string => (fold(name).startsWith(`${fold(type)} `) ? name.slice(type.length + 1) : name);

/** A number that no second paper has: with its year. "07/KH-UBND" is another one every January. */
const NUMBERED = /^\d{1,5}\p{L}?\/\d{4}\//u;
/** The number of a key, without the day. */
export const numberOf = (key: string): string => key.slice(0, key.lastIndexOf('@'));
/** A citation without its day that can still mean one paper only: texts for readers mostly leave the day out ("Nghị định số 61/2018/NĐ-CP"). */
export const isUndated = (key: string): boolean => key.endsWith('@') && NUMBERED.test(key);

/** "Quyết định số 1256/QĐ-UBND ngày 22/12/2021 của UBND tỉnh" */
export function citedAs({ type, number, date, issuer, name }: CitedPaper): string {
  const day = date ? ` ngày ${date.split('-').reverse().join('/')}` : '';
  return number ? `${type} số ${number}${day}${issuer ? ` của ${issuer}` : ''}` : `${type} ${withoutType(name ?? '', type)}${day}`.trim();
}
