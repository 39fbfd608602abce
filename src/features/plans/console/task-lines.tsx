import type { PropsWithChildren } from 'hono/jsx';
import { formatDate, isPlainDate } from '#kernel/plain-date.ts';
import { TILING_KINDS } from '#features/calendar/rules/periods.ts';
import type { DeadlineRule } from '#features/calendar/rules/deadline-rule.ts';
import { CHANNELS } from '#features/channels/rules/channels.ts';
import { PRODUCTS } from '#features/channels/rules/products.ts';
import type { FormState } from '#ui/forms.tsx';
import type { TaskContent } from '../rules/content.ts';
import { MOST_RATES } from './task-form.ts';
import { deadlineText, PER_LABEL, ROLL_LABEL, TIMING_LABEL } from './words.ts';

/** Lines of several small fields under one label: rates, dates, due days. */

const Line = ({ label, children, form, names }: PropsWithChildren<{ label: string; form: FormState; names: readonly string[] }>) => <div class="field" role="group" aria-label={label}>
  <span class="label" aria-hidden="true">{label}</span>
  <div class="stack">{children}{names.filter((name) => form.errors[name]).map((name) => <span class="error">{form.errors[name]}</span>)}</div>
</div>;

/** As officials write days, whatever stands in the row or was typed. */
export const shownDate = (text: string): string => (isPlainDate(text) ? formatDate(text) : text);

const Small = ({ form, name, label, kind = 'text', placeholder, list }: { form: FormState; name: string; label: string; kind?: 'text' | 'count' | 'date'; placeholder?: string; list?: string }) =>
  <input id={`f-${name.replace(/[^\w-]/g, '-')}`} class={kind === 'text' ? undefined : kind} type="text" inputmode={kind === 'count' ? 'numeric' : undefined} name={name} value={kind === 'date' ? shownDate(form.values.text(name)) : form.values.text(name)} aria-label={label}
    data-controller={kind === 'date' ? 'date' : undefined} placeholder={kind === 'date' ? 'dd/mm/yyyy' : placeholder} list={list} maxlength={kind === 'text' ? 300 : 12} aria-invalid={form.errors[name] ? 'true' : undefined} />;

const Pick = ({ form, name, label, choices }: { form: FormState; name: string; label: string; choices: readonly (readonly [string, string])[] }) =>
  <select name={name} aria-label={label}>{choices.map(([value, text]) => <option value={value} selected={form.values.text(name) === value}>{text}</option>)}</select>;

const PER_CHOICES = [['', 'bỏ'], ...TILING_KINDS.map((kind) => [kind, `mỗi ${PER_LABEL[kind]}`] as const)] as const;

const RateLine = ({ form, at, several, fresh }: { form: FormState; at: number; several: boolean; fresh?: boolean }) => <div class="stack">
  <div class="line">
    <Small form={form} name={`r${at}.count`} label="Số lượng mỗi kỳ" kind="count" placeholder="số" /><Small form={form} name={`r${at}.unit`} label="Đơn vị tính" placeholder="đơn vị tính" />
    <Pick form={form} name={`r${at}.per`} label="Kỳ" choices={fresh ? [['', 'không định kỳ'], ...PER_CHOICES.slice(1)] : PER_CHOICES} />
  </div>
  <div class="line">
    {several ? <Pick form={form} name={`r${at}.product`} label="Sản phẩm của định mức này" choices={PRODUCTS.map(({ key, label }) => [key, label] as const)} /> : null}
    {several ? <Pick form={form} name={`r${at}.channel`} label="Kênh của định mức này" choices={[['', 'Chưa rõ kênh'], ...CHANNELS.map(({ key, label }) => [key, label] as const)]} /> : null}
    <span>dài</span><Small form={form} name={`r${at}.min`} label="Số phút ít nhất" kind="count" placeholder="từ" /><span>–</span><Small form={form} name={`r${at}.max`} label="Số phút nhiều nhất" kind="count" placeholder="đến" /><span>phút</span>
  </div>
</div>;

/** The rates as read, and room for one more; a task without any may be given a number by the reviewer. */
export const RateLines = ({ form, content }: { form: FormState; content: TaskContent }) => {
  const shown = Math.max(content.rates.length, [...Array(MOST_RATES).keys()].filter((i) => form.values.text(`r${i}.per`)).length), names = [...Array(MOST_RATES).keys()].flatMap((i) => [`r${i}.count`, `r${i}.min`, `r${i}.max`]);
  return <>
    {shown ? <Line label="Định mức" form={form} names={names}>
      {[...Array(Math.min(shown, MOST_RATES)).keys()].map((i) => <RateLine form={form} at={i} several={shown > 1} />)}
      {content.rates.some((rate) => rate.unitSet) ? <small>Số lượng do đơn vị ấn định, không in trong văn bản.</small> : null}
    </Line> : <Line label="Số lượng" form={form} names={['amount', ...names]}>
      <div class="line"><Small form={form} name="amount" label="Số lượng cho cả thời gian" kind="count" placeholder="số" /><span>để trống nếu văn bản không ghi; điền thì tính là do đơn vị ấn định</span></div>
    </Line>}
    {shown < MOST_RATES ? <details><summary>{shown ? 'Thêm định mức' : 'Ấn định theo kỳ (tháng, quý…)'}</summary><div class="stack"><RateLine form={form} at={shown} several={shown > 0} fresh /></div></details> : null}
  </>;
};

export const DateLine = ({ form }: { form: FormState }) => <Line label="Thời gian" form={form} names={['timing', 'from', 'to']}>
  <div class="line"><Small form={form} name="timing" label="Thời gian như trong văn bản" placeholder="như trong văn bản" /></div>
  <div class="line"><Pick form={form} name="kind" label="Cách tính thời gian" choices={[['', 'Không ghi'], ...Object.entries(TIMING_LABEL)]} /></div>
  <div class="line"><Small form={form} name="from" label="Từ ngày" kind="date" /><span>–</span><Small form={form} name="to" label="Đến ngày" kind="date" /></div>
</Line>;

/** How due days fall. A rule of the document that has no simple form is kept under its own words. */
export const DueLine = ({ form, printed }: { form: FormState; printed: DeadlineRule | null }) => {
  const odd = printed?.kind === 'within' || printed?.kind === 'day-of-year', due = form.values.text('due');
  return <Line label="Hạn" form={form} names={['dueDate', 'dueDay']}>
    <div class="line">
      <Pick form={form} name="due" label="Hạn rơi vào" choices={[['end', 'Ngày cuối kỳ'], ...(odd ? [['printed', deadlineText(printed)] as const] : []), ['by', 'Chậm nhất ngày…'], ['before', 'Trước ngày…'], ['last-of-period', 'Ngày … tháng cuối kỳ'], ['after-period', 'Ngày … tháng sau kỳ']]} />
      <Pick form={form} name="roll" label="Khi hạn trùng ngày nghỉ" choices={Object.entries(ROLL_LABEL)} />
    </div>
    <details open={['by', 'before', 'last-of-period', 'after-period'].includes(due) || Boolean(form.errors.dueDate || form.errors.dueDay)}><summary>Ngày hạn</summary><div class="line">
      <Small form={form} name="dueDate" label="Ngày hạn (chậm nhất, trước ngày)" kind="date" /><Small form={form} name="dueDay" label="Ngày trong tháng" kind="count" placeholder="ngày" />
      <Pick form={form} name="dueMode" label="Tính đến" choices={[['by', 'kể cả ngày đó'], ['before', 'trước ngày đó']]} />
    </div></details>
  </Line>;
};
