import { z } from 'zod';
import { notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { dong, dongDigits, parseDong } from '#kernel/money.ts';
import { formatDate, parseDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Visit } from '#platform/http/visit.ts';
import type { FormState } from '#ui/forms.tsx';
import { Bar, Chip, Message, Tabs, Tile } from '#ui/parts.tsx';
import type { NamedOn } from '../rules/facts.ts';
import { isApproved, STATE_LABEL } from '../rules/states.ts';
import { SOURCE_LABEL, SOURCES } from '../rules/line.ts';
import type { Totals } from '../rules/sums.ts';
import { budget, type Budget } from '../store/rows.ts';

export const BASE = '/lam-viec/kinh-phi';
export type Refusal = 422 | 409 | 413 | 507;
/** A proposal to look at: nothing is kept yet. Turbo shows the answer to a form in place only where it is no success. */
export const NOT_SAVED: Refusal = 422;
/** A form that was refused, and which of the page's forms it is. */
export interface Refused { readonly form: FormState; readonly status: Refusal; readonly of: string }

export async function budgetOf(visit: Visit): Promise<Budget> {
  const id = visit.c.req.param('budget') ?? '', one = isId(id) ? await budget(visit.db, id) : undefined;
  if (!one) throw notFound('dự toán này');
  return one;
}

/** A money field: whole đồng, or the sentence that asks back. */
export const moneyField = (missing: string) => z.string().default('').transform((text, context) => {
  const read = parseDong(text);
  if (read.kind === 'amount') return read.amount;
  context.addIssue({ code: 'custom', message: read.kind === 'empty' ? missing : read.sentence });
  return z.NEVER;
});
export const dayField = (missing: string) => z.string().default('').transform((text, context): PlainDate => {
  const day = parseDate(text);
  if (day) return day;
  context.addIssue({ code: 'custom', message: text.trim() === '' ? missing : 'Ngày chưa đúng. Hãy ghi như 20/11/2026.' });
  return z.NEVER;
});
export const optionalDay = z.string().default('').transform((text, context): PlainDate | null => {
  const day = parseDate(text);
  if (!day && text.trim() !== '') context.addIssue({ code: 'custom', message: 'Ngày chưa đúng. Hãy ghi như 20/11/2026.' });
  return day;
});
export const seenField = { _version: z.coerce.number().int() };
export const idOrNull = z.string().default('').transform((text): Id | null => (isId(text) ? text : null));

/** The row a form was drawn from; a stale form shows again with the newest. */
export const versionFor = (one: { row_version: number }, refused: Refused | undefined): number => (refused && refused.status !== 409 && Number(refused.form.values.text('_version'))) || one.row_version;

export const StateChip = ({ one }: { one: Pick<Budget, 'status' | 'kind' | 'office_id'> }) => {
  const { label, tone } = STATE_LABEL[one.status];
  return <Chip tone={tone}>{one.status === 'submitted' && one.office_id === null ? 'đã trình, chờ phê duyệt' : one.status === 'draft' && one.kind === 'consolidated' ? 'đang tổng hợp' : label}</Chip>;
};

/** The unit that keeps it, and whose it was. */
export const Whose = ({ facts }: { facts: NamedOn }) => <>{[facts.organisation, facts.former].filter(Boolean).join(', ')}</>;

/** What the money stands at, whole and by source. */
export const MoneyTiles = ({ totals, approved }: { totals: Totals; approved: boolean }) => <div class="tiles">
  <Tile label="Dự toán đã lập" value={<span class="sum">{dong(totals.estimated)}</span>}>{approved || totals.appraised === totals.estimated ? null : <small>Đề nghị phê duyệt {dong(totals.appraised)}</small>}</Tile>
  {approved ? <Tile label="Được sử dụng" value={<span class="sum">{dong(totals.allotted)}</span>}><small>{totals.allotted === totals.approved ? 'Theo quyết định phê duyệt' : `Phê duyệt ${dong(totals.approved)}, sau điều chỉnh`}</small></Tile> : null}
  {approved ? <Tile label="Đã chi" value={<span class="sum">{dong(totals.spent)}</span>}><Bar value={totals.spent} max={totals.allotted} label={`Đã chi ${dongDigits(totals.spent)} trên ${dongDigits(totals.allotted)} đồng`} /><small>Còn được chi {dong(totals.allotted - totals.spent)}</small></Tile> : null}
  {approved ? null : SOURCES.map((source) => <Tile label={SOURCE_LABEL[source]} value={<span class="sum">{dong(totals.bySource[source].estimated)}</span>} />)}
</div>;

export const BudgetTabs = ({ one, current }: { one: Budget; current: 'lines' | 'spend' | 'settle' }) => isApproved(one.status)
  ? <Tabs label="Các phần của dự toán" tabs={[
    { href: `${BASE}/${one.id}`, label: one.kind === 'unit' ? 'Dự toán' : 'Tổng hợp', current: current === 'lines' }, ...(one.kind === 'unit' ? [{ href: `${BASE}/${one.id}/chi`, label: 'Chi', current: current === 'spend' }] : []),
    { href: `${BASE}/${one.id}/quyet-toan`, label: 'Quyết toán', current: current === 'settle' }]} /> : null;

/** What was decided or sent back, above everything else. */
export const StandingMessage = ({ one }: { one: Budget }) => <>
  {one.status === 'returned' ? <Message kind="warn" title="Bị trả lại để sửa">{one.returned_reason}</Message> : null}
  {isApproved(one.status) ? <Message kind="ok" title={`${one.granted === 'whole' ? 'Được phê duyệt toàn bộ' : 'Được phê duyệt một phần'}: Quyết định số ${one.decision_number} ngày ${one.decided_on ? formatDate(one.decided_on) : ''}`}>
    {one.status === 'settled' && one.settled_on ? `Đã quyết toán ngày ${formatDate(one.settled_on)}; không thay đổi được nữa.` : one.status === 'amended' ? 'Đã có quyết định điều chỉnh sau đó.' : 'Chi trong số được duyệt của từng dòng.'}</Message> : null}
</>;
