import { z } from 'zod';
import { isId, type Id } from '#kernel/id.ts';
import { formatInstant } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { columnsOf } from '#features/articles/store.ts';
import { CHANNELS, channelLabel } from '#features/channels/rules/channels.ts';
import { productOf } from '#features/channels/rules/products.ts';
import { workList, type ObligationCard } from '#features/obligations/store.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import { submit } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Choices, ErrorSummary, filledForm, Form, SelectField, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Empty, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { closeNewsletter, createNewsletter, editNewsletter, type NewsletterForm } from '../actions/keep-newsletter.ts';
import { numberInWords } from '../rules/contents.ts';
import { sendingStates } from '../store/letters.ts';
import { issuesById, yearOf } from '../store/reading.ts';
import { subscriptionCounts } from '../store/subscriptions.ts';
import type { NewsletterRow } from '../store/rows.ts';
import { BASE, ISSUES, newsletterOf, notArrived, ProgressView, seenField, SERIES, versionFor, type Refused } from './parts.tsx';

const cardsFor = async (visit: Visit, unit: Id): Promise<ObligationCard[]> => Object.values(await workList(visit.db, unit, visit.today)).flat();

/** A form for a newsletter that is not there yet. */
export async function newSeriesPage(visit: Visit, refused?: Refused): Promise<Response> {
  const unit = signedIn(visit).organisationId;
  return consolePage(visit, { title: 'Lập bản tin', status: refused?.status ?? 200, crumb: <a href={BASE}>Bản tin</a>, message: refused ? <ErrorSummary errors={refused.form.errors} /> : undefined },
    <Card title="Bản tin" id="lap"><SeriesFields form={refused?.form ?? filledForm({ channel: productOf('newsletter').defaultChannel, earlierIssues: '0' })} action={`${SERIES}/moi`} version={null} choices={await choicesFor(visit, unit)} label="Lập bản tin" /></Card>);
}

export async function seriesPage(visit: Visit, refused?: Refused): Promise<Response> {
  const one = await newsletterOf(visit), unit = one.organisation_id, seen = versionFor(one, refused), [mayKeep, maySee, mayCompose] = [await visit.may('newsletters.keep', unit), await visit.may('newsletters.see-subscribers', unit), await visit.may('newsletters.compose', unit)];
  const counts = (await subscriptionCounts(visit.db, [one.id])).get(one.id)!, sendings = maySee ? await sendingStates(visit.db, { targetId: one.id }) : [], issues = new Map((await issuesById(visit.db, sendings.flatMap((sending) => sending.issue_id ?? []))).map((issue) => [issue.id, issue]));
  return consolePage(visit, {
    title: one.name, status: refused?.status ?? 200, crumb: <a href={BASE}>Bản tin</a>, acts: mayCompose && !one.closed_on ? <LinkButton href={`${SERIES}/${one.id}/so-moi`} kind="primary">Soạn số mới</LinkButton> : undefined,
    message: <>{refused ? <ErrorSummary errors={refused.form.errors} /> : null}{one.closed_on ? <Message kind="warn" title="Bản tin đã đóng">Các số đã phát hành vẫn giữ; không ra số mới.</Message> : null}</>,
  }, <>
    <Card title="Tiến độ" id="tien-do"><ProgressView newsletter={one} cards={await cardsFor(visit, unit)} year={await yearOf(visit.db, one, Number(visit.today.slice(0, 4)))} today={visit.today} /></Card>
    <Card title="Người nhận qua thư" id="nguoi-nhan"><Facts rows={[['Đang nhận', formatNumber(counts.active)], ['Chờ xác nhận', `${formatNumber(counts.pending)} (không xác nhận thì xóa sau 7 ngày)`], ['Thư bị trả lại', formatNumber(counts.refused)], ['Đã hủy', `${formatNumber(counts.ended)} (địa chỉ đã xóa)`]]} />
      {visit.deps.config.mail ? null : <p><small>Máy chủ này chưa cấu hình gửi thư (LOA_SMTP_URL), nên thư chưa đi.</small></p>}
      {maySee ? <p><a href={`${BASE}/nguoi-nhan?muc=${one.id}`}>Danh sách người nhận</a></p> : null}</Card>
    {mayKeep ? <>
      <Card title="Sửa bản tin" id="sua"><SeriesFields form={refused?.of === 'edit' ? refused.form : filledForm(valuesOf(one))} action={`${SERIES}/${one.id}`} version={seen} choices={await choicesFor(visit, unit)} label="Lưu" /></Card>
      <Card title={one.closed_on ? 'Mở lại' : 'Đóng bản tin'} id="dong"><Form action={`${SERIES}/${one.id}/dong`} version={seen} {...(one.closed_on ? {} : { confirm: `Đóng “${one.name}”?` })}><input type="hidden" name="open" value={one.closed_on ? '1' : ''} /><Submit kind={one.closed_on ? '' : 'danger'}>{one.closed_on ? 'Mở lại bản tin' : 'Đóng bản tin'}</Submit></Form></Card>
    </> : null}
    {maySee ? <Card title="Thư đã gửi" id="thu" pad={false}><Table caption="Các lần gửi thư" rows={sendings} empty={<Empty title="Chưa gửi lần nào">Khi một số được phát hành, thư tự đi tới mọi người đã xác nhận.</Empty>} columns={[
      { head: 'Số', cell: (row) => { const issue = row.issue_id ? issues.get(row.issue_id) : undefined; return issue ? <a href={`${ISSUES}/${issue.id}`}>{numberInWords(issue)}</a> : 'Bài mới'; } },
      { head: 'Từ', nowrap: true, cell: (row) => formatInstant(row.created_at) }, { head: 'Đã đi', number: true, cell: (row) => formatNumber(row.sent) },
      { head: 'Đang chờ', number: true, cell: (row) => (row.queued_at ? `${formatNumber(row.waiting)}${row.late ? ` (${formatNumber(row.late)} thử lại)` : ''}` : visit.deps.config.mail ? 'đang lập' : 'chưa gửi') }, { head: 'Không đến', number: true, cell: (row) => notArrived(row) },
    ]} /></Card> : null}
  </>);
}

interface Choosable { readonly value: string; readonly label: string; readonly hint: string }
/** The unit's own columns first, then those of everybody in the same province: what is out may be taken into a newsletter. */
async function choicesFor(visit: Visit, unit: Id): Promise<{ readonly columns: Choosable[]; readonly tasks: Choosable[] }> {
  const tree = await organisationTree(visit.db, visit.today), own = new Set<Id>(await standsFor(visit.db, unit, visit.today)), top = tree.ancestorsOf(unit).at(-1)?.id ?? unit;
  const open = (await columnsOf(visit.db, [...own, ...tree.subtree(top).map(({ id }) => id)])).filter((one) => one.closed_on === null), columns = [...open.filter((one) => own.has(one.organisation_id)), ...open.filter((one) => !own.has(one.organisation_id))], cards = (await cardsFor(visit, unit)).filter((card) => card.product === 'newsletter');
  return {
    columns: columns.map((one) => ({ value: one.id, label: one.name, hint: own.has(one.organisation_id) ? channelLabel(one.channel) : (tree.latest(one.organisation_id)?.name ?? '') })),
    tasks: [...new Map(cards.map((card) => [card.itemId as string, { value: card.itemId as string, label: card.title, hint: `${card.citation.type}${card.citation.number ? ` ${card.citation.number}` : ''}, mục ${card.citation.item}` }])).values()].slice(0, 40),
  };
}

const SeriesFields = ({ form, action, version, choices, label }: { form: FormState; action: string; version: number | null; choices: { readonly columns: Choosable[]; readonly tasks: Choosable[] }; label: string }) => <Form action={action} version={version}><div class="fields">
  <TextField form={form} name="name" label="Tên bản tin" hint="Ví dụ “Bản tin Cải cách hành chính tỉnh Lam Giang”" required maxlength={120} />
  <TextArea form={form} name="about" label="Giới thiệu" rows={2} maxlength={500} />
  <div class="fields two"><SelectField form={form} name="channel" label="Phát hành trên kênh" required choices={CHANNELS.map((one) => ({ value: one.key, label: one.label }))} />
    <TextField form={form} name="earlierIssues" label="Số bản tin đã ra trước khi dùng hệ thống" hint="Để tính tổng số" type="number" min={0} narrow required /></div>
  <TextField form={form} name="licence" label="Giấy phép" hint="In ở măng sét, ví dụ “Số 27/GP-SVHTTDL ngày 12/12/2025”" maxlength={200} />
  <TextField form={form} name="editorInCharge" label="Chịu trách nhiệm xuất bản" maxlength={160} />
  <TextField form={form} name="contact" label="Liên hệ" hint="Địa chỉ, điện thoại, thư điện tử của Ban biên tập" maxlength={300} />
  {choices.columns.length ? <Choices form={form} name="columns" many label="Lấy bài từ chuyên mục" hint="Không chọn: mọi chuyên mục của đơn vị" choices={choices.columns} /> : null}
  {choices.tasks.length ? <details open={form.values.texts('items[]').length > 0}><summary>Chỉ tính cho một số nhiệm vụ</summary><Choices form={form} name="items" many label="Nhiệm vụ" hint="Không chọn: tính theo loại sản phẩm, kênh và ngày phát hành" choices={choices.tasks} /></details> : null}
  <Submit>{label}</Submit>
</div></Form>;

const text = z.string().default('');
const schema = z.object({ name: text, about: text, channel: text, earlierIssues: z.coerce.number('Hãy ghi một số nguyên.').int('Hãy ghi một số nguyên.').default(0), licence: text, editorInCharge: text, contact: text, columns: z.array(z.string()).default([]), items: z.array(z.string()).default([]) });
const formFrom = (input: z.infer<typeof schema>): NewsletterForm => ({
  name: input.name, about: input.about || null, channel: input.channel, itemIds: input.items.filter(isId), columnIds: input.columns.filter(isId), licence: input.licence || null, editorInCharge: input.editorInCharge || null, contact: input.contact || null, earlierIssues: input.earlierIssues,
});
const valuesOf = (one: NewsletterRow) => ({ name: one.name, about: one.about, channel: one.channel, earlierIssues: String(one.earlier_issues), licence: one.licence, editorInCharge: one.editor_in_charge, contact: one.contact, 'columns[]': one.column_ids, 'items[]': one.item_ids });

export const createSeriesPost = (visit: Visit): Promise<Response> => submit(visit.c, schema, {
  run: async (input) => { const id = await visit.act((a) => createNewsletter(a, { organisationId: signedIn(visit).organisationId, form: formFrom(input) })); return visit.c.redirect(`${SERIES}/${id}`, 303); },
  refuse: (values, errors, status) => newSeriesPage(visit, { form: { values, errors }, status, of: 'new' }),
});
export async function editSeriesPost(visit: Visit): Promise<Response> {
  const one = await newsletterOf(visit);
  return submit(visit.c, schema.extend(seenField), {
    run: async (input) => { await visit.act((a) => editNewsletter(a, { newsletterId: one.id, rowVersion: input._version, form: formFrom(input) })); return visit.c.redirect(`${SERIES}/${one.id}`, 303); },
    refuse: (values, errors, status) => seriesPage(visit, { form: { values, errors }, status, of: 'edit' }),
  });
}
export async function closeSeriesPost(visit: Visit): Promise<Response> {
  const one = await newsletterOf(visit);
  return submit(visit.c, z.object({ ...seenField, open: z.string().default('') }), {
    run: async (input) => { await visit.act((a) => closeNewsletter(a, { newsletterId: one.id, rowVersion: input._version, open: input.open === '1' })); return visit.c.redirect(`${SERIES}/${one.id}`, 303); },
    refuse: (values, errors, status) => seriesPage(visit, { form: { values, errors }, status, of: 'close' }),
  });
}
