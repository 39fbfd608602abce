import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { tidy } from '#kernel/vietnamese.ts';
import { tidyPrint, type PrintContent } from './fields.ts';
import { printKind, type PrintKind } from './kinds/index.ts';
import { isTone } from './palette.ts';

/** A design as it is typed. */
export interface PrintForm {
  readonly kind: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly alt: string;
  readonly tone: string;
  readonly logo: string | null;
  /** Where the code leads; empty: to the design's own page. */
  readonly link: string | null;
  readonly source?: { readonly noun: string; readonly id: Id } | null;
}
export interface TidyForm { readonly kind: PrintKind; readonly title: string; readonly content: PrintContent; readonly alt: string; readonly tone: string; readonly logo: string | null; readonly link: string | null; readonly source: { readonly noun: string; readonly id: Id } | null }

export const LEAST_ALT = 20, MOST_ALT = 1200, MOST_LINK = 300;

/** A design as it is kept: half of it is enough for a draft, but no unknown kind, tone or address. */
export function tidyForm(form: PrintForm): TidyForm {
  const kind = printKind(form.kind), link = tidy(form.link ?? '').trim();
  if (!kind) throw new AppError('invalid', 'Hãy chọn mẫu ấn phẩm.', { field: 'kind' });
  if (!isTone(form.tone)) throw new AppError('invalid', 'Hãy chọn màu.', { field: 'tone' });
  if (link && (link.length > MOST_LINK || !/^https?:\/\/[^\s/]+/i.test(link) || !URL.canParse(link))) throw new AppError('invalid', 'Địa chỉ cho mã QR chưa đúng. Hãy dán cả địa chỉ trang, bắt đầu bằng https://, hoặc để trống.', { field: 'link' });
  const content = tidyPrint(kind.fields, form.content), alt = tidy(form.alt).replace(/\s+/g, ' ').trim().slice(0, MOST_ALT).toWellFormed();
  return { kind, content, alt, tone: form.tone, logo: form.logo || null, link: link || null, source: form.source ?? null, title: (kind.title(content).trim() || `${kind.label} chưa có tên`).slice(0, 200) };
}

/** Those who do not see the picture must get what it says. */
export function altFault(alt: string): Readonly<Record<string, string>> {
  return alt.length >= LEAST_ALT ? {} : { alt: 'Chưa có lời thay cho hình. Hãy ghi những gì ấn phẩm nói, để người khiếm thị nghe được; có thể lấy câu gợi ý bên dưới ô.' };
}
