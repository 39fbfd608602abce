import { z } from 'zod';
import type { Id } from '#kernel/id.ts';
import { dong, dongDigits } from '#kernel/money.ts';
import { formatDate, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { submit } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { historyLinks, organisationTree } from '#features/organisations/store.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';
import { planList } from '#features/plans/store.ts';
import { ErrorSummary, filledForm, Form, SelectField, Submit, TextField } from '#ui/forms.tsx';
import { Card, Chip, Empty, LinkButton, Message, Table, Tabs } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { formerOf, missingOf } from '../actions/facts-of.ts';
import { startBudget, startConsolidated } from '../actions/start-budget.ts';
import { followedBy } from '../rules/hand-over.ts';
import { levelOf } from '../rules/office.ts';
import { isApproved, may } from '../rules/states.ts';
import { addTotals, NO_TOTALS, type Totals } from '../rules/sums.ts';
import { budgetsOfUnit, sentToCommittee, sentToOffice, settledOf, totalsOf, yearsOf } from '../store/reading.ts';
import type { Budget } from '../store/rows.ts';
import { BASE, idOrNull, MoneyTiles, optionalDay, StateChip, type Refused } from './parts.tsx';

interface Row { readonly one: Budget; readonly name: string; readonly former: string | null; readonly totals: Totals }

/** The unit's estimates of a year; at a finance office what its level sent, at a committee what waits for its decision. */
export async function home(visit: Visit, refused?: Refused): Promise<Response> {
  const unit = signedIn(visit).organisationId, tree = await organisationTree(visit.db, visit.today), thisYear = yearOf(visit.today);
  const followed = followedBy(await historyLinks(visit.db), unit), years = [...new Set([thisYear + 1, thisYear, ...(await yearsOf(visit.db, unit, followed))])].sort((a, b) => b - a), asked = Number(visit.c.req.query('nam')), year = years.includes(asked) ? asked : thisYear;
  const own = await budgetsOfUnit(visit.db, unit, year), level = levelOf(tree, unit), consolidates = level !== null && (await visit.may('budgets.consolidate', unit));
  const incoming = consolidates ? await sentToOffice(visit.db, unit, year) : [], decides = (await visit.may('budgets.approve', unit)) ? await sentToCommittee(visit.db, unit, year) : [];
  const settled = await settledOf(visit.db, followed, year), totals = await totalsOf(visit.db, [...own, ...incoming, ...decides, ...settled].map((one) => one.id));
  const rows = (list: readonly Budget[]): Row[] => list.map((one) => ({ one, name: tree.latest(one.organisation_id)?.name ?? '', former: formerOf(tree, one), totals: totals.get(one.id)! }));
  const mine = rows(own.filter((one) => one.kind === 'unit')), whole = rows(own.filter((one) => one.kind === 'consolidated')), mayDraft = await visit.may('budgets.draft', unit);
  const sum = mine.reduce((all, row) => addTotals(all, row.totals), NO_TOTALS);
  return consolePage(visit, { title: 'Kinh phí', status: refused?.status ?? 200 }, <>
    <Tabs label="Năm" tabs={years.slice(0, 6).map((one) => ({ href: `${BASE}?nam=${one}`, label: `Năm ${one}`, current: one === year }))} />
    {refused ? <ErrorSummary errors={refused.form.errors} /> : null}
    {decides.length ? <DecideCard rows={rows(decides)} /> : null}
    {consolidates ? await levelCard(visit, tree, { unit, level: level!, year, whole, incoming: rows(incoming), refused }) : null}
    {mine.length ? <MoneyTiles totals={sum} approved={mine.some((row) => isApproved(row.one.status))} /> : null}
    <Card title={`Dự toán của đơn vị năm ${year}`} id="cua-don-vi" pad={false}>
      <Table caption={`Dự toán của đơn vị năm ${year}`} rows={mine} empty={<Empty title={`Đơn vị chưa lập dự toán năm ${year}`}>{mayDraft ? 'Bấm “Lập dự toán” bên dưới để bắt đầu; các nhiệm vụ lấy được từ kế hoạch.' : 'Cán bộ hoặc kế toán của đơn vị lập dự toán tại đây.'}</Empty>} columns={[
        { head: 'Dự toán', cell: (row) => <><a href={`${BASE}/${row.one.id}`}>{row.one.title}</a><Former row={row} /></> },
        { head: 'Tình trạng', nowrap: true, cell: (row) => <StateChip one={row.one} /> },
        { head: 'Dự toán (đồng)', number: true, cell: (row) => dongDigits(row.totals.estimated) },
        { head: 'Được sử dụng', number: true, cell: (row) => (isApproved(row.one.status) ? dongDigits(row.totals.allotted) : '–') },
        { head: 'Đã chi', number: true, cell: (row) => (isApproved(row.one.status) ? dongDigits(row.totals.spent) : '–') },
        { head: '', cell: (row) => (isApproved(row.one.status) && row.one.status !== 'settled' ? <LinkButton href={`${BASE}/${row.one.id}/chi`} kind="small">Ghi chi</LinkButton> : <LinkButton href={`${BASE}/${row.one.id}`} kind="small">Mở</LinkButton>) },
      ]} />
    </Card>
    {settled.length ? <SettledCard rows={rows(settled)} /> : null}
    {mayDraft ? await startCard(visit, unit, year, refused, mine.length === 0) : null}
  </>);
}

const Former = ({ row }: { row: Row }) => row.former ? <><br /><small>{row.former}</small></> : null;
const SettledCard = ({ rows }: { rows: readonly Row[] }) => <Card title="Đã quyết toán trước sắp xếp" id="truoc-sap-xep" pad={false}>
  <Table caption="Dự toán đã quyết toán trước sắp xếp" rows={rows} columns={[
    { head: 'Dự toán', cell: (row) => <><a href={`${BASE}/${row.one.id}/quyet-toan`}>{row.one.title}</a><br /><small>{row.name}</small><Former row={row} /></> },
    { head: 'Được sử dụng', number: true, cell: (row) => dongDigits(row.totals.allotted) },
    { head: 'Đã chi', number: true, cell: (row) => dongDigits(row.totals.spent) },
  ]} />
</Card>;
const DecideCard = ({ rows }: { rows: readonly Row[] }) => <Card title="Trình phê duyệt" id="phe-duyet" pad={false}>
  <Table caption="Dự toán trình phê duyệt" rows={rows} columns={[
    { head: 'Dự toán', cell: (row) => <><a href={`${BASE}/${row.one.id}`}>{row.one.title}</a><br /><small>{row.name}</small><Former row={row} /></> },
    { head: 'Tình trạng', nowrap: true, cell: (row) => <StateChip one={row.one} /> },
    { head: 'Dự toán (đồng)', number: true, cell: (row) => dongDigits(row.totals.estimated) },
    { head: 'Đề nghị / được duyệt', number: true, cell: (row) => dongDigits(isApproved(row.one.status) ? row.totals.approved : row.totals.appraised) },
    { head: '', cell: (row) => (row.one.status === 'submitted' ? <a class="button small primary" href={`${BASE}/${row.one.id}/phe-duyet`}>Xem và phê duyệt</a> : <LinkButton href={`${BASE}/${row.one.id}`} kind="small">Mở</LinkButton>) },
  ]} />
</Card>;

async function levelCard(visit: Visit, tree: OrganisationTree, { unit, level, year, whole, incoming, refused }: { unit: Id; level: Id; year: number; whole: readonly Row[]; incoming: readonly Row[]; refused: Refused | undefined }) {
  const open = whole.find((row) => may(row.one.status, 'edit')), lead = open ?? whole[0], missing = lead ? await missingOf(visit.db, tree, lead.one) : [], due = lead?.one.due ?? null;
  const waiting = incoming.filter((row) => row.one.status === 'submitted'), late = (on: PlainDate | null) => due !== null && on !== null && on > due;
  return <Card title={`Tổng hợp: ${tree.latest(level)?.name ?? ''}`} id="tong-hop" tools={due ? <small>Hạn gửi {formatDate(due)}</small> : null}>
    {whole.map((row) => <div class="row spread"><span><a href={`${BASE}/${row.one.id}`}><b>{row.one.title}</b></a><Former row={row} /></span><span class="row"><StateChip one={row.one} /><b>{dong(row.totals.estimated)}</b></span></div>)}
    {whole.some((row) => row.former === null) ? null
      : <Form action={`${BASE}/tong-hop`}><div class="fields two"><input type="hidden" name="year" value={String(year)} /><TextField form={refused?.of === 'consolidated' ? refused.form : filledForm({})} name="due" label="Hạn các đơn vị gửi dự toán" type="date" /></div><Submit kind={whole.length ? '' : 'primary'}>Mở bản tổng hợp năm {year}</Submit></Form>}
    {open && waiting.length ? <Form action={`${BASE}/${open.one.id}/nhan`} inline>{waiting.map((row) => <input type="hidden" name="budget[]" value={row.one.id} />)}<Submit kind="">Nhận cả {formatNumber(waiting.length)} dự toán đang chờ</Submit></Form> : null}
    <Table caption="Dự toán các đơn vị đã gửi" rows={incoming} empty={<Empty title="Chưa có đơn vị nào gửi dự toán">Khi đơn vị gửi, dự toán hiện ở đây để thẩm định và nhận vào bản tổng hợp.</Empty>} columns={[
      { head: 'Đơn vị', cell: (row) => <><a href={`${BASE}/${row.one.id}/tham-dinh`}>{row.name}</a><Former row={row} /></> },
      { head: 'Ngày gửi', nowrap: true, cell: (row) => <>{row.one.submitted_on ? formatDate(row.one.submitted_on) : ''}{late(row.one.submitted_on) ? <> <Chip tone="late">quá hạn</Chip></> : null}</> },
      { head: 'Tình trạng', nowrap: true, cell: (row) => <StateChip one={row.one} /> },
      { head: 'Dự toán (đồng)', number: true, cell: (row) => dongDigits(row.totals.estimated) },
      { head: 'Đề nghị / được duyệt', number: true, cell: (row) => dongDigits(isApproved(row.one.status) ? row.totals.approved : row.totals.appraised) },
      { head: 'Đã chi', number: true, cell: (row) => (isApproved(row.one.status) ? dongDigits(row.totals.spent) : '–') },
    ]} />
    {missing.length ? <details><summary>{formatNumber(missing.length)} đơn vị chưa gửi{due && due < visit.today ? ', đã quá hạn' : ''}</summary><ul class="names">{missing.map((name) => <li>{name}</li>)}</ul></details> : null}
    {whole.length ? null : <Message>Mở bản tổng hợp để nhận dự toán của các đơn vị. Tổng của cấp luôn bằng tổng các dự toán đã nhận.</Message>}
  </Card>;
}

async function startCard(visit: Visit, unit: Id, year: number, refused: Refused | undefined, first: boolean) {
  const { rows } = await planList(visit.db, { owedBy: [unit], year }, 1, 30), { rows: own } = await planList(visit.db, { ownerIds: [unit], year }, 1, 30);
  const plans = [...new Map([...rows, ...own].map((plan) => [plan.id, plan])).values()], form = refused?.of === 'unit' ? refused.form : filledForm({ year: String(year), planId: plans[0]?.id ?? '' });
  return <Card title="Lập dự toán" id="lap">
    <Form action={`${BASE}/moi`}><div class="fields">
      <TextField form={form} name="year" label="Năm" inputmode="numeric" narrow required />
      <SelectField form={form} name="planId" label="Theo kế hoạch" empty="Chi chung cả năm, không theo kế hoạch nào" choices={plans.map((plan) => ({ value: plan.id, label: plan.title }))} />
      <Submit kind={first ? 'primary' : ''}>Lập dự toán</Submit>
    </div></Form>
  </Card>;
}

const startSchema = z.object({ year: z.coerce.number({ error: 'Hãy ghi năm gồm bốn chữ số.' }).int(), planId: idOrNull, due: optionalDay });
const begin = (of: 'unit' | 'consolidated') => (visit: Visit): Promise<Response> => submit(visit.c, startSchema, {
  run: async (input) => {
    const where = { organisationId: signedIn(visit).organisationId, year: input.year, planId: input.planId };
    const id = await visit.act((doing) => (of === 'unit' ? startBudget(doing, where) : startConsolidated(doing, { ...where, due: input.due })));
    return visit.c.redirect(of === 'unit' ? `${BASE}/${id}` : `${BASE}?nam=${input.year}#tong-hop`, 303);
  },
  refuse: (values, errors, status) => home(visit, { form: { values, errors }, status, of }),
});
export const start = begin('unit');
export const startWhole = begin('consolidated');
