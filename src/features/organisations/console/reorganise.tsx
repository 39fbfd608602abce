import { AppError } from '#kernel/app-error.ts';
import { isId, randomIds, type Id } from '#kernel/id.ts';
import { formatDate, formatInstant, yearOf } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { FormValues, readForm, type FieldErrors } from '#platform/http/forms.ts';
import { acting, at, get, post, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { filledForm } from '#ui/forms.tsx';
import { Card, Empty, Facts, LinkButton, Message, Pager, Table, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { allowedTo, lookAt, openQuestions, reorganise, type Allowed, type AnswersFor, type Looked } from '../actions/reorganise.ts';
import { readReorganisationFile } from '../read-reorganisation.ts';
import { readTable } from '../read-table.ts';
import { answersFrom } from '../rules/assignments.ts';
import { formAnswers } from '../rules/handing-over.ts';
import { KINDS } from '../rules/kinds.ts';
import { notYet } from '../rules/plan-reorganisation.ts';
import type { ReorganisationFile } from '../rules/reorganisation-file.ts';
import { isSuccessionKind, SUCCESSION_KINDS, type SuccessionKind } from '../rules/succession.ts';
import { eventTitle, tellEvent } from '../rules/tell-event.ts';
import { allVersions, endedBy, eventOrganisation, eventsOfYear, eventYears, organisationTree, successionEvent, writtenTogether } from '../store.ts';
import { successionParts } from '../succession-part.ts';
import { unitPath, UNITS, type PageStatus } from './parts.tsx';
import { errorsOf, EventForm, KindChooser, readSource, REORGANISE, rowOf, sourceIn, UploadForm, type Source } from './reorganise-forms.tsx';
import { Faults, Preview } from './reorganise-preview.tsx';
import { reorganisationSample } from './reorganise-sample.ts';

const writing = acting('organisations.reorganise'), LARGEST = 12 * 1024 * 1024;

export const reorganiseRoutes: readonly Route[] = [
  get(REORGANISE, acting('organisations.read'), list),
  get(`${REORGANISE}/ghi`, writing, (visit) => { const kind = visit.c.req.query('loai') ?? ''; return isSuccessionKind(kind) ? formPage(visit, kind, FormValues.of({ day: formatDate(visit.today) }), {}) : choosePage(visit, {}); }),
  get(`${REORGANISE}/mau`, writing, async (visit) => visit.c.body(new Uint8Array(await reorganisationSample()), 200, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'content-disposition': 'attachment; filename="bang-sap-xep-mau.xlsx"',
  })),
  post(`${REORGANISE}/xem-truoc`, writing, preview, LARGEST),
  post(REORGANISE, writing, apply, LARGEST),
  get(`${REORGANISE}/:event`, at('organisations.read', 'succession-events', 'event', eventOrganisation), eventPage),
];

/** For looking only: nothing of it is kept. */
const newId = randomIds(), passingId = (): Id => newId(0);
/** The preview names people, drafts and work: it is for who may apply it. */
const mayLook = (visit: Visit): Allowed => allowedTo(async (id) => {
  if (!await visit.may('organisations.reorganise', id)) throw new AppError('forbidden', `Bạn chưa được giao quyền sắp xếp “${(await organisationTree(visit.db, visit.today)).latest(id)?.name ?? ''}”. Hợp nhất, chia, giải thể, chuyển một đơn vị do quản trị của cấp trên đơn vị ấy ghi; hãy đề nghị cấp trên.`);
});

/** Step 2: what would go over. Nothing was written, so the answer says 422 and the same page can be sent again. */
async function preview(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), kind = values.text('loai'), [file] = values.files('file');
  const refuse = (errors: FieldErrors) => (isSuccessionKind(kind) ? formPage(visit, kind, values, errors, 422) : choosePage(visit, errors, 422));
  try {
    let source: Source, read: ReorganisationFile;
    if (isSuccessionKind(kind)) { source = { table: rowOf(kind, values) }; read = readSource(source); }
    else {
      if (!file) return await refuse({ file: 'Hãy chọn tệp .xlsx, .csv hoặc .json.' });
      const bytes = new Uint8Array(await file.arrayBuffer()), json = file.name.toLowerCase().endsWith('.json');
      read = await readReorganisationFile(file.name, bytes);
      source = json ? { json: JSON.parse(new TextDecoder().decode(bytes)) } : { table: await readTable(file.name, bytes) };
    }
    const faults = read.faults.length ? read.faults : null;
    if (faults) return isSuccessionKind(kind) ? await refuse(errorsOf(faults)) : await faultPage(visit, faults);
    const looked = await lookAt(visit.db, read.events, answersOf(read, null), passingId, mayLook(visit));
    if (looked.faults.length) return isSuccessionKind(kind) ? await refuse(errorsOf(looked.faults)) : await faultPage(visit, looked.faults);
    return await previewPage(visit, looked, source, FormValues.empty, {});
  } catch (error) {
    if (!(error instanceof AppError) || ![403, 409, 413, 422].includes(error.status)) throw error;
    return refuse(error.details.fields ?? { [error.details.field ?? '_']: error.message });
  }
}

/** The rows of a file decide first, then what was chosen on the page. */
const answersOf = (read: ReorganisationFile, values: FormValues | null): AnswersFor => (planned) => {
  const rows = answersFrom(read.assignments, planned), chosen = formAnswers((name) => values?.text(name) ?? '');
  return { answers: (question) => chosen(question) ?? rows.answers(question), faults: rows.faults };
};

/** Step 3: everything in one transaction; choices that are missing are asked for again, with those made. */
async function apply(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), source = sourceIn(values), read = readSource(source), scopeId = signedIn(visit).organisationId;
  if (read.faults.length) return faultPage(visit, read.faults);
  try {
    const done = await visit.act((by) => reorganise(by, { events: read.events, answers: answersOf(read, values), scopeId }));
    if (done.applied) return visit.c.redirect(`${REORGANISE}/${done.eventIds[0]}?xong=1`, 303);
    if (done.faults.length) return faultPage(visit, done.faults);
    return previewPage(visit, done, source, values, { _: `Còn ${openQuestions(done)} lựa chọn. Hãy chọn nơi nhận ở từng mục còn báo thiếu, rồi bấm “Áp dụng”.`, ...Object.fromEntries(done.parts.flatMap(({ plan }) => plan.open.map((key) => [key, 'Chưa chọn nơi nhận.']))) });
  } catch (error) {
    if (!(error instanceof AppError) || ![403, 409, 413, 422].includes(error.status)) throw error;
    const looked = await lookAt(visit.db, read.events, answersOf(read, values), passingId, mayLook(visit)).catch(() => null);
    return looked && !looked.faults.length ? previewPage(visit, looked, source, values, { _: error.message }) : choosePage(visit, { _: error.message }, 422);
  }
}

async function list(visit: Visit): Promise<Response> {
  const own = signedIn(visit).organisationId, tree = await organisationTree(visit.db, visit.today), may = await visit.may('organisations.reorganise', own);
  const subjects = tree.get(own)?.parentId === null ? null : [...new Set((await allVersions(visit.db)).map((one) => one.id))].filter((id) => tree.isWithin(id, own));
  const years = await eventYears(visit.db, subjects), asked = Number(visit.c.req.query('nam')), year = years.includes(asked) ? asked : (years[0] ?? yearOf(visit.today));
  const found = await eventsOfYear(visit.db, subjects, year, Number(visit.c.req.query('trang')));
  const write = <LinkButton href={`${REORGANISE}/ghi`} kind="primary">Ghi một sự kiện</LinkButton>;
  return consolePage(visit, { title: 'Sắp xếp đơn vị', crumb: <a href={UNITS}>Đơn vị</a>, acts: may && found.total ? write : null }, <>
    {years.length > 1 ? <Tabs label="Năm" tabs={years.map((one) => ({ href: `?nam=${one}`, label: String(one), current: one === year }))} /> : null}
    <Card pad={false} footer={found.total ? <Pager page={found.page} pages={found.pages} total={found.total} noun="sự kiện" href={(page) => `?nam=${year}&trang=${page}`} /> : undefined}>
      <Table caption="Sự kiện sắp xếp đơn vị" rows={found.rows} empty={<Empty title="Chưa ghi sự kiện nào" action={may ? write : undefined}>Khi có nghị quyết hợp nhất, chia, đổi tên hay giải thể đơn vị, ghi lại ở đây: việc còn mở, kế hoạch, báo cáo đang soạn và vai trò sẽ chuyển sang đơn vị kế thừa.</Empty>} columns={[
        { head: 'Việc gì xảy ra', cell: (one) => <a href={`${REORGANISE}/${one.id}`}>{tellEvent(one.kind, one.payload)}</a> },
        { head: 'Từ ngày', nowrap: true, cell: (one) => formatDate(one.on_day) }, { head: 'Căn cứ', cell: (one) => one.citation },
      ]} />
    </Card>
  </>);
}

async function choosePage(visit: Visit, errors: FieldErrors, status: PageStatus = 200): Promise<Response> {
  return consolePage(visit, { title: 'Ghi sự kiện sắp xếp', crumb: <a href={REORGANISE}>Sắp xếp đơn vị</a>, status }, <><KindChooser /><UploadForm form={{ ...filledForm({}), errors }} /></>);
}

async function formPage(visit: Visit, kind: SuccessionKind, values: FormValues, errors: FieldErrors, status: PageStatus = 200): Promise<Response> {
  const tree = await organisationTree(visit.db, visit.today);
  const units = tree.subtree(signedIn(visit).organisationId).filter((one) => KINDS[one.kind].family !== 'unit').slice(0, 300).map((one) => one.name);
  return consolePage(visit, { title: SUCCESSION_KINDS[kind].label, crumb: <a href={`${REORGANISE}/ghi`}>Ghi sự kiện sắp xếp</a>, status }, <EventForm kind={kind} form={{ values, errors }} units={units} />);
}

const faultPage = (visit: Visit, faults: Looked['faults']): Response | Promise<Response> =>
  consolePage(visit, { title: 'Chưa áp dụng được', crumb: <a href={`${REORGANISE}/ghi`}>Ghi sự kiện sắp xếp</a>, status: 422 }, <><Faults faults={faults} /><UploadForm form={filledForm({})} /></>);

const previewPage = (visit: Visit, looked: Looked, source: Source, values: FormValues, errors: FieldErrors): Response | Promise<Response> =>
  consolePage(visit, { title: 'Những gì sẽ chuyển', crumb: <a href={`${REORGANISE}/ghi`}>Ghi sự kiện sắp xếp</a>, status: 422 }, <>{notYet(looked.planned, visit.today).slice(0, 1).map((fault) => <Message kind="warn">{fault.reason}</Message>)}<Preview looked={looked} source={source} form={{ values, errors }} /></>);

const MOST_LEFT = 200;

/** One event: what it said, what went over with it, and what still waits for somebody to decide. */
async function eventPage(visit: Visit): Promise<Response> {
  const id = visit.c.req.param('event') ?? '', event = isId(id) ? await successionEvent(visit.db, id) : undefined;
  if (!event) throw new AppError('not-found', 'Không tìm thấy sự kiện này.');
  const together = await writtenTogether(visit.db, event), tree = await organisationTree(visit.db, visit.today), moved = together.find((one) => Object.keys(one.moved).length)?.moved ?? {};
  const ended = (await endedBy(visit.db, together.map((one) => one.id))).filter((one) => !tree.get(one));
  // names of people and work that waits: for who decides about those units
  const mine: Id[] = [];
  for (const one of ended) if (await visit.may('organisations.reorganise', one)) mine.push(one);
  const left = mine.length ? (await Promise.all(successionParts().map(async (part) => (await part.unassigned?.(visit.db, mine, visit.today) ?? []).map((one) => ({ part, ...one }))))).flat() : [];
  const unit = ({ id: one, name }: { id: Id; name: string }) => <a href={unitPath(one)}>{name}</a>, units = (all: readonly { id: Id; name: string }[]) => all.map((one, nth) => <>{nth ? '; ' : ''}{unit(one)}</>);
  const { payload } = event, joined = payload.below?.joined ?? [];
  return consolePage(visit, { title: eventTitle(event.kind, payload), crumb: <a href={REORGANISE}>Sắp xếp đơn vị</a> }, <>
    {visit.c.req.query('xong') ? <Message kind="ok">Đã áp dụng {formatNumber(together.length)} sự kiện. {Object.keys(moved).length ? 'Những gì đã chuyển ghi dưới đây.' : 'Không có gì phải chuyển.'}</Message> : null}
    <div class="columns">
      <Card title="Sự kiện" id="su-kien"><Facts rows={[
        ['Loại', SUCCESSION_KINDS[event.kind].label], ['Từ ngày', formatDate(event.on_day)], ['Căn cứ', event.citation], ['Đơn vị', units(payload.units)], ...(payload.into.length ? [['Sang', units(payload.into)] as const] : []),
        ...(event.reason ? [['Ghi chú', event.reason] as const] : []), ['Người ghi', `${event.applied_by_name}, ${formatInstant(event.applied_at)}`],
      ]} /></Card>
      <Card title="Đã chuyển" id="da-chuyen">
        {Object.keys(moved).length ? <Facts rows={successionParts().flatMap((part) => (moved[part.noun] ? [[part.label, `${formatNumber(moved[part.noun]!)} ${part.counted}`] as const] : []))} /> : <p>Không có việc, kế hoạch, báo cáo hay vai trò nào phải chuyển.</p>}
        {together.length > 1 ? <p class="small">Tính chung {formatNumber(together.length)} sự kiện được ghi cùng lúc.</p> : null}
      </Card>
    </div>
    {left.length ? <Card title="Chưa phân công" id="chua-phan-cong" pad={false}><Table caption="Chưa phân công" rows={left.slice(0, MOST_LEFT)} columns={[
      { head: 'Gì', cell: (one) => <a href={one.href}>{one.what}</a> }, { head: 'Thuộc', cell: (one) => one.part.label }, { head: 'Đơn vị cũ', cell: (one) => tree.latest(one.unitId)?.name ?? '' },
    ]} /><p class="pad small">{left.length > MOST_LEFT ? `Hiện ${MOST_LEFT} trong ${formatNumber(left.length)} mục. ` : ''}Người chưa phân công: mở đơn vị nhận, chọn “Người dùng”, mời với đúng tên đăng nhập ghi ở trên; tài khoản giữ nguyên, chỉ thêm vai trò.</p></Card> : null}
    {joined.length ? <Card title="Phòng, đơn vị nhập làm một" id="nhap-lam-mot" pad={false}><Table caption="Phòng, đơn vị nhập làm một" rows={joined} columns={[{ head: 'Đơn vị', cell: (one) => unit(one.from) }, { head: 'Nhập vào', cell: (one) => unit(one.to) }]} /></Card> : null}
    {together.length > 1 ? <Card title="Ghi cùng lúc" id="cung-luc" pad={false}><Table caption="Các sự kiện ghi cùng lúc" rows={together.filter((one) => one.id !== event.id).slice(0, 60)} columns={[
      { head: 'Việc gì xảy ra', cell: (one) => <a href={`${REORGANISE}/${one.id}`}>{tellEvent(one.kind, one.payload)}</a> }, { head: 'Từ ngày', nowrap: true, cell: (one) => formatDate(one.on_day) },
    ]} /></Card> : null}
  </>);
}
