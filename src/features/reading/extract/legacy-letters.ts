/**
 * Letters of the fonts before Unicode. TCVN3 ("ABC", fonts .VnTime…) gives every Vietnamese letter one byte; VNI (fonts VNI-Times…)
 * writes a letter and a mark as two. Programs show them as Western European characters: "KÕ ho¹ch" is "Kế hoạch" in TCVN3.
 * Sources: TCVN 5712:1993 (VN3), VNI character table.
 */
import type { Decoded } from './decode-text.ts';

/** "µà¶ả" → [['µ', 'à'], ['¶', 'ả']] */
function pairsOf(text: string): [string, string][] {
  const letters = [...text.normalize('NFC')], pairs: [string, string][] = [];
  for (let i = 0; i + 1 < letters.length; i += 2) pairs.push([letters[i]!, letters[i + 1]!]);
  return pairs;
}

/** Western European character → letter. TCVN3 has capitals only for the seven base letters; toned ones come from a capital font. */
const TCVN3 = new Map(pairsOf('µà¶ả·ã¸á¹ạ¨ă»ằ¼ẳ½ẵ¾ắÆặ©âÇầÈẩÉẫÊấËậ®đÌèÎẻÏẽÐéÑẹªêÒềÓểÔễÕếÖệ×ìØỉÜĩÝíÞịßòáỏâõãóäọ«ôåồæổçỗèốéộ¬ơêờëởìỡíớîợïùñủòũóúôụ\u00adưõừöử÷ữøứùựúỳûỷüỹýýþỵ¡Ă¢Â£Ê¤Ô¥Ơ¦Ư§Đ'));

/** Base letter + mark → letter, lower case; capitals are the same in upper case. */
const VNI = new Map<string, string>();
for (const [base, pairs] of Object.entries({
  a: 'øàùáûảõãïạââáấàầåẩãẫäậêăéắèằúẳüẵëặ', e: 'øèùéûẻõẽïẹâêáếàềåểãễäệ', o: 'øòùóûỏõõïọâôáốàồåổãỗäộ', u: 'øùùúûủõũïụ',
  y: 'øỳùýûỷõỹ', ô: 'øờùớûởõỡïợ', ö: 'øừùứûửõữïự',
})) {
  for (const [mark, letter] of pairsOf(pairs)) {
    VNI.set(base + mark, letter);
    VNI.set(base.toUpperCase() + mark.toUpperCase(), letter.toUpperCase());
    VNI.set(base.toUpperCase() + mark, letter.toUpperCase());
  }
}
const VNI_ALONE = new Map(pairsOf('ñđÑĐôơÔƠöưÖƯæỉÆỈóĩÓĨòịÒỊîỵÎỴ'));

export const fromTcvn3 = (text: string, capitals = false): string => {
  let result = '';
  for (const character of text) result += TCVN3.get(character) ?? character;
  return capitals ? result.toUpperCase() : raiseCapitals(text, result);
};

export function fromVni(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i += 1) {
    const pair = VNI.get(text.slice(i, i + 2));
    if (pair !== undefined) { result += pair; i += 1; } else result += VNI_ALONE.get(text[i]!) ?? text[i]!;
  }
  return result;
}

/**
 * A heading typed in a capital font: its plain letters are capitals and its toned ones come out small ("KẾ HOạCH" as "Kế HOạCH").
 * A word is raised when it has two plain capitals and no plain small letter, or one and a neighbour that was raised.
 */
function raiseCapitals(original: string, converted: string): string {
  const before = original.split(' '), after = converted.split(' ');
  if (before.length !== after.length) return converted;
  const kind = before.map((word) => {
    let upper = 0, lower = 0, high = 0;
    for (const c of word) { if (c >= 'A' && c <= 'Z') upper += 1; else if (c >= 'a' && c <= 'z') lower += 1; else if (c > '\u00a0') high += 1; }
    return lower > 0 ? 'small' : upper >= 2 || (upper >= 1 && high >= 2) ? 'capital' : upper + high > 0 ? 'open' : 'none';
  });
  const nearest = (from: number, step: number): string => {
    for (let i = from + step; i >= 0 && i < kind.length && Math.abs(i - from) <= 3; i += step) if (kind[i] === 'capital' || kind[i] === 'small') return kind[i]!;
    return 'none';
  };
  return after.map((word, index) => {
    if (kind[index] === 'capital') return word.toUpperCase();
    if (kind[index] !== 'open') return word;
    const sides = [nearest(index, -1), nearest(index, 1)];
    return sides.includes('capital') && !sides.includes('small') ? word.toUpperCase() : word;
  }).join(' ');
}

/** Syllables so frequent in official Vietnamese that a page without them is no Vietnamese. All carry a mark. */
const COMMON = new Set([
  'của', 'và', 'các', 'công', 'tác', 'hành', 'chính', 'cải', 'cách', 'nhân', 'dân', 'thực', 'hiện', 'tuyên', 'truyền', 'kế', 'hoạch', 'việc',
  'trên', 'về', 'được', 'nội', 'đơn', 'vị', 'ủy', 'uỷ', 'tỉnh', 'xã', 'huyện', 'độc', 'lập', 'tự', 'hạnh', 'phúc', 'số', 'ngày', 'tháng', 'năm', 'nước',
  'cộng', 'hòa', 'hoà', 'chủ', 'nghĩa', 'nam', 'phòng', 'sở', 'đến', 'quyết', 'định', 'báo', 'cáo', 'phường', 'thông', 'điện', 'tử', 'dịch', 'vụ',
].map((word) => word.normalize('NFC')));

/** How many of the words are common ones; looks at the first 200,000 characters. */
function commonWords(text: string): number {
  let count = 0, word = '';
  const end = Math.min(text.length, 200_000);
  for (let i = 0; i <= end; i += 1) {
    const c = i < end ? text[i]! : ' ';
    if (c > '@' && c !== '[' && c !== ']' && c !== '_' && c !== '|' && c !== '\u00a0') { if (word.length < 12) word += c; continue; }
    if (word.length > 1 && COMMON.has(word.toLowerCase().normalize('NFC'))) count += 1;
    word = '';
  }
  return count;
}

/** The reading with the most common words; the old letters must win clearly, so that correct text is never touched. */
export function betterReading(candidates: readonly { name: string | null; text: string }[], western: string): Decoded {
  const old = [{ name: 'TCVN3 (ABC)', convert: (text: string) => fromTcvn3(text) }, { name: 'VNI', convert: fromVni }]
    .map(({ name, convert }) => ({ name, text: hasHighLetters(western) ? western.split('\n').map((line) => convert(line)).join('\n') : '' }));
  let best = candidates[0]!, points = commonWords(best.text);
  for (const candidate of [...candidates.slice(1), ...old]) {
    const own = commonWords(candidate.text);
    if (own > points * 2 && own >= 3) { best = candidate; points = own; }
  }
  return { text: best.text, legacy: best.name };
}

/** A character of the upper half of Latin-1: without any there is nothing to convert. */
function hasHighLetters(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) { const code = text.charCodeAt(i); if (code >= 0xa1 && code <= 0xff) return true; }
  return false;
}
