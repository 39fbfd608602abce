import { z } from 'zod';
import { notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { formatDate, formatInstant, parseDate, yearOf } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { pageAt } from '#kernel/pages.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import type { Acting } from '#platform/acting.ts';
import { submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { emptyForm, ErrorSummary, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Bar, Card, Chip, Empty, LinkButton, Message, Pager, Table, Tabs, Tile } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { approveReport } from './actions/approve-report.ts';
import { grantExtension } from './actions/grant-extension.ts';
import { acceptReport } from './actions/receive-report.ts';
import { forMany } from './actions/step-above.ts';
import { LateNote, LockNote } from './approval-view.tsx';
import { reportHref, StateChip } from './console-view.tsx';
import { limitsOf } from './rules/lock.ts';
import { roundDue, roundOf, type Round } from './rules/regime.ts';
import { approvalOf, isSent, isTaken, type ReportState } from './rules/states.ts';
import { extensionsOfRound } from './store/extensions.ts';
import { answeringFor, extensionsAnswered, sentIn } from './store/members.ts';
import { firstSent, regime, reportsOfRound, type Regime } from './store/reports.ts';

const BASE = '/lam-viec/bao-cao';
export const roundHref = (regimeId: Id, periodKey: string, rest = ''): string => `${BASE}/che-do/${regimeId}/ky${rest}?ky=${encodeURIComponent(periodKey)}`;

interface Refused { readonly form: FormState; readonly status: 409 | 413 | 422 | 507 }

async function roundHere(visit: Visit): Promise<{ under: Regime; round: Round }> {
  const under = (await regime(visit.db, visit.c.req.param('regime') as Id))!, round = roundOf(under.definition, visit.c.req.query('ky') ?? '');
  if (!round) throw notFound('kỳ báo cáo này');
  return { under, round };
}

const SIZE = 60;
interface Row { readonly report: { readonly status: ReportState } | null }
const sentRow = (row: Row): boolean => row.report !== null && isSent(row.report.status);
const LISTS: readonly { readonly key: string; readonly label: string; readonly holds: (row: Row, two: boolean) => boolean }[] = [
  { key: 'cho-nhan', label: 'Chờ nhận', holds: (row) => row.report?.status === 'submitted' },
  { key: 'cho-phe-duyet', label: 'Chờ phê duyệt', holds: (row, two) => two && row.report?.status === 'accepted' },
  { key: 'chua-gui', label: 'Chưa gửi', holds: (row) => !sentRow(row) },
  { key: 'xong', label: 'Đã xong', holds: (row, two) => row.report?.status === 'approved' || (!two && row.report?.status === 'accepted') },
  { key: 'tat-ca', label: 'Tất cả', holds: () => true },
];

/** What waits for whoever looks stands first, what is done last. */
const order = (state: ReportState | null, approving: boolean): number => ({ submitted: approving ? 1 : 0, accepted: approving ? 0 : 3, returned: 2, draft: 2, approved: 4 })[state ?? 'draft'];

/** One round as its receiver sees it: who sent, who is missing, what waits for which step, for whom the lock was opened. */
export async function roundPage(visit: Visit, refused?: Refused): Promise<Response> {
  const { under, round } = await roundHere(visit), approval = approvalOf(under.definition), two = approval === 'two-step';
  const reports = await reportsOfRound(visit.db, under.id, round.key), [members, calendar] = [await answeringFor(visit.db, under.definition, round.data.to, sentIn(reports), visit.today), await loadCalendar(visit.db, yearOf(round.period.from), yearOf(round.period.to) + 1)];
  const extensions = await extensionsOfRound(visit.db, under.id, round.key), first = await firstSent(visit.db, reports.map((one) => one.id)), given = await extensionsAnswered(visit.db, { regime_id: under.id, period_key: round.key, data_to: round.data.to }, members.map((one) => one.id));
  const may = { receive: await visit.may('reports.receive', under.owner_id), approve: two && (await visit.may('reports.approve', under.owner_id)) };
  const ofUnit = new Map(reports.filter((one) => one.scope === 'unit').map((one) => [one.organisation_id, one])), whole = reports.find((one) => one.scope === 'consolidated');
  const rows = members.map((member) => {
    const report = ofUnit.get(member.id) ?? null, due = roundDue(under.definition, round, member.tier, calendar).due;
    return { ...member, report, due, limits: limitsOf(under.definition.lock, due, calendar, given.get(member.id) ?? null, visit.today) };
  }).toSorted((a, b) => order(a.report?.status ?? null, may.approve && !may.receive) - order(b.report?.status ?? null, may.approve && !may.receive));
  const lists = LISTS.map((list) => ({ ...list, rows: rows.filter((row) => list.holds(row, two)) })).filter((list) => list.rows.length || list.key === 'tat-ca');
  const mineFirst = may.receive ? 'cho-nhan' : may.approve ? 'cho-phe-duyet' : 'tat-ca', list = lists.find((one) => one.key === visit.c.req.query('loc')) ?? lists.find((one) => one.key === mineFirst) ?? lists.at(-1)!;
  const { page, pages, before } = pageAt(list.rows.length, SIZE, visit.c.req.query('trang')), shown = list.rows.slice(before, before + SIZE);
  const here = (change: Record<string, string>) => `?${new URLSearchParams({ ky: round.key, loc: list.key, ...change })}`, fits = { accept: list.key === 'cho-nhan' || list.key === 'tat-ca', approve: list.key === 'cho-phe-duyet' || list.key === 'tat-ca' };
  const count = (...states: ReportState[]) => rows.filter((row) => row.report && states.includes(row.report.status)).length, sent = rows.filter(sentRow).length;
  const choosing = may.receive || may.approve, form = refused?.form ?? emptyForm, chosen = new Set(form.values.texts('units[]')), names = new Map(members.map((one) => [one.id, one.name]));
  const told = visit.c.req.query('xong'), left = Number(visit.c.req.query('con')) || 0;
  return consolePage(visit, {
    title: `Tổng hợp ${round.label}`, crumb: <a href={BASE}>Báo cáo</a>, status: refused?.status ?? 200,
    acts: <>{may.receive ? <LinkButton href={`${BASE}/che-do/${under.id}/duyet-khoa`}>Duyệt và khóa</LinkButton> : null}
      {whole ? <LinkButton href={reportHref(whole.id)} kind={choosing && (count('submitted') || (two && count('accepted'))) ? '' : 'primary'}>Mở báo cáo tổng hợp</LinkButton> : may.receive ? <StartConsolidated regimeId={under.id} periodKey={round.key} /> : null}</>,
    message: <>{told ? <Message kind="ok">{told === 'gia-han' ? 'Đã gia hạn' : told === 'phe-duyet' ? 'Đã phê duyệt' : 'Đã nhận'} {formatNumber(Number(visit.c.req.query('so')) || 0)} {told === 'gia-han' ? 'đơn vị' : 'báo cáo'}.</Message> : null}
      {left ? <Message kind="warn">{formatNumber(left)} báo cáo được chọn không thay đổi: chưa ở bước này, hoặc người khác vừa xử lý, hoặc do chính bạn đã nhận. Hãy xem từng báo cáo.</Message> : null}</>,
  }, <>
    <div class="tiles">
      <Tile label="Đã gửi" value={`${sent}/${members.length}`}><Bar value={sent} max={members.length} label={`${sent} trên ${members.length} đơn vị`} /></Tile>
      <Tile label="Chờ nhận" value={formatNumber(count('submitted'))} />
      {two ? <Tile label="Chờ phê duyệt" value={formatNumber(count('accepted'))}><small>{formatNumber(count('approved'))} đã phê duyệt</small></Tile> : <Tile label="Đã nhận" value={formatNumber(rows.filter((row) => row.report && isTaken(row.report.status)).length)} />}
      <Tile label="Chưa gửi" value={formatNumber(members.length - sent)}><small>{rows.some((row) => row.limits.locked && !sentRow(row)) ? `${formatNumber(rows.filter((row) => row.limits.locked && !sentRow(row)).length)} đơn vị đã bị khóa` : `số liệu ${formatDate(round.data.from)} – ${formatDate(round.data.to)}`}</small></Tile>
    </div>
    <Form action={roundHref(under.id, round.key, may.approve && !may.receive ? '/phe-duyet' : '/nhan')}>
      <ErrorSummary errors={form.errors} />
      <Tabs label="Lọc đơn vị" tabs={lists.map((one) => ({ href: here({ loc: one.key }), label: `${one.label} (${formatNumber(one.rows.length)})`, current: one === list }))} />
      <Card title="Các đơn vị" id="don-vi" pad={false} tools={two ? <small>duyệt hai bước</small> : null} footer={pages > 1 ? <Pager page={page} pages={pages} total={list.rows.length} noun="đơn vị" href={(number) => here({ trang: String(number) })} /> : null}>
        <div data-controller={choosing ? 'checks' : undefined}>
          {choosing ? <p class="pad" hidden><label class="choice"><input type="checkbox" data-checks-target="all" /><span>Chọn tất cả <small data-checks-target="count"></small></span></label></p> : null}
          <Table caption={`Báo cáo ${round.label} của các đơn vị`} rows={shown} empty={<Empty title="Chế độ báo cáo này chưa có đơn vị nào" />} columns={[
            { head: 'Đơn vị', cell: (row) => { const name = row.report ? <a href={reportHref(row.report.id)}>{row.name}</a> : row.name; return choosing ? <span class="choice"><input type="checkbox" name="units[]" value={`${row.id}:${row.report?.id ?? ''}:${row.report?.row_version ?? ''}`} checked={chosen.has(`${row.id}:${row.report?.id ?? ''}:${row.report?.row_version ?? ''}`)} aria-label={`Chọn ${row.name}`} /><span>{name}</span></span> : name; } },
            { head: 'Hạn', cell: (row) => <>{formatDate(row.due)} {sentRow(row) ? null : <LockNote limits={row.limits} today={visit.today} />}</> },
            { head: 'Tình trạng', cell: (row) => <span class="row">{row.report && row.report.status !== 'draft' ? <StateChip state={row.report.status} approval={approval} /> : row.due < visit.today ? <Chip tone="late">chưa gửi, quá hạn</Chip> : <Chip tone="none">chưa gửi</Chip>}<LateNote first={row.report ? first.get(row.report.id) : undefined} due={row.due} /></span> },
          ]} />
        </div>
      </Card>
      {choosing ? <div class="act-bar"><Card title="Với các đơn vị đã chọn" id="nhieu">
        <div class="row">
          {may.receive && fits.accept ? <button class="button primary" type="submit" formaction={roundHref(under.id, round.key, '/nhan')}>Nhận báo cáo</button> : null}
          {may.approve && fits.approve ? <button class={`button ${may.receive && fits.accept ? '' : 'primary'}`} type="submit" formaction={roundHref(under.id, round.key, '/phe-duyet')}>Phê duyệt báo cáo</button> : null}
          {(may.receive && fits.accept) || (may.approve && fits.approve) ? null : <small>{list.key === 'chua-gui' ? 'Đơn vị chưa gửi thì chỉ gia hạn được.' : 'Không có bước nào cho danh sách này.'}</small>}
        </div>
        {may.receive && under.definition.lock ? <details open={Object.keys(form.errors).some((key) => key === 'until' || key === 'reason')}><summary>Gia hạn gửi sau ngày khóa</summary>
          <div class="fields"><TextField form={form} name="until" label="Cho gửi đến hết ngày" type="date" required /><TextField form={form} name="reason" label="Lý do gia hạn" required maxlength={500} />
            <button class="button" type="submit" formaction={roundHref(under.id, round.key, '/gia-han')}>Gia hạn</button></div>
        </details> : null}
      </Card></div> : null}
    </Form>
    {extensions.length ? <Card title="Đã gia hạn" id="gia-han" pad={false}><Table caption="Các lần gia hạn trong kỳ" rows={extensions.slice(0, 100)} top columns={[
      { head: 'Đơn vị', cell: (one) => names.get(one.organisation_id) ?? '' }, { head: 'Đến hết ngày', nowrap: true, cell: (one) => formatDate(one.until) }, { head: 'Lý do', cell: (one) => one.reason },
      { head: 'Người cho gia hạn', cell: (one) => <>{one.granted_by_name}<br /><small>{formatInstant(one.granted_at)}</small></> },
    ]} /></Card> : null}
  </>);
}

const StartConsolidated = ({ regimeId, periodKey }: { regimeId: Id; periodKey: string }) =>
  <Form action={`${BASE}/bat-dau`} inline><input type="hidden" name="regimeId" value={regimeId} /><input type="hidden" name="periodKey" value={periodKey} /><input type="hidden" name="scope" value="consolidated" /><Submit kind="">Lập báo cáo tổng hợp</Submit></Form>;

/** "unit:report:version" of each ticked row; the last two are empty where nothing was begun. */
const chosenSchema = z.object({ units: z.array(z.string(), 'Hãy chọn ít nhất một đơn vị trong danh sách.').min(1, 'Hãy chọn ít nhất một đơn vị trong danh sách.').max(5000) });
const chosenOf = (units: readonly string[]) => units.flatMap((text) => { const [unit, report, seen] = text.split(':'); return isId(unit ?? '') ? [{ unit: unit as Id, report: isId(report ?? '') ? (report as Id) : null, seen: Number(seen) }] : []; });

/** Takes one step for every ticked report it fits; the others stay, and how many is told. */
const stepForMany = (done: 'nhan' | 'phe-duyet', step: (acting: Acting, one: { reportId: Id; seen: number }) => Promise<void>) => async (visit: Visit): Promise<Response> => {
  const { under, round } = await roundHere(visit);
  return submit(visit.c, chosenSchema, {
    run: async (input) => {
      const reports = chosenOf(input.units).flatMap((one) => (one.report ? [{ reportId: one.report, seen: one.seen }] : []));
      const outcome = await visit.act((doing) => forMany(reports, (one) => step(doing, one)));
      return visit.c.redirect(`${roundHref(under.id, round.key)}&xong=${done}&so=${outcome.done.length}${outcome.left.length ? `&con=${outcome.left.length}` : ''}`, 303);
    },
    refuse: (values, errors, status) => roundPage(visit, { form: { values, errors }, status }),
  });
};
export const acceptMany = stepForMany('nhan', acceptReport);
export const approveMany = stepForMany('phe-duyet', approveReport);

export async function extendMany(visit: Visit): Promise<Response> {
  const { under, round } = await roundHere(visit);
  const schema = chosenSchema.extend({ until: z.string().refine((text) => parseDate(text) !== null, 'Hãy ghi ngày gia hạn, ví dụ 30/11/2026.'), reason: z.string().min(5, 'Hãy ghi lý do gia hạn.').max(500) });
  return submit(visit.c, schema, {
    run: async (input) => {
      const count = await visit.act((doing) => grantExtension(doing, { regimeId: under.id, periodKey: round.key, organisationIds: chosenOf(input.units).map((one) => one.unit), until: parseDate(input.until)!, reason: input.reason }));
      return visit.c.redirect(`${roundHref(under.id, round.key)}&xong=gia-han&so=${count}#gia-han`, 303);
    },
    refuse: (values, errors, status) => roundPage(visit, { form: { values, errors }, status }),
  });
}
