import { parseDate } from '#kernel/plain-date.ts';
import type { PlanReview } from '../store.ts';
import type { TaskView } from './model.ts';
import type { Refused } from './review.tsx';
import { SECTIONS } from './review-view.tsx';
import { sectionValues } from './section-form.ts';
import { taskValues } from './task-form.ts';

const FIELD: Readonly<Record<string, string>> = {
  printedIndex: 'Số mục', title: 'Tên', product: 'Sản phẩm', channel: 'Kênh', timing: 'Thời gian', kind: 'Cách tính', from: 'Từ ngày', to: 'Đến ngày', amount: 'Số lượng', roll: 'Khi trùng ngày nghỉ', note: 'Ghi chú', due: 'Hạn',
  number: 'Số, ký hiệu', place: 'Nơi ban hành', signedOn: 'Ngày ban hành', issuerName: 'Cơ quan ban hành', year: 'Năm', position: 'Chức vụ', signer: 'Người ký', recipients: 'Nơi nhận', themes: 'Nội dung tuyên truyền', purpose: 'Mục đích', requirements: 'Yêu cầu',
};

const same = (typed: string, value: string): boolean => typed.replaceAll('\r\n', '\n') === value || (value !== '' && parseDate(typed) === parseDate(value) && parseDate(value) !== null);

/** What another person has saved meanwhile, where it is not what was typed: one line a field, shown beside the form that was refused. */
export function differences(refused: Refused, review: PlanReview, tasks: readonly TaskView[]): string[] {
  const [head, key] = refused.form.split(':') as [string, string | undefined];
  const task = head === 'task' ? tasks.find((one) => one.id === key) : undefined, section = SECTIONS.find((one) => one === head);
  const current: Record<string, string | readonly string[]> = task ? taskValues(task) : section ? sectionValues(review, section, key ?? 'sua') : {};
  return Object.entries(current).flatMap(([name, value]) => {
    if (typeof value !== 'string' || !refused.values.has(name) || same(refused.values.text(name), value)) return [];
    const label = FIELD[name] ?? (name.startsWith('r') && name.includes('.') ? `Định mức ${Number(name.slice(1, name.indexOf('.'))) + 1}` : name.startsWith('p.') ? null : name);
    return label === null ? [] : [`${label}: hiện đang là “${value || 'trống'}”, bạn đã nhập “${refused.values.text(name) || 'trống'}”.`];
  });
}
