import { AppError } from '#kernel/app-error.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { tidy } from '#kernel/vietnamese.ts';
import { isChannel } from '#features/channels/rules/channels.ts';
import { isProduct, productOf } from '#features/channels/rules/products.ts';
import { canonicalLink } from './link.ts';

/** The short form: what, when, through what, how much, for whom. */
export interface DeliverableContent {
  readonly product: string;
  readonly channel: string | null;
  readonly themes: readonly string[];
  readonly title: string;
  readonly doneOn: PlainDate;
  readonly amount: number;
  readonly unit: string;
  readonly minutes: number | null;
  readonly audience: number | null;
  readonly place: string | null;
  readonly note: string | null;
}
export type DeliverableForm = Omit<DeliverableContent, 'themes' | 'unit' | 'minutes' | 'audience' | 'place' | 'note' | 'channel'>
  & Partial<Pick<DeliverableContent, 'themes' | 'unit' | 'minutes' | 'audience' | 'place' | 'note' | 'channel'>>;

export type EvidenceForm =
  | { readonly kind: 'file'; readonly sha256: string; readonly fileName: string; readonly caption?: string | null }
  | { readonly kind: 'link'; readonly url: string; readonly caption?: string | null }
  /** What Loa itself published or aired. */
  | { readonly kind: 'published-item' | 'airing'; readonly reference: { readonly noun: string; readonly id: string }; readonly caption?: string | null };

export const MOST_FILES = 10;
const MOST_AMOUNT = 1_000_000;

/** The form as it is stored; AppError('invalid') with a sentence for every field that is wrong. */
export function checkForm(form: DeliverableForm, evidence: readonly EvidenceForm[], today: PlainDate): DeliverableContent {
  const wrong: Record<string, string> = {};
  const title = tidy(form.title ?? '').replace(/\s+/g, ' ').trim();
  if (!title) wrong.title = 'Chưa ghi tên kết quả. Hãy ghi ngắn gọn đã làm gì, ví dụ tên bài viết hoặc tên lớp tập huấn.';
  else if (title.length > 500) wrong.title = 'Tên kết quả dài quá 500 ký tự. Hãy rút gọn, phần chi tiết ghi ở mục Ghi chú.';
  if (!isProduct(form.product)) wrong.product = 'Chưa chọn loại sản phẩm. Hãy chọn một loại trong danh sách.';
  if (form.channel && !isChannel(form.channel)) wrong.channel = 'Kênh này không có trong danh sách. Hãy chọn lại kênh.';
  if (!form.doneOn) wrong.doneOn = 'Chưa ghi ngày thực hiện. Hãy ghi theo dạng ngày/tháng/năm.';
  else if (form.doneOn > today) wrong.doneOn = `Ngày thực hiện không được sau hôm nay (${formatDate(today)}). Việc chưa làm xong thì ghi sau.`;
  else if (form.doneOn < '2000-01-01') wrong.doneOn = 'Ngày thực hiện quá xa. Hãy kiểm tra lại năm.';
  if (!Number.isInteger(form.amount) || form.amount < 1 || form.amount > MOST_AMOUNT) wrong.amount = 'Số lượng phải là số nguyên từ 1 trở lên.';
  const count = (name: 'minutes' | 'audience', most: number, words: string): number | null => {
    const value = form[name] ?? null;
    if (value !== null && (!Number.isInteger(value) || value < 0 || value > most)) wrong[name] = words;
    return value;
  };
  const minutes = count('minutes', 100_000, 'Thời lượng là số phút, ghi bằng số nguyên.');
  const audience = count('audience', 100_000_000, 'Số lượt người là số nguyên từ 0 trở lên.');
  if (evidence.filter(({ kind }) => kind === 'file').length > MOST_FILES) wrong.evidence = `Mỗi kết quả nhận tối đa ${MOST_FILES} tệp. Hãy bỏ bớt hoặc ghi thành hai kết quả.`;
  for (const one of evidence) if (one.kind === 'link' && canonicalLink(one.url) === null) wrong.link = 'Đường dẫn không đúng. Hãy dán đầy đủ địa chỉ trang, ví dụ https://…';
  const first = Object.entries(wrong)[0];
  if (first) throw new AppError('invalid', first[1], { field: first[0], fields: wrong });
  const text = (value: string | null | undefined, most: number): string | null => tidy(value ?? '').trim().slice(0, most) || null;
  return {
    product: form.product, channel: form.channel || null, themes: form.themes ?? [], title, doneOn: form.doneOn, amount: form.amount,
    unit: text(form.unit, 60) ?? productOf(form.product).unit, minutes, audience, place: text(form.place, 300), note: text(form.note, 4000),
  };
}
