import { AppError } from '#kernel/app-error.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { MOST_LETTERS, MOST_SEGMENTS } from './tree.ts';

export const tooLong = (length: number, most: number, unit = 'ký tự'): AppError => {
  const message = `Nội dung dài ${formatNumber(length)} ${unit}, nhiều nhất ${formatNumber(most)}. Hãy tách thành nhiều bài, hoặc để phần dài trong tệp đính kèm.`;
  return new AppError('too-large', message, { field: 'body', fields: { body: message } });
};

/** No article is longer: refused with the way out, as early as it is known. */
export function checkLength(letters: number, segments: number): void {
  if (letters > MOST_LETTERS) throw tooLong(letters, MOST_LETTERS);
  if (segments > MOST_SEGMENTS) throw tooLong(segments, MOST_SEGMENTS, 'đoạn');
}
