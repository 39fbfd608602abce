import { daysBetween, dayAt, formatDate, formatInstant, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { ErrorSummary, filledForm, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Message } from '#ui/parts.tsx';
import { reportHref } from './console-view.tsx';
import { isSection, LONGEST_REASON, reasonField, type Gap, type MissingReasons } from './rules/gaps.ts';
import { isLate, type Limits } from './rules/lock.ts';
import { mayReport, type Approval } from './rules/states.ts';
import type { Report } from './store/reports.ts';
import type { ReportStep, ReportStepRow } from './store/tables.ts';

const STEP_LABELS: Readonly<Record<ReportStep, string>> = {
  accepted: 'Nhận báo cáo', approved: 'Phê duyệt', returned: 'Trả lại', 'acceptance-undone': 'Bỏ nhận', 'approval-undone': 'Bỏ phê duyệt',
};

/** What was done with the report above, with every reason. */
export const StepsCard = ({ steps }: { steps: readonly ReportStepRow[] }) => (steps.length ? <Card title="Nhận và phê duyệt" id="cac-buoc">
  {steps.map((step) => <div class="stack"><div class="row spread"><b>{STEP_LABELS[step.step]} bản {step.version}</b><small>{step.by_name}, {formatInstant(step.taken_at)}</small></div>{step.reason ? <p>{step.reason}</p> : null}</div>)}
</Card> : null);

/** "khóa sau 24/09/2026", "được gia hạn đến 30/09/2026", "đã khóa": beside the deadline, never instead of it. */
export const LockNote = ({ limits, today }: { limits: Limits; today: PlainDate }) => {
  if (!limits.lastDay) return null;
  if (limits.extension && limits.extension.until === limits.lastDay && !limits.locked) return <Chip tone="info">gia hạn đến {formatDate(limits.lastDay)}</Chip>;
  if (limits.locked) return <Chip tone="late">đã khóa sau {formatDate(limits.lastDay)}</Chip>;
  return today > limits.due ? <Chip tone="soon">khóa sau {formatDate(limits.lastDay)}</Chip> : <small>khóa sau {formatDate(limits.lastDay)}</small>;
};

/** Told of the day it was first sent. */
export const LateNote = ({ first, due }: { first: Date | undefined; due: PlainDate }) => {
  const on = first && dayAt(first);
  return on && isLate(on, due) ? <Chip tone="soon">gửi trễ {formatNumber(daysBetween(due, on))} ngày</Chip> : null;
};

/** To the unit: how long it can still send, and that words are given when it cannot. */
export const LimitsMessage = ({ report, limits, maySend }: { report: Report; limits: Limits; maySend: boolean }) => {
  const extended = limits.extension;
  if (!limits.lastDay || !maySend) return null;
  if (limits.locked) return <Message kind="warn" title={`Kỳ báo cáo đã khóa sau ngày ${formatDate(limits.lastDay)}`}>Đơn vị chưa gửi hay sửa được nữa. Muốn gửi, hãy đề nghị đơn vị nhận báo cáo gia hạn.</Message>;
  if (extended && extended.until === limits.lastDay) return <Message kind="" title={`Được gia hạn gửi đến hết ngày ${formatDate(extended.until)}`}>{extended.reason}{report.version === 0 ? '. Gửi sau hạn vẫn ghi là gửi trễ.' : ''}</Message>;
  return null;
};

/** A sentence for each value that the outline asks for and that is missing. */
export const GapFields = ({ form, gaps, reasons }: { form: FormState; gaps: readonly Gap[]; reasons: MissingReasons }) => {
  if (!gaps.length) return null;
  const filled = { values: gaps.some((gap) => form.values.has(reasonField(gap.key))) ? form.values : filledForm(Object.fromEntries(gaps.map((gap) => [reasonField(gap.key), reasons[gap.key] ?? '']))).values, errors: form.errors };
  return <fieldset class="stack" id="chua-co-so-lieu"><legend><b>Chưa có nội dung, cần nêu lý do ({formatNumber(gaps.length)})</b></legend>
    <p class="small">Lý do được in trong báo cáo. Nếu đã làm mà chưa ghi, hãy ghi kết quả trước rồi mở lại trang này.</p>
    {gaps.map((gap) => <TextField form={filled} name={reasonField(gap.key)} label={isSection(gap) ? `Lý do để trống phần “${gap.label}”` : gap.label} hint={isSection(gap) ? undefined : gap.asked} required maxlength={LONGEST_REASON} />)}
  </fieldset>;
};

/** The receiver's next step with this report, and the ways back. */
export const ReceiveCard = ({ one, approval, may, limits, form }: { one: Report; approval: Approval; may: { readonly receive: boolean; readonly approve: boolean }; limits: Limits; form?: FormState | undefined }) => {
  const can = { accept: may.receive && mayReport(approval, one.status, 'accept'), approve: may.approve && mayReport(approval, one.status, 'approve'), back: may.receive && mayReport(approval, one.status, 'return') };
  const undo = mayReport(approval, one.status, 'undo-approve') ? (may.approve ? 'Bỏ phê duyệt' : null) : mayReport(approval, one.status, 'undo-accept') && (may.receive || may.approve) ? 'Bỏ nhận' : null;
  if (!can.accept && !can.approve && !can.back && !undo) return null;
  const values = form ?? filledForm({}), href = reportHref(one.id), undoing = form?.values.text('_step') === 'undo';
  return <Card title={can.approve ? 'Phê duyệt' : can.accept ? 'Nhận hoặc trả lại' : 'Đã nhận'} id="nhan">
    {form ? <ErrorSummary errors={form.errors} /> : null}
    {one.accepted_by_name ? <p class="small">{one.accepted_by_name} đã nhận{one.accepted_at ? ` lúc ${formatInstant(one.accepted_at)}` : ''}{one.approved_by_name ? `; ${one.approved_by_name} đã phê duyệt${one.approved_at ? ` lúc ${formatInstant(one.approved_at)}` : ''}` : ''}.</p> : null}
    {can.accept ? <Form action={`${href}/chap-nhan`} version={one.row_version}><Submit>Nhận báo cáo</Submit>{approval === 'two-step' ? <p class="small">Nhận xong, số liệu chốt lại và chờ lãnh đạo phê duyệt.</p> : null}</Form> : null}
    {can.approve ? <Form action={`${href}/phe-duyet`} version={one.row_version}><Submit>Phê duyệt báo cáo</Submit></Form> : null}
    {can.back ? <details open={Boolean(form) && !undoing}><summary>Trả lại để sửa</summary><Form action={`${href}/tra-lai`} version={one.row_version}><div class="fields">
      <TextField form={undoing ? filledForm({}) : values} name="reason" label="Lý do trả lại" required maxlength={500} />
      {limits.lastDay ? <TextField form={undoing ? filledForm({}) : values} name="until" label="Cho gửi lại đến ngày" hint={`Kỳ báo cáo ${limits.locked ? 'đã' : 'sẽ'} khóa sau ngày ${formatDate(limits.lastDay)}`} type="date" required={limits.locked} /> : null}
    </div><Submit kind="danger">Trả lại</Submit></Form></details> : null}
    {undo ? <details open={undoing}><summary>{undo}</summary><Form action={`${href}/bo-buoc`} version={one.row_version}><input type="hidden" name="_step" value="undo" /><div class="fields"><TextField form={undoing ? values : filledForm({})} name="reason" label={`Lý do ${undo.toLocaleLowerCase('vi')}`} hint="Lý do được lưu và hiện cho đơn vị gửi" required maxlength={500} /></div><Submit kind="danger">{undo}</Submit></Form></details> : null}
  </Card>;
};
