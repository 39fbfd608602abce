/**
 * The boxes above the type line: agencies, the national name and motto, "Số: …", place and date, "V/v …".
 * Read from a PDF they may come in any order, on one line with each other, or after the first section; wherever the national name
 * stands, the letterhead lines around it are taken out of the text.
 */
import { type Line, lineOf } from './normal-text.ts';
import { isMostlyUpper, isUpper, paperKindOfLine, squash, isAnnexHeading } from './words.ts';
import { readMarker } from './markers.ts';

export const isNationalName = (text: string): boolean => text.length < 200 && squash(text).replace(/[^a-z]/g, '').includes('conghoaxahoichunghia');
export const isMotto = (text: string): boolean => text.length < 200 && squash(text).replace(/[^a-z]/g, '').includes('doclaptudohanhphuc');
const isPartyName = (text: string): boolean => text.length < 60 && squash(text).startsWith('dangcongsanvietnam');
export const isNumberLine = (text: string): boolean => /^số\s{0,3}[:.]?\s{0,12}[\d.…_/-]/iu.test(text.trim()) && text.length < 60;
const isSubjectLine = (text: string): boolean => /^v\/v\b/iu.test(text.trim()) || /^về việc\b/iu.test(text.trim());
export const isDateLine = (text: string): boolean => text.length < 90 && /^[^,]{2,50},\s{0,3}ngày[\s\d.…_/]{0,20}tháng/iu.test(text.trim());

const AGENCY_STARTS = ['UBND', 'ỦY BAN', 'UỶ BAN', 'HỘI ĐỒNG', 'HĐND', 'TỈNH', 'THÀNH PHỐ', 'TP', 'HUYỆN', 'THỊ XÃ', 'QUẬN', 'XÃ', 'PHƯỜNG', 'THỊ TRẤN', 'ĐẶC KHU', 'SỞ', 'BỘ', 'BAN', 'VĂN PHÒNG', 'PHÒNG',
  'TRUNG TÂM', 'CỤC', 'CHI CỤC', 'TỔNG CỤC', 'VIỆN', 'ĐẢNG ỦY', 'ĐẢNG UỶ', 'THANH TRA', 'CÔNG AN', 'BẢO HIỂM', 'KHO BẠC', 'CHỦ TỊCH', 'THỦ TƯỚNG', 'CHÍNH PHỦ', 'ĐÀI', 'BÁO', 'HỘI', 'VÀ ', 'TỔ ', 'NHÂN DÂN'];
export const isAgencyLine = (text: string): boolean => {
  const trimmed = text.trim();
  return trimmed.length < 80 && isMostlyUpper(trimmed) && !/[.;:]$/.test(trimmed) && AGENCY_STARTS.some((start) => trimmed.startsWith(start)) && !paperKindOfLine(trimmed);
};

/** "UBND TỈNH A      CỘNG HÒA …", "Số: 1/KH-UBND    A, ngày …": the boxes that share a printed line. */
export function splitBoxes(text: string): string[] {
  const pieces: string[] = [];
  for (const part of text.split(/\s{3,}|\t/)) {
    let rest = part.trim();
    for (const opening of [/CỘNG\s?HÒ?O?[ÀA]\s?XÃ/u, /Độc\s?lập/u]) {
      const at = rest.search(opening);
      if (at > 0) { pieces.push(rest.slice(0, at).trim()); rest = rest.slice(at); }
    }
    const cut = isNumberLine(rest.slice(0, 59)) ? dateStart(rest) : -1;
    if (cut > 0) { pieces.push(rest.slice(0, cut).trim()); rest = rest.slice(cut); }
    if (rest) pieces.push(rest);
  }
  // "A, ngày   tháng 01 năm 2024" keeps its blank; glue what was cut apart inside a date or a number.
  const glued: string[] = [];
  for (const piece of pieces) {
    const last = glued.at(-1);
    if (last !== undefined && (/(?:ngày|tháng|,)$/u.test(last) || /^(?:tháng|năm|ngày)\s/u.test(piece) || (/^số\s?:?$/iu.test(last)))) glued[glued.length - 1] = `${last} ${piece}`;
    else glued.push(piece);
  }
  // "Số:     /KH-UBND A, ngày   tháng   năm 2024": the blanks were not the gap between the boxes.
  return glued.flatMap((piece) => {
    const cut = isNumberLine(piece.slice(0, 59)) ? dateStart(piece) : -1;
    return cut > 0 ? [piece.slice(0, cut).trim(), piece.slice(cut)] : [piece];
  });
}

/** Where "Hà Nội, ngày …" begins behind a number: the capital words before ", ngày". */
function dateStart(text: string): number {
  const day = text.search(/,\s?ngày/iu);
  if (day < 0 || day > 90) return -1;
  let at = day;
  for (;;) {
    let word = at;
    while (word > 0 && text[word - 1] !== ' ') word--;
    if (!isUpper(text[word]) || text.slice(word, at).includes('/')) break;
    at = word;
    while (at > 0 && text[at - 1] === ' ') at--;
    if (at === 0) return -1;
  }
  while (text[at] === ' ') at++;
  return at < day ? at : -1;
}

const belongs = (text: string): boolean => {
  const trimmed = text.trim();
  return trimmed === '' || isNationalName(trimmed) || isMotto(trimmed) || isPartyName(trimmed) || isAgencyLine(trimmed) || isNumberLine(trimmed) || isDateLine(trimmed) || splitBoxes(trimmed).some((p) => isNumberLine(p) || isDateLine(p));
};

/** Splits the lines into letterhead boxes and the rest. */
export function takeLetterhead(lines: readonly Line[]): { letterhead: Line[]; rest: Line[] } {
  const taken = new Set<number>();
  const national = lines.findIndex((line) => line.cell === null && isNationalName(line.text));
  const typeLine = lines.findIndex((line) => line.cell === null && paperKindOfLine(line.text) !== null);
  const greeting = lines.findIndex((line) => line.cell === null && /^kính\s?gửi/iu.test(line.text.trim()));
  if (national >= 0) {
    for (let i = national - 1, n = 0; i >= 0 && n < 12 && belongs(lines[i]!.text); i--) { taken.add(i); if (lines[i]!.text.trim()) n++; }
    for (let i = national; i < lines.length && i < national + 30 && belongs(lines[i]!.text); i++) taken.add(i);
  }
  // Without the national name, or around it: what stands before the type line or "Kính gửi" at the very top.
  const top = [typeLine, greeting].filter((i) => i >= 0).reduce((a, b) => Math.min(a, b), Infinity);
  if (top !== Infinity) {
    let filled = 0;
    for (let i = 0; i < top && filled < 25; i++) {
      const text = lines[i]!.text.trim();
      if (text !== '') filled++;
      if (lines[i]!.cell !== null) continue;
      if (belongs(text) || isMostlyUpper(text) || (national >= 0 && national < top && text.length < 90 && !readMarker(text)) || isSubjectLine(text) || (greeting === top && text.length < 70)) taken.add(i);
    }
  }
  // The signer's number and date may be printed apart ("Số:    /KH-UBND" just above or below the title).
  lines.forEach((line, i) => { if (line.cell === null && i < 60 && isNumberLine(line.text)) taken.add(i); });
  const letterhead: Line[] = [];
  const rest: Line[] = [];
  lines.forEach((line, i) => {
    if (!taken.has(i)) { rest.push(line); return; }
    for (const piece of splitBoxes(line.text)) if (piece) letterhead.push(lineOf(line, piece));
  });
  return { letterhead, rest };
}

/** Cells of a table that is a letterhead: same lines, box by box. */
export const isLetterheadTable = (texts: readonly string[]): boolean => texts.some(isNationalName) || (texts.some(isNumberLine) && texts.some(isDateLine)) || (texts.some(isMotto) && texts.length < 12);
export const isTailTable = (texts: readonly string[]): boolean => texts.some((text) => /^nơi\s?nhận/iu.test(text.trim())) || (texts.length < 14 && texts.some((text) => /^(?:TM|KT|TL|TUQ)\s?\./u.test(text.trim())));
export const startsPart = (text: string): boolean => isAnnexHeading(text) || paperKindOfLine(text) !== null || isNationalName(text) || /^\((?:ban hành )?kèm theo/iu.test(text.trim()) || isUpper(text.trim()[0]) && /^phần (?:thứ )?[ivx\d]/iu.test(text.trim());
