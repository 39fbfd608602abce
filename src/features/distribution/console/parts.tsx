import { notFound } from '#kernel/app-error.ts';
import { isId } from '#kernel/id.ts';
import { dayAt, formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { publicItem, type PublicItem } from '#features/sites/store.ts';
import { originOf, type Visit } from '#platform/http/visit.ts';
import type { FormState } from '#ui/forms.tsx';
import { Chip } from '#ui/parts.tsx';
import { dueInWords } from '../rules/due.ts';
import { kindOf, type OutletKind } from '../rules/kinds/index.ts';
import { isOpen, stateLabel } from '../rules/states.ts';
import { prepareText } from '../rules/words.ts';
import { postingView, type PostingView } from '../store/reading.ts';
import { outletRow, type OutletRow } from '../store/rows.ts';

export const BASE = '/lam-viec/phat-hanh', OUTLETS = `${BASE}/kenh`, ITEMS = `${BASE}/bai`, TASKS = `${BASE}/viec`, USUAL = `${BASE}/thuong-dang`;
export type Refusal = 422 | 409 | 413 | 507;
/** A form that was refused, and which of the page's forms it is. */
export interface Refused { readonly form: FormState; readonly status: Refusal; readonly of: string }

/** What items are called by the noun that made them, and where their maker keeps them. */
const NOUNS: Readonly<Record<string, { readonly label: string; readonly href: (item: Pick<PublicItem, 'id'>) => string }>> = {
  articles: { label: 'Tin, bài', href: ({ id }) => `/lam-viec/tin-bai/${id}` }, newsletters: { label: 'Bản tin', href: () => '/lam-viec/ban-tin' }, prints: { label: 'Ấn phẩm', href: ({ id }) => `/lam-viec/an-pham/${id}` }, procedures: { label: 'Thủ tục hành chính', href: () => '/lam-viec/thu-tuc' },
  plans: { label: 'Kế hoạch', href: ({ id }) => `/lam-viec/ke-hoach/${id}` }, reports: { label: 'Báo cáo', href: ({ id }) => `/lam-viec/bao-cao/${id}` }, documents: { label: 'Văn bản', href: () => '/lam-viec/van-ban' },
};
export const nounLabel = (noun: string): string => NOUNS[noun]?.label ?? 'Mục công khai';
export const makersPage = (item: PublicItem): string | null => NOUNS[item.noun]?.href(item) ?? null;

export async function itemOf(visit: Visit): Promise<PublicItem> {
  const id = visit.c.req.param('item') ?? '', item = isId(id) ? await publicItem(visit.db, id) : null;
  if (!item) throw notFound('bài này trên cổng');
  return item;
}
export async function outletOf(visit: Visit): Promise<OutletRow> {
  const id = visit.c.req.param('outlet') ?? '', outlet = isId(id) ? await outletRow(visit.db, id) : undefined;
  if (!outlet) throw notFound('kênh này');
  return outlet;
}
export interface Task { readonly task: PostingView; readonly outlet: OutletRow; readonly item: PublicItem; readonly kind: OutletKind }
export async function taskOf(visit: Visit): Promise<Task> {
  const id = visit.c.req.param('posting') ?? '', task = isId(id) ? await postingView(visit.db, id) : null, outlet = task && (await outletRow(visit.db, task.outlet_id)), item = task && (await publicItem(visit.db, task.item_id));
  if (!task || !outlet || !item) throw notFound('việc đăng này');
  return { task, outlet, item, kind: kindOf(outlet) };
}

export async function preparedFor(visit: Visit, item: PublicItem, kind: OutletKind): Promise<{ readonly text: string; readonly link: string }> {
  const organisation = (await organisationTree(visit.db, visit.today)).latest(item.organisation_id)?.name ?? '', link = `${originOf(visit)}/x/${item.id}`;
  return { text: prepareText(kind, { title: item.title, summary: item.summary, link, organisation, day: formatDate(dayAt(item.published_at)) }), link };
}

export const StateChip = ({ task }: { task: Pick<PostingView, 'status' | 'what'> }) => { const { label, tone } = stateLabel(task.status, task.what); return <Chip tone={tone}>{label}</Chip>; };
export const DueChip = ({ task, today }: { task: Pick<PostingView, 'status' | 'due_on'>; today: PlainDate }) => { if (!isOpen(task.status)) return null; const { tone, words } = dueInWords(task.due_on, today); return <Chip tone={tone}>{words}</Chip>; };
/** The row a form was drawn from; a stale form shows again with the newest. */
export const versionFor = (one: { row_version: number }, refused: Refused | undefined): number => (refused && refused.status !== 409 && Number(refused.form.values.text('_version'))) || one.row_version;
