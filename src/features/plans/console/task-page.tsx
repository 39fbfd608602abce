import { notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { Discussion } from '#features/discussions/view.tsx';
import { taskProgress } from '#features/obligations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Bar, Card, Chip, Facts, LinkButton } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { readablePlan } from './access.ts';
import { hrefOf, reviewOf, taskView } from './load.ts';
import { partiesText, rateText, timingText } from './words.ts';

export const taskHref = (planId: Id, itemId: Id): string => hrefOf(planId, `/nhiem-vu/${itemId}`);

/** One task of a plan: what, who, when, how far, and what is said about it. Its address names the task's lasting id or a row of any version. */
export async function taskPage(visit: Visit): Promise<Response> {
  const plan = await readablePlan(visit), asked = visit.c.req.param('task'), review = await reviewOf(visit, plan.issued_version ?? undefined);
  const row = review.tasks.find((one) => one.item_id === asked || one.id === asked);
  if (!row) throw notFound('nhiệm vụ này');
  const done = plan.issued_version === null ? undefined : (await taskProgress(visit.db, plan.id, visit.today)).find((one) => one.itemId === row.item_id), parties = taskView(row).parties;
  const board = plan.issued_version !== null && (await visit.may('monitoring.board', signedIn(visit).organisationId));
  const by = (roles: readonly string[]) => partiesText(parties.filter((one) => roles.includes(one.role) && !one.droppedReason)) || '–';
  return consolePage(visit, {
    title: `${row.printed_index} ${row.title}`.trim(), crumb: <a href={hrefOf(plan.id)}>{plan.title}</a>,
    acts: board ? <LinkButton href={`/lam-viec/theo-doi?ke-hoach=${plan.id}&nhiem-vu=${row.item_id}`}>Bảng theo dõi nhiệm vụ</LinkButton> : null,
  }, <>
    <Card title="Nhiệm vụ" id="nhiem-vu">
      {done && done.amount > 0 ? <Bar value={done.credited} max={done.amount} label={`đã làm ${formatNumber(done.credited)} trên ${formatNumber(done.amount)}`} tone={done.missed ? 'late' : done.credited >= done.amount ? 'good' : 'soon'} /> : null}
      <Facts rows={[
        ['Chủ trì, thực hiện', by(['lead', 'implementing'])], ...(by(['coordinating']) === '–' ? [] : [['Phối hợp', by(['coordinating'])] as const]),
        ['Mức, thời gian', row.rates.length ? row.rates.map(rateText).join('; ') : timingText(row.timing, row.period) || '–'],
        ...(done ? [['Đã làm / phải làm', done.amount > 0 ? `${formatNumber(done.credited)} / ${formatNumber(done.amount)}, ${formatNumber(done.units)} đơn vị` : `${formatNumber(done.credited)} kết quả, theo dõi`] as const] : []),
        ...(done?.missed ? [['Quá hạn', <Chip tone="late">{formatNumber(done.missed)} nghĩa vụ</Chip>] as const] : []),
        ...(row.note ? [['Ghi chú', row.note] as const] : []),
      ]} />
    </Card>
    {await Discussion(visit, { noun: 'plan-tasks', id: row.item_id, organisationId: plan.owner_id, title: `${row.printed_index} ${row.title}`.trim(), href: taskHref(plan.id, row.item_id), readers: plan.issued_version === null ? 'up' : 'down' })}
  </>);
}
