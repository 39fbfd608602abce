import { z } from 'zod';
import { AppError, notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { formatDate, parseDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { productLabel, productOf } from '#features/channels/rules/products.ts';
import { keepUpload, sentByUnit } from '#features/files/console.tsx';
import { obligationCard, type ObligationCard } from '#features/obligations/store.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import { FormValues, readForm, submit, type FieldErrors } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { filledForm, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Empty, LinkButton, Message, Pager, Table, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { correct } from '../actions/correct.ts';
import { record } from '../actions/record.ts';
import type { EvidenceForm } from '../rules/form.ts';
import { STATUS_LABEL, type Status } from '../rules/status.ts';
import { deliverableList, deliverableView, type DeliverableView } from '../store.ts';
import { DeliverableFields, type UploadedFile } from './form-view.tsx';

export const BASE = '/lam-viec/ket-qua';
export const STATUS_TONE: Readonly<Record<Status, 'good' | 'soon' | 'late' | 'none' | 'info'>> = { recorded: 'soon', confirmed: 'good', locked: 'good', rejected: 'late', withdrawn: 'none' };

const LISTS: readonly { readonly key: string; readonly label: string; readonly statuses?: readonly Status[] }[] = [
  { key: '', label: 'Tất cả' }, { key: 'cho-xac-nhan', label: 'Chờ xác nhận', statuses: ['recorded'] }, { key: 'da-xac-nhan', label: 'Đã xác nhận', statuses: ['confirmed', 'locked'] }, { key: 'tra-lai', label: 'Bị trả lại', statuses: ['rejected'] },
];

/** What the acting unit, its divisions, and the units it came after did, newest first. */
export async function listPage(visit: Visit): Promise<Response> {
  const { organisationId } = signedIn(visit), key = visit.c.req.query('loc') ?? '', chosen = LISTS.find((one) => one.key === key) ?? LISTS[0]!, words = visit.c.req.query('tim') ?? '';
  const page = await deliverableList(visit.db, { organisationIds: await standsFor(visit.db, organisationId, visit.today), words, ...(chosen.statuses ? { statuses: chosen.statuses } : {}) }, Number(visit.c.req.query('trang')), 30);
  const tree = await organisationTree(visit.db, visit.today), href = (change: Record<string, string>) => `${BASE}?${new URLSearchParams({ loc: chosen.key, ...(words ? { tim: words } : {}), ...change })}`;
  return consolePage(visit, { title: 'Kết quả đã ghi', acts: <LinkButton href={`${BASE}/moi`} kind="primary">Ghi kết quả</LinkButton> }, <>
    <Tabs label="Lọc kết quả" tabs={LISTS.map((one) => ({ href: `${BASE}?loc=${one.key}`, label: one.label, current: one === chosen }))} />
    <form method="get" class="row"><input type="hidden" name="loc" value={chosen.key} /><label class="visually-hidden" for="tim">Tìm theo tên kết quả</label><input id="tim" name="tim" type="search" value={words} placeholder="Tìm theo tên kết quả" class="filter" /><button class="button" type="submit">Tìm</button></form>
    <Card id="danh-sach" pad={false} footer={<Pager page={page.page} pages={page.pages} total={page.total} noun="kết quả" href={(to) => href({ trang: String(to) })} />}>
      <Table caption="Kết quả đã ghi" rows={page.rows} empty={chosen.key || words ? <Empty title={words ? 'Không có kết quả nào khớp' : `Không có kết quả nào ${chosen.label.toLocaleLowerCase('vi')}`}>{words ? 'Thử bớt từ hoặc chọn “Tất cả”.' : null}</Empty>
        : <Empty title="Chưa có kết quả nào" action={<LinkButton href="/lam-viec/viec">Xem việc phải làm</LinkButton>}>Ghi kết quả ngay trên thẻ việc, mất chừng một phút.</Empty>} columns={[
        { head: 'Kết quả', cell: (row) => <><a href={`${BASE}/${row.id}`}>{row.title}</a><br /><small>{productLabel(row.product)}{row.organisation_id === organisationId ? '' : ` · ${tree.latest(row.organisation_id)?.name}`}</small></> },
        { head: 'Ngày làm', cell: (row) => formatDate(row.done_on) },
        { head: 'Số lượng', number: true, cell: (row) => `${formatNumber(row.amount)} ${row.unit}` },
        { head: 'Minh chứng', number: true, cell: (row) => (row.evidenceCount ? formatNumber(row.evidenceCount) : '–') },
        { head: 'Tình trạng', cell: (row) => <Chip tone={STATUS_TONE[row.status]}>{STATUS_LABEL[row.status]}</Chip> },
      ]} />
    </Card>
  </>);
}

const number = (what: string) => z.string().default('').transform((text) => (text === '' ? null : Number(text.replace(/[.\s]/g, '')))).refine((value) => value === null || (Number.isInteger(value) && value >= 0), `${what} là số nguyên từ 0 trở lên.`);
const schema = z.object({
  title: z.string().min(1, 'Hãy ghi ngắn gọn đã làm gì.').max(500, 'Tên kết quả dài quá 500 ký tự.'),
  doneOn: z.string().refine((text) => parseDate(text) !== null, 'Hãy ghi ngày làm xong, ví dụ 20/11/2026.'),
  amount: z.coerce.number('Hãy ghi số lượng bằng chữ số.').int().min(1, 'Số lượng phải từ 1.'),
  product: z.string().optional(), channel: z.string().optional(), minutes: number('Thời lượng'), audience: number('Số lượt người'), link: z.string().default(''), place: z.string().default(''), note: z.string().default(''),
  obligationId: z.string().optional(), reason: z.string().optional(), _key: z.string().optional(), _version: z.coerce.number().int().optional(),
});
type Typed = z.infer<typeof schema>;

/** Counted in the words of the card, else in those it was recorded with, else in those of the product. */
const contentOf = (input: Typed, card: Pick<ObligationCard, 'product' | 'channel' | 'unit'> | null, before?: Pick<DeliverableView, 'product' | 'unit'>) => {
  const product = card?.product ?? input.product ?? '';
  return { title: input.title, doneOn: parseDate(input.doneOn)!, amount: input.amount, product, channel: card ? card.channel : (input.channel || productOf(product).defaultChannel), unit: card?.unit ?? (before?.product === product ? before.unit : productOf(product).unit), minutes: input.minutes, audience: input.audience, place: input.place, note: input.note };
};

const MOST_FILES = 10;

/** Files sent with the form and those sent before it; a file that is refused says so and the rest stays. */
async function filesOf(visit: Visit, values: FormValues): Promise<{ uploaded: UploadedFile[]; refused: string | null }> {
  const before = values.texts('uploaded[]'), names = values.texts('uploadedName[]');
  const known = new Map((await sentByUnit(visit, before)).map((row) => [row.sha256, row.original_name]));
  const uploaded: UploadedFile[] = before.map((sha256, index) => ({ sha256, name: names[index] || known.get(sha256) || '' })).filter(({ sha256 }) => known.has(sha256));
  let refused: string | null = null;
  for (const file of values.files('files')) {
    if (uploaded.length >= MOST_FILES) { refused ??= `Mỗi kết quả nhận nhiều nhất ${MOST_FILES} tệp; từ tệp “${file.name}” trở đi chưa được nhận. Hãy bấm lưu lại với các tệp đã nhận, rồi bổ sung sau.`; break; }
    try { uploaded.push(await keepUpload(visit, file, values.text('keepPlace') === '1')); } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused = error.message;
    }
  }
  return { uploaded, refused };
}

const evidenceOf = (uploaded: readonly UploadedFile[], link: string): EvidenceForm[] => [
  ...uploaded.map((file): EvidenceForm => ({ kind: 'file', sha256: file.sha256, fileName: file.name })), ...(link ? [{ kind: 'link', url: link } as const] : []),
];

async function askedCard(visit: Visit, id: string | undefined): Promise<ObligationCard | null> {
  if (!id || !isId(id)) return null;
  const card = await obligationCard(visit.db, id, { today: visit.today });
  if (!card) throw notFound('việc này');
  return card;
}

export async function newPage(visit: Visit, typed?: { form: FormState; uploaded: readonly UploadedFile[]; card: ObligationCard | null; status: 422 | 409 | 413 | 507 }): Promise<Response> {
  const card = typed ? typed.card : await askedCard(visit, visit.c.req.query('viec'));
  if (!typed && card && !(await visit.may('deliverables.record', card.organisationId))) {
    throw new AppError('forbidden', `Việc này do ${(await organisationTree(visit.db, visit.today)).latest(card.organisationId)?.name ?? 'đơn vị khác'} ghi kết quả. Nếu bạn làm thay, hãy đề nghị quản trị viên giao vai trò có hiệu lực ở đơn vị đó.`);
  }
  const rest = card?.amount ? Math.max(1, card.amount - card.credited) : 1;
  const form = typed?.form ?? filledForm({ doneOn: visit.today, amount: card && rest === 1 ? '1' : '', title: '' });
  return consolePage(visit, { title: 'Ghi kết quả', crumb: card ? <a href={`/lam-viec/viec/${card.id}`}>{card.title} · {card.periodLabel}</a> : <a href={BASE}>Kết quả đã ghi</a>, status: typed?.status ?? 200 },
    <Card><DeliverableFields form={form} card={card} today={visit.today} uploaded={typed?.uploaded ?? []} action={`${BASE}/moi`} submitLabel="Lưu kết quả" /></Card>);
}

export async function create(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), { uploaded, refused } = await filesOf(visit, values), card = await askedCard(visit, values.text('obligationId') || undefined);
  const refuse = (typed: FormValues, errors: FieldErrors, status: 422 | 409 | 413 | 507) => newPage(visit, { form: { values: typed, errors: refused ? { ...errors, evidence: refused } : errors }, uploaded, card, status });
  if (refused) return refuse(values, {}, 422);
  return submit(visit.c, schema, {
    values, refuse,
    run: async (input) => {
      const organisationId = card ? card.organisationId : signedIn(visit).organisationId;
      const done = await visit.act((doing) => record(doing, { organisationId, form: contentOf(input, card), evidence: evidenceOf(uploaded, input.link), idempotencyKey: input._key ?? null, ...(card ? { countsFor: { obligationIds: [card.id], commitmentIds: null } } : {}) }));
      return visit.c.redirect(`${BASE}/${done.id}?moi=1${done.surplus.length ? '&thua=1' : ''}`, 303);
    },
  });
}

/** Somebody else saved first: what stands there now beside what was typed, so that nothing is overwritten unseen. */
const OtherChange = ({ now, form }: { now: DeliverableView; form: FormState }) => {
  const said = (name: string) => form.values.text(name), day = (text: string) => { const read = parseDate(text); return read ? formatDate(read) : text; };
  const rows = ([
    ['Đã làm gì', now.title, said('title')], ['Ngày làm xong', formatDate(now.done_on), day(said('doneOn'))], ['Số lượng', String(now.amount), said('amount')],
    ['Loại sản phẩm', productLabel(now.product), said('product') ? productLabel(said('product')) : ''], ['Thời lượng (phút)', now.minutes?.toString() ?? '', said('minutes')], ['Số lượt người', now.audience?.toString() ?? '', said('audience')],
    ['Địa điểm', now.place ?? '', said('place')], ['Ghi chú', now.note ?? '', said('note')],
  ] as const).filter(([, current, typed]) => current.trim() !== typed.trim());
  return <Message kind="warn" title={`Hiện đang lưu (${STATUS_LABEL[now.status].toLocaleLowerCase('vi')}), khác với nội dung bạn nhập:`}>
    {rows.length ? <ul>{rows.map(([label, current, typed]) => <li>{label}: đang lưu “{current || 'để trống'}”, bạn nhập “{typed || 'để trống'}”</li>)}</ul> : <p>Nội dung giống nhau; chỉ tình trạng hoặc minh chứng đã đổi.</p>}
    <p>Bấm “Lưu bản sửa” lần nữa để lưu nội dung bạn nhập.</p>
  </Message>;
};

/** The same form over what is there; the old version stays readable. */
export async function correctPage(visit: Visit, typed?: { form: FormState; uploaded: readonly UploadedFile[]; status: 422 | 409 | 413 | 507 }): Promise<Response> {
  const one = await deliverableView(visit.db, visit.c.req.param('deliverable') as Id);
  if (!one) throw notFound('kết quả này');
  const form = typed?.form ?? filledForm({ title: one.title, doneOn: one.done_on, amount: String(one.amount), product: one.product, channel: one.channel, minutes: one.minutes?.toString(), audience: one.audience?.toString(), place: one.place, note: one.note });
  return consolePage(visit, { title: 'Sửa kết quả', crumb: <a href={`${BASE}/${one.id}`}>{one.title}</a>, status: typed?.status ?? 200 }, <Card>
    <p>Bản trước vẫn được giữ. Minh chứng đã có giữ nguyên, có thể thêm.</p>
    {typed?.status === 409 ? <OtherChange now={one} form={typed.form} /> : null}
    <DeliverableFields form={form} card={null} today={visit.today} uploaded={typed?.uploaded ?? []} action={`${BASE}/${one.id}/sua`} version={typed?.status === 409 ? one.row_version : Number(form.values.text('_version')) || one.row_version} submitLabel="Lưu bản sửa" correction counted={one.status === 'locked'} />
  </Card>);
}

export async function applyCorrection(visit: Visit): Promise<Response> {
  const id = visit.c.req.param('deliverable') as Id, before = await deliverableView(visit.db, id), values = await readForm(visit.c), { uploaded, refused } = await filesOf(visit, values);
  const refuse = (typed: FormValues, errors: FieldErrors, status: 422 | 409 | 413 | 507) => correctPage(visit, { form: { values: typed, errors: refused ? { ...errors, evidence: refused } : errors }, uploaded, status });
  if (refused) return refuse(values, {}, 422);
  return submit(visit.c, schema.extend({ reason: z.string().min(5, 'Hãy ghi lý do sửa.').max(500), _version: z.coerce.number().int(), markReport: z.string().optional() }), {
    values, refuse,
    run: async (input) => {
      if (before?.status === 'locked' && input.markReport !== '1') return refuse(values, { markReport: 'Kết quả này đã nằm trong một báo cáo đã gửi. Hãy đánh dấu báo cáo là “số liệu đã đổi” rồi lưu.' }, 422);
      await visit.act((doing) => correct(doing, { deliverableId: id, rowVersion: input._version, form: contentOf(input, null, before ?? undefined), addEvidence: evidenceOf(uploaded, input.link), reason: input.reason, markReport: input.markReport === '1' }));
      return visit.c.redirect(`${BASE}/${id}`, 303);
    },
  });
}
