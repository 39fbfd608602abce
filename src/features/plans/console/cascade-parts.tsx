import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Form, Submit } from '#ui/forms.tsx';
import { Card, LinkButton, Message } from '#ui/parts.tsx';
import { organisationTree } from '#features/organisations/store.ts';
import { addressedTo } from '../rules/derive.ts';
import { houseOf, parentCandidates, planAbove, planList, plansUnder, type PlanListRow, type PlanReview, type PlanRow } from '../store.ts';
import { joinNumber } from '../rules/content.ts';
import { houseAbove } from './access.ts';
import { hrefOf } from './load.ts';

const DERIVABLE = ['issued', 'amended'] as const;
const isDerivable = ({ status }: Pick<PlanRow, 'status'>): boolean => (DERIVABLE as readonly string[]).includes(status);

const DeriveForm = ({ planId, kind, label }: { planId: PlanRow['id']; kind: 'primary' | ''; label: string }) => <Form action={hrefOf(planId, '/ke-hoach-don-vi')} inline><Submit kind={kind}>{label}</Submit></Form>;

/** On the plan of somebody above: the unit's own plan, or one click to begin it. Nothing where the plan asks nothing of the unit. */
export async function deriveAct(visit: Visit, plan: PlanRow) {
  const { organisationId } = signedIn(visit);
  if (!isDerivable(plan) || !await visit.may('plans.write', organisationId)) return null;
  const { house, within } = houseOf(await organisationTree(visit.db, visit.today), organisationId);
  if (house.id === plan.issuer_id || within.has(plan.owner_id)) return null;
  const [own] = await plansUnder(visit.db, [plan.id], [organisationId, house.id]);
  if (own) return <LinkButton href={hrefOf(own.id)}>Kế hoạch của đơn vị</LinkButton>;
  const above = await planAbove(visit.db, plan.id, visit.today);
  return above && addressedTo(above.tasks, house.id, within).some(({ role }) => role === 'owing') ? <DeriveForm planId={plan.id} kind="primary" label="Lập kế hoạch của đơn vị" /> : null;
}

/** The unit's own plans under those from above; and the newest from above that gives it work and is still without one. */
export async function underAbove(visit: Visit, rows: readonly PlanListRow[]) {
  const { organisationId } = signedIn(visit), { house, within } = houseOf(await organisationTree(visit.db, visit.today), organisationId);
  const own = new Map((await plansUnder(visit.db, rows.map(({ id }) => id), [organisationId, house.id])).toReversed().map((one) => [one.parent_plan_id as string, one]));
  const above = [...(await houseAbove(visit))].filter((id) => !within.has(id));
  const bare = rows.length && await visit.may('plans.write', organisationId)
    ? (await planList(visit.db, { ownerIds: above, statuses: DERIVABLE, owedBy: [...within] }, 1, 10)).rows.find((row) => !own.has(row.id) && row.kind === 'plan' && (row.year ?? 0) >= Number(visit.today.slice(0, 4))) : undefined;
  return { own, house, notice: bare ? <Message title={`${bare.issuer_name} đã ban hành ${joinNumber(bare.number, bare.notation) ? `KH ${joinNumber(bare.number, bare.notation)}` : `“${bare.title}”`}`}>
    <div class="row"><span class="grow">Kế hoạch này giao việc cho {house.name}. Loa chép các nhiệm vụ được giao thành bản dự thảo để đơn vị sửa.</span><DeriveForm planId={bare.id} kind="" label="Lập kế hoạch của đơn vị" /></div>
  </Message> : null };
}

/** At the end of a plan's page: the same plan for the next year, days moved by the calendar. */
export const NextYearCard = ({ review: { plan, version } }: { review: PlanReview }) => {
  const year = plan.year ?? Number(version.window_from.slice(0, 4));
  return <Card title={`Kế hoạch năm ${year + 1}`} id="nam-sau"><Form action={hrefOf(plan.id, '/nam-sau')} inline><p class="small grow">Chép thành dự thảo: ngày giữ như năm nay, việc theo Tết tính lại theo lịch, số và ngày ký để trống.</p><Submit kind="">Chép sang năm {year + 1}</Submit></Form></Card>;
};

/** A draft that cites an issued plan of somebody above and says nothing of it yet: one link to set them side by side. */
export async function citedAbove(visit: Visit, review: PlanReview) {
  if (review.plan.parent_plan_id || review.plan.kind !== 'plan' || review.version.content.legalBases.length === 0) return null;
  const { within } = houseOf(await organisationTree(visit.db, visit.today), review.plan.issuer_id), above = [...(await houseAbove(visit))].filter((id) => !within.has(id));
  const cited = (await parentCandidates(visit.db, { review, ownerIds: above, year: review.plan.year ?? Number(visit.today.slice(0, 4)) })).find((one) => one.cited);
  return cited ? <Message><a href={hrefOf(review.plan.id, '/doi-chieu')}>Gắn với KH {joinNumber(cited.number, cited.notation)} của {cited.issuer_name}</a> mà kế hoạch này viện dẫn, để đối chiếu từng nhiệm vụ được giao.</Message> : null;
}
