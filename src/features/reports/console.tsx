import { z } from 'zod';
import { AppError, notFound } from '#kernel/app-error.ts';
import { isId, shardOf, type Id } from '#kernel/id.ts';
import { formatDate, parseDate, yearOf } from '#kernel/plain-date.ts';
import { formatNumber, sentenceCase } from '#kernel/vietnamese.ts';
import { DOCUMENT_FORMATS, printDocument } from '#features/documents/print.ts';
import { dueDayText } from '#features/calendar/rules/why-moved.ts';
import type { WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { Discussion } from '#features/discussions/view.tsx';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import type { Acting } from '#platform/acting.ts';
import { FormValues, readForm, submit } from '#platform/http/forms.ts';
import { acting, at, get, post, type OrganisationOf, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { emptyForm, ErrorSummary, filledForm, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Bar, Card, Chip, Empty, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { approveReport } from './actions/approve-report.ts';
import { figuresOf, gapsIn } from './actions/figures-of.ts';
import { acceptReport, returnReport } from './actions/receive-report.ts';
import { startUnitReport } from './actions/start-report.ts';
import { submitReport } from './actions/submit-report.ts';
import { undoStep } from './actions/undo-step.ts';
import { writeReport } from './actions/write-report.ts';
import { GapFields, LateNote, LimitsMessage, LockNote, ReceiveCard, StepsCard } from './approval-view.tsx';
import { DebtsTable, GapsTable, LinesTable, NarrativeForm, ObligationFacts, OtherNarrative, ReportMessages, reportHref, reportTitle, StateChip, UnsentChip, VersionsList } from './console-view.tsx';
import type { reportsPolicy } from './policy.ts';
import { clausesWithoutRegime, createRegime, regimePage } from './regime-page.tsx';
import { composeReport } from './rules/compose.ts';
import { acceptMany, approveMany, extendMany, roundHref, roundPage } from './round-page.tsx';
import { changedSince, type Figures } from './rules/figures.ts';
import { explained, isSection, LONGEST_REASON, reasonField, sectionGaps, type Gap, type MissingReasons } from './rules/gaps.ts';
import { limitsOf } from './rules/lock.ts';
import { roundDue, standingRounds } from './rules/regime.ts';
import { approvalOf, isSent, isTaken, mayReport, NARRATIVE_SECTIONS } from './rules/states.ts';
import { PublicCard, publishPost, withdrawPost } from './public-card.tsx';
import { rulesPage, saveRules } from './rules-page.tsx';
import { limitsFor } from './store/limits.ts';
import { stepsOf } from './store/steps.ts';
import { figuresChanged } from './store/drill-down.ts';
import { lineHref, linePage } from './line-page.tsx';
import { frozenFigures } from './store/frozen.ts';
import { UnitsCard } from './unit-rows.tsx';
import { answeringFor, extensionsAnswered, membersOf, sentIn } from './store/members.ts';
import { firstSent, lastVersions, regime, regimesOn, report, reportOrganisation, reportsOfRound, reportsOfUnit, reportsOfUnits, versionsOf, type Regime, type Report } from './store/reports.ts';

const BASE = '/lam-viec/bao-cao';
const regimeOwner: OrganisationOf = async (reader, id) => (await regime(reader, id))?.owner_id ?? null;
/** Taking and returning happens at the unit that consolidates, wherever the report's own unit stands. */
const reportReceiver: OrganisationOf = async (reader, id) => { const one = await report(reader, id); return one ? regimeOwner(reader, one.regime_id) : null; };

/** The acting unit's reports: what is due, what was sent, and the rounds it consolidates. */
async function home(visit: Visit): Promise<Response> {
  const unit = signedIn(visit).organisationId, tree = await organisationTree(visit.db, visit.today), tier = tree.get(unit)?.tier ?? 'commune';
  const [regimes, mine] = [await regimesOn(visit.db, visit.today), await reportsOfUnit(visit.db, unit)];
  const calendar = await loadCalendar(visit.db, yearOf(visit.today) - 1, yearOf(visit.today) + 1);
  const owed = [], first = await firstSent(visit.db, mine.map((one) => one.id));
  // units that ended and in whose place this one stands: what they still owe is answered for here
  const left = (await standsFor(visit.db, unit, visit.today)).slice(1), theirs = left.length ? await reportsOfUnits(visit.db, left) : [], all = [...mine, ...theirs], answers = new Set([unit, ...left]);
  for (const one of regimes) for (const { round } of standingRounds(one, visit.today)) {
    const ofRound = all.filter((report) => report.regime_id === one.id && report.period_key === round.key);
    for (const member of await answeringFor(visit.db, one.definition, round.data.to, sentIn(ofRound), visit.today)) {
      if (!answers.has(member.id)) continue;
      const existing = ofRound.find((report) => report.organisation_id === member.id && report.scope === 'unit') ?? null, ended = member.id === unit ? null : member;
      if (ended && existing && isSent(existing.status)) continue;
      const due = roundDue(one.definition, round, ended?.tier ?? tier, calendar), extension = one.definition.lock ? (await extensionsAnswered(visit.db, { regime_id: one.id, period_key: round.key, data_to: round.data.to }, [member.id])).get(member.id) ?? null : null;
      owed.push({ regime: one, round, existing, ended, due, limits: limitsOf(one.definition.lock, existing?.due ?? due.due, calendar, extension, visit.today) });
    }
  }
  const next = owed.find((row) => !row.existing), receives = [];
  for (const one of regimes) if (await visit.may('reports.round', one.owner_id)) receives.push(one);
  const mayReceive = await visit.may('reports.receive', unit), unheard = mayReceive ? await clausesWithoutRegime(visit.db, unit, regimes, yearOf(visit.today)) : [];
  return consolePage(visit, {
    title: 'Báo cáo', acts: mayReceive ? <LinkButton href={`${BASE}/che-do/moi`}>Lập chế độ báo cáo</LinkButton> : null,
    message: unheard.map((plan) => <Message kind="warn" title={`“${plan.title}” có quy định báo cáo, chưa lập chế độ báo cáo`}><a href={`${BASE}/che-do/moi?ke-hoach=${plan.id}`}>Lập theo kế hoạch này</a></Message>),
  }, <>
    {receives.length ? <Card title="Tổng hợp báo cáo" id="tong-hop">{await Promise.all(receives.map((one) => receiving(visit, one, calendar)))}</Card> : null}
    <Card title="Báo cáo của đơn vị" id="cua-don-vi" pad={false}>
      <Table caption="Báo cáo của đơn vị" rows={owed} empty={<Empty title="Đơn vị chưa có kỳ báo cáo nào">Khi kế hoạch có quy định báo cáo được ban hành, các kỳ báo cáo hiện ở đây.</Empty>} columns={[
        { head: 'Kỳ', cell: (row) => <><b>{sentenceCase(row.round.label)}</b><br /><small>{row.regime.name}{row.ended ? ` · của ${row.ended.name}, nay do đơn vị báo cáo thay` : ''}</small></> },
        { head: 'Số liệu', cell: (row) => <small>{formatDate(row.round.data.from)} – {formatDate(row.round.data.to)}</small> },
        { head: 'Hạn gửi', cell: (row) => <>{dueDayText(calendar, row.due.last < row.due.printed ? row.due.printed : row.due.due, row.due.due).replace(/^hạn (?=\d)/, '')}{row.existing && isTaken(row.existing.status) ? null : <> <LockNote limits={row.limits} today={visit.today} /></>}</> },
        { head: 'Tình trạng', nowrap: true, cell: (row) => (row.existing && row.existing.status !== 'draft' && row.existing.status !== 'returned' ? <><StateChip state={row.existing.status} approval={approvalOf(row.regime.definition)} /> <LateNote first={first.get(row.existing.id)} due={row.existing.due} /></> : <UnsentChip state={row.existing?.status ?? null} due={row.due.due} today={visit.today} />) },
        { head: '', cell: (row) => (row.existing ? <LinkButton href={`${BASE}/${row.existing.id}`} kind="small">Mở báo cáo</LinkButton>
          : <StartButton regimeId={row.regime.id} periodKey={row.round.key} primary={row === next} ended={row.ended?.id ?? null} />) },
      ]} />
    </Card>
  </>);
}

const StartButton = ({ regimeId, periodKey, primary, ended }: { regimeId: Id; periodKey: string; primary: boolean; ended: Id | null }) =>
  <Form action={`${BASE}/bat-dau`} inline><input type="hidden" name="regimeId" value={regimeId} /><input type="hidden" name="periodKey" value={periodKey} /><input type="hidden" name="scope" value="unit" />{ended ? <input type="hidden" name="unitId" value={ended} /> : null}
    <button class={`button small ${primary ? 'primary' : ''}`} type="submit">Soạn báo cáo</button></Form>;

async function receiving(visit: Visit, one: Regime, calendar: WorkingCalendar) {
  const members = await membersOf(visit.db, one.definition, visit.today);
  const rounds = standingRounds(one, visit.today).slice(0, 4);
  const rows = await Promise.all(rounds.map(async ({ round }) => {
    const reports = (await reportsOfRound(visit.db, one.id, round.key)).filter((sent) => sent.scope === 'unit'), asked = (await answeringFor(visit.db, one.definition, round.data.to, sentIn(reports), visit.today)).length;
    return { round, asked, sent: reports.filter((sent) => isSent(sent.status)).length, waiting: reports.filter((sent) => sent.status === 'submitted').length, toApprove: reports.filter((sent) => sent.status === 'accepted').length };
  }));
  return <div class="stack"><b>{one.name}</b><small>{one.citation} · {members.length} đơn vị báo cáo{one.definition.via ? `, qua ${one.definition.via}` : ''} · duyệt {approvalOf(one.definition) === 'two-step' ? 'hai bước' : 'một bước'}, {one.definition.lock ? `khóa sau hạn ${formatNumber(one.definition.lock.days)} ngày${one.definition.lock.counting === 'working-days' ? ' làm việc' : ''}` : 'không khóa kỳ'}{(await visit.may('reports.receive', one.owner_id)) ? <> (<a href={`${BASE}/che-do/${one.id}/duyet-khoa`}>sửa</a>)</> : null}</small>
    <Table caption={`Các kỳ của ${one.name}`} rows={rows} columns={[
      { head: 'Kỳ', cell: (row) => <a href={roundHref(one.id, row.round.key)}>{sentenceCase(row.round.label)}</a> },
      { head: 'Hạn các xã, phường gửi', nowrap: true, cell: (row) => formatDate(roundDue(one.definition, row.round, 'commune', calendar).due) },
      { head: 'Đã gửi', cell: (row) => <div class="progress"><Bar value={row.sent} max={row.asked} label={`${row.sent} trên ${row.asked}`} /><small>{formatNumber(row.sent)} / {formatNumber(row.asked)} đơn vị</small></div> },
      { head: 'Chờ nhận', number: true, cell: (row) => (row.waiting ? <Chip tone="soon">{formatNumber(row.waiting)}</Chip> : '0') },
      ...(approvalOf(one.definition) === 'two-step' ? [{ head: 'Chờ phê duyệt', number: true, cell: (row: (typeof rows)[number]) => (row.toApprove ? <Chip tone="soon">{formatNumber(row.toApprove)}</Chip> : '0') }] : []),
    ]} />
  </div>;
}

const startSchema = z.object({ regimeId: z.string().refine(isId), periodKey: z.string().min(3).max(40), scope: z.enum(['unit', 'consolidated']), unitId: z.string().refine(isId).optional() });

async function start(visit: Visit): Promise<Response> {
  return submit(visit.c, startSchema, {
    run: async (input) => {
      const under = await regime(visit.db, input.regimeId as Id);
      if (!under) throw notFound('chế độ báo cáo này');
      const organisationId = input.scope === 'consolidated' ? under.owner_id : ((input.unitId as Id | undefined) ?? signedIn(visit).organisationId);
      const started = await visit.act((doing) => startUnitReport(doing, { regimeId: under.id, periodKey: input.periodKey, organisationId, scope: input.scope }));
      return visit.c.redirect(`${BASE}/${started.id}`, 303);
    },
    refuse: () => visit.c.redirect(BASE, 303),
  });
}

/** A report with its figures: frozen once it is sent, else as they would be today, with what is missing and the reasons written so far. */
async function current(visit: Visit): Promise<{ one: Report; under: Regime; figures: Figures; frozen: boolean; gaps: readonly Gap[] }> {
  const one = (await report(visit.db, visit.c.req.param('report') as Id))!, under = (await regime(visit.db, one.regime_id))!;
  const sent = isSent(one.status);
  const version = sent ? (await lastVersions(visit.db, [one.id])).get(one.id) : undefined;
  if (version) return { one, under, figures: await frozenFigures(visit.deps.files, version), frozen: true, gaps: [] };
  const [gaps, counted] = [await gapsIn(visit.db, one, under, visit.today), await figuresOf(visit.db, visit.deps.files, one, under, visit.today)], said = explained(gaps, one.missing_reasons ?? {});
  return { one, under, figures: one.scope === 'unit' && said.length ? { ...counted, gaps: said } : counted, frozen: false, gaps };
}

const formOf = (one: Report): FormState => filledForm({
  ...one.narrative, number: one.number, signedOn: one.signed_on, notation: one.document.notation, place: one.document.place, issuer: one.document.issuer, superior: one.document.superior,
  forms: one.document.forms.join(' / '), position: one.document.position, signer: one.document.signer,
});

async function reportPage(visit: Visit, form?: FormState, status: 200 | 422 | 409 | 413 | 507 = 200): Promise<Response> {
  const { one, under, figures, frozen, gaps: standing } = await current(visit), approval = approvalOf(under.definition), limits = await limitsFor(visit.db, one, under.definition, visit.today);
  const base = `${BASE}/${one.id}`, tree = await organisationTree(visit.db, one.data_to);
  const owner = one.scope === 'consolidated' ? under.owner_id : one.organisation_id;
  const [mayWrite, maySubmit] = [await visit.may(one.scope === 'consolidated' ? 'reports.receive' : 'reports.write', owner), await visit.may(one.scope === 'consolidated' ? 'reports.receive' : 'reports.submit', owner)];
  const above = { receive: one.scope === 'unit' && (await visit.may('reports.receive', under.owner_id)), approve: one.scope === 'unit' && (await visit.may('reports.approve', under.owner_id)) };
  const versions = await versionsOf(visit.db, one.id), editing = mayWrite && mayReport(approval, one.status, 'edit'), correcting = maySubmit && mayReport(approval, one.status, 'correct') && !limits.locked;
  const content = form?.values.has('direction') ? form : undefined, fromAbove = form && !content && !form.values.has('_correct') && !form.values.has('_public') ? form : undefined, reasons = one.missing_reasons ?? {};
  // a section that is still empty in what was typed wants its reason at once
  const gaps = content && editing ? [...standing.filter((gap) => !isSection(gap)), ...(one.scope === 'unit' ? sectionGaps(under.definition.requiredSections, Object.fromEntries(NARRATIVE_SECTIONS.map(({ key }) => [key, content.values.text(key)]))) : [])] : correcting ? await gapsIn(visit.db, one, under, visit.today) : standing.filter((gap) => !isSection(gap) || one.missing_reasons?.[gap.key]);
  const overtaken = frozen && figures.units.length ? changedSince(figures.units, (await reportsOfRound(visit.db, one.regime_id, one.period_key)).map((each) => ({ id: each.id, version: each.version, taken: isTaken(each.status) }))) : [];
  return consolePage(visit, {
    title: reportTitle(one), crumb: <><a href={BASE}>Báo cáo</a> · {tree.latest(one.organisation_id)?.name}</>, status,
    acts: <><StateChip state={one.status} approval={approval} /><LateNote first={versions.at(-1)?.submitted_at} due={one.due} />{frozen ? null : <><a class="button" href={`${base}/xem-truoc.docx`} data-turbo="false">Word</a><a class="button" href={`${base}/xem-truoc.pdf`} data-turbo="false">PDF xem trước</a></>}</>,
    message: <><ReportMessages report={one} changed={frozen && (await figuresChanged(visit.db, one.id))} />{overtaken.length ? <Message kind="warn" title={`${formatNumber(overtaken.length)} báo cáo đã đổi sau khi tổng hợp`}>{overtaken.slice(0, 8).map((unit) => unit.name).join(', ')}{overtaken.length > 8 ? '…' : ''}: được sửa, bị trả lại hoặc bỏ nhận. Hãy gửi bản sửa đổi của báo cáo tổng hợp khi đã nhận lại.</Message> : null}<LimitsMessage report={one} limits={limits} maySend={maySubmit && !isTaken(one.status)} /></>,
  }, <>
    <ReceiveCard one={one} approval={approval} may={above} limits={limits} form={fromAbove} />
    <div class="columns wide-first">
      <Card title="Số liệu tự điền" id="so-lieu" tools={<small>{formatDate(figures.data.from)} – {formatDate(figures.data.to)}{frozen ? ' · đã chốt khi gửi' : ''}</small>} pad={false}>
        <LinesTable figures={figures} lineHref={({ column }) => lineHref(one.id, column)} />
      </Card>
      <Card title="Nghĩa vụ trong kỳ" id="nghia-vu"><ObligationFacts figures={figures} /><details><summary>Danh sách còn nợ ({figures.debts.length})</summary><DebtsTable figures={figures} /></details></Card>
    </div>
    {editing ? <Card title="Phần lời" id="phan-loi" writing>{content && status === 409 ? <OtherNarrative report={one} form={content} /> : null}<NarrativeForm action={`${base}/noi-dung`} form={content ?? formOf(one)} report={one} version={(status === 422 && Number(content?.values.text('_version'))) || one.row_version} submitAction={maySubmit && !limits.locked ? `${base}/trinh` : null} required={one.scope === 'unit' ? (under.definition.requiredSections ?? []) : []}><GapFields form={content ?? emptyForm} gaps={gaps} reasons={reasons} /></NarrativeForm></Card>
      : <Card title="Phần lời" id="phan-loi">{NARRATIVE_SECTIONS.filter(({ key }) => one.narrative[key]).map(({ key, title: heading }) => <div><h3>{heading}</h3>{one.narrative[key]!.split('\n').map((line) => <p>{line}</p>)}</div>)}
        {Object.values(one.narrative).some(Boolean) ? null : <p>Không có.</p>}</Card>}
    {one.scope === 'consolidated' ? <UnitsCard figures={figures} base={BASE} /> : null}
    {figures.gaps?.length && !editing ? <Card title="Chưa có số liệu, lý do" id="ly-do" pad={false}><GapsTable gaps={figures.gaps} /></Card> : null}
    {correcting ? <CorrectCard one={one} gaps={gaps} form={form?.values.has('_correct') ? form : undefined} /> : null}
    <VersionsList report={one} versions={versions} base={base} />
    {await PublicCard({ visit, one, refused: form })}
    <StepsCard steps={await stepsOf(visit.db, one.id)} />
    {await Discussion(visit, { noun: 'reports', id: one.id, organisationId: one.organisation_id, title: reportTitle(one), href: base, readers: 'up' })}
  </>);
}

const CorrectCard = ({ one, gaps, form = emptyForm }: { one: Report; gaps: readonly Gap[]; form?: FormState | undefined }) => <Card title="Gửi bản sửa đổi" id="sua-doi">
  <p>Số liệu được tính lại đến hôm nay; bản đã gửi vẫn giữ nguyên, bản mới ghi rõ điều thay đổi.</p>
  <Form action={`${BASE}/${one.id}/trinh`} version={one.row_version}><input type="hidden" name="_correct" value="1" /><ErrorSummary errors={form.errors} />
    <div class="fields"><TextField form={form} name="reason" label="Lý do sửa" required maxlength={500} /><GapFields form={form} gaps={gaps} reasons={one.missing_reasons ?? {}} /></div><Submit kind="">Gửi bản sửa đổi</Submit></Form>
</Card>;

const contentSchema = z.object({
  direction: z.string().max(8000).default(''), results: z.string().max(8000).default(''), limits: z.string().max(8000).default(''), next: z.string().max(8000).default(''), proposals: z.string().max(8000).default(''),
  number: z.string().max(10).default(''), notation: z.string().min(1, 'Hãy ghi ký hiệu, ví dụ BC-UBND.').max(30), signedOn: z.string().default('').refine((text) => text === '' || parseDate(text) !== null, 'Ngày ký chưa đúng. Hãy ghi như 20/11/2026.'),
  place: z.string().min(1, 'Hãy ghi địa danh.').max(60), issuer: z.string().min(1, 'Hãy ghi tên cơ quan ban hành.').max(200), superior: z.string().max(200).default(''), forms: z.string().max(120).default(''),
  position: z.string().min(1, 'Hãy ghi chức vụ người ký.').max(80), signer: z.string().max(80).default(''), _version: z.coerce.number().int(),
});
const correctionSchema = z.object({ reason: z.string().min(5, 'Hãy ghi lý do của bản sửa đổi.').max(500), _version: z.coerce.number().int() });

/** Reasons typed beside what is missing, by the key of each. */
const reasonsIn = (values: FormValues): MissingReasons => Object.fromEntries(values.names().flatMap((name) => (name.startsWith(reasonField('')) && values.text(name) ? [[name.slice(reasonField('').length), values.text(name).slice(0, LONGEST_REASON)]] : [])));

const written = (id: Id, input: z.infer<typeof contentSchema>, values: FormValues) => ({
  missing: reasonsIn(values),
  reportId: id, seen: input._version, narrative: Object.fromEntries(NARRATIVE_SECTIONS.map(({ key }) => [key, input[key]])), number: input.number || null, signedOn: parseDate(input.signedOn),
  document: { notation: input.notation, place: input.place, issuer: input.issuer, superior: input.superior || null, forms: input.forms.split('/').map((line) => line.trim()).filter(Boolean), position: input.position, signer: input.signer },
});

async function save(visit: Visit): Promise<Response> {
  const id = visit.c.req.param('report') as Id;
  return submit(visit.c, contentSchema, {
    run: async (input, values) => { await visit.act((doing) => writeReport(doing, written(id, input, values))); return visit.c.redirect(`${BASE}/${id}`, 303); },
    refuse: (values, errors, status) => reportPage(visit, { values, errors }, status),
  });
}

/** Sends the draft with what is in the form, or a corrected version with its reason. */
async function send(visit: Visit): Promise<Response> {
  const id = visit.c.req.param('report') as Id, values = await readForm(visit.c), files = visit.deps.files;
  const refuse = (typed: FormValues, errors: Record<string, string>, status: 422 | 409 | 413 | 507) => reportPage(visit, { values: typed, errors }, status);
  if (values.has('reason')) return submit(visit.c, correctionSchema, {
    values, refuse, run: async (input) => { await visit.act((doing) => submitReport(doing, files, { reportId: id, seen: input._version, reason: input.reason, missing: reasonsIn(values) })); return visit.c.redirect(`${BASE}/${id}#ban-da-gui`, 303); },
  });
  return submit(visit.c, contentSchema, {
    values, refuse,
    run: async (input) => {
      await visit.act(async (doing) => { await writeReport(doing, written(id, input, values)); await submitReport(doing, files, { reportId: id, seen: input._version + 1, reason: null }); });
      return visit.c.redirect(`${BASE}/${id}#ban-da-gui`, 303);
    },
  });
}

const seenSchema = z.object({ _version: z.coerce.number().int() });
/** A step of the unit above; the page shows again with what was typed when it is refused. */
const step = <T extends { _version: number }>(schema: z.ZodType<T>, take: (doing: Acting, one: Report, input: T) => Promise<void>, back: (one: Report) => string) => async (visit: Visit): Promise<Response> => {
  const one = (await report(visit.db, visit.c.req.param('report') as Id))!;
  return submit(visit.c, schema, {
    run: async (input) => { await visit.act((doing) => take(doing, one, input)); return visit.c.redirect(back(one), 303); },
    refuse: (values, errors, status) => reportPage(visit, { values, errors }, status),
  });
};
const toRound = (one: Report): string => roundHref(one.regime_id, one.period_key), toReport = (one: Report): string => reportHref(one.id);
const accept = step(seenSchema, (doing, one, input) => acceptReport(doing, { reportId: one.id, seen: input._version }), toRound);
const approve = step(seenSchema, (doing, one, input) => approveReport(doing, { reportId: one.id, seen: input._version }), toRound);
const giveBack = step(seenSchema.extend({ reason: z.string().min(5, 'Hãy ghi lý do trả lại.').max(500), until: z.string().default('').refine((text) => text === '' || parseDate(text) !== null, 'Ngày chưa đúng. Hãy ghi như 30/11/2026.') }),
  (doing, one, input) => returnReport(doing, { reportId: one.id, seen: input._version, reason: input.reason, until: parseDate(input.until) }), toRound);
const undo = step(seenSchema.extend({ reason: z.string().min(5, 'Hãy ghi lý do; lý do được lưu cùng báo cáo.').max(500) }), (doing, one, input) => undoStep(doing, { reportId: one.id, seen: input._version, reason: input.reason }), toReport);

/** The list behind a figure; `ban` asks for that of a version sent earlier. */
async function line(visit: Visit): Promise<Response> {
  const { one, figures } = await current(visit), asked = Number(visit.c.req.query('ban')) || null;
  const sent = asked === null ? undefined : (await versionsOf(visit.db, one.id)).find((entry) => entry.version === asked);
  if (asked !== null && !sent) throw notFound('bản báo cáo này');
  return linePage(visit, { one, figures: sent ? await frozenFigures(visit.deps.files, sent) : figures });
}

const TYPES: Record<string, string> = { docx: DOCUMENT_FORMATS.docx.mediaType, pdf: DOCUMENT_FORMATS.pdf.mediaType, json: 'application/json' };
const download = (visit: Visit, bytes: Uint8Array, name: string, type: string) => visit.c.body(new Uint8Array(bytes), 200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'private, no-store' });

/** A draft as it would be sent now. */
const preview = (format: 'docx' | 'pdf') => async (visit: Visit): Promise<Response> => {
  const { one, under, figures } = await current(visit);
  const document = composeReport({ figures, narrative: one.narrative, document: one.document, number: one.number, signedOn: one.signed_on, regime: under, year: yearOf(visit.today) });
  const { bytes, mediaType } = await printDocument(document, format);
  return download(visit, bytes, `bao-cao-du-thao.${format}`, mediaType);
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
const ofRegime = (permission: keyof typeof reportsPolicy) => at(permission, 'regimes', 'regime', regimeOwner);
const receive = at('reports.receive', 'reports', 'report', reportReceiver), publish = at('reports.publish', 'reports', 'report', reportOrganisation);

export const reportsRoutes: readonly Route[] = [
  get(BASE, acting('reports.read'), home),
  post(`${BASE}/bat-dau`, acting('reports.write'), start),
  get(`${BASE}/che-do/moi`, acting('reports.receive'), (visit) => regimePage(visit)),
  post(`${BASE}/che-do/moi`, acting('reports.receive'), createRegime),
  get(`${BASE}/che-do/:regime/duyet-khoa`, ofRegime('reports.receive'), (visit) => rulesPage(visit)),
  post(`${BASE}/che-do/:regime/duyet-khoa`, ofRegime('reports.receive'), saveRules),
  get(`${BASE}/che-do/:regime/ky`, ofRegime('reports.round'), (visit) => roundPage(visit)),
  post(`${BASE}/che-do/:regime/ky/nhan`, ofRegime('reports.receive'), acceptMany),
  post(`${BASE}/che-do/:regime/ky/phe-duyet`, ofRegime('reports.approve'), approveMany),
  post(`${BASE}/che-do/:regime/ky/gia-han`, ofRegime('reports.receive'), extendMany),
  get(`${BASE}/:report`, read, (visit) => reportPage(visit)),
  post(`${BASE}/:report/noi-dung`, write, save),
  post(`${BASE}/:report/trinh`, at('reports.submit', 'reports', 'report', reportOrganisation), send),
  post(`${BASE}/:report/chap-nhan`, receive, accept),
  post(`${BASE}/:report/tra-lai`, receive, giveBack),
  post(`${BASE}/:report/phe-duyet`, at('reports.approve', 'reports', 'report', reportReceiver), approve),
  post(`${BASE}/:report/bo-buoc`, at('reports.undo', 'reports', 'report', reportReceiver), undo),
  post(`${BASE}/:report/cong-khai`, publish, publishPost(reportPage)),
  post(`${BASE}/:report/thoi-cong-khai`, publish, withdrawPost(reportPage)),
  get(`${BASE}/:report/dong`, read, line),
  get(`${BASE}/:report/xem-truoc.docx`, read, preview('docx')),
  get(`${BASE}/:report/xem-truoc.pdf`, read, preview('pdf')),
  get(`${BASE}/:report/ban/:version/:file`, read, version),
];
