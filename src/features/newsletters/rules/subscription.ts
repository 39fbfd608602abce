import { invalid } from '#kernel/app-error.ts';

/** An address as it is written to: lower case; null where nothing can be sent to it. RFC 5321 allows more than anybody's mail server does. */
export function readAddress(typed: string): string | null {
  const text = typed.trim().normalize('NFC').toLowerCase(), at = text.lastIndexOf('@'), [name, host] = [text.slice(0, at), text.slice(at + 1)];
  return at > 0 && text.length <= 254 && name.length <= 64 && /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+$/.test(name) && !name.includes('..') && !/^\.|\.$/.test(name)
    && /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(host) ? text : null;
}
export function addressFrom(typed: string): string {
  const address = readAddress(typed);
  if (!address) throw invalid(typed.trim() ? 'Địa chỉ thư này chưa đúng. Hãy kiểm tra lại, ví dụ ten@coquan.vn, không dấu và không khoảng trắng.' : 'Chưa ghi địa chỉ thư điện tử. Hãy ghi địa chỉ muốn nhận tin.', 'address');
  return address;
}

/** Where letters to an address are read: "An.Nguyen+tin@xa.vn" → "annguyen@xa.vn". Most servers pass over what follows a plus, some the dots. */
export const mailboxOf = (address: string): string => { const at = address.lastIndexOf('@'); return address.slice(0, at).split('+')[0]!.replaceAll('.', '') + address.slice(at); };

/** How an operator sees it: enough to find a mistake, not enough to write to. "an.nguyen@xa.vn" → "a…n@x….vn" */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@'), [name, host] = [address.slice(0, at), address.slice(at + 1)], end = host.slice(host.lastIndexOf('.'));
  return `${name.charAt(0)}…${name.length > 2 ? name.at(-1) : ''}@${host.charAt(0)}…${end}`;
}

/** A request nobody confirmed is deleted after this. */
export const UNCONFIRMED_DAYS = 7;
/** An address that its server refused is forgotten after this: whoever owns it by then may ask again. */
export const REFUSED_DAYS = 180;
/** Links of letters that went out work this long. */
export const LETTER_DAYS = 730;
/** So many letters given up one after another, and nothing more is sent to the address. */
export const MOST_SOFT = 3;
/** Nobody gets more than one confirmation letter in this time for the same thing, however often somebody fills in the form. */
export const AGAIN_HOURS = 24;
/** Nor more than this many in a day in all, nor in a week without agreeing: counted for the mailbox, under whatever spelling of its address. */
export const MOST_REQUESTS_A_DAY = 3, MOST_REQUESTS_A_WEEK = 5;

/** The words under which an address is given (Law 91/2025/QH15 and Decree 356/2025/NĐ-CP: for which purpose, which data, who handles it, how to take it back); kept whole with the consent, so that they say themselves which words they were. */
export const consentWords = (organisation: string, what: readonly string[]): string =>
  `Tôi đồng ý để ${organisation} dùng địa chỉ thư điện tử này, và chỉ dùng để gửi: ${what.join('; ')}. Địa chỉ không dùng vào việc khác, không chuyển cho ai khác. Tôi rút lại sự đồng ý bất cứ lúc nào bằng đường dẫn hủy trong mỗi thư; khi đó địa chỉ được xóa.`;
