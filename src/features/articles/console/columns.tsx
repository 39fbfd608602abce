import { z } from 'zod';
import { formatNumber } from '#kernel/vietnamese.ts';
import { addMonths, startOfDay, startOfMonth, type PlainDate } from '#kernel/plain-date.ts';
import { CHANNELS, channelLabel } from '#features/channels/rules/channels.ts';
import { productLabel, productOf, PRODUCTS } from '#features/channels/rules/products.ts';
import { workList, type ObligationCard } from '#features/obligations/store.ts';
import { allGroups, organisationTree, standsFor } from '#features/organisations/store.ts';
import { taskByItem } from '#features/plans/store.ts';
import { isId, type Id } from '#kernel/id.ts';
import { submit } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Choices, ErrorSummary, filledForm, Form, SelectField, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Bar, Card, Chip, Empty, Facts, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { closeColumn, createColumn, editColumn } from '../actions/keep-column.ts';
import { CONTRIBUTORS, CONTRIBUTORS_LABEL } from '../rules/contribution.ts';
import { progressOf, quotaInWords, type Progress } from '../rules/progress.ts';
import { columnsOf, publishedIn } from '../store/reading.ts';
import type { ColumnRow } from '../store/rows.ts';
import { BASE, columnOf, COLUMNS, seenField, versionFor, type Refused } from './parts.tsx';

export const cardsFor = async (visit: Visit, unit: Id): Promise<ObligationCard[]> => Object.values(await workList(visit.db, unit, visit.today)).flat();
const thisMonth = (today: PlainDate): readonly [Date, Date] => [startOfDay(startOfMonth(today)), startOfDay(addMonths(startOfMonth(today), 1))];

/** The unit's columns, each with what it owes now and what came out this month. */
export async function columnsPage(visit: Visit, refused?: Refused): Promise<Response> {
  const unit = signedIn(visit).organisationId, columns = await columnsOf(visit.db, await standsFor(visit.db, unit, visit.today)), cards = await cardsFor(visit, unit), mayKeep = await visit.may('articles.keep-columns', unit), mayDraft = await visit.may('articles.draft', unit);
  const published = await publishedIn(visit.db, columns.map((one) => one.id), ...thisMonth(visit.today)), open = columns.filter((one) => one.closed_on === null), closed = columns.filter((one) => one.closed_on !== null);
  return consolePage(visit, { title: 'Chuyên mục', status: refused?.status ?? 200, acts: mayDraft && open.length ? <LinkButton href={`${BASE}/moi`} kind="primary">Viết bài</LinkButton> : undefined, message: refused ? <ErrorSummary errors={refused.form.errors} /> : undefined }, <>
    {open.length ? <div class="work-grid">{open.map((column) => <ColumnCard column={column} progress={progressOf(column, cards, visit.today)} published={published.get(column.id) ?? 0} mayDraft={mayDraft} mayKeep={mayKeep} />)}</div>
      : <Empty title="Đơn vị chưa có chuyên mục">{mayKeep ? 'Mở chuyên mục bên dưới, ví dụ “Cải cách hành chính”; chọn nhiệm vụ của kế hoạch mà bài được tính.' : 'Ban biên tập hoặc đầu mối của đơn vị mở chuyên mục tại đây.'}</Empty>}
    {mayKeep ? <Card title="Mở chuyên mục" id="mo"><ColumnFields form={refused?.form ?? filledForm(proposed(cards))} action={`${COLUMNS}/moi`} version={null} tasks={tasksOf(cards)} groups={await groupChoices(visit, unit)} label="Mở chuyên mục" primary={!open.length} /></Card> : null}
    {closed.length ? <Card title="Đã đóng" id="da-dong"><ul>{closed.map((column) => <li><a href={`${COLUMNS}/${column.id}`}>{column.name}</a></li>)}</ul></Card> : null}
  </>);
}

const ColumnCard = ({ column, progress, published, mayDraft, mayKeep }: { column: ColumnRow; progress: Progress; published: number; mayDraft: boolean; mayKeep: boolean }) => <section class="card work-card">
  <div class="row spread"><h2><a href={`${BASE}?loc=da-dang&muc=${column.id}`}>{column.name}</a></h2>{progress.debt ? <Chip tone="late">nợ {formatNumber(progress.debt)}</Chip> : null}</div>
  <ProgressView progress={progress} />
  <small>{formatNumber(published)} bài đăng trong tháng · {productLabel(column.product)}, {channelLabel(column.channel)}{column.contributors ? ' · nhận bài cộng tác' : ''}</small>
  <div class="row">{mayDraft ? <LinkButton href={`${BASE}/moi?muc=${column.id}`} kind="small">Viết bài</LinkButton> : null}{mayKeep ? <LinkButton href={`${COLUMNS}/${column.id}`} kind="small">Sửa</LinkButton> : null}</div>
</section>;

const ProgressView = ({ progress }: { progress: Progress }) => progress.quotas.length === 0 ? <small>Không có định mức nào đang chạy cho chuyên mục này.</small>
  : <>{progress.quotas.slice(0, 3).map((quota) => <div><b>{quotaInWords(quota)}</b>{quota.amount === null ? null : <Bar value={quota.done} max={quota.amount} label={quotaInWords(quota)} tone={quota.done >= quota.amount ? 'good' : 'soon'} />}<br /><small><a href={`/lam-viec/viec/${quota.id}`}>{quota.title}</a>{quota.optional ? ' (khuyến khích)' : ''}</small></div>)}</>;

/** What a published page proves: nothing else is counted by publishing. */
const PUBLISHABLE = PRODUCTS.filter((one) => one.evidence.some((group) => (group as readonly string[]).includes('published-item')));
const isPublishable = (card: ObligationCard): boolean => PUBLISHABLE.some((one) => one.key === card.product);
/** As the unit's running work asks for it; without any, the first that a portal carries. */
function proposed(cards: readonly ObligationCard[]): { product: string; channel: string } {
  const card = cards.find((one) => isPublishable(one) && one.amount !== null) ?? cards.find(isPublishable), product = card?.product ?? PUBLISHABLE[0]!.key;
  return { product, channel: card?.channel ?? productOf(product).defaultChannel };
}

interface TaskChoice { readonly value: string; readonly label: string; readonly hint: string }
/** Tasks under which the unit owes something now, each once. */
const tasksOf = (cards: readonly ObligationCard[]): TaskChoice[] => [...new Map(cards.filter(isPublishable).map((card) => [card.itemId as string, { value: card.itemId as string, label: card.title, hint: `${productLabel(card.product)} · ${card.citation.type}${card.citation.number ? ` ${card.citation.number}` : ''}, mục ${card.citation.item}` }])).values()].slice(0, 60);

/** The same with those that the column was opened for and under which nothing runs now: saving the form drops none of them. */
async function tasksWith(visit: Visit, cards: readonly ObligationCard[], chosen: readonly Id[]): Promise<TaskChoice[]> {
  const running = tasksOf(cards), offered = new Set(running.map(({ value }) => value)), rest = chosen.filter((id) => !offered.has(id));
  return [...await Promise.all(rest.map(async (id) => ({ value: id as string, label: (await taskByItem(visit.db, id))?.title ?? 'Nhiệm vụ đã chọn trước đây', hint: 'Hiện không có việc nào đang chạy' }))), ...running];
}

/** Groups that the unit, or somebody above it, has said. */
async function groupChoices(visit: Visit, unit: Id): Promise<{ value: string; label: string }[]> {
  const tree = await organisationTree(visit.db, visit.today);
  return [...(await allGroups(visit.db)).values()].filter((group) => tree.isWithin(unit, group.ownerId)).map((group) => ({ value: group.id as string, label: group.name })).sort((a, b) => a.label.localeCompare(b.label, 'vi')).slice(0, 100);
}

const ColumnFields = ({ form, action, version, tasks, groups, label, primary }: { form: FormState; action: string; version: number | null; tasks: readonly TaskChoice[]; groups: readonly { value: string; label: string }[]; label: string; primary: boolean }) => <Form action={action} version={version}><div class="fields">
  <TextField form={form} name="name" label="Tên chuyên mục" required maxlength={120} />
  <TextArea form={form} name="about" label="Giới thiệu" rows={2} maxlength={500} />
  <div class="fields two"><SelectField form={form} name="product" label="Bài được tính là" required choices={PUBLISHABLE.map((one) => ({ value: one.key, label: one.label }))} /><SelectField form={form} name="channel" label="Đăng trên kênh" required choices={CHANNELS.map((one) => ({ value: one.key, label: one.label }))} /></div>
  {tasks.length ? <details open={form.values.texts('items[]').length > 0}><summary>Chỉ tính cho một số nhiệm vụ</summary><Choices form={form} name="items" many label="Nhiệm vụ" hint="Không chọn: tính theo loại sản phẩm, kênh và ngày đăng" choices={tasks} /></details> : null}
  <div class="fields two"><SelectField form={form} name="contributors" label="Nhận bài cộng tác của" hint="Đơn vị khác gửi bài, cơ quan biên tập" empty="Không nhận" choices={CONTRIBUTORS.filter((value) => value !== 'group' || groups.length).map((value) => ({ value, label: CONTRIBUTORS_LABEL[value] }))} />
    {groups.length ? <SelectField form={form} name="contributorsGroup" label="Nhóm đơn vị" hint="Khi nhận của một nhóm" empty="Chọn nhóm" choices={groups} /> : null}</div>
  <Submit kind={primary ? 'primary' : ''}>{label}</Submit>
</div></Form>;

const schema = z.object({ name: z.string().default(''), about: z.string().default(''), product: z.string().default(''), channel: z.string().default(''), contributors: z.enum(['', ...CONTRIBUTORS]).default(''), contributorsGroup: z.string().default(''), items: z.array(z.string()).default([]) });
const formFrom = ({ name, about, product, channel, items, contributors, contributorsGroup }: z.infer<typeof schema>) => ({ name, about: about || null, product, channel, itemIds: items.filter(isId), contributors: contributors ? { from: contributors, groupId: isId(contributorsGroup) ? contributorsGroup : null } : null });

export const createColumnPost = (visit: Visit): Promise<Response> => submit(visit.c, schema, {
  run: async (input) => { await visit.act((a) => createColumn(a, { organisationId: signedIn(visit).organisationId, form: formFrom(input) })); return visit.c.redirect(COLUMNS, 303); },
  refuse: (values, errors, status) => columnsPage(visit, { form: { values, errors }, status, of: 'new' }),
});

const valuesOf = (column: ColumnRow) => filledForm({ name: column.name, about: column.about, product: column.product, channel: column.channel, contributors: column.contributors ?? '', contributorsGroup: column.contributors_group_id ?? '', 'items[]': column.item_ids }).values;

/** What stands in the books, beside what the second of two has in the form. */
const kept = (column: ColumnRow, tasks: readonly TaskChoice[]): readonly (readonly [string, string])[] => [
  ['Tên chuyên mục', column.name], ['Giới thiệu', column.about ?? 'để trống'], ['Bài được tính là', productLabel(column.product)], ['Đăng trên kênh', channelLabel(column.channel)],
  ['Nhiệm vụ', tasks.filter(({ value }) => (column.item_ids as readonly string[]).includes(value)).map(({ label }) => label).join('; ') || 'không chọn'], ['Nhận bài cộng tác của', column.contributors ? CONTRIBUTORS_LABEL[column.contributors] : 'Không nhận'],
];

export async function columnPage(visit: Visit, refused?: Refused): Promise<Response> {
  const column = await columnOf(visit), cards = await cardsFor(visit, column.organisation_id), seen = versionFor(column, refused), progress = progressOf(column, cards, visit.today);
  const form = refused?.form ?? { values: valuesOf(column), errors: {} };
  return consolePage(visit, { title: column.name, status: refused?.status ?? 200, crumb: <a href={COLUMNS}>Chuyên mục</a>, acts: <LinkButton href={`${BASE}?loc=da-dang&muc=${column.id}`}>Bài của chuyên mục</LinkButton>, message: <>{refused ? <ErrorSummary errors={refused.form.errors} /> : null}{column.closed_on ? <Message kind="warn" title="Chuyên mục đã đóng">Bài đã đăng vẫn giữ; không nhận bài mới.</Message> : null}</> }, <>
    <Card title="Tiến độ" id="tien-do"><ProgressView progress={progress} />{progress.debt ? <p>Còn nợ {formatNumber(progress.debt)} từ các kỳ trước.</p> : null}</Card>
    {refused?.of === 'edit' && refused.status === 409 ? <Card title="Bản người khác vừa lưu" id="ban-moi"><Facts rows={kept(column, await tasksWith(visit, cards, column.item_ids))} /></Card> : null}
    <Card title="Sửa chuyên mục" id="sua"><ColumnFields form={form} action={`${COLUMNS}/${column.id}`} version={seen} tasks={await tasksWith(visit, cards, column.item_ids)} groups={await groupChoices(visit, column.organisation_id)} label="Lưu" primary /></Card>
    <Card title={column.closed_on ? 'Mở lại' : 'Đóng chuyên mục'} id="dong"><Form action={`${COLUMNS}/${column.id}/dong`} version={seen} {...(column.closed_on ? {} : { confirm: `Đóng chuyên mục “${column.name}”?` })}><input type="hidden" name="open" value={column.closed_on ? '1' : ''} /><Submit kind={column.closed_on ? '' : 'danger'}>{column.closed_on ? 'Mở lại chuyên mục' : 'Đóng chuyên mục'}</Submit></Form></Card>
  </>);
}

export async function editColumnPost(visit: Visit): Promise<Response> {
  const column = await columnOf(visit);
  return submit(visit.c, schema.extend(seenField), {
    run: async (input) => { await visit.act((a) => editColumn(a, { columnId: column.id, rowVersion: input._version, form: formFrom(input) })); return visit.c.redirect(COLUMNS, 303); },
    refuse: (values, errors, status) => columnPage(visit, { form: { values, errors }, status, of: 'edit' }),
  });
}
export async function closeColumnPost(visit: Visit): Promise<Response> {
  const column = await columnOf(visit);
  return submit(visit.c, z.object({ ...seenField, open: z.string().default('') }), {
    run: async (input) => { await visit.act((a) => closeColumn(a, { columnId: column.id, rowVersion: input._version, open: input.open === '1' })); return visit.c.redirect(COLUMNS, 303); },
    refuse: (_, errors, status) => columnPage(visit, { form: { values: valuesOf(column), errors }, status, of: 'close' }),
  });
}
