import { formatDate, formatInstant, weekdayOf, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { CheckField, Choices, ErrorSummary, Form, type FormState, Submit, TextField } from '#ui/forms.tsx';
import { Card, Chip, LinkButton, Message, Table, type Tone } from '#ui/parts.tsx';
import { PROPOSED_YEARS } from '../rules/holidays.ts';
import { solarToLunar } from '../rules/lunar.ts';
import type { CalendarDay, CalendarDayKind, YearChoices, YearTable } from '../rules/yearly-table.ts';
import { EXTRA_ROWS, SWAP_ROWS } from './year-form.ts';

export const YEAR_PATH = '/lam-viec/lich-lam-viec';

const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'];
export const weekdayName = (day: PlainDate): string => WEEKDAYS[weekdayOf(day) - 1]!;

const KIND: Record<CalendarDayKind, { readonly label: string; readonly tone: Tone }> = {
  holiday: { label: 'Nghỉ lễ', tone: 'good' },
  observed: { label: 'Nghỉ bù', tone: 'good' },
  swap_off: { label: 'Nghỉ hoán đổi', tone: 'info' },
  swap_work: { label: 'Đi làm', tone: 'soon' },
};

/** Said on every page whose days rest on a year that nobody has confirmed; nothing when all are. */
export const UnconfirmedNote = ({ years }: { years: readonly number[] }) =>
  years.length === 0 ? null
    : <Message kind="warn">Lịch nghỉ năm {years.join(', ')} chưa được xác nhận: ngày làm việc đang tính theo dự kiến của phần mềm. <a href={`${YEAR_PATH}/${years[0]}`}>Xem lịch năm {years[0]}</a></Message>;

const lunarOf = (day: PlainDate): string => {
  const lunar = solarToLunar(day);
  return `${lunar.day}/${lunar.month}${lunar.leap ? ' nhuận' : ''}`;
};

export const YearDays = ({ table }: { table: Pick<YearTable, 'year' | 'days'> }) =>
  <Table<CalendarDay> caption={`Ngày nghỉ và ngày làm bù năm ${table.year}`} rows={table.days} columns={[
    { head: 'Ngày', cell: ({ day }) => formatDate(day) },
    { head: 'Thứ', nowrap: true, cell: ({ day }) => weekdayName(day) },
    { head: 'Tên', cell: ({ name, pair, kind }) => <>{name}{pair && kind !== 'holiday' ? <small> (thay cho {formatDate(pair)})</small> : null}</> },
    { head: 'Loại', cell: ({ kind }) => <Chip tone={KIND[kind].tone}>{KIND[kind].label}</Chip> },
    { head: 'Âm lịch', nowrap: true, cell: ({ day }) => lunarOf(day) },
    { head: 'Căn cứ', cell: ({ citation, kind }) => citation ?? (kind.startsWith('swap') ? 'Chưa thấy văn bản, cần kiểm tra' : '') },
  ]} />;

const tetChoices = (tet: PlainDate | null) => [1, 2, 3].map((days) => ({
  value: String(days), label: `${String(days).padStart(2, '0')} ngày cuối năm cũ, ${String(5 - days).padStart(2, '0')} ngày đầu năm mới`, hint: tet && days === 2 ? `Mùng 1 Tết là ${weekdayName(tet)}, ${formatDate(tet)}` : undefined,
}));
const nationalChoices = (year: number) => [
  { value: 'before', label: `01/9 và 02/9/${year}` },
  { value: 'after', label: `02/9 và 03/9/${year}` },
];

/** The four choices of the yearly decision. "Xem lại bảng" shows the table they make, "Xác nhận" keeps it. */
export const YearForm = ({ year, tet, form, version, status }: { year: number; tet: PlainDate | null; form: FormState; version: number | null; status: YearTable['status'] }) =>
  <Form action={`${YEAR_PATH}/${year}/xac-nhan`} version={version}>
    <ErrorSummary errors={form.errors} />
    <Choices form={form} name="tetDaysBefore" label="Nghỉ Tết Nguyên đán (05 ngày)" required choices={tetChoices(tet)} />
    <Choices form={form} name="nationalDayBeside" label="Nghỉ Quốc khánh (02 ngày)" required choices={nationalChoices(year)} />
    <fieldset class="field"><legend>Ngày làm việc hoán đổi</legend>
      <span class="hint">Ngày thường được nghỉ và ngày thứ Bảy hoặc Chủ nhật đi làm bù. Ghi ngày như 31/08/2026; dòng không dùng thì để trống.</span>
      {Array.from({ length: SWAP_ROWS }, (_, i) => <div class="entry">
        <TextField form={form} name={`swaps.${i}`} label={`Ngày nghỉ, dòng ${i + 1}`} type="date" spare />
        <TextField form={form} name={`swaps.${i}.work`} label="Đi làm bù ngày" type="date" spare />
        <TextField form={form} name={`swaps.${i}.citation`} label="Văn bản" maxlength={300} spare />
      </div>)}
    </fieldset>
    <fieldset class="field"><legend>Ngày nghỉ thêm của riêng năm nay</legend>
      <span class="hint">Dòng không dùng thì để trống.</span>
      {Array.from({ length: EXTRA_ROWS }, (_, i) => <div class="entry">
        <TextField form={form} name={`extra.${i}`} label={`Ngày, dòng ${i + 1}`} type="date" spare />
        <TextField form={form} name={`extra.${i}.name`} label="Lý do nghỉ" maxlength={200} spare />
      </div>)}
    </fieldset>
    <TextField form={form} name="citation" label="Văn bản làm căn cứ" hint="Số, ngày và cơ quan ban hành của thông báo hoặc quyết định về lịch nghỉ trong năm" maxlength={500} />
    <CheckField form={form} name="checked" label="Tôi đã đối chiếu bảng ngày nghỉ với văn bản" />
    <div class="row">
      <Submit>{status === 'confirmed' ? `Xác nhận lại lịch năm ${year}` : `Xác nhận lịch năm ${year}`}</Submit>
      <button class="button" type="submit" formmethod="get" formaction={`${YEAR_PATH}/${year}`}>Xem lại bảng</button>
    </div>
  </Form>;

export interface YearPage {
  readonly table: YearTable & { readonly confirmedAt?: Date; readonly confirmedByName?: string };
  readonly tet: PlainDate | null;
  /** The table that typed choices would make, not kept yet. */
  readonly preview: { readonly choices: YearChoices; readonly days: readonly CalendarDay[] } | null;
  /** Null for those who may look only. */
  readonly form: { readonly state: FormState; readonly version: number | null } | null;
  readonly today: PlainDate;
}

export const YearView = ({ table, tet, preview, form, today }: YearPage) => <>
  {table.status === 'confirmed' && table.confirmedAt
    ? <Message kind="ok">Lịch năm {table.year} đã được {table.confirmedByName} xác nhận lúc {formatInstant(table.confirmedAt)}{table.citation ? `, theo ${table.citation}` : ''}.</Message>
    : <Message kind="warn">Lịch năm {table.year} mới là dự kiến, tính theo luật và âm lịch. {form ? 'Hãy đối chiếu với thông báo chính thức rồi xác nhận ở cuối trang.' : 'Người quản trị cấp trên sẽ xác nhận khi có thông báo chính thức.'}</Message>}
  <nav class="row" aria-label="Năm">
    {table.year > PROPOSED_YEARS.from ? <LinkButton href={`${YEAR_PATH}/${table.year - 1}`} kind="quiet">‹ {table.year - 1}</LinkButton> : null}
    {table.year === yearOf(today) ? null : <LinkButton href={`${YEAR_PATH}/${yearOf(today)}`} kind="quiet">Năm nay</LinkButton>}
    {table.year < PROPOSED_YEARS.to ? <LinkButton href={`${YEAR_PATH}/${table.year + 1}`} kind="quiet">{table.year + 1} ›</LinkButton> : null}
  </nav>
  {preview ? <Card id="xem-lai" title="Bảng theo lựa chọn dưới đây, chưa lưu" pad={false}><YearDays table={{ year: table.year, days: preview.days }} /></Card>
    : <Card id="bang" title={`Ngày nghỉ năm ${table.year}`} pad={false}><YearDays table={table} /></Card>}
  {form ? <Card id="xac-nhan" title={table.status === 'confirmed' ? 'Sửa và xác nhận lại' : 'Xác nhận'}><YearForm year={table.year} tet={tet} form={form.state} version={form.version} status={table.status} /></Card> : null}
</>;
