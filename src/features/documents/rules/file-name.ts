/** Names to save files under: plain letters that every system takes, number and notation first, as registries sort them. */
import { fold } from '#kernel/vietnamese.ts';
import type { OfficialDocument } from './official-document.ts';
import { documentNumber } from './wording.ts';

const LONGEST_SUBJECT = 60;

const plain = (text: string, separator: string): string => fold(text).replace(/[^a-z0-9]+/g, separator).replace(/^-+|-+$/g, '');

/** "07-KH-UBND-2026-tuyen-truyen-cai-cach-hanh-chinh-nam-2026.docx" */
export function fileNameOf(document: Pick<OfficialDocument, 'number' | 'notation' | 'year' | 'subject'>, extension: string): string {
  const subject = plain(document.subject, '-');
  const lastWhole = subject.lastIndexOf('-', LONGEST_SUBJECT);
  const short = subject.length > LONGEST_SUBJECT ? subject.slice(0, lastWhole > 0 ? lastWhole : LONGEST_SUBJECT) : subject;
  const number = document.number?.trim() ? plain(documentNumber(document.number), '-') : '';
  return `${[number, plain(document.notation, '-').toUpperCase(), String(document.year), short].filter(Boolean).join('-')}.${extension}`;
}
