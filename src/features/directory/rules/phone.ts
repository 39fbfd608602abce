/**
 * Telephone numbers of Viet Nam: kept as digits with the leading 0 ("02553822123", "1022"), an extension after "x". Lengths and area codes
 * of fixed lines as since 17 June 2017 (thông tư 22/2014/TT-BTTTT, quyết định 2036/QĐ-BTTTT), mobiles of ten digits as since 15 September 2018.
 */
export type PhoneKind = 'fixed' | 'mobile' | 'service' | 'short';

/** The two big cities have an area code of three digits and numbers of eight; everywhere else four and seven. */
const WIDE_AREAS = ['024', '028'];

const digitsOf = (text: string): string => [...text].filter((sign) => sign >= '0' && sign <= '9').join('');
const EXTENSION = /(?:máy lẻ|may le|nhánh|nhanh|ext\.?|số lẻ|x)\s*:?\s*(\d{1,5})\s*$/i;

/** "(0255) 3822.123", "+84 255 3822 123", "0912 345 678 máy lẻ 12" → how it is kept; null: no number that can be called. */
export function readPhone(text: string): string | null {
  const written = text.normalize('NFC').trim();
  if (!written || written.length > 60) return null;
  const extension = EXTENSION.exec(written), main = extension ? written.slice(0, extension.index) : written;
  if (/[^\d\s.()+\-–/]/.test(main.replace(/^(?:đt|tel|sđt|điện thoại)\s*[.:]?/iu, ''))) return null;
  let digits = digitsOf(main);
  const abroad = main.trim().startsWith('+') || main.trim().startsWith('00');
  if (abroad) {
    const rest = digits.replace(/^00/, '');
    if (!rest.startsWith('84')) return null;
    digits = `0${rest.slice(2).replace(/^0/, '')}`;
  } else if (digits.startsWith('84') && (digits.length === 11 || digits.length === 12)) digits = `0${digits.slice(2)}`;
  return kindOfPhone(digits) ? (extension ? `${digits}x${extension[1]}` : digits) : null;
}

/** Of a number without its extension; null when there is none of this shape. */
export function kindOfPhone(digits: string): PhoneKind | null {
  if (/^02\d{9}$/.test(digits)) return 'fixed';
  if (/^0[35789]\d{8}$/.test(digits)) return 'mobile';
  if (/^1[89]00\d{4}(?:\d{2})?$/.test(digits)) return 'service';
  if (/^1\d{2,3}$/.test(digits)) return 'short';
  return null;
}

const split = (kept: string): [string, string | null] => { const at = kept.indexOf('x'); return at < 0 ? [kept, null] : [kept.slice(0, at), kept.slice(at + 1)]; };

/** As people read it: "0255 3822 123", "024 3822 1234", "0912 345 678", "1900 1234", "1022". */
export function formatPhone(kept: string, extensionWord = 'máy lẻ'): string {
  const [digits, extension] = split(kept);
  return `${groups(digits)}${extension ? ` ${extensionWord} ${extension}` : ''}`;
}
function groups(digits: string): string {
  switch (kindOfPhone(digits)) {
    case 'fixed': { const area = WIDE_AREAS.includes(digits.slice(0, 3)) ? 3 : 4; return `${digits.slice(0, area)} ${digits.slice(area, area + 4)} ${digits.slice(area + 4)}`; }
    case 'mobile': return `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`;
    case 'service': return digits.length === 8 ? `${digits.slice(0, 4)} ${digits.slice(4)}` : `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`;
    default: return digits;
  }
}

/** For `href`: works from abroad too where the number does. */
export function telLink(kept: string): string {
  const [digits, extension] = split(kept);
  return `tel:${digits.startsWith('0') ? `+84${digits.slice(1)}` : digits}${extension ? `;ext=${extension}` : ''}`;
}
/** For data read by machines: "+84-255-3822-123"; short numbers as they are. */
export function internationalPhone(kept: string): string {
  const [digits] = split(kept);
  return digits.startsWith('0') ? `+84-${groups(digits).slice(1).replaceAll(' ', '-')}` : digits;
}
export const PHONE_HINT = 'Ghi cả mã vùng, ví dụ 0255 3822 123; số di động 10 số; số ngắn như 1022';
