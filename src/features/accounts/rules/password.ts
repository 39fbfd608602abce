import { fold } from '#kernel/vietnamese.ts';
import type { Settings } from './settings.ts';

/** Passwords everybody tries first. Compared folded, so "Matkhau@123" counts as well. */
const EASY = ['password', 'matkhau', 'mat khau', '12345678', '123456789', '1234567890', 'qwertyuiop', 'abcdefgh', 'administrator', 'quantri', 'vietnam', 'caicachhanhchinh'];
const MOST = 256;

const CLASSES: readonly (readonly [(letter: string) => boolean, string])[] = [
  [(letter) => letter !== letter.toUpperCase(), 'chữ thường'],
  [(letter) => letter !== letter.toLowerCase(), 'chữ hoa'],
  [(letter) => letter >= '0' && letter <= '9', 'chữ số'],
  [(letter) => letter === letter.toUpperCase() && letter === letter.toLowerCase() && !(letter >= '0' && letter <= '9'), 'ký tự đặc biệt'],
];

/**
 * What is wrong with a new password, as a sentence; null when it may be used. Level 3: at least 8 characters beside a
 * second factor, else 14 with all four classes. Length counts letters as people see them, not bytes.
 */
export function passwordFault(password: string, about: { readonly secondFactor: boolean; readonly userName: string; readonly personName: string }, settings: Settings): string | null {
  const letters = [...password.normalize('NFC')];
  const least = about.secondFactor ? settings.passwordLength : settings.passwordLengthAlone;
  if (letters.length < least) return `Mật khẩu phải có ít nhất ${least} ký tự; mật khẩu này mới có ${letters.length}.${about.secondFactor ? '' : ' Gợi ý: dùng một câu ngắn dễ nhớ.'}`;
  if (letters.length > MOST) return `Mật khẩu dài quá ${MOST} ký tự; hãy rút gọn.`;
  if (!about.secondFactor) {
    const missing = CLASSES.filter(([is]) => !letters.some(is)).map(([, label]) => label);
    if (missing.length) return `Mật khẩu còn thiếu ${missing.join(', ')}. Khi chưa bật xác thực hai bước, mật khẩu phải có đủ chữ thường, chữ hoa, chữ số và ký tự đặc biệt.`;
  }
  if (new Set(letters).size < 5) return 'Mật khẩu lặp lại quá ít ký tự nên dễ đoán; hãy chọn mật khẩu khác.';
  const plain = fold(password), user = fold(about.userName).split('@')[0]!;
  if (user.length >= 4 && plain.includes(user)) return 'Mật khẩu chứa tên đăng nhập nên dễ đoán; hãy chọn mật khẩu khác.';
  const person = fold(about.personName).replaceAll(' ', '');
  if (person.length >= 6 && plain.replaceAll(' ', '').includes(person)) return 'Mật khẩu chứa họ tên nên dễ đoán; hãy chọn mật khẩu khác.';
  const easy = EASY.find((word) => plain.includes(word));
  return easy && plain.length - easy.length < 6 ? 'Mật khẩu này thuộc loại hay bị thử đầu tiên; hãy chọn mật khẩu khác.' : null;
}
