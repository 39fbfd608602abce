import { isId, type Id } from '#kernel/id.ts';
import { addDays, formatDate } from '#kernel/plain-date.ts';
import { ROLE_LABELS } from '#features/accounts/rules/roles.ts';
import { fullNameOf } from '#features/organisations/rules/tree.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Chip, Empty, Pager, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { STEP_KEYS, STEP_LABELS, type StepKey } from '../rules/ladder.ts';
import { toldRows } from '../store/lists.ts';
import { BASE } from './compose.tsx';

const ROWS = 50, LOOKED_BACK = 92;
export const STEP_TONES: Readonly<Record<StepKey, 'info' | 'soon' | 'late'>> = { before: 'info', 'on-day': 'soon', after: 'late', superior: 'late', letter: 'late' };

/** Who was told what, newest first: by step and unit. */
export async function logPage(visit: Visit): Promise<Response> {
  const tree = await organisationTree(visit.db, visit.today), below = tree.subtree(signedIn(visit).organisationId).map((one) => one.id);
  const asked = visit.c.req.query('buoc') as StepKey, step = STEP_KEYS.includes(asked) ? asked : undefined, wanted = visit.c.req.query('don-vi'), unit = wanted && isId(wanted) && below.includes(wanted) ? wanted : undefined;
  const { rows, total, page, pages } = await toldRows(visit.db, { units: below, step, unit, since: addDays(visit.today, -LOOKED_BACK) }, Number(visit.c.req.query('trang')), ROWS);
  const name = (id: Id) => tree.latest(id)?.name ?? '', href = (to: number) => `?${new URLSearchParams({ ...(step ? { buoc: step } : {}), ...(unit ? { 'don-vi': unit } : {}), trang: String(to) })}`;
  return consolePage(visit, { title: 'Nhật ký nhắc', crumb: <><a href={BASE}>Đôn đốc</a>{unit ? <> · {name(unit)}</> : null}</>, acts: <form method="get" class="row" data-turbo-action="replace">
    {unit ? <input type="hidden" name="don-vi" value={unit} /> : null}
    <label class="visually-hidden" for="l-step">Bước</label>
    <select id="l-step" name="buoc" class="filter"><option value="">Mọi bước</option>{STEP_KEYS.map((key) => <option value={key} selected={key === step}>{STEP_LABELS[key].label}</option>)}</select>
    <button class="button" type="submit">Xem</button></form> }, <Card title={unit ? name(unit) : 'Ba tháng gần đây'} id="nhat-ky" pad={false} tools={unit ? <a href={`${BASE}/nhat-ky`}>Mọi đơn vị</a> : null}>
    <Table caption="Các lần nhắc" rows={rows} top empty={<Empty title="Chưa có lần nhắc nào">Bậc thang chạy lúc 06:30 mỗi ngày làm việc và ghi lại ở đây.</Empty>} columns={[
      { head: 'Nội dung', cell: (row) => <a href={row.href}>{row.sentence}</a> },
      { head: 'Bước', nowrap: true, cell: (row) => (row.skipped ? <Chip tone="none">bỏ qua</Chip> : <Chip tone={STEP_TONES[row.step]}>{STEP_LABELS[row.step].label}</Chip>) },
      { head: 'Người được nhắc', cell: (row) => <>{fullNameOf(tree, row.recipientId)}<br /><small>{row.recipientRoles.map((role) => ROLE_LABELS[role].label.toLocaleLowerCase('vi')).join(', ')}</small></> },
      { head: 'Ngày', nowrap: true, cell: (row) => <>{formatDate(row.takenOn)}{row.forDay < row.takenOn ? <><br /><small>lẽ ra {formatDate(row.forDay)}</small></> : null}</> },
    ]} />
    {total > ROWS ? <div class="pad"><Pager page={page} pages={pages} total={total} noun="lần nhắc" href={href} /></div> : null}
  </Card>);
}
