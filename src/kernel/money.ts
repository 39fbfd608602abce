/**
 * Money in whole đồng, as a JavaScript integer: exact up to 9 × 10¹⁵, some hundred times what a province spends in a year. Nothing here
 * divides or rounds silently.
 */

/** The largest amount of one line or one payment. */
export const MOST_DONG = 10_000_000_000_000;

const grouped = (amount: number): string => String(Math.abs(amount)).replace(/\B(?=(\d{3})+$)/g, '.');

/** 12500000 → "12.500.000"; −500 → "-500". For columns whose head says the unit. */
export const dongDigits = (amount: number): string => `${amount < 0 ? '-' : ''}${grouped(amount)}`;
/** "12.500.000 đ", for screens; the blank does not break. */
export const dong = (amount: number): string => `${dongDigits(amount)}\u00a0đ`;
/** "12.500.000 đồng", for papers. */
export const dongOnPaper = (amount: number): string => `${dongDigits(amount)} đồng`;

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;

/** 0–999. `whole`: something stands before it, so empty places are spoken: "không trăm linh năm". */
function hundreds(value: number, whole: boolean): string[] {
  const hundred = Math.floor(value / 100), ten = Math.floor((value % 100) / 10), one = value % 10, words: string[] = [];
  if (hundred > 0 || whole) words.push(DIGITS[hundred]!, 'trăm');
  if (ten === 0 && one > 0 && words.length) words.push('linh');
  if (ten === 1) words.push('mười');
  if (ten > 1) words.push(DIGITS[ten]!, 'mươi');
  if (one > 0) words.push(one === 1 && ten > 1 ? 'mốt' : one === 4 && ten > 1 ? 'tư' : one === 5 && ten > 0 ? 'lăm' : DIGITS[one]!);
  return words;
}

/** Groups below a thousand million; `whole` as above. A group of noughts is not spoken. */
function belowBillion(value: number, whole: boolean): string[] {
  const groups = [[Math.floor(value / 1_000_000), 'triệu'], [Math.floor(value / 1000) % 1000, 'nghìn'], [value % 1000, '']] as const;
  return groups.reduce<string[]>((words, [group, name]) => (group === 0 ? words : [...words, ...hundreds(group, whole || words.length > 0), ...(name ? [name] : [])]), []);
}

function numberWords(value: number): string[] {
  const billions = Math.floor(value / 1_000_000_000);
  return billions === 0 ? belowBillion(value, false) : [...numberWords(billions), 'tỷ', ...belowBillion(value % 1_000_000_000, true)];
}

/** The amount in words, as papers print it in brackets: "Mười hai triệu năm trăm nghìn đồng". Only whole amounts from nought up. */
export function dongInWords(amount: number): string {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`not an amount of money: ${amount}`);
  const text = [...(amount === 0 ? [DIGITS[0]] : numberWords(amount)), 'đồng'].join(' ');
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

export type TypedMoney =
  | { readonly kind: 'amount'; readonly amount: number }
  | { readonly kind: 'empty' }
  /** Not taken; the sentence says what to write, with the likely amount where there is one. */
  | { readonly kind: 'asked'; readonly sentence: string };

const SCALES: readonly (readonly [RegExp, number])[] = [[/\s*(?:tỷ|tỉ)$/u, 1e9], [/\s*(?:triệu|tr)$/u, 1e6], [/\s*(?:nghìn|ngàn|k)$/u, 1e3]];
const asked = (sentence: string): TypedMoney => ({ kind: 'asked', sentence });

/**
 * What people type in a money field. Taken: whole đồng, bare or in groups of three by dots or blanks, with or without "đ", "đồng", "VND". Everything
 * else ("12,5 triệu", "12,500", "1.5") could be meant in two ways and is asked back with the amount it probably is.
 */
export function parseDong(text: string): TypedMoney {
  const tidy = text.normalize('NFC').replace(/\u00a0/g, ' ').trim().toLowerCase().replace(/\s*(?:đồng|đ|vnđ|vnd)\.?$/u, '').trim();
  if (text.trim() === '') return { kind: 'empty' };
  if (/^[-−–]/.test(tidy)) return asked('Số tiền không được âm. Hãy ghi số đồng từ 0 trở lên.');
  if (/^\d{1,16}$/.test(tidy) || /^\d{1,3}(?:\.\d{3})+$/.test(tidy) || /^\d{1,3}(?: \d{3})+$/.test(tidy)) {
    const amount = Number(tidy.replace(/[. ]/g, ''));
    return amount <= MOST_DONG ? { kind: 'amount', amount } : asked(`Số tiền lớn hơn ${dong(MOST_DONG)}. Hãy kiểm tra lại số chữ số.`);
  }
  const likely = likelyAmount(tidy);
  return asked(likely === null ? `Chưa đọc được “${text.trim()}”. Hãy ghi số đồng, ví dụ 12.500.000.` : `“${text.trim()}” có phải là ${dong(likely)} không? Nếu đúng, hãy ghi ${dongDigits(likely)}.`);
}

function likelyAmount(text: string): number | null {
  const found = SCALES.find(([word]) => word.test(text)), scale = found?.[1] ?? 1, number = found ? text.replace(found[0], '') : text;
  if (!found && /^\d{1,3}(?:,\d{3})+$/.test(number)) return Number(number.replaceAll(',', ''));
  const decimal = /^(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(number);
  if (!decimal || !found) return null;
  // exact: digits after the mark are shifted, not multiplied
  const shift = String(scale).length - 1, digits = `${decimal[1]}${(decimal[2] ?? '').padEnd(shift, '0')}`;
  const amount = Number(digits);
  return amount <= MOST_DONG ? amount : null;
}
