/**
 * Who signs: capacity lines, the title, the name.
 *   TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Phạm Văn A       TL. BỘ TRƯỞNG / VỤ TRƯỞNG VỤ …      CHỦ TỊCH
 * capacity = the TM., KT., TL., TUQ., Q. lines in order; position = the last title line; "(Đã ký)", ranks and degrees are dropped.
 */
import type { Signer } from './result.ts';
import { collapse, isMostlyUpper, isUpper, paperKindOfLine, squash } from './words.ts';

const CAPACITY = /^(?:TM|KT|TL|TUQ|Q)\s?\.\s?\p{L}/u;
const TITLE_STARTS = ['PHÓ', 'CHỦ TỊCH', 'CHỦ NHIỆM', 'GIÁM ĐỐC', 'TỔNG GIÁM ĐỐC', 'BỘ TRƯỞNG', 'THỨ TRƯỞNG', 'TRƯỞNG', 'CHÁNH', 'VỤ TRƯỞNG', 'CỤC TRƯỞNG', 'TỔNG CỤC TRƯỞNG', 'CHI CỤC TRƯỞNG', 'VIỆN TRƯỞNG', 'HIỆU TRƯỞNG', 'BÍ THƯ', 'THỦ TƯỚNG', 'TỔNG BIÊN TẬP', 'TỔNG THANH TRA', 'THƯỜNG TRỰC', 'QUYỀN', 'Q.', 'THỐNG ĐỐC', 'ỦY VIÊN', 'UỶ VIÊN', 'TỔ TRƯỞNG', 'KIÊM'];
/** TM./KT./TL./TUQ. lines. */
export const isSignatureLine = (text: string): boolean => text.length < 90 && CAPACITY.test(text.trim()) && isMostlyUpper(text);
export const isTitleLine = (text: string): boolean => {
  const trimmed = text.trim();
  return trimmed.length < 70 && isMostlyUpper(trimmed) && TITLE_STARTS.some((start) => trimmed.startsWith(start)) && !/[.;:,]$/.test(trimmed.slice(2)) && !paperKindOfLine(trimmed);
};
const RANK = /^(?:(?:pgs|gs|ts|ths|bs|cn|ks|đại tá|thượng tá|trung tá|thiếu tá|thiếu tướng|trung tướng|thượng tướng|đại tướng)\.? ?)+/iu;

/** Two to six capitalised words without digits or stops. */
export function isSignerName(text: string): boolean {
  const trimmed = collapse(text).replace(/[.,]$/, '');
  if (trimmed.length < 5 || trimmed.length > 45 || /[\d:;,()/+&-]/.test(trimmed)) return false;
  const words = trimmed.replace(RANK, '').split(' ');
  if (words.length < 2 || words.length > 6) return false;
  if (!words.every((word) => isUpper(word[0]) && word.length <= 7 && /^\p{L}+$/u.test(word))) return false;
  if (isMostlyUpper(trimmed)) return words.length <= 5 && SURNAMES.has(squash(words[0]!)) && !isTitleLine(trimmed) && !paperKindOfLine(trimmed);
  return words.filter((word) => word === word.toUpperCase() && word.length > 1).length === 0 && !NOT_NAMES.has(squash(trimmed)) && !/^(?:Ủy Ban|Hội Đồng|Độc lập|Nơi Nhận|Như Trên|Phụ Lục)/iu.test(trimmed);
}
const NOT_NAMES = new Set(['noinhan', 'nhutren', 'daky', 'phuluc', 'kehoach']);
const SURNAMES = new Set('nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh doan mai to lam luong cao ta thai ha luu chau quach nong ma giang kieu tang thach danh lu vi be sung giap nghiem luc la tong tu truong dam dao hua khuat chu phung thieu ksor rcom y au bach cam dong kim ngan ninh on quang su than trieu van vuong'.split(' '));

/** "(Đã ký)" beside or below the title says nothing. */
function withoutSigned(text: string): string {
  const at = text.length < 80 ? text.search(/\(?đã ký\)?/iu) : -1;
  return at < 0 ? text : text.slice(0, at).trim();
}
export function readSigner(lines: readonly string[]): { signer: Signer; used: number[] } {
  const signer: Signer = { capacity: [], position: null, name: null };
  const used: number[] = [];
  const titles: { text: string; at: number }[] = [];
  lines.forEach((line, at) => {
    const text = withoutSigned(collapse(line));
    if (signer.name !== null) return;
    if (isSignatureLine(text)) {
      if (titles.length > 0 && signer.capacity.length > 0 && /^(?:TM)/.test(text)) return;
      signer.capacity.push(text.replace(/^(TM|KT|TL|TUQ|Q)\s?\.\s?/u, '$1. '));
      used.push(at);
    } else if (isTitleLine(text)) { titles.push({ text, at }); used.push(at); }
    else if (isSignerName(text) && (signer.capacity.length > 0 || titles.length > 0)) { signer.name = text.replace(RANK, ''); used.push(at); }
    else if (isMostlyUpper(text) && text.length < 60 && used.at(-1) === at - 1 && titles.length === 0 && signer.capacity.length > 0 && !/[.;:\d]/.test(text)) {
      // A capacity that runs over two lines: "TM. ỦY BAN NHÂN DÂN" / "TỈNH …".
      signer.capacity[signer.capacity.length - 1] += ` ${text}`;
      used.push(at);
    }
  });
  signer.position = titles.at(-1)?.text ?? null;
  if (signer.position === null && signer.capacity.length > 0 && /^Q\./.test(signer.capacity.at(-1)!)) signer.position = signer.capacity.at(-1)!;
  return { signer, used };
}
