import { z } from 'zod';
import { AppError, notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { HANDED_IN } from '#features/channels/rules/products.ts';
import { deliverableView } from '#features/deliverables/store.ts';
import { Discussion } from '#features/discussions/view.tsx';
import { shardOf } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { FormValues, submit, type FieldErrors } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Choices, ErrorSummary, FileField, filledForm, Form, SelectField, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Empty, Facts, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { cardsOfSender, recallContribution, sendAgain, sendContribution, type Material } from '../actions/send-contribution.ts';
import { CONTRIBUTION_REFUSAL, mayContribution } from '../rules/contribution.ts';
import { changedParts, EMPTY_CONTENT, MOST_ATTACHMENTS, type ArticleContent, type Attachment } from '../rules/content.ts';
import { readTyped } from '../rules/rich-text/index.ts';
import { articleRow } from '../store/rows.ts';
import type { ContributionRow } from '../store/tables.ts';
import { typedBody } from './body.ts';
import { columnsTakingFrom, ContributionChip, contributionOfVisit, MaterialCard, namesFor } from './contribution-parts.tsx';
import { Difference } from './difference.tsx';
import { AttachmentsKept, CutOff, keepName, leftOutQuery, picturesSent, uploadsOf, whole, type Uploads } from './form.tsx';
import { BASE, LeftOutMessage, ownPicture, SENT, seenField, type Refusal } from './parts.tsx';
import { sendKept } from './send-kept.ts';
import { askedTyped, keeping, keepWords, TypedId, typedIsSaved, TypedOffers } from './typed.tsx';

interface Typed { readonly form: FormState; readonly status: Refusal | 200; readonly attachments: readonly Attachment[] }
const thisOne = (id: Id | null) => ({ noun: 'contributions', subjectId: id }) as const;

/** What was being typed and is put back, as it was, with the files that were sent by then. */
async function reopened(visit: Visit, one: Id | null): Promise<Typed | undefined> {
  const values = await askedTyped(visit, thisOne(one), ownPicture);
  return values ? { form: { values, errors: {} }, status: 200, attachments: (await uploadsOf(visit, values, one)).attachments } : undefined;
}

/** Which of the unit's running work this may count for; what the law of the letter asks for first. */
async function workChoices(visit: Visit, unit: Id): Promise<{ value: string; label: string; hint: string }[]> {
  const cards = (await cardsOfSender({ tx: visit.db as never, today: visit.today }, unit, null)).filter((card) => !card.optional || card.product === HANDED_IN.key);
  return cards.toSorted((a, b) => Number(b.product === HANDED_IN.key) - Number(a.product === HANDED_IN.key)).slice(0, 40)
    .map((card) => ({ value: card.id as string, label: `${card.title} (${card.periodLabel})`, hint: `${card.citation.type}${card.citation.number ? ` ${card.citation.number}` : ''}, mục ${card.citation.item}` }));
}

const Fields = async ({ visit, unit, form, action, version, columns, attachments, cancel, one, keep }: {
  visit: Visit; unit: Id; form: FormState; action: string; version: number | null; columns: readonly { value: string; label: string }[]; attachments: readonly Attachment[]; cancel: string; one: Id | null; keep: string;
}) => { const work = await workChoices(visit, unit); return <div {...keeping(thisOne(one))}><Form action={action} version={version} multipart keep={keep}><div class="fields">
  <TypedId form={form} />
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
</div></Form></div>; };

export async function sendPage(visit: Visit, refused?: Typed, cutOff?: string): Promise<Response> {
  const typed = refused ?? (await reopened(visit, null)), unit = signedIn(visit).organisationId, names = await namesFor(visit);
  const columns = (await columnsTakingFrom(visit, unit)).map((one) => ({ value: one.id as string, label: `${one.name} (${names(one.organisation_id)})` })), form = typed?.form ?? filledForm({ columnId: columns[0]?.value ?? '' });
  return consolePage(visit, {
    title: 'Gửi bài cộng tác', crumb: <a href={SENT}>Cộng tác</a>, status: typed?.status ?? (cutOff ? 422 : 200),
    message: typed ? <ErrorSummary errors={typed.form.errors} /> : <>{cutOff ? <CutOff words={cutOff} /> : null}{await TypedOffers({ visit, what: thisOne(null) })}</>,
  }, columns.length ? <Card writing>{await Fields({ visit, unit, form, action: `${SENT}/moi`, version: null, columns, attachments: typed?.attachments ?? [], cancel: SENT, one: null, keep: keepName('cong-tac', typed) })}</Card>
    : <Empty title="Chưa có chuyên mục nào nhận bài của đơn vị">Hãy đề nghị cơ quan giữ chuyên mục mở nhận bài cộng tác từ đơn vị bạn.</Empty>);
}

export async function sendAgainPage(visit: Visit, refused?: Typed, cutOff?: string): Promise<Response> {
  const { one, column } = await contributionOfVisit(visit), open = mayContribution(one.status, 'send-again'), typed = refused ?? (await reopened(visit, one.id));
  // who was mending it when a colleague sent it again keeps what they wrote before their eyes
  if (!open && !typed && !cutOff) return visit.c.redirect(`${SENT}/${one.id}`, 303);
  const files = (file: string): string => `${SENT}/${one.id}/tep/${file}`;
  const form = typed?.form ?? filledForm({ title: one.title, body: typedBody(one.body, files), note: one.note ?? '', 'work[]': one.obligation_ids });
  // after a refusal because somebody else changed it, the next sending is drawn from what they left
  const version = (typed && typed.status !== 409 && Number(typed.form.values.text('_version'))) || one.row_version;
  return consolePage(visit, {
    title: one.title, crumb: <><a href={SENT}>Cộng tác</a> · Sửa và gửi lại đến “{column.name}”</>, status: typed?.status ?? (cutOff ? 422 : 200),
    message: <>{cutOff ? <CutOff words={cutOff} /> : null}{typed ? <ErrorSummary errors={typed.form.errors} /> : await TypedOffers({ visit, what: thisOne(one.id) })}
      {open ? <Message kind="warn" title={`${one.decided_by_name} trả lại`}>{one.reason}</Message> : <Message kind="warn" title="Chưa gửi được phần bạn viết">{CONTRIBUTION_REFUSAL[one.status]} Phần bạn viết vẫn còn ở dưới, máy chủ giữ riêng cho bạn.</Message>}</>,
  }, <>
    {typed?.status === 409 ? <Changed one={one} typed={typed} /> : null}
    <Card writing>{await Fields({ visit, unit: one.from_organisation_id, form, action: `${SENT}/${one.id}/sua`, version, columns: [], attachments: typed?.attachments ?? one.attachments, cancel: `${SENT}/${one.id}`, one: one.id, keep: keepName('cong-tac', typed) })}</Card>
  </>);
}

/** What a colleague left and what is in the form, where they differ. */
const Changed = ({ one, typed }: { one: ContributionRow; typed: Typed }) => {
  const of = ({ title, body, attachments }: Pick<ArticleContent, 'title' | 'body' | 'attachments'>): ArticleContent => ({ ...EMPTY_CONTENT, title, body, attachments });
  const kept = of(one), mine = of({ title: typed.form.values.text('title'), body: readTyped(typed.form.values.text('body')).doc, attachments: typed.attachments }), parts = changedParts(kept, mine);
  return parts.length === 0 ? null : <Card title="Chỗ khác nhau" id="khac-nhau"><p>Bản {one.sent_by_name} đã gửi khác phần bạn đang viết ở: {parts.join(', ')}. Ô bên dưới giữ nguyên phần của bạn.</p>
    <Difference before={kept} after={mine} names={String} words={{ before: 'chỉ có trong bản đã gửi', after: 'chỉ có trong phần của bạn' }} /></Card>;
};

const schema = z.object({ columnId: z.string().default(''), title: z.string().default(''), body: z.string().default(''), note: z.string().default(''), work: z.array(z.string()).default([]), typedId: z.string().default(''), _version: z.coerce.number().int().optional() });

async function materialFrom(visit: Visit, input: z.infer<typeof schema>, uploads: Uploads): Promise<Material> {
  const body = readTyped(input.body).doc;
  return { title: input.title, body, attachments: [...uploads.attachments, ...(await picturesSent(visit, body, uploads))], note: input.note || null, obligationIds: input.work.filter(isId) };
}
type Input = z.infer<typeof schema>;
/** Reads the form and its files, runs one verb; a refusal shows the form with everything that was typed and sent. */
async function sent(visit: Visit, one: Id | null, page: (visit: Visit, typed?: Typed, cutOff?: string) => Promise<Response>, verb: (a: Acting, input: Input, material: Material) => Promise<Id>): Promise<Response> {
  const values = await whole(visit);
  if (values instanceof AppError) return page(visit, undefined, values.message);
  const uploads = await uploadsOf(visit, values, one);
  const refuse = async (typed: FormValues, errors: FieldErrors, status: Refusal) => {
    if (status === 409) await keepWords(visit, thisOne(one), typed);
    return page(visit, { form: { values: typed, errors: { ...errors, ...uploads.errors } }, status, attachments: uploads.attachments });
  };
  if (Object.keys(uploads.errors).length) return refuse(values, {}, 422);
  return submit(visit.c, schema, {
    values, refuse,
    run: async (input) => {
      const material = await materialFrom(visit, input, uploads);
      const id = await visit.act(async (a) => { const done = await verb(a, input, material); await typedIsSaved(a, thisOne(one), input); return done; });
      return visit.c.redirect(`${SENT}/${id}${leftOutQuery(values, input.body)}`, 303);
    },
  });
}

export const sendPost = (visit: Visit): Promise<Response> => sent(visit, null, sendPage, async (a, { columnId }, material) => {
  if (!isId(columnId)) throw new AppError('invalid', 'Hãy chọn chuyên mục.', { field: 'columnId' });
  return sendContribution(a, { fromId: signedIn(visit).organisationId, columnId, material });
});

export async function sendAgainPost(visit: Visit): Promise<Response> {
  const { one } = await contributionOfVisit(visit);
  return sent(visit, one.id, sendAgainPage, async (a, input, material) => { await sendAgain(a, { contributionId: one.id, rowVersion: input._version ?? null, material }); return one.id; });
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
      {maySend ? await TypedOffers({ visit, what: thisOne(one.id) }) : null}
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
