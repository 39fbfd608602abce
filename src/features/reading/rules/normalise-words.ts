/**
 * Words that lost the blank between them, as damaged PDF text has them:
 *   Quyếtđịnhsố185/QĐ-UBND → Quyết định số 185/QĐ-UBND     trên địa bànxã → bàn xã     UBNDxã → UBND xã     hiệnKế → hiện Kế
 * A Vietnamese syllable has one onset, one vowel group, one coda and at most one tone mark, so such a word is cut where every
 * piece is a syllable that stands alone elsewhere in the same document or in the list of common ones. Words without a
 * Vietnamese letter (video, online, Fanpage), abbreviations and names that are syllables already are left as they are.
 */
import { isDigit, isLetter, isLower, isUpper } from './words.ts';

const SYLLABLE = /^(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?$/;
const COMMON = new Set((
  'và của các có cho trong trên về với từ được để là theo tại năm tháng quý ngày số xã phường huyện tỉnh thị thành phố trấn quận đặc khu ủy ban nhân dân hội đồng ' +
  'chủ tịch phó giám đốc sở bộ phòng văn hóa hoá xã hội thông tin truyền thanh hình nội vụ tư pháp tài chính kế toán hoạch đầu tổ chức thực hiện công tác cải cách hành ' +
  'tuyên quyết định nghị chỉ kết luận chương trình báo cáo phối hợp trì quan đơn vị thời gian thường xuyên kinh phí dự toán ngân sách nhà nước bố trí nguồn đề nghị yêu cầu ' +
  'mục đích nhiệm giải khai điện tử dịch trực tuyến người hoạt động không chuyên trách cán viên đảng đoàn thể mặt trận quốc thôn khóm ấp đài cổng trang bài đưa phát lớp ' +
  'tập huấn bồi dưỡng cuộc thi tìm hiểu pa nô áp phích tờ rơi băng rôn khẩu hiệu định kỳ hằng hàng tuần gửi trước sau chậm nhất tổng hợp căn cứ triển đẩy mạnh nâng cao ' +
  'hiệu quả trách nhiệm lãnh đạo hướng dẫn kiểm tra giám sát đôn đốc theo dõi quy đúng cơ sở một cửa liên thủ tục giới thiệu thuộc này khi đó như sự việc bàn địa lồng ghép đến ' +
  'xây dựng duy trì cung cấp tham mưu xuất rà soát biên soạn đăng tải bản mở lựa chọn nghiên cứu lập cân thẩm giám sản thiết cập nhật bảo đảm phổ biến quán triệt khảo đánh giá phóng chuyên mục nghiệp nhiệm vận sáng tạo'
).split(' '));

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
interface Folded { base: string; tones: number }
function foldSyllable(text: string): Folded {
  const decomposed = text.normalize('NFD').toLowerCase();
  return { base: decomposed.replace(/\p{M}/gu, '').replace(/đ/g, 'd'), tones: (decomposed.match(TONES) ?? []).length };
}
const isSyllable = (text: string): boolean => {
  if (text.length > 7) return false;
  const { base, tones } = foldSyllable(text);
  return tones <= 1 && SYLLABLE.test(base);
};
const isVietnameseLetter = (char: string): boolean => char > '\u007f' && isLetter(char);

/** The syllables that stand alone in a document. */
export function syllablesOf(texts: readonly string[]): Set<string> {
  const seen = new Set<string>();
  for (const text of texts) for (const word of text.match(/\p{L}+/gu) ?? []) if (word.length <= 7) seen.add(word.toLowerCase());
  const result = new Set(COMMON);
  for (const word of seen) if (isSyllable(word)) result.add(word);
  return result;
}

/** Best cut of a run of small letters into known syllables: the fewest pieces; null when there is none. */
function cut(word: string, known: ReadonlySet<string>): string[] | null {
  const best: (number | null)[] = [0];
  const from: number[] = [0];
  for (let end = 1; end <= word.length; end++) {
    best[end] = null;
    for (let start = Math.max(0, end - 7); start < end; start++) {
      if (best[start] === null || best[start] === undefined) continue;
      const piece = word.slice(start, end).toLowerCase();
      if (!known.has(piece) || !isSyllable(piece)) continue;
      const cost = best[start]! + 1 + (piece.length === 1 ? 2 : 0);
      if (best[end] === null || cost < best[end]!) { best[end] = cost; from[end] = start; }
    }
  }
  if (best[word.length] === null) return null;
  const pieces: string[] = [];
  for (let end = word.length; end > 0; end = from[end]!) pieces.unshift(word.slice(from[end]!, end));
  return pieces;
}

/** A word with its blanks put back, or as it was. */
export function splitJoined(word: string, known: ReadonlySet<string>): string {
  if (word.length < 4 || word.length > 80) return word;
  if (![...word].some(isVietnameseLetter) || (isSyllable(word) && !hasInnerCapital(word))) return word;
  const pieces: string[] = [];
  let at = 0;
  while (at < word.length) {
    let end = at;
    while (isUpper(word[end])) end++;
    if (end - at >= 2) { // an abbreviation: UBND|xã
      if (end === word.length) { pieces.push(word.slice(at)); break; }
      if (end - at > 2 || !isLower(word[end])) { pieces.push(word.slice(at, end)); at = end; continue; }
      return word;
    }
    end = at + 1;
    while (isLower(word[end])) end++;
    const run = word.slice(at, end);
    const parts = known.has(run.toLowerCase()) && isSyllable(run) ? [run] : cut(run, known);
    if (!parts) return word;
    pieces.push(...parts);
    at = end;
  }
  return pieces.length > 1 ? pieces.join(' ') : word;
}
function hasInnerCapital(word: string): boolean {
  for (let i = 1; i < word.length; i++) if (isUpper(word[i]) && isLower(word[i - 1])) return true;
  return false;
}

/** The text with joined words cut; the same string when nothing was joined. */
export function repairWords(text: string, known: ReadonlySet<string>): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    let end = at;
    if (!isLetter(text[at])) {
      while (end < text.length && !isLetter(text[end])) end++;
      parts.push(text.slice(at, end));
      at = end;
      continue;
    }
    while (end < text.length && isLetter(text[end])) end++;
    const word = text.slice(at, end);
    const repaired = splitJoined(word, known);
    parts.push(repaired);
    // "số185/QĐ", "ngày26/01"
    if (isDigit(text[end]) && isLower(word.at(-1)) && [...word.slice(0, 80)].some(isVietnameseLetter) && isSyllable(repaired.slice(repaired.lastIndexOf(' ') + 1))) {
      let digits = end;
      while (isDigit(text[digits]) && digits - end < 8) digits++;
      if (text[digits] === '/' || text[digits] === '-') parts.push(' ');
    }
    at = end;
  }
  return parts.join('');
}
