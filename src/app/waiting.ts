import type { Id } from '#kernel/id.ts';
import { addDays } from '#kernel/plain-date.ts';
import { articleList } from '#features/articles/store.ts';
import { waitingBudgets } from '#features/budgets/store.ts';
import { deliverableList } from '#features/deliverables/store.ts';
import type { WaitingSlot } from '#features/monitoring/waiting.ts';
import { issueList } from '#features/newsletters/store.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import { printList } from '#features/prints/store.ts';
import { planList } from '#features/plans/store.ts';
import { reportHref, reportTitle } from '#features/reports/console-view.tsx';
import { roundHref } from '#features/reports/round-page.tsx';
import { reportsOfUnits } from '#features/reports/store/reports.ts';
import { organisationsOfReports, waitingRounds } from '#features/reports/store/waiting.ts';
import { draftCount } from '#features/urging/store/drafts.ts';
import { signedIn } from '#platform/http/visit.ts';

/** Drafts of the own report show this many days before the deadline. */
const REPORT_NEAR = 14;

/** What waits for a leader's hand, said by the nouns that know; each asks first whether the visitor may do it. */
export const WAITING: readonly WaitingSlot[] = [
  async (visit) => {
    const { organisationId } = signedIn(visit), [approves, receives] = [await visit.may('reports.approve', organisationId), await visit.may('reports.receive', organisationId)];
    if (!approves && !receives) return [];
    const rounds = await waitingRounds(visit.db, organisationId), whose = await organisationsOfReports(visit.db, rounds.flatMap((round) => [...round.firstToAccept, ...round.firstToApprove])), tree = await organisationTree(visit.db, visit.today);
    const first = (ids: readonly Id[]) => ids.map((id) => ({ title: tree.latest(whose.get(id)!)?.name ?? '', href: reportHref(id) }));
    return rounds.flatMap((round) => [
      ...(approves ? [{ label: `Báo cáo ${round.periodLabel} chờ phê duyệt`, count: round.toApprove, href: `${roundHref(round.regimeId, round.periodKey)}&loc=cho-phe-duyet`, first: first(round.firstToApprove) }] : []),
      ...(receives ? [{ label: `Báo cáo ${round.periodLabel} chờ nhận`, count: round.toAccept, href: `${roundHref(round.regimeId, round.periodKey)}&loc=cho-nhan`, first: first(round.firstToAccept) }] : []),
    ]);
  },
  async (visit) => {
    const { organisationId } = signedIn(visit);
    if (!(await visit.may('plans.approve', organisationId))) return [];
    const { rows, total } = await planList(visit.db, { ownerIds: [organisationId], statuses: ['in-review'] }, 1, 2);
    return [{ label: 'Kế hoạch chờ duyệt', count: total, href: '/lam-viec/ke-hoach?loc=cho-duyet', first: rows.map((plan) => ({ title: plan.title, href: `/lam-viec/ke-hoach/${plan.id}` })) }];
  },
  async (visit) => {
    const { organisationId } = signedIn(visit);
    if (!(await visit.may('deliverables.confirm', organisationId))) return [];
    const { rows, total } = await deliverableList(visit.db, { organisationIds: await standsFor(visit.db, organisationId, visit.today), statuses: ['recorded'] }, 1, 2);
    return [{ label: 'Kết quả chờ xác nhận', count: total, href: '/lam-viec/ket-qua?loc=cho-xac-nhan', first: rows.map((row) => ({ title: row.title, href: `/lam-viec/ket-qua/${row.id}` })) }];
  },
  async (visit) => {
    const { organisationId } = signedIn(visit);
    if (!(await visit.may('articles.approve', organisationId))) return [];
    const { rows, total } = await articleList(visit.db, { organisationIds: await standsFor(visit.db, organisationId, visit.today), states: ['submitted'] }, 1, 2);
    return [{ label: 'Bài chờ duyệt', count: total, href: '/lam-viec/tin-bai?loc=cho-duyet', first: rows.map((row) => ({ title: row.title, href: `/lam-viec/tin-bai/${row.id}` })) }];
  },
  async (visit) => {
    const { organisationId } = signedIn(visit);
    if (!(await visit.may('newsletters.approve', organisationId))) return [];
    const { rows, total } = await issueList(visit.db, { organisationIds: await standsFor(visit.db, organisationId, visit.today), states: ['submitted'] }, 1, 2);
    return [{ label: 'Bản tin chờ duyệt', count: total, href: '/lam-viec/ban-tin?loc=cho-duyet', first: rows.map((row) => ({ title: `Số ${row.number}/${row.year}: ${row.title}`, href: `/lam-viec/ban-tin/so/${row.id}` })) }];
  },
  async (visit) => {
    const { organisationId } = signedIn(visit);
    if (!(await visit.may('prints.approve', organisationId))) return [];
    const { rows, total } = await printList(visit.db, { organisationIds: await standsFor(visit.db, organisationId, visit.today), states: ['submitted'] }, 1, 2);
    return [{ label: 'Ấn phẩm chờ duyệt', count: total, href: '/lam-viec/an-pham?loc=cho-duyet', first: rows.map((row) => ({ title: row.title, href: `/lam-viec/an-pham/${row.id}` })) }];
  },
  async (visit) => {
    const { organisationId } = signedIn(visit), may = { approve: await visit.may('budgets.approve', organisationId), consolidate: await visit.may('budgets.consolidate', organisationId) };
    const years = await waitingBudgets(visit.db, [organisationId], visit.today, { whats: (['approve', 'consolidate'] as const).filter((what) => may[what]), limit: 2 });
    return years.map(({ year, count, items }) => ({ label: `Dự toán năm ${year} chờ xử lý`, count, href: `/lam-viec/kinh-phi?nam=${year}`, first: items }));
  },
  async (visit) => {
    const { organisationId } = signedIn(visit);
    if (!(await visit.may('reports.submit', organisationId))) return [];
    // what a unit that ended had sent and got back is finished here too
    const mine = (await reportsOfUnits(visit.db, await standsFor(visit.db, organisationId, visit.today))).filter((one) => one.scope === 'unit' && (one.status === 'returned' || (one.organisation_id === organisationId && one.status === 'draft' && one.due <= addDays(visit.today, REPORT_NEAR))));
    return [{ label: 'Báo cáo của đơn vị cần gửi', count: mine.length, href: '/lam-viec/bao-cao', first: mine.slice(0, 2).map((one) => ({ title: `${reportTitle(one)}${one.status === 'returned' ? ' (bị trả lại)' : ''}`, href: reportHref(one.id) })) }];
  },
  async (visit) => {
    const { organisationId } = signedIn(visit);
    return (await visit.may('urging.write', organisationId)) ? [{ label: 'Công văn đôn đốc soạn sẵn', count: await draftCount(visit.db, organisationId), href: '/lam-viec/don-doc' }] : [];
  },
];
