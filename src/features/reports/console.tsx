import { z } from 'zod';
import { AppError, notFound } from '#kernel/app-error.ts';
import { isId, shardOf, type Id } from '#kernel/id.ts';
import { formatDate, parseDate, yearOf } from '#kernel/plain-date.ts';
import { formatNumber, sentenceCase } from '#kernel/vietnamese.ts';
import { toDocx } from '#features/documents/to-docx.ts';
import { toPdf } from '#features/documents/to-pdf.ts';
import { dueDayText } from '#features/calendar/rules/why-moved.ts';
import type { WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { FormValues, readForm, submit } from '#platform/http/forms.ts';
import { acting, at, get, post, type OrganisationOf, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { ErrorSummary, filledForm, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Bar, Card, Chip, Empty, LinkButton, Message, Table, Tile } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { figuresOf } from './actions/figures-of.ts';
import { acceptReport, returnReport } from './actions/receive-report.ts';
import { startUnitReport } from './actions/start-report.ts';
import { submitReport } from './actions/submit-report.ts';
import { writeReport } from './actions/write-report.ts';
import { DebtsTable, LinesTable, NarrativeForm, ObligationFacts, OtherNarrative, ReportMessages, StateChip, UnsentChip, VersionsList } from './console-view.tsx';
import { clausesWithoutRegime, createRegime, regimePage } from './regime-page.tsx';
import { composeReport } from './rules/compose.ts';
import type { Figures } from './rules/figures.ts';
import { roundDue, roundOf, standingRounds } from './rules/regime.ts';
import { mayReport, NARRATIVE_SECTIONS } from './rules/states.ts';
import { figuresChanged } from './store/drill-down.ts';
import { lineHref, linePage } from './line-page.tsx';
import { frozenFigures } from './store/frozen.ts';
import { membersOf } from './store/members.ts';
import { lastVersions, regime, regimesOn, report, reportOrganisation, reportsOfRound, reportsOfUnit, versionsOf, type Regime, type Report } from './store/reports.ts';

const BASE = '/lam-viec/bao-cao';
const regimeOwner: OrganisationOf = async (reader, id) => (await regime(reader, id))?.owner_id ?? null;
/** Taking and returning happens at the unit that consolidates, wherever the report's own unit stands. */
const reportReceiver: OrganisationOf = async (reader, id) => { const one = await report(reader, id); return one ? regimeOwner(reader, one.regime_id) : null; };

/** The acting unit's reports: what is due, what was sent, and the rounds it consolidates. */
async function home(visit: Visit): Promise<Response> {
  const unit = signedIn(visit).organisationId, tree = await organisationTree(visit.db, visit.today), tier = tree.get(unit)?.tier ?? 'commune';
  const [regimes, mine] = [await regimesOn(visit.db, visit.today), await reportsOfUnit(visit.db, unit)];
  const calendar = await loadCalendar(visit.db, yearOf(visit.today) - 1, yearOf(visit.today) + 1);
  const owed = [];
  for (const one of regimes) {
    if (!(await membersOf(visit.db, one.definition, visit.today)).some((member) => member.id === unit)) continue;
    for (const { round } of standingRounds(one, visit.today)) {
      const existing = mine.find((mineOne) => mineOne.regime_id === one.id && mineOne.period_key === round.key && mineOne.scope === 'unit') ?? null;
      owed.push({ regime: one, round, existing, due: roundDue(one.definition, round, tier, calendar) });
    }
  }
  const next = owed.find((row) => !row.existing), receives = [];
  for (const one of regimes) if (await visit.may('reports.receive', one.owner_id)) receives.push(one);
  const mayReceive = await visit.may('reports.receive', unit), unheard = mayReceive ? await clausesWithoutRegime(visit.db, unit, regimes) : [];
  return consolePage(visit, {
    title: 'Báo cáo', acts: mayReceive ? <LinkButton href={`${BASE}/che-do/moi`}>Lập chế độ báo cáo</LinkButton> : null,
    message: unheard.map((plan) => <Message kind="warn" title={`“${plan.title}” có quy định báo cáo, chưa lập chế độ báo cáo`}><a href={`${BASE}/che-do/moi?ke-hoach=${plan.id}`}>Lập theo kế hoạch này</a></Message>),
  }, <>
    {receives.length ? <Card title="Tổng hợp báo cáo" id="tong-hop">{await Promise.all(receives.map((one) => receiving(visit, one, calendar)))}</Card> : null}
    <Card title="Báo cáo của đơn vị" id="cua-don-vi" pad={false}>
      <Table caption="Báo cáo của đơn vị" rows={owed} empty={<Empty title="Đơn vị chưa có kỳ báo cáo nào">Khi kế hoạch có quy định báo cáo được ban hành, các kỳ báo cáo hiện ở đây.</Empty>} columns={[
        { head: 'Kỳ', cell: (row) => <><b>{sentenceCase(row.round.label)}</b><br /><small>{row.regime.name}</small></> },
        { head: 'Số liệu', cell: (row) => <small>{formatDate(row.round.data.from)} – {formatDate(row.round.data.to)}</small> },
        { head: 'Hạn gửi', cell: (row) => dueDayText(calendar, row.due.last < row.due.printed ? row.due.printed : row.due.due, row.due.due).replace(/^hạn (?=\d)/, '') },
        { head: 'Tình trạng', nowrap: true, cell: (row) => (row.existing && row.existing.status !== 'draft' && row.existing.status !== 'returned' ? <StateChip state={row.existing.status} /> : <UnsentChip state={row.existing?.status ?? null} due={row.due.due} today={visit.today} />) },
        { head: '', cell: (row) => (row.existing ? <LinkButton href={`${BASE}/${row.existing.id}`} kind="small">Mở báo cáo</LinkButton>
          : <StartButton regimeId={row.regime.id} periodKey={row.round.key} primary={row === next} />) },
      ]} />
    </Card>
  </>);
}

const StartButton = ({ regimeId, periodKey, primary }: { regimeId: Id; periodKey: string; primary: boolean }) =>
  <Form action={`${BASE}/bat-dau`} inline><input type="hidden" name="regimeId" value={regimeId} /><input type="hidden" name="periodKey" value={periodKey} /><input type="hidden" name="scope" value="unit" />
    <button class={`button small ${primary ? 'primary' : ''}`} type="submit">Soạn báo cáo</button></Form>;

async function receiving(visit: Visit, one: Regime, calendar: WorkingCalendar) {
  const members = await membersOf(visit.db, one.definition, visit.today);
  const rounds = standingRounds(one, visit.today).slice(0, 4);
  const rows = await Promise.all(rounds.map(async ({ round }) => {
    const reports = (await reportsOfRound(visit.db, one.id, round.key)).filter((sent) => sent.scope === 'unit');
    return { round, sent: reports.filter((sent) => sent.status === 'submitted' || sent.status === 'accepted').length, waiting: reports.filter((sent) => sent.status === 'submitted').length };
  }));
  return <div class="stack"><b>{one.name}</b><small>{one.citation} · {members.length} đơn vị báo cáo{one.definition.via ? `, qua ${one.definition.via}` : ''}</small>
    <Table caption={`Các kỳ của ${one.name}`} rows={rows} columns={[
      { head: 'Kỳ', cell: (row) => <a href={`${BASE}/che-do/${one.id}/ky?ky=${encodeURIComponent(row.round.key)}`}>{sentenceCase(row.round.label)}</a> },
      { head: 'Hạn các xã, phường gửi', nowrap: true, cell: (row) => formatDate(roundDue(one.definition, row.round, 'commune', calendar).due) },
      { head: 'Đã gửi', cell: (row) => <div class="progress"><Bar value={row.sent} max={members.length} label={`${row.sent} trên ${members.length}`} /><small>{formatNumber(row.sent)} / {formatNumber(members.length)} đơn vị</small></div> },
      { head: 'Chờ nhận', number: true, cell: (row) => (row.waiting ? <Chip tone="soon">{formatNumber(row.waiting)}</Chip> : '0') },
    ]} />
  </div>;
}

const startSchema = z.object({ regimeId: z.string().refine(isId), periodKey: z.string().min(3).max(40), scope: z.enum(['unit', 'consolidated']) });

async function start(visit: Visit): Promise<Response> {
  return submit(visit.c, startSchema, {
    run: async (input) => {
      const under = await regime(visit.db, input.regimeId as Id);
      if (!under) throw notFound('chế độ báo cáo này');
      const organisationId = input.scope === 'consolidated' ? under.owner_id : signedIn(visit).organisationId;
      const started = await visit.act((doing) => startUnitReport(doing, { regimeId: under.id, periodKey: input.periodKey, organisationId, scope: input.scope }));
      return visit.c.redirect(`${BASE}/${started.id}`, 303);
    },
    refuse: () => visit.c.redirect(BASE, 303),
  });
}

/** One round as its receiver sees it: who sent, who is missing, what waits to be taken. */
async function roundPage(visit: Visit): Promise<Response> {
  const under = (await regime(visit.db, visit.c.req.param('regime') as Id))!, key = visit.c.req.query('ky') ?? '', round = roundOf(under.definition, key);
  if (!round) throw notFound('kỳ báo cáo này');
  const [members, reports, calendar] = [await membersOf(visit.db, under.definition, round.data.to), await reportsOfRound(visit.db, under.id, round.key), await loadCalendar(visit.db, yearOf(round.period.from), yearOf(round.period.to) + 1)];
  const ofUnit = new Map(reports.filter((one) => one.scope === 'unit').map((one) => [one.organisation_id, one]));
  const whole = reports.find((one) => one.scope === 'consolidated');
  const rows = members.map((member) => ({ ...member, report: ofUnit.get(member.id) ?? null, due: roundDue(under.definition, round, member.tier, calendar) }));
  const order = (row: (typeof rows)[number]) => ({ submitted: 0, returned: 2, draft: 2, accepted: 3 })[row.report?.status ?? 'draft'] - (row.report ? 0 : -0.5);
  const count = (status: string) => rows.filter((row) => row.report?.status === status).length;
  const sent = count('submitted') + count('accepted');
  return consolePage(visit, {
    title: `Tổng hợp ${round.label}`, crumb: <a href={BASE}>Báo cáo</a>,
    acts: whole ? <LinkButton href={`${BASE}/${whole.id}`} kind="primary">Mở báo cáo tổng hợp</LinkButton> : <StartConsolidated regimeId={under.id} periodKey={round.key} />,
  }, <>
    <div class="tiles">
      <Tile label="Đã gửi" value={`${sent}/${members.length}`}><Bar value={sent} max={members.length} label={`${sent} trên ${members.length} đơn vị`} /></Tile>
      <Tile label="Chờ nhận" value={formatNumber(count('submitted'))} />
      <Tile label="Đã nhận" value={formatNumber(count('accepted'))} />
      <Tile label="Chưa gửi" value={formatNumber(members.length - sent)}><small>số liệu {formatDate(round.data.from)} – {formatDate(round.data.to)}</small></Tile>
    </div>
    <Card title="Các đơn vị" id="don-vi" pad={false}>
      <Table caption={`Báo cáo ${round.label} của các đơn vị`} rows={rows.toSorted((a, b) => order(a) - order(b))} columns={[
        { head: 'Đơn vị', cell: (row) => (row.report ? <a href={`${BASE}/${row.report.id}`}>{row.name}</a> : row.name) },
        { head: 'Hạn', cell: (row) => formatDate(row.due.due) },
        { head: 'Tình trạng', cell: (row) => (row.report && row.report.status !== 'draft' ? <StateChip state={row.report.status} /> : row.due.due < visit.today ? <Chip tone="late">chưa gửi, quá hạn</Chip> : <Chip tone="none">chưa gửi</Chip>) },
        { head: '', cell: (row) => (row.report?.status === 'submitted' ? <Form action={`${BASE}/${row.report.id}/chap-nhan`} version={row.report.row_version} inline><button class="button small" type="submit">Nhận</button></Form> : null) },
      ]} />
    </Card>
  </>);
}

const StartConsolidated = ({ regimeId, periodKey }: { regimeId: Id; periodKey: string }) =>
  <Form action={`${BASE}/bat-dau`} inline><input type="hidden" name="regimeId" value={regimeId} /><input type="hidden" name="periodKey" value={periodKey} /><input type="hidden" name="scope" value="consolidated" /><Submit>Lập báo cáo tổng hợp</Submit></Form>;

async function current(visit: Visit): Promise<{ one: Report; under: Regime; figures: Figures; frozen: boolean }> {
  const one = (await report(visit.db, visit.c.req.param('report') as Id))!, under = (await regime(visit.db, one.regime_id))!;
  const sent = one.status === 'submitted' || one.status === 'accepted';
  const version = sent ? (await lastVersions(visit.db, [one.id])).get(one.id) : undefined;
  return { one, under, figures: version ? await frozenFigures(visit.deps.files, version) : await figuresOf(visit.db, visit.deps.files, one, under, visit.today), frozen: Boolean(version) };
}

const formOf = (one: Report): FormState => filledForm({
  ...one.narrative, number: one.number, signedOn: one.signed_on, notation: one.document.notation, place: one.document.place, issuer: one.document.issuer, superior: one.document.superior,
  forms: one.document.forms.join(' / '), position: one.document.position, signer: one.document.signer,
});

async function reportPage(visit: Visit, form?: FormState, status: 200 | 422 | 409 | 413 | 507 = 200): Promise<Response> {
  const { one, under, figures, frozen } = await current(visit);
  const base = `${BASE}/${one.id}`, tree = await organisationTree(visit.db, one.data_to);
  const owner = one.scope === 'consolidated' ? under.owner_id : one.organisation_id;
  const [mayWrite, maySubmit, mayReceive] = [await visit.may(one.scope === 'consolidated' ? 'reports.receive' : 'reports.write', owner), await visit.may(one.scope === 'consolidated' ? 'reports.receive' : 'reports.submit', owner), one.scope === 'unit' && (await visit.may('reports.receive', under.owner_id))];
  const versions = await versionsOf(visit.db, one.id), editing = mayWrite && mayReport(one.status, 'edit');
  const title = `${one.scope === 'consolidated' ? 'Báo cáo tổng hợp' : 'Báo cáo'} ${one.period_label}`;
  return consolePage(visit, {
    title, crumb: <><a href={BASE}>Báo cáo</a> · {tree.latest(one.organisation_id)?.name}</>, status,
    acts: <><StateChip state={one.status} />{frozen ? null : <><a class="button" href={`${base}/xem-truoc.docx`} data-turbo="false">Word</a><a class="button" href={`${base}/xem-truoc.pdf`} data-turbo="false">PDF xem trước</a></>}</>,
    message: <ReportMessages report={one} changed={frozen && (await figuresChanged(visit.db, one.id))} />,
  }, <>
    {mayReceive && one.status === 'submitted' ? <ReceiveCard one={one} form={form} /> : null}
    <div class="columns wide-first">
      <Card title="Số liệu tự điền" id="so-lieu" tools={<small>{formatDate(figures.data.from)} – {formatDate(figures.data.to)}{frozen ? ' · đã chốt khi gửi' : ''}</small>} pad={false}>
        <LinesTable figures={figures} lineHref={({ column }) => lineHref(one.id, column)} />
      </Card>
      <Card title="Nghĩa vụ trong kỳ" id="nghia-vu"><ObligationFacts figures={figures} /><details><summary>Danh sách còn nợ ({figures.debts.length})</summary><DebtsTable figures={figures} /></details></Card>
    </div>
    {editing ? <Card title="Phần lời" id="phan-loi" writing>{form && status === 409 ? <OtherNarrative report={one} form={form} /> : null}<NarrativeForm action={`${base}/noi-dung`} form={form ?? formOf(one)} report={one} version={(status === 422 && Number(form?.values.text('_version'))) || one.row_version} submitAction={maySubmit ? `${base}/trinh` : null} /></Card>
      : <Card title="Phần lời" id="phan-loi">{NARRATIVE_SECTIONS.filter(({ key }) => one.narrative[key]).map(({ key, title: heading }) => <div><h3>{heading}</h3>{one.narrative[key]!.split('\n').map((line) => <p>{line}</p>)}</div>)}
        {Object.values(one.narrative).some(Boolean) ? null : <p>Không có.</p>}</Card>}
    {one.scope === 'consolidated' ? <UnitsCard figures={figures} /> : null}
    {maySubmit && mayReport(one.status, 'correct') ? <CorrectCard one={one} form={form} /> : null}
    <VersionsList report={one} versions={versions} base={base} />
  </>);
}

const ReceiveCard = ({ one, form }: { one: Report; form?: FormState | undefined }) => <Card title="Nhận hoặc trả lại" id="nhan">
  {form ? <ErrorSummary errors={form.errors} /> : null}
  <Form action={`${BASE}/${one.id}/chap-nhan`} version={one.row_version}><Submit>Nhận báo cáo</Submit></Form>
  <details open={Boolean(form)}><summary>Trả lại để sửa</summary><Form action={`${BASE}/${one.id}/tra-lai`} version={one.row_version}><div class="fields"><TextField form={form ?? filledForm({})} name="reason" label="Lý do trả lại" required maxlength={500} /></div><Submit kind="danger">Trả lại</Submit></Form></details>
</Card>;

const CorrectCard = ({ one, form }: { one: Report; form?: FormState | undefined }) => <Card title="Gửi bản sửa đổi" id="sua-doi">
  <p>Số liệu được tính lại đến hôm nay; bản đã gửi vẫn giữ nguyên, bản mới ghi rõ điều thay đổi.</p>
  <Form action={`${BASE}/${one.id}/trinh`} version={one.row_version}>{form ? <ErrorSummary errors={form.errors} /> : null}<div class="fields"><TextField form={form ?? filledForm({})} name="reason" label="Lý do sửa" required maxlength={500} /></div><Submit kind="">Gửi bản sửa đổi</Submit></Form>
</Card>;

const UnitsCard = ({ figures }: { figures: Figures }) => <Card title={`Báo cáo đã cộng (${figures.units.length} đơn vị)`} id="da-cong" pad={false}>
  {figures.missing.length ? <div class="pad"><Message kind="warn" title={`${figures.missing.length} đơn vị chưa có báo cáo được nhận`}>{figures.missing.slice(0, 12).map((unit) => unit.name).join(', ')}{figures.missing.length > 12 ? '…' : ''}. Có thể gửi ngay, báo cáo sẽ ghi tên các đơn vị này.</Message></div> : null}
  <Table caption="Các báo cáo đã cộng" rows={figures.units} columns={[
    { head: 'Đơn vị', cell: (unit) => <a href={`${BASE}/${unit.report}`}>{unit.name}</a> },
    { head: 'Đến hạn', number: true, cell: (unit) => formatNumber(unit.obligations.due) },
    { head: 'Đúng hạn', number: true, cell: (unit) => formatNumber(unit.obligations.met) },
    { head: 'Trễ', number: true, cell: (unit) => formatNumber(unit.obligations.metLate) },
    { head: 'Chưa đủ', number: true, cell: (unit) => formatNumber(unit.obligations.missed) },
    { head: 'Còn nợ', number: true, cell: (unit) => formatNumber(unit.debts) },
  ]} />
</Card>;

const contentSchema = z.object({
  direction: z.string().max(8000).default(''), results: z.string().max(8000).default(''), limits: z.string().max(8000).default(''), next: z.string().max(8000).default(''), proposals: z.string().max(8000).default(''),
  number: z.string().max(10).default(''), notation: z.string().min(1, 'Hãy ghi ký hiệu, ví dụ BC-UBND.').max(30), signedOn: z.string().default('').refine((text) => text === '' || parseDate(text) !== null, 'Ngày ký chưa đúng. Hãy ghi như 20/11/2026.'),
  place: z.string().min(1, 'Hãy ghi địa danh.').max(60), issuer: z.string().min(1, 'Hãy ghi tên cơ quan ban hành.').max(200), superior: z.string().max(200).default(''), forms: z.string().max(120).default(''),
  position: z.string().min(1, 'Hãy ghi chức vụ người ký.').max(80), signer: z.string().max(80).default(''), _version: z.coerce.number().int(),
});
const correctionSchema = z.object({ reason: z.string().min(5, 'Hãy ghi lý do của bản sửa đổi.').max(500), _version: z.coerce.number().int() });

const written = (id: Id, input: z.infer<typeof contentSchema>) => ({
  reportId: id, seen: input._version, narrative: Object.fromEntries(NARRATIVE_SECTIONS.map(({ key }) => [key, input[key]])), number: input.number || null, signedOn: parseDate(input.signedOn),
  document: { notation: input.notation, place: input.place, issuer: input.issuer, superior: input.superior || null, forms: input.forms.split('/').map((line) => line.trim()).filter(Boolean), position: input.position, signer: input.signer },
});

async function save(visit: Visit): Promise<Response> {
  const id = visit.c.req.param('report') as Id;
  return submit(visit.c, contentSchema, {
    run: async (input) => { await visit.act((doing) => writeReport(doing, written(id, input))); return visit.c.redirect(`${BASE}/${id}`, 303); },
    refuse: (values, errors, status) => reportPage(visit, { values, errors }, status),
  });
}

/** Sends the draft with what is in the form, or a corrected version with its reason. */
async function send(visit: Visit): Promise<Response> {
  const id = visit.c.req.param('report') as Id, values = await readForm(visit.c), files = visit.deps.files;
  const refuse = (typed: FormValues, errors: Record<string, string>, status: 422 | 409 | 413 | 507) => reportPage(visit, { values: typed, errors }, status);
  if (values.has('reason')) return submit(visit.c, correctionSchema, {
    values, refuse, run: async (input) => { await visit.act((doing) => submitReport(doing, files, { reportId: id, seen: input._version, reason: input.reason })); return visit.c.redirect(`${BASE}/${id}#ban-da-gui`, 303); },
  });
  return submit(visit.c, contentSchema, {
    values, refuse,
    run: async (input) => {
      await visit.act(async (doing) => { await writeReport(doing, written(id, input)); await submitReport(doing, files, { reportId: id, seen: input._version + 1, reason: null }); });
      return visit.c.redirect(`${BASE}/${id}#ban-da-gui`, 303);
    },
  });
}

const seenSchema = z.object({ _version: z.coerce.number().int() });
const roundHref = (one: Report) => `${BASE}/che-do/${one.regime_id}/ky?ky=${encodeURIComponent(one.period_key)}`;

async function accept(visit: Visit): Promise<Response> {
  const one = (await report(visit.db, visit.c.req.param('report') as Id))!;
  return submit(visit.c, seenSchema, { run: async (input) => { await visit.act((doing) => acceptReport(doing, { reportId: one.id, seen: input._version })); return visit.c.redirect(roundHref(one), 303); }, refuse: (values, errors, status) => reportPage(visit, { values, errors }, status) });
}
async function giveBack(visit: Visit): Promise<Response> {
  const one = (await report(visit.db, visit.c.req.param('report') as Id))!;
  return submit(visit.c, seenSchema.extend({ reason: z.string().min(5, 'Hãy ghi lý do trả lại.').max(500) }), { run: async (input) => { await visit.act((doing) => returnReport(doing, { reportId: one.id, seen: input._version, reason: input.reason })); return visit.c.redirect(roundHref(one), 303); }, refuse: (values, errors, status) => reportPage(visit, { values, errors }, status) });
}

/** The list behind a figure; `ban` asks for that of a version sent earlier. */
async function line(visit: Visit): Promise<Response> {
  const { one, figures } = await current(visit), asked = Number(visit.c.req.query('ban')) || null;
  const sent = asked === null ? undefined : (await versionsOf(visit.db, one.id)).find((entry) => entry.version === asked);
  if (asked !== null && !sent) throw notFound('bản báo cáo này');
  return linePage(visit, { one, figures: sent ? await frozenFigures(visit.deps.files, sent) : figures });
}

const TYPES: Record<string, string> = { docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', pdf: 'application/pdf', json: 'application/json' };
const download = (visit: Visit, bytes: Uint8Array, name: string, type: string) => visit.c.body(new Uint8Array(bytes), 200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'private, no-store' });

/** A draft as it would be sent now. */
const preview = (format: 'docx' | 'pdf') => async (visit: Visit): Promise<Response> => {
  const { one, under, figures } = await current(visit);
  const document = composeReport({ figures, narrative: one.narrative, document: one.document, number: one.number, signedOn: one.signed_on, regime: under, year: yearOf(visit.today) });
  return download(visit, format === 'docx' ? await toDocx(document) : toPdf(document), `bao-cao-du-thao.${format}`, TYPES[format]!);
};

/** A sent version, served from its stored bytes. */
async function version(visit: Visit): Promise<Response> {
  const one = (await report(visit.db, visit.c.req.param('report') as Id))!, number = Number(visit.c.req.param('version'));
  const found = (await versionsOf(visit.db, one.id)).find((entry) => entry.version === number), extension = (visit.c.req.param('file') ?? '').split('.').pop() ?? '';
  const sha = found && ({ docx: found.docx_sha256, pdf: found.pdf_sha256, json: found.figures_sha256 } as Record<string, string>)[extension];
  if (!sha) throw notFound('bản báo cáo này');
  return download(visit, await visit.deps.files.read(sha), `bao-cao-${shardOf(one.id)}-${one.period_key.replace(/[^\w-]/g, '-')}-ban-${number}.${extension}`, TYPES[extension]!);
}

const read = at('reports.read', 'reports', 'report', reportOrganisation), write = at('reports.write', 'reports', 'report', reportOrganisation);
const receive = at('reports.receive', 'reports', 'report', reportReceiver);

export const reportsRoutes: readonly Route[] = [
  get(BASE, acting('reports.read'), home),
  post(`${BASE}/bat-dau`, acting('reports.write'), start),
  get(`${BASE}/che-do/moi`, acting('reports.receive'), (visit) => regimePage(visit)),
  post(`${BASE}/che-do/moi`, acting('reports.receive'), createRegime),
  get(`${BASE}/che-do/:regime/ky`, at('reports.receive', 'regimes', 'regime', regimeOwner), roundPage),
  get(`${BASE}/:report`, read, (visit) => reportPage(visit)),
  post(`${BASE}/:report/noi-dung`, write, save),
  post(`${BASE}/:report/trinh`, at('reports.submit', 'reports', 'report', reportOrganisation), send),
  post(`${BASE}/:report/chap-nhan`, receive, accept),
  post(`${BASE}/:report/tra-lai`, receive, giveBack),
  get(`${BASE}/:report/dong`, read, line),
  get(`${BASE}/:report/xem-truoc.docx`, read, preview('docx')),
  get(`${BASE}/:report/xem-truoc.pdf`, read, preview('pdf')),
  get(`${BASE}/:report/ban/:version/:file`, read, version),
];
