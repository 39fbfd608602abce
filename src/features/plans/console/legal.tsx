import { z } from 'zod';
import { invalid, notFound } from '#kernel/app-error.ts';
import { formatDate, parseDate, yearOf } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { liftMark } from '#features/documents/actions/lift-mark.ts';
import { markSuperseded } from '#features/documents/actions/mark-superseded.ts';
import { citedAs, legalKey, type CitedPaper } from '#features/documents/rules/legal-key.ts';
import { marksBinding, type LegalMark } from '#features/documents/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { readForm, submit, type FieldErrors, type FormValues } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Choices, ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Empty, Facts, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { papersInUse, restingOn, type Resting } from '../rules/legal-graph.ts';
import { citingPlans, plansCiting, type LegalScope } from '../store.ts';
import { houseAbove } from './access.ts';
import { BASE, hrefOf } from './load.ts';

export const LEGAL = '/lam-viec/van-ban';
export const paperHref = (key: string): string => `${LEGAL}/xem?${new URLSearchParams({ khoa: key })}`;
/** Longer lists are narrowed by the words and the year above them. */
const SHOWN = 200;

/** One's own plans and those of the units below; issued ones of those above. */
export async function legalScope(visit: Visit): Promise<LegalScope> {
  const tree = await organisationTree(visit.db, visit.today), own = signedIn(visit).organisationId;
  const readable = await visit.may('monitoring.board', own) ? tree.subtree(own).map(({ id }) => id) : [own];
  return { ownerIds: readable, issuedBy: [...await houseAbove(visit)] };
}

export const Standing = ({ mark, visit }: { mark: LegalMark | undefined; visit: Visit }) => (!mark ? <Chip tone="good">đang dùng</Chip>
  : mark.from_day > visit.today ? <Chip tone="soon">hết hiệu lực từ {formatDate(mark.from_day)}</Chip> : <Chip tone="late">{mark.condition === 'superseded' ? 'đã được thay thế' : 'đã hết hiệu lực'}</Chip>);

/** The papers that plans of this year and the last rest on. */
export async function papersPage(visit: Visit): Promise<Response> {
  const own = signedIn(visit).organisationId, words = (visit.c.req.query('tim') ?? '').trim().toLocaleLowerCase('vi'), year = Number(visit.c.req.query('nam')) || yearOf(visit.today), over = visit.c.req.query('loc') === 'het';
  const marks = new Map((await marksBinding(visit.db, own, visit.today)).toReversed().map((mark) => [mark.key, mark]));
  const all = papersInUse(await citingPlans(visit.db, await legalScope(visit), [year - 1, year]));
  const found = all.filter(({ key, paper }) => (!over || marks.has(key)) && (!words || citedAs(paper).toLocaleLowerCase('vi').includes(words)));
  const stale = all.filter(({ key }) => (marks.get(key)?.from_day ?? '9') <= visit.today).length;
  return consolePage(visit, { title: 'Văn bản căn cứ', crumb: <a href={BASE}>Kế hoạch</a>, message: stale && !over ? <Message kind="warn"><a href={`${LEGAL}?loc=het`}>{formatNumber(stale)} văn bản không còn hiệu lực</a> vẫn được kế hoạch viện dẫn.</Message> : null }, <>
    <form method="get" class="row" role="search"><label class="visually-hidden" for="tim">Tìm văn bản</label><input id="tim" class="filter grow" name="tim" type="search" value={visit.c.req.query('tim') ?? ''} placeholder="Số, ký hiệu hoặc cơ quan ban hành" />
      <label class="visually-hidden" for="nam">Năm của kế hoạch</label><input id="nam" class="narrow" name="nam" inputmode="numeric" maxlength={4} value={String(year)} />
      <label class="choice"><input type="checkbox" name="loc" value="het" checked={over} />đã hết hiệu lực</label><button class="button" type="submit">Tìm</button></form>
    <Card id="van-ban" title={`${formatNumber(found.length)} văn bản được kế hoạch năm ${year - 1} và ${year} viện dẫn`} pad={false} footer={found.length > SHOWN ? <small>Hiện {SHOWN} văn bản được viện dẫn nhiều nhất; hãy tìm theo số để thấy văn bản khác.</small> : undefined}>
      <Table caption="Văn bản căn cứ" top rows={found.slice(0, SHOWN)} empty={<Empty title="Không có văn bản nào khớp">Căn cứ của kế hoạch đã nhập hoặc soạn trong Loa hiện ở đây.</Empty>} columns={[
        { head: 'Văn bản', cell: ({ key, paper }) => <a href={paperHref(key)}>{citedAs(paper)}</a> },
        { head: 'Kế hoạch viện dẫn', number: true, cell: ({ plans }) => formatNumber(plans.length) },
        { head: 'Hiệu lực', nowrap: true, cell: ({ key }) => <Standing mark={marks.get(key)} visit={visit} /> },
      ]} /></Card>
  </>);
}

interface Found { readonly key: string; readonly paper: CitedPaper; readonly resting: readonly Resting[]; readonly mark: LegalMark | undefined; readonly own: LegalMark | undefined }

/** A paper by its key, as the plans in sight cite it or as it was marked. */
async function paperAt(visit: Visit, key: string): Promise<Found> {
  const own = signedIn(visit).organisationId, scope = await legalScope(visit), marks = (await marksBinding(visit.db, own, visit.today)).filter((mark) => mark.key === key);
  const [number, date] = key.split('@') as [string, string | undefined], asked: CitedPaper = { type: 'Văn bản', number: /^\d/.test(number) ? number : null, date: parseDate(date ?? ''), issuer: null };
  const named = asked.number ? null : papersInUse(await citingPlans(visit.db, scope, [yearOf(visit.today) - 5, yearOf(visit.today)])).find((one) => one.key === key)?.paper;
  const resting = await restingOn(named ?? asked, (papers) => plansCiting(visit.db, scope, papers));
  const paper = named ?? papersInUse(resting.filter(({ via }) => !via.length).map(({ plan }) => plan)).find((one) => one.key === key)?.paper;
  if (!paper && !marks.length) throw notFound('văn bản này trong các kế hoạch bạn được xem');
  return { key, paper: paper ?? asked, resting, mark: marks.at(-1), own: marks.find((mark) => mark.organisation_id === own) };
}

interface Refused { readonly form: FormState; readonly status: 409 | 422; readonly of: 'mark' | 'lift' }

/** One paper: whether it holds, and everything that rests on it. */
export async function paperPage(visit: Visit, refused?: Refused, key = visit.c.req.query('khoa') ?? ''): Promise<Response> {
  const { paper, resting, mark, own } = await paperAt(visit, key), direct = resting.filter(({ via }) => !via.length), further = resting.filter(({ via }) => via.length);
  const may = await visit.may('documents.mark', signedIn(visit).organisationId), tree = await organisationTree(visit.db, visit.today), over = mark && mark.from_day <= visit.today;
  return consolePage(visit, { title: citedAs(paper), crumb: <a href={LEGAL}>Văn bản căn cứ</a>, status: refused?.status ?? 200, acts: <Standing mark={mark} visit={visit} />,
    message: over && resting.length ? <Message kind="warn" title={`${formatNumber(resting.length)} kế hoạch còn dựa vào văn bản này.`}>Hãy rà soát, thay căn cứ ở bản sửa đổi hoặc kế hoạch năm sau.</Message> : null }, <>
    {mark ? <Card id="hieu-luc" title="Hiệu lực"><Facts rows={[
      ['Từ ngày', formatDate(mark.from_day)], ['Tình trạng', mark.condition === 'superseded' ? <>Được thay thế bởi {mark.replaced_by_key ? <a href={paperHref(mark.replaced_by_key)}>{mark.replaced_by_words}</a> : mark.replaced_by_words}</> : 'Hết hiệu lực'],
      ...(mark.note ? [['Ghi chú', mark.note] as const] : []), ['Người đánh dấu', `${mark.marked_by_name}, ${tree.latest(mark.organisation_id)?.name ?? ''}`],
    ]} />{may && own ? <details open={refused?.of === 'lift'}><summary>Bỏ đánh dấu</summary><LiftForm state={refused?.of === 'lift' ? refused.form : filledForm({})} mark={own} /></details> : null}</Card> : null}
    <RestingCard title={`${formatNumber(direct.length)} kế hoạch viện dẫn trực tiếp`} id="truc-tiep" rows={direct} />
    {further.length ? <RestingCard title={`${formatNumber(further.length)} kế hoạch dựa gián tiếp`} id="gian-tiep" rows={further} /> : null}
    {may && !own ? <Card id="danh-dau" title="Đánh dấu không còn hiệu lực"><MarkForm state={refused?.of === 'mark' ? refused.form : filledForm({ condition: 'superseded', from: visit.today, replacingType: paper.type })} visit={visit} paper={paper} /></Card> : null}
  </>);
}

const RestingCard = ({ title, id, rows }: { title: string; id: string; rows: readonly Resting[] }) => <Card title={title} id={id} pad={false} footer={rows.length > SHOWN ? <small>Hiện {SHOWN} kế hoạch mới nhất.</small> : undefined}>
  <Table caption={title} top rows={rows.slice(0, SHOWN)} empty={<Empty title="Không có kế hoạch nào bạn được xem viện dẫn văn bản này" />} columns={[
    { head: 'Kế hoạch', cell: ({ plan, via }) => <><a href={hrefOf(plan.id)}>{plan.title}</a><br /><small>{[plan.number, plan.signedOn ? formatDate(plan.signedOn) : '', plan.issuer].filter(Boolean).join(' · ')}{via.length ? ` · qua ${via.map((one) => one.number ?? one.title).join(' → ')}` : ''}</small></> },
    { head: 'Số căn cứ', number: true, cell: ({ plan }) => formatNumber(plan.bases.length) },
  ]} /></Card>;

const MarkForm = ({ state, visit, paper }: { state: FormState; visit: Visit; paper: CitedPaper }) => <Form action={`${LEGAL}/danh-dau`}>
  <ErrorSummary errors={state.errors} /><input type="hidden" name="paper" value={JSON.stringify(paper)} />
  <p class="small">Có hiệu lực với {visit.session ? 'đơn vị của bạn và mọi đơn vị trực thuộc' : ''}: kế hoạch đang soạn được nhắc, kế hoạch đã ban hành được liệt kê ở trên.</p>
  <Choices form={state} name="condition" label="Tình trạng" required choices={[{ value: 'superseded', label: 'Được thay thế bởi văn bản khác' }, { value: 'expired', label: 'Hết hiệu lực, không có văn bản thay thế' }]} />
  <TextField form={state} name="from" label="Không còn hiệu lực từ ngày" type="date" required />
  <fieldset class="field"><legend>Văn bản thay thế</legend><span class="hint">Để trống khi hết hiệu lực mà không có văn bản thay thế</span><div class="fields two">
    <TextField form={state} name="replacingType" label="Loại văn bản" maxlength={60} spare /><TextField form={state} name="replacingNumber" label="Số, ký hiệu" maxlength={60} spare />
    <TextField form={state} name="replacingDate" label="Ngày ký" type="date" spare /><TextField form={state} name="replacingIssuer" label="Cơ quan ban hành" maxlength={120} spare /></div></fieldset>
  <TextArea form={state} name="note" label="Ghi chú" rows={2} maxlength={500} />
  <div class="row"><Submit>Đánh dấu</Submit></div>
</Form>;

const LiftForm = ({ state, mark }: { state: FormState; mark: LegalMark }) => <Form action={`${LEGAL}/bo-danh-dau`}><ErrorSummary errors={state.errors} /><input type="hidden" name="key" value={mark.key} />
  <TextArea form={state} name="reason" label="Lý do bỏ đánh dấu" required rows={2} maxlength={500} /><div class="row"><Submit kind="danger">Bỏ đánh dấu</Submit></div></Form>;

const paperShape = z.strictObject({ type: z.string().min(1).max(80), number: z.string().max(60).nullable(), date: z.string().nullable().transform((text) => (text ? parseDate(text) : null)), issuer: z.string().max(200).nullable(), name: z.string().max(300).optional() });
function paperFrom(text: string): CitedPaper {
  try { const { name, ...paper } = paperShape.parse(JSON.parse(text)); return { ...paper, ...(name ? { name } : {}) }; } catch { throw invalid('Biểu mẫu không cho biết văn bản nào. Hãy mở lại văn bản rồi đánh dấu.'); }
}

export async function markPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), paper = paperFrom(values.text('paper')), key = legalKey(paper) ?? '', errors: Record<string, string> = {};
  const from = parseDate(values.text('from')), replaced = values.text('condition') === 'superseded', date = parseDate(values.text('replacingDate'));
  if (!from) errors.from = 'Hãy ghi ngày không còn hiệu lực, ví dụ 01/7/2026.';
  if (replaced && !values.text('replacingNumber')) errors.replacingNumber = 'Hãy ghi số, ký hiệu của văn bản thay thế; nếu không có, chọn “Hết hiệu lực”.';
  if (values.text('replacingDate') && !date) errors.replacingDate = 'Ngày ký không đúng. Hãy ghi như 05/01/2026.';
  const refuse = (given: FormValues, found: FieldErrors, status: number) => paperPage(visit, { form: { values: given, errors: found }, status: status === 409 ? 409 : 422, of: 'mark' }, key);
  if (Object.keys(errors).length) return refuse(values, errors, 422);
  return submit(visit.c, z.looseObject({}), { values, refuse, run: async () => {
    await visit.act((a) => markSuperseded(a, {
      organisationId: signedIn(visit).organisationId, paper, from: from!, note: values.text('note') || null,
      replacedBy: replaced ? { type: values.text('replacingType') || 'Văn bản', number: values.text('replacingNumber'), date, issuer: values.text('replacingIssuer') || null } : null,
    }));
    return visit.c.redirect(paperHref(key), 303);
  } });
}

export async function liftPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), key = values.text('key');
  if (!key) throw invalid('Biểu mẫu không cho biết văn bản nào. Hãy mở lại văn bản rồi bỏ đánh dấu.');
  return submit(visit.c, z.looseObject({}), { values, refuse: (given, errors, status) => paperPage(visit, { form: { values: given, errors }, status: status === 409 ? 409 : 422, of: 'lift' }, key), run: async () => {
    await visit.act((a) => liftMark(a, { organisationId: signedIn(visit).organisationId, key, reason: values.text('reason') }));
    return visit.c.redirect(paperHref(key), 303);
  } });
}
