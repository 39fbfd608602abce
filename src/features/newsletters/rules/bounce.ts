import { isId, type Id } from '#kernel/id.ts';
import { MOST_SOFT, REFUSED_DAYS } from './subscription.ts';

/** Whom a letter that did not arrive speaks against. gone: the address is no more; receiver: their side does not take it now; sender: our own words, server, name or quota (5.4.5). */
export type Blame = 'gone' | 'receiver' | 'sender';

const STATUS = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/;

/**
 * By the enhanced status (RFC 3463, RFC 7505) in what a server answered: "5.1.1 no such user". Only what names the mailbox as absent or disabled is
 * final at once; a bare "550" in a report is used for so much, filters among it, that it has to happen again. `toTheAddress`: it was said for good when
 * the address was named, before any word of the letter.
 */
export function blameOf(answer: string, toTheAddress = false): Blame {
  const [, kind, subject, detail] = (STATUS.exec(answer) ?? []).map(Number);
  if (kind === undefined || subject === undefined || detail === undefined) return toTheAddress ? 'gone' : 'receiver';
  if (subject === 1 && (detail === 7 || detail === 8)) return 'sender';
  if (kind === 5 && ((subject === 1 && detail !== 0 && detail !== 9) || (subject === 2 && detail === 1))) return 'gone';
  return subject === 6 || subject === 7 || subject === 5 || (subject === 4 && detail === 5) || (subject === 3 && detail === 4) || (subject === 2 && detail === 3) ? 'sender' : 'receiver';
}

/** Whether the subscription rests after this: `failures`, letters that did not arrive for the receiver's part, one after another, this one among them. */
export const rests = (blame: Blame, failures: number): boolean => blame === 'gone' || (blame === 'receiver' && failures >= MOST_SOFT);

/** Newest first, what became of the last letters: how many failed for the receiver's part without one that arrived between. */
export function failuresInARow(letters: readonly { readonly state: string; readonly answer: string | null }[]): number {
  let count = 0;
  for (const { state, answer } of letters) {
    if (state === 'sent') break;
    if (state === 'failed' && blameOf(answer ?? '') !== 'sender') count += 1;
  }
  return count;
}

/** Why, for an office that does not read mail servers' English; without any address. */
export function reasonInWords(answer: string): string {
  const [code, , subject, detail] = STATUS.exec(answer) ?? [], [about, exactly] = [Number(subject), Number(detail)];
  const why = blameOf(answer) === 'gone' ? (about === 2 ? 'hộp thư đã ngừng dùng' : 'địa chỉ không tồn tại') : about === 2 && exactly === 2 ? 'hộp thư đầy' : about === 7 ? 'bị bộ lọc thư chặn' : (about === 3 && exactly === 4) || (about === 2 && exactly === 3) ? 'thư quá lớn'
    : about === 4 ? 'không chuyển được tới máy chủ bên nhận' : about === 6 ? 'nội dung thư không được nhận' : 'máy chủ bên nhận không nhận';
  return code ? `${why} (${code})` : why;
}

/** The rule as the office reads it. */
export const RULE_IN_WORDS: readonly string[] = [
  'Địa chỉ không tồn tại, đã ngừng dùng, hoặc bị máy chủ bên nhận từ chối hẳn: thôi gửi ngay từ thư đầu tiên.',
  `Lý do khác ở phía người nhận (hộp thư đầy, máy chủ nghỉ lâu): thôi gửi sau ${MOST_SOFT} thư liền không đến.`,
  'Thư bị bộ lọc chặn hoặc do phía gửi: không tính cho địa chỉ; cần người quản trị máy chủ thư xem.',
  `Địa chỉ đã thôi gửi được giữ ${REFUSED_DAYS} ngày rồi xóa. Người đọc đăng ký và xác nhận lại thì nhận như cũ; biết chắc địa chỉ đã dùng được thì bấm “Gửi lại”.`,
];

// --- which letter -----------------------------------------------------------------------------------------------------

/** Signs of letters are written in signs that mail servers keep, whatever they do to capitals. */
const ID_SIGNS = 25, SECRET_SIGNS = 13;
const SIGN = `[0-9a-z]{${ID_SIGNS + SECRET_SIGNS}}`;
const digits = (hex: string): string => BigInt(`0x${hex}`).toString(36);

/** The sign of a letter in the address its reports go to: its id, and enough of a digest only this store has, so that nobody can make a report up. */
export const signOf = ({ id, token_sha256: secret }: { readonly id: Id; readonly token_sha256: string }): string => digits(id.replaceAll('-', '')).padStart(ID_SIGNS, '0') + digits(secret.slice(0, 16)).padStart(SECRET_SIGNS, '0');

/** "tralai+*@xa.vn" with the sign of a letter in the place of *. */
export const returnAddressOf = (pattern: string, letter: { readonly id: Id; readonly token_sha256: string }): string => pattern.replace('*', signOf(letter));

/** Ids of letters that these lines name by a return address, each with the sign that stood there. Where the pattern is not known (a mail server's pipe, an address of last year), a sign that stands alone will do: whoever asks compares it. */
export function signsIn(lines: string, pattern: string | null): { readonly id: Id; readonly sign: string }[] {
  const text = lines.toLowerCase(), [before, after] = (pattern ?? '').split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')), known = after === undefined ? [] : [...text.matchAll(new RegExp(`${before}(${SIGN})${after}`, 'g'))];
  const found = known.length ? known : text.matchAll(ALONE);
  return [...new Set([...found].map(([, sign]) => sign!))].flatMap((sign) => { const id = idIn(sign); return id ? [{ id, sign }] : []; }).slice(0, 10);
}
const ALONE = new RegExp(`(?<![0-9a-z])(${SIGN})(?![0-9a-z])`, 'g');
function idIn(sign: string): Id | null {
  let value = 0n;
  for (const digit of sign.slice(0, ID_SIGNS)) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  const hex = value.toString(16).padStart(32, '0'), id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return hex.length === 32 && isId(id) ? id : null;
}

/** "<id@domain>" of one of our letters. */
export function idOfMessage(messageId: string): Id | null {
  const text = /<([0-9a-fA-F-]{36})@/.exec(messageId)?.[1]?.toLowerCase() ?? '';
  return isId(text) ? text : null;
}

/** The key of the link for leaving, as it stands in List-Unsubscribe. */
export const leavingKeyIn = (header: string, path: string): string | null => new RegExp(`${path}/([\\w-]{40,60})(?![\\w-])`).exec(header)?.[1] ?? null;
