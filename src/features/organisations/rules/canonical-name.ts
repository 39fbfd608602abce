import { fold, tidy } from '#kernel/vietnamese.ts';

/**
 * Names of agencies as they are compared: without marks, case, punctuation and "và", abbreviations written out.
 * "Phòng VH-XH" and "Phòng Văn hóa – Xã hội" become "phong van hoa xa hoi".
 */

/** Written apart or together (VH-XH, VH&XH, VHXH): the dashes and ampersands are gone before these are looked up. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  'ubnd': 'uy ban nhan dan', 'ub nd': 'uy ban nhan dan', 'hdnd': 'hoi dong nhan dan', 'tt hdnd': 'thuong truc hoi dong nhan dan',
  'ubmttq': 'uy ban mat tran to quoc', 'ub mttq': 'uy ban mat tran to quoc', 'ubmttqvn': 'uy ban mat tran to quoc viet nam', 'ub mttqvn': 'uy ban mat tran to quoc viet nam', 'ubmt': 'uy ban mat tran',
  'mttq': 'mat tran to quoc', 'mttqvn': 'mat tran to quoc viet nam', 'bcd': 'ban chi dao', 'btg': 'ban tuyen giao', 'bql': 'ban quan ly', 'kkt': 'khu kinh te', 'kcn': 'khu cong nghiep',
  'vp': 'van phong', 'vpub': 'van phong uy ban nhan dan', 'vpubnd': 'van phong uy ban nhan dan', 'vpcp': 'van phong chinh phu', 'vptu': 'van phong tinh uy',
  'tt pvhcc': 'trung tam phuc vu hanh chinh cong', 'tt hcc': 'trung tam hanh chinh cong', 'pvhcc': 'phuc vu hanh chinh cong', 'hcc': 'hanh chinh cong', 'tnvtkq': 'tiep nhan tra ket qua',
  'vh xh': 'van hoa xa hoi', 'vh tt': 'van hoa thong tin', 'vh tt dl': 'van hoa the thao du lich', 'vhtt dl': 'van hoa the thao du lich', 'vh ttdl': 'van hoa the thao du lich',
  'vhtt': 'van hoa thong tin', 'tt tt': 'thong tin truyen thong', 'tt vh tt': 'truyen thong van hoa the thao', 'kh cn': 'khoa hoc cong nghe', 'gd dt': 'giao duc dao tao', 'nn mt': 'nong nghiep moi truong',
  'nn ptnt': 'nong nghiep phat trien nong thon', 'tn mt': 'tai nguyen moi truong', 'ld tb xh': 'lao dong thuong binh xa hoi', 'ldtb xh': 'lao dong thuong binh xa hoi', 'gtvt': 'giao thong van tai', 'kh dt': 'ke hoach dau tu',
  'tc kh': 'tai chinh ke hoach', 'tp ht': 'tu phap ho tich', 'pt th': 'phat thanh truyen hinh', 'ptvth': 'phat thanh truyen hinh', 'kt ht dt': 'kinh te ha tang do thi', 'kt ht': 'kinh te ha tang',
  'bhxh': 'bao hiem xa hoi', 'kbnn': 'kho bac nha nuoc', 'nhnn': 'ngan hang nha nuoc', 'ldld': 'lien doan lao dong', 'lhpn': 'lien hiep phu nu', 'ccb': 'cuu chien binh', 'hnd': 'hoi nong dan', 'dtn': 'doan thanh nien', 'tncs': 'thanh nien cong san', 'hcm': 'ho chi minh',
  'cchc': 'cai cach hanh chinh', 'tthc': 'thu tuc hanh chinh', 'cntt': 'cong nghe thong tin', 'cds': 'chuyen doi so', 'ttdt': 'thong tin dien tu', 'ct xh': 'chinh tri xa hoi',
  'tp': 'thanh pho', 'tx': 'thi xa', 'tw': 'trung uong', 'tdp': 'to dan pho', 'dvhc': 'don vi hanh chinh',
};

const LONGEST = 3;
const EXPANSIONS = new Map<string, readonly string[]>();
for (const [short, long] of Object.entries(ABBREVIATIONS)) {
  EXPANSIONS.set(short, long.split(' '));
  const together = short.replaceAll(' ', '');
  if (!EXPANSIONS.has(together)) EXPANSIONS.set(together, long.split(' '));
}

const CONNECTIVES = new Set(['va', 'cung', 'voi']);

/** PDF text joins words: "Văn phòngUBND" is cut where a small letter meets a capital. */
function cutJoinedWords(text: string): string {
  let result = '', previousLower = false;
  for (const letter of text) {
    const upper = letter !== letter.toLowerCase();
    if (upper && previousLower) result += ' ';
    result += letter;
    previousLower = !upper && letter !== letter.toUpperCase();
  }
  return result;
}

/** Words of letters and digits; everything else separates. */
function wordsOf(folded: string): string[] {
  const words: string[] = [];
  let word = '';
  for (const letter of folded) {
    if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) word += letter;
    else if (word) { words.push(word); word = ''; }
  }
  if (word) words.push(word);
  return words;
}

/** The same few names come again and again (a division of the same name in each of 96 communes): remembered, within bounds. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 20_000;

/** The words of a name, abbreviations written out, "và" dropped. */
export function nameWords(text: string): readonly string[] {
  let words = known.get(text);
  if (!words) {
    words = splitName(text);
    if (known.size >= MOST_KNOWN) known.clear();
    if (text.length <= 200) known.set(text, words);
  }
  return words;
}

function splitName(text: string): string[] {
  const raw = wordsOf(fold(cutJoinedWords(tidy(text))));
  const words: string[] = [];
  for (let at = 0; at < raw.length;) {
    let taken = 0;
    for (let length = Math.min(LONGEST, raw.length - at); length > 0 && taken === 0; length--) {
      const long = EXPANSIONS.get(raw.slice(at, at + length).join(' '));
      if (long) { words.push(...long); taken = length; }
    }
    if (taken === 0) { words.push(raw[at]!); taken = 1; }
    at += taken;
  }
  return words.filter((word) => !CONNECTIVES.has(word));
}

export const canonicalName = (text: string): string => nameWords(text).join(' ');

/** First letters: "sở văn hóa thể thao du lịch" → "svhttdl". */
export const initialsOf = (words: readonly string[]): string => words.map((word) => word.charAt(0)).join('');
