import { invalid } from '#kernel/app-error.ts';
import { tidy } from '#kernel/vietnamese.ts';

/** How a user name or e-mail address is compared: no case, no blanks around it. */
export const userNameKey = (text: string): string => tidy(text).trim().toLowerCase();

const ALLOWED = new Set('abcdefghijklmnopqrstuvwxyz0123456789._-+@');

/** Checks a new user name: an e-mail address or 3 to 64 letters a–z, digits, dot, dash. Returns it as kept. */
export function checkUserName(text: string): string {
  const name = userNameKey(text);
  if (!name) throw invalid('Hãy ghi thư điện tử hoặc tên đăng nhập.', 'userName');
  if (name.length < 3 || name.length > 120) throw invalid('Tên đăng nhập phải có từ 3 đến 120 ký tự.', 'userName');
  if ([...name].some((letter) => !ALLOWED.has(letter))) throw invalid('Tên đăng nhập chỉ gồm chữ không dấu, chữ số và các dấu . _ - + @', 'userName');
  if (name.includes('@') && !isEmail(name)) throw invalid('Địa chỉ thư điện tử chưa đúng, ví dụ đúng: ten@tinh.gov.vn', 'userName');
  return name;
}

export function isEmail(text: string): boolean {
  const [local, domain, more] = text.split('@');
  return more === undefined && Boolean(local) && Boolean(domain) && domain!.includes('.') && domain!.split('.').every((label) => label.length > 0);
}

/** The network part of an address, enough to recognise an office and no more: IPv4 /24, IPv6 /48. */
export function networkOf(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  if (plain.includes('.')) return `${plain.split('.').slice(0, 3).join('.')}.*`;
  return plain.includes(':') ? `${plain.split(':').slice(0, 3).join(':')}::` : plain;
}
