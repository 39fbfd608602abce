import type { PropsWithChildren } from 'hono/jsx';
import { daysBetween, formatDate, formatInstant, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import type { Id } from '#kernel/id.ts';
import { channelLabel } from '#features/channels/rules/channels.ts';
import { Card, Chip, Empty, Facts, Message, Table } from '#ui/parts.tsx';
import { ErrorSummary, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import type { Figures, ReportLine } from './rules/figures.ts';
import { NARRATIVE_SECTIONS, REPORT_STATE_LABELS, stateLabel, type Approval, type NarrativeKey, type ReportState } from './rules/states.ts';
import type { Report, ReportVersion } from './store/reports.ts';

export const reportHref = (id: Id): string => `/lam-viec/bao-cao/${id}`;
export const reportTitle = (one: Pick<Report, 'scope' | 'period_label'>): string => `${one.scope === 'consolidated' ? 'Báo cáo tổng hợp' : 'Báo cáo'} ${one.period_label}`;

export const StateChip = ({ state, approval }: { state: ReportState; approval: Approval }) => <Chip tone={stateLabel(state, approval).tone}>{stateLabel(state, approval).label}</Chip>;

/** Days before the due day from which a report that nobody has begun is work to do. */
const NEAR = 30;

/** Where a report stands that is not sent yet: by the days left, whether begun or not. */
export const UnsentChip = ({ state, due, today }: { state: ReportState | null; due: PlainDate; today: PlainDate }) => {
  const days = daysBetween(today, due), begun = state === null ? 'chưa soạn' : REPORT_STATE_LABELS[state].label;
  if (days < 0) return <Chip tone="late">{begun}, quá hạn {formatNumber(-days)} ngày</Chip>;
  if (days > NEAR && state === null) return <Chip tone="none">chưa đến kỳ</Chip>;
  return <Chip tone={state === 'returned' ? 'late' : 'soon'}>{begun}, còn {formatNumber(days)} ngày</Chip>;
};

/** The filled table: every amount opens the list it was counted from. */
export const LinesTable = ({ figures, lineHref }: { figures: Figures; lineHref: (line: ReportLine) => string }) =>
  <Table caption="Số liệu sản phẩm tuyên truyền trong kỳ" rows={figures.lines}
    empty={<Empty title="Chưa có kết quả nào được xác nhận trong kỳ">Ghi kết quả và xác nhận thì số liệu tự điền vào đây.</Empty>}
    columns={[
      { head: 'Sản phẩm', cell: (line) => line.column },
      { head: 'Kênh', cell: (line) => <small>{line.byChannel.map((one) => `${channelLabel(one.channel)}: ${formatNumber(one.amount)}`).join('; ')}</small> },
      { head: 'Số lượng', number: true, cell: (line) => <a href={lineHref(line)}>{formatNumber(line.amount)} {line.unit}</a> },
      { head: 'Phút', number: true, cell: (line) => (line.minutes ? formatNumber(line.minutes) : '') },
      { head: 'Lượt người', number: true, cell: (line) => (line.audience ? formatNumber(line.audience) : '') },
    ]} />;

export const ObligationFacts = ({ figures }: { figures: Figures }) => {
  const { due, met, metLate, missed, excused, open } = figures.obligations;
  return <Facts rows={[
    ['Đến hạn trong kỳ', `${formatNumber(due)} nghĩa vụ`],
    ['Đủ đúng hạn', <Chip tone="good">{formatNumber(met)}</Chip>],
    ['Đủ nhưng trễ', formatNumber(metLate)],
    ['Chưa đủ', missed ? <Chip tone="late">{formatNumber(missed)}</Chip> : '0'],
    ...(excused ? [['Được miễn', formatNumber(excused)] as const] : []),
    ...(open ? [['Chưa hết hạn', formatNumber(open)] as const] : []),
    ['Còn nợ (tính cả kỳ trước)', formatNumber(figures.debts.length)],
    ...(figures.waiting ? [['Đã ghi, chờ xác nhận', <Chip tone="soon">{formatNumber(figures.waiting)} kết quả chưa tính</Chip>] as const] : []),
  ]} />;
};

export const DebtsTable = ({ figures }: { figures: Figures }) => figures.debts.length ? <Table caption="Nghĩa vụ còn nợ" rows={figures.debts.slice(0, 50)} top columns={[
  { head: 'Nghĩa vụ', cell: (debt) => <>{debt.owedBy ? `${debt.owedBy}: ` : ''}{debt.title}<br /><small>{debt.period} · {debt.citation}</small></> },
  { head: 'Hạn', cell: (debt) => formatDate(debt.due) },
  { head: 'Còn thiếu', number: true, cell: (debt) => `${formatNumber(debt.owed)}/${formatNumber(debt.amount)} ${debt.unit}` },
]} /> : <p>Không còn nợ.</p>;

/** What is missing in a sent report, with the reasons given; in a consolidated one unit by unit. */
export const GapsTable = ({ gaps }: { gaps: NonNullable<Figures['gaps']> }) => <Table caption="Nội dung chưa có số liệu" rows={gaps} top columns={[
  { head: 'Nội dung', cell: (gap) => <>{gap.owedBy ? `${gap.owedBy}: ` : ''}{gap.label}<br /><small>{gap.asked}</small></> }, { head: 'Lý do', cell: (gap) => gap.reason },
]} />;

/** Somebody else saved first: what stands there now beside what was typed. */
export const OtherNarrative = ({ report, form }: { report: Report; form: FormState }) => {
  const rows = NARRATIVE_SECTIONS.filter(({ key }) => (report.narrative[key] ?? '').trim() !== form.values.text(key));
  return <Message kind="warn" title="Nội dung người khác vừa lưu, khác với nội dung bạn nhập:">
    {rows.length ? <ul>{rows.map(({ key, title }) => <li>{title}: {report.narrative[key]?.trim() ? `“${report.narrative[key]}”` : 'để trống'}</li>)}</ul> : <p>Phần lời giống nhau; chỉ thể thức hoặc tình trạng đã đổi.</p>}
    <p>Lưu lần nữa thì nội dung bạn nhập thay cho nội dung này.</p>
  </Message>;
};

const LETTERHEAD = ['number', 'notation', 'signedOn', 'place', 'issuer', 'superior', 'forms', 'position', 'signer'];

/** What the officer writes; the numbers need no hand. `children`: further fields before the letterhead. */
export const NarrativeForm = ({ action, form, report, version, submitAction, required, children }: PropsWithChildren<{ action: string; form: FormState; report: Report; /** of the row as it was when the form was first shown */ version: number; submitAction: string | null; /** Sections that want words, or a reason why there are none. */ required: readonly NarrativeKey[] }>) =>
  <Form action={action} version={version} keep={`report-${report.id}`}>
    <ErrorSummary errors={form.errors} />
    <div class="fields">
      {NARRATIVE_SECTIONS.map((section) => <TextArea form={form} name={section.key} label={section.title} hint={section.hint || undefined} rows={3} maxlength={8000} required={required.includes(section.key)} />)}
    </div>
    {children}
    <details open={LETTERHEAD.some((name) => form.errors[name])}><summary>Thể thức: số, ngày, người ký</summary>
      <div class="fields two pad">
        <TextField form={form} name="number" label="Số" hint="Để trống nếu văn thư cấp sau" maxlength={10} />
        <TextField form={form} name="notation" label="Ký hiệu" required maxlength={30} />
        <TextField form={form} name="signedOn" type="date" label="Ngày ký" />
        <TextField form={form} name="place" label="Địa danh" required maxlength={60} />
        <TextField form={form} name="issuer" label="Cơ quan ban hành" required maxlength={200} />
        <TextField form={form} name="superior" label="Cơ quan chủ quản" maxlength={200} />
        <TextField form={form} name="forms" label="Quyền hạn ký" hint="Ví dụ: TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH" maxlength={120} />
        <TextField form={form} name="position" label="Chức vụ người ký" required maxlength={80} />
        <TextField form={form} name="signer" label="Họ tên người ký" maxlength={80} />
      </div>
    </details>
    <div class="row">
      <Submit kind={submitAction ? '' : 'primary'}>Lưu nháp</Submit>
      {submitAction ? <button class="button primary" type="submit" formaction={submitAction}>Lưu và gửi báo cáo</button> : <small class="grow">Người có vai trò lãnh đạo duyệt của đơn vị xem lại và gửi báo cáo.</small>}
    </div>
  </Form>;

export const VersionsList = ({ report, versions, base }: { report: Report; versions: readonly ReportVersion[]; base: string }) => versions.length ? <Card title="Các bản đã gửi" id="ban-da-gui">
  {versions.map((version) => <article class="stack">
    <div class="row spread"><b>Bản {version.version}{version.version === report.version ? ' (đang dùng)' : ''}</b><small>{version.submitted_by_name} gửi lúc {formatInstant(version.submitted_at)}</small></div>
    {version.reason ? <p>Lý do sửa: {version.reason}</p> : null}
    {version.differences.length ? <ul>{version.differences.map((line) => <li>{line}</li>)}</ul> : null}
    <div class="row">
      <a class="button small" href={`${base}/ban/${version.version}/bao-cao.docx`} data-turbo="false">Word</a>
      <a class="button small" href={`${base}/ban/${version.version}/bao-cao.pdf`} data-turbo="false">PDF</a>
      <a class="button small" href={`${base}/ban/${version.version}/so-lieu.json`} data-turbo="false">Số liệu</a>
    </div>
  </article>)}
</Card> : null;

export const ReportMessages = ({ report, changed }: { report: Report; changed: boolean }) => <>
  {report.status === 'returned' && report.returned_reason ? <Message kind="bad" title="Báo cáo bị trả lại">{report.returned_reason}</Message> : null}
  {changed ? <Message kind="warn" title="Số liệu đã đổi">Có kết quả được sửa sau khi báo cáo này tính vào. Hãy gửi bản sửa đổi nếu cần.</Message> : null}
</>;

export interface RoundRow { readonly organisationId: Id; readonly name: string; readonly report: Report | null; readonly due: PlainDate; readonly printed: PlainDate }
