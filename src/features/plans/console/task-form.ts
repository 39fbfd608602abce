import { parseDate, type PlainDate } from '#kernel/plain-date.ts';
import type { DeadlineRule } from '#features/calendar/rules/deadline-rule.ts';
import { TILING_KINDS } from '#features/calendar/rules/periods.ts';
import type { Timing, TimingKind } from '#features/calendar/rules/timing.ts';
import type { Roll } from '#features/calendar/rules/working-days.ts';
import { isChannel } from '#features/channels/rules/channels.ts';
import { isProduct, productOf } from '#features/channels/rules/products.ts';
import type { FieldErrors, FormValues } from '#platform/http/forms.ts';
import { PARTY_ROLES, type PartyRole, type Rate, type TaskContent } from '../rules/content.ts';
import type { TaskView } from './model.ts';
import { TIMING_LABEL } from './words.ts';

/** A task as a flat form and back. Names: r0.count … are rates, p.ID.ref … are parties, new.* is a party to be added. */

export const MOST_RATES = 4;
type Typed = Record<string, string | readonly string[]>;

export function taskValues(task: Pick<TaskView, 'content' | 'parties'>): Typed {
  const { content } = task, [only, more] = content.rates, values: Typed = {
    // One rate is the task: what it counts as is asked once. Several are asked for one by one.
    printedIndex: content.printedIndex, title: content.title, product: (only && !more ? only.productKey : content.product) ?? '', channel: (only && !more ? only.channelKey : content.channel) ?? '', timing: content.timing ?? '', kind: content.period?.kind ?? '',
    from: content.period?.from ?? '', to: content.period?.to ?? '', amount: content.amount?.toString() ?? '', roll: content.roll, optional: content.optional ? '1' : '', carrySurplus: content.carrySurplus ? '1' : '',
    note: content.note ?? '', 'themes[]': content.themes, ...deadlineValues(content.deadline),
  };
  content.rates.forEach((rate, i) => Object.assign(values, {
    [`r${i}.count`]: rate.count?.toString() ?? '', [`r${i}.unit`]: rate.unit, [`r${i}.per`]: rate.per, [`r${i}.min`]: rate.durationMinutes?.min.toString() ?? '', [`r${i}.max`]: rate.durationMinutes?.max.toString() ?? '', [`r${i}.product`]: rate.productKey, [`r${i}.channel`]: rate.channelKey ?? '',
  }));
  for (const party of task.parties) {
    values[`p.${party.id}.ref`] = party.ref ?? '';
    values[`p.${party.id}.remember`] = party.ref === null ? '1' : '';
    values[`p.${party.id}.reason`] = party.droppedReason ?? '';
  }
  return values;
}

function deadlineValues(rule: DeadlineRule | null): Typed {
  switch (rule?.kind) {
    case undefined: case 'end-of-period': return { due: 'end' };
    case 'date': return { due: rule.mode, dueDate: rule.date };
    case 'day-of-month': return { due: rule.month, dueMode: rule.mode, dueDay: String(rule.day) };
    case 'day-of-year': case 'within': return { due: 'printed' };
  }
}

export interface PartyChange {
  readonly id: string;
  /** "organisation:ID", "group:ID", "proposal:NAME"; "" leaves it open. */
  readonly ref: string;
  /** A name typed to look for somebody who is not in the list. */
  readonly search: string;
  readonly remember: boolean;
  /** Not null: this party owes nothing, and why. */
  readonly droppedReason: string | null;
}
export interface TaskTyped {
  readonly content: TaskContent;
  readonly parties: readonly PartyChange[];
  readonly added: { readonly role: PartyRole; readonly asWritten: string } | null;
}

const number = (text: string): number | null => { const digits = text.replace(/[.\s]/g, ''); return /^\d{1,6}$/.test(digits) ? Number(digits) : null; };

/** Every field that cannot be taken gets its sentence; what was not shown in the form stays as it was. */
export function readTask(values: FormValues, before: TaskContent, partyIds: readonly string[]): { typed: TaskTyped; errors: FieldErrors } {
  const errors: Record<string, string> = {}, text = (name: string) => values.text(name);
  const wanted = (name: string, what: string, least = 1): number | null => {
    const given = text(name);
    if (!given) return null;
    const value = number(given);
    if (value === null || value < least) { errors[name] = `${what} là số nguyên từ ${least} trở lên.`; return null; }
    return value;
  };
  const day = (name: string, what: string): PlainDate | null => {
    const given = text(name), date = given ? parseDate(given) : null;
    if (given && !date) errors[name] = `${what} không đúng. Hãy ghi như 30/6/2026.`;
    return date;
  };

  const title = text('title');
  if (!title) errors.title = 'Hãy ghi tên nhiệm vụ như trong văn bản.';
  else if (title.length > 2000) errors.title = 'Tên nhiệm vụ dài quá 2.000 ký tự. Hãy rút gọn.';
  const printedIndex = text('printedIndex') || before.printedIndex;
  if (!printedIndex) errors.printedIndex = 'Hãy ghi số mục của nhiệm vụ, ví dụ III.6.';
  const shown = taskValues({ content: before, parties: [] }), picked = (name: 'product' | 'channel', known: (key: string) => boolean): string | null => (known(text(name)) ? text(name) : null);
  // Where several rates have products of their own the one of the task is not asked.
  const product = values.has('product') && text('product') !== shown.product ? picked('product', isProduct) : before.product, channel = values.has('channel') && text('channel') !== shown.channel ? picked('channel', isChannel) : before.channel;
  const rates = readRates(values, before, { product: picked('product', isProduct), channel: picked('channel', isChannel) }, wanted);
  const period = readPeriod(text('kind'), day('from', 'Ngày bắt đầu'), day('to', 'Ngày kết thúc'), errors);
  const content: TaskContent = {
    ...before, printedIndex, title, product, channel, timing: text('timing') || null, period, rates, amount: rates.length ? null : wanted('amount', 'Số lượng'),
    deadline: readDeadlineRule(values, before.deadline, day, wanted, errors), roll: (['back', 'forward'] as const).find((roll) => roll === text('roll')) ?? ('none' satisfies Roll),
    // Without the boxes (a plan that names no theme, a form from before) they stay.
    ...(values.has('themesShown') ? { themes: values.texts('themes[]') } : {}), optional: text('optional') === '1', carrySurplus: text('carrySurplus') === '1', note: text('note') || null,
  };
  const parties = partyIds.map((id): PartyChange => {
    const dropped = text(`p.${id}.drop`) === '1', reason = text(`p.${id}.reason`);
    if (dropped && reason.length < 5) errors[`p.${id}.reason`] = 'Hãy ghi vì sao cơ quan này không phải làm.';
    return { id, ref: text(`p.${id}.ref`), search: text(`p.${id}.search`), remember: text(`p.${id}.remember`) === '1', droppedReason: dropped ? reason : null };
  });
  const role = PARTY_ROLES.find((one) => one === text('new.role')) ?? 'lead', asWritten = text('new.name');
  return { typed: { content, parties, added: asWritten ? { role, asWritten } : null }, errors };
}

/** A number or a period that differs from what is printed was given by the unit. */
function readRates(values: FormValues, before: TaskContent, task: { product: string | null; channel: string | null }, wanted: (name: string, what: string, least?: number) => number | null): Rate[] {
  const rates: Rate[] = [];
  for (let i = 0; i < MOST_RATES; i++) {
    const per = TILING_KINDS.find((kind) => kind === values.text(`r${i}.per`));
    const count = wanted(`r${i}.count`, 'Số lượng mỗi kỳ'), min = wanted(`r${i}.min`, 'Số phút', 1), max = wanted(`r${i}.max`, 'Số phút', 1), old = before.rates[i];
    if (!per) continue;
    const own = values.text(`r${i}.product`), productKey = isProduct(own) ? own : (task.product ?? old?.productKey ?? 'activity');
    const ownChannel = values.text(`r${i}.channel`), channelKey = values.has(`r${i}.channel`) ? (isChannel(ownChannel) ? ownChannel : null) : values.has('channel') ? task.channel : (old?.channelKey ?? null);
    const changed = !old || old.count !== count || old.per !== per;
    rates.push({
      ...(old?.annualTotal ? { annualTotal: old.annualTotal } : {}), product: old?.product ?? null, productKey, channelKey,
      count, unit: values.text(`r${i}.unit`) || old?.unit || productOf(productKey).unit, per, durationMinutes: min || max ? { min: (min ?? max)!, max: Math.max(min ?? 0, max ?? min ?? 0) } : null,
      unitSet: changed || (old?.unitSet ?? false),
    });
  }
  return [...rates, ...before.rates.slice(MOST_RATES)];
}

function readPeriod(kind: string, from: PlainDate | null, to: PlainDate | null, errors: Record<string, string>): Timing | null {
  if (!(kind in TIMING_LABEL)) return null;
  const chosen = kind as TimingKind;
  if (from && to && to < from) errors.to = 'Ngày kết thúc phải sau ngày bắt đầu.';
  if (chosen === 'deadline' && !to && !errors.to) errors.to = 'Hãy ghi ngày cuối cùng được tính là đúng hạn.';
  if (chosen === 'open' && !from && !errors.from) errors.from = 'Hãy ghi ngày bắt đầu.';
  if (['quarter', 'month', 'date', 'range'].includes(chosen)) {
    if (!from && !errors.from) errors.from = 'Hãy ghi ngày bắt đầu.';
    if (!to && !errors.to && chosen !== 'date') errors.to = 'Hãy ghi ngày kết thúc.';
  }
  return { kind: chosen, from: chosen === 'deadline' ? null : from, to: chosen === 'date' ? (to ?? from) : to };
}

function readDeadlineRule(values: FormValues, before: DeadlineRule | null, day: (name: string, what: string) => PlainDate | null, wanted: (name: string, what: string) => number | null, errors: Record<string, string>): DeadlineRule | null {
  const due = values.text('due');
  if (due === 'printed') return before;
  if (due === 'by' || due === 'before') {
    const date = day('dueDate', 'Ngày hạn');
    if (!date) { errors.dueDate ??= 'Hãy ghi ngày hạn.'; return before; }
    return { kind: 'date', mode: due, date };
  }
  if (due === 'last-of-period' || due === 'after-period') {
    const monthDay = wanted('dueDay', 'Ngày trong tháng');
    if (!monthDay || monthDay > 31) { errors.dueDay ??= 'Hãy ghi ngày trong tháng, từ 1 đến 31.'; return before; }
    return { kind: 'day-of-month', mode: values.text('dueMode') === 'before' ? 'before' : 'by', day: monthDay, month: due };
  }
  return null;
}
