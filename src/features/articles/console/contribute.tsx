import { z } from 'zod';
import { AppError, notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { HANDED_IN } from '#features/channels/rules/products.ts';
import { deliverableView } from '#features/deliverables/store.ts';
import { Discussion } from '#features/discussions/view.tsx';
import { shardOf } from '#kernel/id.ts';
import { FormValues, readForm, submit, type FieldErrors } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Choices, ErrorSummary, FileField, filledForm, Form, SelectField, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Empty, Facts, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { cardsOfSender, recallContribution, sendAgain, sendContribution, type Material } from '../actions/send-contribution.ts';
import { mayContribution } from '../rules/contribution.ts';
import { MOST_ATTACHMENTS, type Attachment } from '../rules/content.ts';
import { readTyped } from '../rules/rich-text/index.ts';
import { articleRow } from '../store/rows.ts';
import type { ContributionRow } from '../store/tables.ts';
import { typedBody } from './body.ts';
import { columnsTakingFrom, ContributionChip, contributionOfVisit, MaterialCard, namesFor, SENT } from './contribution-parts.tsx';
import { AttachmentsKept, leftOutQuery, picturesSent, uploadsOf, type Uploads } from './form.tsx';
import { BASE, LeftOutMessage, seenField, type Refusal } from './parts.tsx';
import { sendKept } from './send-kept.ts';

interface Typed { readonly form: FormState; readonly status: Refusal; readonly attachments: readonly Attachment[] }

/** Which of the unit's running work this may count for; what the law of the letter asks for first. */
async function workChoices(visit: Visit, unit: Id): Promise<{ value: string; label: string; hint: string }[]> {
  const cards = (await cardsOfSender({ tx: visit.db as never, today: visit.today }, unit, null)).filter((card) => !card.optional || card.product === HANDED_IN.key);
  return cards.toSorted((a, b) => Number(b.product === HANDED_IN.key) - Number(a.product === HANDED_IN.key)).slice(0, 40)
    .map((card) => ({ value: card.id as string, label: `${card.title} (${card.periodLabel})`, hint: `${card.citation.type}${card.citation.number ? ` ${card.citation.number}` : ''}, mục ${card.citation.item}` }));
}

const Fields = async ({ visit, unit, form, action, version, columns, attachments, cancel }: {
  visit: Visit; unit: Id; form: FormState; action: string; version: number | null; columns: readonly { value: string; label: string }[]; attachments: readonly Attachment[]; cancel: string;
}) => { const work = await workChoices(visit, unit); return <Form action={action} version={version} multipart keep="cong-tac"><div class="fields">
  {columns.length ? <SelectField form={form} name="columnId" label="Gửi đến chuyên mục" required choices={columns} /> : null}
  <TextField form={form} name="title" label="Tiêu đề" required maxlength={300} />
  <div data-controller="rich-text" data-rich-text-read-value={`${BASE}/noi-dung`} data-rich-text-upload-value="/lam-viec/tep">
    <TextArea form={form} name="body" label="Nội dung" hint="Viết hoặc dán từ Word. Có thể để trống nếu nội dung nằm trong tệp đính kèm." rows={14} spare />
  </div>
  <AttachmentsKept attachments={attachments} />
  <FileField form={form} name="attachments" label="Tệp, ảnh kèm theo" hint={`Nhiều nhất ${MOST_ATTACHMENTS} tệp, mỗi tệp đến 25 MB`} multiple />
  <TextArea form={form} name="note" label="Lời nhắn cho ban biên tập" hint="Không hiện cho người đọc" rows={2} maxlength={1000} />
  {work.length ? <details open={form.values.texts('work[]').length > 0}><summary>Tính cho việc nào của đơn vị</summary><Choices form={form} name="work" many label="Việc phải làm" hint="Không chọn: tự tính vào việc cung cấp thông tin của kỳ này" choices={work} /></details> : null}
  <div class="row"><Submit>Gửi bài</Submit><a class="button quiet" href={cancel}>Thôi</a></div>
</div></Form>; };

export async function sendPage(visit: Visit, typed?: Typed): Promise<Response> {
  const unit = signedIn(visit).organisationId, names = await namesFor(visit), columns = (await columnsTakingFrom(visit, unit)).map((one) => ({ value: one.id as string, label: `${one.name} (${names(one.organisation_id)})` }));
  const form = typed?.form ?? filledForm({ columnId: columns[0]?.value ?? '' });
  return consolePage(visit, { title: 'Gửi bài cộng tác', crumb: <a href={SENT}>Cộng tác</a>, status: typed?.status ?? 200, message: typed ? <ErrorSummary errors={typed.form.errors} /> : undefined },
    columns.length ? <Card writing>{await Fields({ visit, unit, form, action: `${SENT}/moi`, version: null, columns, attachments: typed?.attachments ?? [], cancel: SENT })}</Card>
      : <Empty title="Chưa có chuyên mục nào nhận bài của đơn vị">Hãy đề nghị cơ quan giữ chuyên mục mở nhận bài cộng tác từ đơn vị bạn.</Empty>);
}

export async function sendAgainPage(visit: Visit, typed?: Typed): Promise<Response> {
  const { one, column } = await contributionOfVisit(visit);
  if (!mayContribution(one.status, 'send-again')) return visit.c.redirect(`${SENT}/${one.id}`, 303);
  const form = typed?.form ?? filledForm({ title: one.title, body: typedBody(one.body, (file) => `${SENT}/${one.id}/tep/${file}`), note: one.note ?? '', 'work[]': one.obligation_ids });
  return consolePage(visit, { title: one.title, crumb: <><a href={SENT}>Cộng tác</a> · Sửa và gửi lại đến “{column.name}”</>, status: typed?.status ?? 200, message: <>{typed ? <ErrorSummary errors={typed.form.errors} /> : null}<Message kind="warn" title={`${one.decided_by_name} trả lại`}>{one.reason}</Message></> },
    <Card writing>{await Fields({ visit, unit: one.from_organisation_id, form, action: `${SENT}/${one.id}/sua`, version: Number(typed?.form.values.text('_version')) || one.row_version, columns: [], attachments: typed?.attachments ?? one.attachments, cancel: `${SENT}/${one.id}` })}</Card>);
}

const schema = z.object({ columnId: z.string().default(''), title: z.string().default(''), body: z.string().default(''), note: z.string().default(''), work: z.array(z.string()).default([]), _version: z.coerce.number().int().optional() });

async function materialFrom(visit: Visit, input: z.infer<typeof schema>, uploads: Uploads): Promise<Material> {
  const body = readTyped(input.body).doc;
  return { title: input.title, body, attachments: [...uploads.attachments, ...(await picturesSent(visit, body, uploads))], note: input.note || null, obligationIds: input.work.filter(isId) };
}
/** Reads the form and its files, runs one verb; a refusal shows the form with everything that was typed and sent. */
async function sent(visit: Visit, page: (visit: Visit, typed: Typed) => Promise<Response>, run: (input: z.infer<typeof schema>, material: Material, left: string) => Promise<Response>): Promise<Response> {
  const values = await readForm(visit.c), uploads = await uploadsOf(visit, values);
  const refuse = (typed: FormValues, errors: FieldErrors, status: Refusal) => page(visit, { form: { values: typed, errors: { ...errors, ...uploads.errors } }, status, attachments: uploads.attachments });
  if (Object.keys(uploads.errors).length) return refuse(values, {}, 422);
  return submit(visit.c, schema, { values, refuse, run: async (input) => run(input, await materialFrom(visit, input, uploads), leftOutQuery(values, input.body)) });
}

export const sendPost = (visit: Visit): Promise<Response> => sent(visit, sendPage, async (input, material, left) => {
  const columnId = input.columnId;
  if (!isId(columnId)) throw new AppError('invalid', 'Hãy chọn chuyên mục.', { field: 'columnId' });
  return visit.c.redirect(`${SENT}/${await visit.act((a) => sendContribution(a, { fromId: signedIn(visit).organisationId, columnId, material }))}${left}`, 303);
});

export async function sendAgainPost(visit: Visit): Promise<Response> {
  const { one } = await contributionOfVisit(visit);
  return sent(visit, sendAgainPage, async (input, material, left) => {
    await visit.act((a) => sendAgain(a, { contributionId: one.id, rowVersion: input._version ?? null, material }));
    return visit.c.redirect(`${SENT}/${one.id}${left}`, 303);
  });
}

export async function recallPost(visit: Visit): Promise<Response> {
  const { one } = await contributionOfVisit(visit);
  return submit(visit.c, z.object(seenField), {
    run: async (input) => { await visit.act((a) => recallContribution(a, { contributionId: one.id, rowVersion: input._version })); return visit.c.redirect(`${SENT}/${one.id}`, 303); },
    refuse: (values, errors, status) => sentPage(visit, { form: { values, errors }, status }),
  });
}

/** One contribution as its sender sees it: where it stands, what it counts for, the link once it is out. */
export async function sentPage(visit: Visit, refused?: { readonly form: FormState; readonly status: Refusal }): Promise<Response> {
  const { one, column, names } = await contributionOfVisit(visit), maySend = await visit.may('articles.contribute', one.from_organisation_id), article = one.article_id ? await articleRow(visit.db, one.article_id) : undefined;
  const result = one.deliverable_id ? await deliverableView(visit.db, one.deliverable_id) : null, receiver = names(one.organisation_id), out = article?.live_version !== null && article?.status !== 'withdrawn' ? article : undefined;
  return consolePage(visit, {
    title: one.title, crumb: <><a href={SENT}>Cộng tác</a> · Gửi đến “{column.name}”, {receiver}</>, status: refused?.status ?? 200,
    acts: <><ContributionChip one={{ status: one.status, article_status: article?.status ?? null, live_version: article?.live_version ?? null }} />{maySend && mayContribution(one.status, 'send-again') ? <LinkButton href={`${SENT}/${one.id}/sua`} kind="primary">Sửa và gửi lại</LinkButton> : null}</>,
    message: <>
      {refused ? <ErrorSummary errors={refused.form.errors} /> : <LeftOutMessage visit={visit} />}
      {one.status === 'returned' ? <Message kind="warn" title={`${one.decided_by_name} trả lại để sửa`}>{one.reason}</Message> : null}
      {one.status === 'declined' ? <Message kind="warn" title={`${one.decided_by_name} không sử dụng bài này`}>{one.reason}</Message> : null}
      {out ? <Message kind="ok" title="Bài đã đăng">Người đọc xem tại <a href={`/x/${out.id}`}>/x/{out.id}</a>.</Message> : null}
      {article?.status === 'withdrawn' ? <Message kind="warn" title="Bài đã được gỡ">{article.withdrawn_reason}. Kết quả của hai bên không tính nữa, trừ khi báo cáo đã gửi tính trước đó.</Message> : null}
    </>,
  }, <>
    <MaterialCard one={one} files={`${SENT}/${one.id}/tep`} />
    <Card title="Được tính" id="duoc-tinh">{result
      ? <Facts rows={[['Kết quả', <a href={`/lam-viec/ket-qua/${result.id}`}>{result.title}</a>], ['Tính cho', result.status === 'withdrawn' ? 'không tính nữa' : result.credits.map((credit) => `${credit.title} (${credit.periodLabel})`).join('; ') || 'không thuộc việc nào đang chạy']]} />
      : <p>Khi ban biên tập nhận bài, bài được tính cho đơn vị vào ngày gửi{one.obligation_ids.length ? ', cho việc đã chọn' : ''}.</p>}</Card>
    {maySend && mayContribution(one.status, 'recall') ? <Card title="Rút bài" id="rut"><Form action={`${SENT}/${one.id}/rut`} version={one.row_version} confirm={`Rút bài “${one.title}”?`}><Submit kind="danger">Rút bài</Submit></Form></Card> : null}
    {await Discussion(visit, talk(one))}
  </>);
}
export const talk = (one: ContributionRow) => ({ noun: 'contributions', id: one.id, organisationId: one.from_organisation_id, title: one.title, href: `${SENT}/${one.id}`, readers: 'up' as const });

export async function sentFile(visit: Visit): Promise<Response> {
  const { one } = await contributionOfVisit(visit), file = one.attachments.find((each) => each.sha256 === visit.c.req.param('file'));
  if (!file) throw notFound('tệp này');
  return sendKept(visit, shardOf(one.id), file);
}
