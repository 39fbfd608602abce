import { z } from 'zod';
import { AppError } from '#kernel/app-error.ts';
import { isId, shardOf, type Id } from '#kernel/id.ts';
import { fold } from '#kernel/vietnamese.ts';
import { keepUpload, sentByUnit } from '#features/files/console.tsx';
import { keptFiles } from '#features/files/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { fullNameOf, type OrganisationTree } from '#features/organisations/rules/tree.ts';
import { FormValues, readForm, submit, type FieldErrors } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { ErrorSummary, FileField, filledForm, Form, SelectField, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Empty, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { startArticle, writeDraft, contentOf } from '../actions/write-draft.ts';
import { changedParts, filesOf, LANGUAGE_LABEL, LANGUAGES, MOST_ATTACHMENTS, type ArticleContent, type Attachment } from '../rules/content.ts';
import { filesIn, readTyped, type RichText } from '../rules/rich-text/index.ts';
import { may, REFUSAL, STATE_LABEL } from '../rules/states.ts';
import { columnsOf } from '../store/reading.ts';
import { contributionRow } from '../store/contributions.ts';
import { articleRow, currentVersion, type ArticleRow, type ColumnRow, type VersionRow } from '../store/rows.ts';
import { typedBody } from './body.ts';
import { Difference } from './difference.tsx';
import { articleOf, BASE, COLUMNS, ownPicture, versionFor, type Refusal } from './parts.tsx';
import { askedTyped, keeping, keepWords, TypedId, typedIsSaved, TypedOffers } from './typed.tsx';

interface Typed { readonly form: FormState; readonly status: Refusal | 200; readonly attachments: readonly Attachment[]; readonly cover: string; readonly difference?: { readonly typed: ArticleContent; readonly kept: ArticleContent } }

const imageUrl = (article: Id) => (file: string): string => `${BASE}/${article}/tep/${file}`;
/** What is put back from the server is not mixed with what this tab remembers. */
export const keepName = (name: string, typed: Pick<Typed, 'form' | 'status'> | undefined): string => (typed?.status === 200 ? `${name}-${typed.form.values.text('typedId')}` : name);
const newOne = { noun: 'articles', subjectId: null } as const, thisOne = (id: Id) => ({ noun: 'articles', subjectId: id }) as const;
const columnChoices = (columns: readonly ColumnRow[]) => columns.filter((one) => one.closed_on === null).map((one) => ({ value: one.id, label: one.name }));

/** What was being typed and is put back, as it was, with the files that were sent by then. */
async function reopened(visit: Visit, article: Id | null): Promise<Typed | undefined> {
  const saved = article ? filesOf((await articleOf(visit)).version) : [];
  const values = await askedTyped(visit, article ? thisOne(article) : newOne, (file) => (article && saved.includes(file) ? imageUrl(article)(file) : ownPicture(file)));
  return values ? { form: { values, errors: {} }, status: 200, ...(await uploadsOf(visit, values, article)) } : undefined;
}

export async function newPage(visit: Visit, refused?: Typed, cutOff?: string): Promise<Response> {
  const typed = refused ?? (await reopened(visit, null));
  const unit = signedIn(visit).organisationId, columns = await columnsOf(visit.db, [unit]), choices = columnChoices(columns), asked = visit.c.req.query('muc') ?? '';
  const form = typed?.form ?? filledForm({ columnId: choices.find((one) => one.value === asked)?.value ?? choices[0]?.value ?? '', language: 'vi' });
  return consolePage(visit, { title: 'Viết bài', crumb: <a href={BASE}>Tin, bài</a>, status: typed?.status ?? (cutOff ? 422 : 200), message: typed ? <ErrorSummary errors={typed.form.errors} /> : <>{cutOff ? <CutOff words={cutOff} /> : null}{await TypedOffers({ visit, what: newOne })}</> },
    choices.length ? <Card writing><Fields form={form} tree={await organisationTree(visit.db, visit.today)} action={`${BASE}/moi`} version={null} columns={choices} attachments={typed?.attachments ?? []} cover={typed?.cover ?? ''} live={false} keep={keepName('bai', typed)} /></Card>
      : <Empty title="Đơn vị chưa có chuyên mục" action={<LinkButton href={COLUMNS} kind="primary">Mở chuyên mục</LinkButton>}>Mỗi bài thuộc một chuyên mục; chuyên mục nói bài được tính cho nhiệm vụ nào.</Empty>);
}

const formOf = (one: ArticleRow, version: VersionRow, tree: OrganisationTree): FormState => filledForm({
  columnId: one.column_id, title: version.title, summary: version.summary, body: typedBody(version.body, imageUrl(one.id)), coverAlt: version.cover?.alt ?? '', coverCredit: version.cover?.credit ?? '', themes: version.themes.join(', '), language: version.language,
  lead: version.lead_id ? fullNameOf(tree, version.lead_id) : '', coordinating: version.coordinating_ids.map((id) => fullNameOf(tree, id)).filter(Boolean).join('; '), changeNote: version.change_note ?? '',
});

export async function editPage(visit: Visit, refused?: Typed, cutOff?: string): Promise<Response> {
  const { one, version } = await articleOf(visit), tree = await organisationTree(visit.db, visit.today), columns = columnChoices(await columnsOf(visit.db, [one.organisation_id]));
  const open = may(one, 'write'), typed = refused ?? (await reopened(visit, one.id));
  // who was writing when somebody else handed it in or approved it keeps what they wrote before their eyes
  if (!open && !typed && !cutOff) return visit.c.redirect(`${BASE}/${one.id}`, 303);
  return consolePage(visit, {
    title: version.title, crumb: <><a href={BASE}>Tin, bài</a> · <a href={`${BASE}/${one.id}`}>Sửa bài{version.number > 1 ? `, bản ${version.number}` : ''}</a></>, status: typed?.status ?? (cutOff ? 422 : 200),
    message: <>{cutOff ? <CutOff words={cutOff} /> : null}{typed ? <ErrorSummary errors={typed.form.errors} /> : await TypedOffers({ visit, what: thisOne(one.id) })}{open ? null : <Message kind="warn" title={`Bài nay ${STATE_LABEL[one.status].label}, chưa lưu được phần bạn viết`}>{REFUSAL[one.status]} Phần bạn viết vẫn còn ở dưới, máy chủ giữ riêng cho bạn.</Message>}{version.returned_reason && one.status === 'returned' ? <Message kind="warn" title={`Trả lại bởi ${version.returned_by_name}`}>{version.returned_reason}</Message> : null}</>,
  }, <>
    {typed?.difference ? <Card title="Chỗ khác nhau" id="khac-nhau"><p>Bản đã lưu của {version.changed_by_name} khác phần bạn đang viết ở: {changedParts(typed.difference.kept, typed.difference.typed).join(', ') || 'không chỗ nào'}. Ô bên dưới giữ nguyên phần của bạn; bấm “Lưu” thì phần của bạn thay bản đã lưu.</p>
      <Difference before={typed.difference.kept} after={typed.difference.typed} names={(id) => fullNameOf(tree, id)} words={{ before: 'chỉ có trong bản đã lưu', after: 'chỉ có trong phần của bạn' }} /></Card> : null}
    <Card writing><Fields form={typed?.form ?? formOf(one, version, tree)} tree={tree} action={`${BASE}/${one.id}/sua`} version={typed?.status === 200 ? Number(typed.form.values.text('_version')) || one.row_version : versionFor(one, typed && { form: typed.form, status: typed.status, of: 'edit' })} columns={one.live_version === null ? columns : []} attachments={typed?.attachments ?? version.attachments}
      cover={typed?.cover ?? version.cover?.sha256 ?? ''} saved={version.cover?.sha256} live={one.live_version !== null} article={one.id} keep={keepName('bai', typed)} /></Card>
  </>);
}

const Fields = ({ form, tree, action, version, columns, attachments, cover, saved, live, article, keep }: {
  form: FormState; tree: OrganisationTree; action: string; version: number | null; columns: readonly { value: string; label: string }[]; attachments: readonly Attachment[]; cover: string; saved?: string | undefined; live: boolean; article?: Id; keep: string;
}) => <div {...keeping(article ? thisOne(article) : newOne)}><Form action={action} version={version} multipart keep={keep}><div class="fields">
  <TypedId form={form} />
  {columns.length ? <SelectField form={form} name="columnId" label="Chuyên mục" required choices={columns} /> : null}
  <TextField form={form} name="title" label="Tiêu đề" required maxlength={300} />
  <TextArea form={form} name="summary" label="Tóm tắt" hint="Một hai câu, hiện ở danh sách và khi chia sẻ. Cần có khi trình." rows={3} maxlength={1000} spare />
  <div data-controller="rich-text" data-rich-text-read-value={`${BASE}/noi-dung`} data-rich-text-upload-value="/lam-viec/tep">
    <TextArea form={form} name="body" label="Nội dung" hint="Viết thẳng vào đây, để một dòng trống giữa hai đoạn; hoặc dán từ Word, trang web: chỉ giữ tiêu đề, đoạn, danh sách, bảng, ảnh, liên kết." rows={18} spare />
  </div>
  {live ? <TextField form={form} name="changeNote" label="Bản này sửa gì" hint="Một câu cho người đọc, hiện ở đầu bài khi đăng bản mới." maxlength={500} required /> : null}
  <fieldset class="field"><legend>Ảnh đại diện</legend><div class="stack">
    {cover ? <><input type="hidden" name="coverSha" value={cover} /><label class="choice"><input type="checkbox" name="dropCover" value="1" /><span>Bỏ ảnh đang có {article && cover === saved ? <a href={`${BASE}/${article}/tep/${cover}`} data-turbo="false">(xem)</a> : null}</span></label></> : null}
    <FileField form={form} name="cover" label={cover ? 'Thay bằng ảnh khác' : 'Chọn ảnh'} accept="image/*" />
    <TextField form={form} name="coverAlt" label="Lời mô tả ảnh" hint="Bắt buộc khi có ảnh: trong ảnh có gì, cho người khiếm thị nghe." maxlength={300} spare />
    <TextField form={form} name="coverCredit" label="Nguồn ảnh" maxlength={120} />
  </div></fieldset>
  <div class="fields two">
    <TextField form={form} name="themes" label="Chủ đề" hint="Ngăn bằng dấu phẩy" maxlength={400} />
    <SelectField form={form} name="language" label="Ngôn ngữ" hint="Của tiêu đề và nội dung" required choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_LABEL[value] }))} />
  </div>
  <TextField form={form} name="lead" label="Cơ quan chủ trì" hint="Tên như tại trang Đơn vị" list={unitNames(tree)} maxlength={200} />
  <TextField form={form} name="coordinating" label="Cơ quan phối hợp" hint="Nhiều cơ quan ngăn bằng dấu chấm phẩy" maxlength={1000} />
  <AttachmentsKept attachments={attachments} />
  <FileField form={form} name="attachments" label="Thêm tệp đính kèm, ảnh trong bài" hint={`Nhiều nhất ${MOST_ATTACHMENTS} tệp, mỗi tệp đến 25 MB`} multiple />
  <div class="row"><Submit>Lưu</Submit>{article ? <a class="button quiet" href={`${BASE}/${article}`}>Thôi</a> : <a class="button quiet" href={BASE}>Thôi</a>}</div>
</div></Form></div>;

/** Files that the form has already, each of which may be dropped. */
export const AttachmentsKept = ({ attachments }: { attachments: readonly Attachment[] }) => <>
  {attachments.length ? <fieldset class="field"><legend>Tệp đính kèm đang có</legend>{attachments.map((one) => <label class="choice"><input type="checkbox" name="keep[]" value={one.sha256} checked /><span>{one.name}{one.mediaType.startsWith('image/') ? <><br /><small>Chèn vào bài: <code>{`<img data-file="${one.sha256}" alt="lời mô tả">`}</code></small></> : null}</span></label>)}</fieldset> : null}
  {attachments.map((one) => <input type="hidden" name="had[]" value={`${one.sha256}/${one.name}`} />)}
</>;

export const CutOff = ({ words }: { words: string }) => <Message kind="bad" title={words}>Phần đã gõ mà máy chủ giữ được hiện bên dưới; hoặc bấm nút quay lại của trình duyệt để trở về trang đang viết.</Message>;

const unitNames = (tree: OrganisationTree): string[] => [...new Set(tree.all.filter((one) => one.kind !== 'division').map((one) => one.name))].slice(0, 400);

/** The unit that a person wrote the name of; AppError at the field when there is none, or more than one. `named`: units that the article names already, also divisions and those that ended since. */
function unitNamed(tree: OrganisationTree, typed: string, field: string, named: readonly Id[]): Id {
  const known = named.find((id) => fold(fullNameOf(tree, id)) === fold(typed));
  if (known) return known;
  const found = tree.all.filter((one) => one.kind !== 'division' && [one.name, one.shortName, ...one.aliases].some((name) => fold(name) === fold(typed)));
  if (found.length === 1) return found[0]!.id;
  const message = found.length ? `Có ${found.length} đơn vị tên “${typed}”. Hãy ghi tên đầy đủ.` : `Không có đơn vị nào tên “${typed}”. Hãy chọn trong danh sách gợi ý hoặc để trống.`;
  throw new AppError('invalid', message, { field, fields: { [field]: message } });
}

const schema = z.object({
  columnId: z.string().default(''), title: z.string().default(''), summary: z.string().default(''), body: z.string().default(''), changeNote: z.string().default(''), coverAlt: z.string().default(''), coverCredit: z.string().default(''),
  themes: z.string().default(''), language: z.enum(LANGUAGES).default('vi'), lead: z.string().default(''), coordinating: z.string().default(''), typedId: z.string().default(''), _version: z.coerce.number().int().optional(),
});
type Input = z.infer<typeof schema>;

export interface Uploads { readonly cover: string; readonly attachments: readonly Attachment[]; readonly errors: FieldErrors }
/** Files sent with the form and those it had, which may be kept beside `of`: of what the unit has sent or `of` has already. One that is refused says so and the rest stays. */
export async function uploadsOf(visit: Visit, values: FormValues, of: Id | null): Promise<Uploads> {
  const had = new Map(values.texts('had[]').map((text) => [text.slice(0, 64), text.slice(65)])), errors: Record<string, string> = {}, names = new Map(values.texts('keep[]').filter((sha256) => had.has(sha256)).map((sha256) => [sha256, had.get(sha256)!]));
  const kept = async (field: string, file: File): Promise<string | null> => {
    try { const { sha256, name } = await keepUpload(visit, file, false); if (field === 'attachments') names.set(sha256, name); return sha256; } catch (error) {
      if (!(error instanceof AppError)) throw error;
      errors[field] ??= error.message;
      return null;
    }
  };
  const [picture] = values.files('cover'), sent = picture ? await kept('cover', picture) : null;
  for (const file of values.files('attachments').slice(0, MOST_ATTACHMENTS + 1)) await kept('attachments', file);
  const cover = sent ?? (values.text('dropCover') === '1' ? '' : values.text('coverSha')), shard = (await organisationTree(visit.db, visit.today)).get(signedIn(visit).organisationId)!.shard, wanted = [...names.keys(), ...(cover ? [cover] : [])];
  // after provinces were merged an article may stand in another shard than those who go on writing it
  const beside = of !== null && shardOf(of) !== shard ? await keptFiles(visit.db, shardOf(of), wanted) : [];
  const has = new Set(of === null ? [] : await filesNamedBy(visit.db, of)), own = has.size > 0 ? await keptFiles(visit.db, shard, wanted.filter((one) => has.has(one))) : [];
  const rows = new Map([...beside.filter((row) => has.has(row.sha256)), ...own, ...(await sentByUnit(visit, wanted))].map((row) => [row.sha256, row]));
  if (cover && !rows.get(cover)?.previewable) errors.cover = 'Ảnh đại diện phải là tệp ảnh JPEG, PNG hoặc WebP. Hãy chọn ảnh khác.';
  for (const row of rows.values()) if (names.has(row.sha256) && row.media_type.startsWith('image/') && !row.previewable) { errors.attachments ??= `Ảnh “${row.original_name}” thuộc loại trình duyệt không mở được và còn mang thông tin của máy chụp. Hãy đổi sang JPEG rồi chọn lại.`; names.delete(row.sha256); }
  return { cover: errors.cover ? '' : cover, attachments: [...names].flatMap(([sha256, name]) => { const row = rows.get(sha256); return row ? [{ sha256, name, size: Number(row.size), mediaType: row.media_type }] : []; }), errors };
}

async function contentFrom(visit: Visit, input: Input, uploads: Uploads, before: VersionRow | null): Promise<ArticleContent> {
  const tree = await organisationTree(visit.db, visit.today), list = (text: string, by: RegExp) => text.split(by).map((one) => one.trim()).filter(Boolean);
  const named = before ? [...(before.lead_id ? [before.lead_id] : []), ...before.coordinating_ids] : [], unit = (name: string, field: string): Id => unitNamed(tree, name, field, named);
  const body = readTyped(input.body).doc, attachments = [...uploads.attachments, ...(await picturesSent(visit, body, uploads))];
  return {
    title: input.title, summary: input.summary, body, cover: uploads.cover ? { sha256: uploads.cover, alt: input.coverAlt, credit: input.coverCredit || null } : null, themes: list(input.themes, /[,;]/),
    leadId: input.lead ? unit(input.lead, 'lead') : null, coordinatingIds: list(input.coordinating, /;/).map((name) => unit(name, 'coordinating')), language: input.language, attachments,
  };
}

/** Pictures that were sent while writing and stand in the body: they belong to the article from now on. Only what the unit itself has sent. */
export async function picturesSent(visit: Visit, body: RichText, { cover, attachments }: Pick<Uploads, 'cover' | 'attachments'>): Promise<Attachment[]> {
  const known = new Set([cover, ...attachments.map((one) => one.sha256)]), wanted = filesIn(body).filter((file) => !known.has(file));
  return (await sentByUnit(visit, wanted)).filter((row) => row.previewable).map((row) => ({ sha256: row.sha256, name: row.original_name, size: Number(row.size), mediaType: row.media_type }));
}

/** Files that an article or a contribution has. */
async function filesNamedBy(db: Visit['db'], id: Id): Promise<string[]> {
  const article = await articleRow(db, id), sent = article ? undefined : await contributionRow(db, id);
  return article ? filesOf(await currentVersion(db, article)) : (sent?.attachments ?? []).map((one) => one.sha256);
}

/** A body that broke off on the way: the page again, with what the server has kept of it while it was typed. */
export async function whole(visit: Visit): Promise<FormValues | AppError> {
  try { return await readForm(visit.c); } catch (error) { if (error instanceof AppError) return error; throw error; }
}

export async function createPost(visit: Visit): Promise<Response> {
  const values = await whole(visit);
  if (values instanceof AppError) return newPage(visit, undefined, values.message);
  const uploads = await uploadsOf(visit, values, null);
  const refuse = (typed: FormValues, errors: FieldErrors, status: Refusal) => newPage(visit, { form: { values: typed, errors: { ...errors, ...uploads.errors } }, status, ...uploads });
  if (Object.keys(uploads.errors).length) return refuse(values, {}, 422);
  return submit(visit.c, schema, {
    values, refuse,
    run: async (input) => {
      if (!isId(input.columnId)) throw new AppError('invalid', 'Hãy chọn chuyên mục.', { field: 'columnId' });
      const content = await contentFrom(visit, input, uploads, null), columnId = input.columnId;
      const id = await visit.act(async (doing) => { const made = await startArticle(doing, { columnId, content }); await typedIsSaved(doing, newOne, input); return made; });
      return visit.c.redirect(`${BASE}/${id}${leftOutQuery(values, input.body)}`, 303);
    },
  });
}

export async function savePost(visit: Visit): Promise<Response> {
  const { one, version } = await articleOf(visit), values = await whole(visit);
  if (values instanceof AppError) return editPage(visit, undefined, values.message);
  const uploads = await uploadsOf(visit, values, one.id);
  const refuse = async (typed: FormValues, errors: FieldErrors, status: Refusal) => {
    if (status === 409) await keepWords(visit, thisOne(one.id), typed);
    return editPage(visit, { form: { values: typed, errors: { ...errors, ...uploads.errors } }, status, ...uploads, ...(status === 409 ? await differenceOf(visit, typed, uploads) : {}) });
  };
  if (Object.keys(uploads.errors).length) return refuse(values, {}, 422);
  return submit(visit.c, schema, {
    values, refuse,
    run: async (input) => {
      const content = await contentFrom(visit, input, uploads, version);
      await visit.act(async (doing) => { await writeDraft(doing, { articleId: one.id, rowVersion: input._version ?? null, content, changeNote: input.changeNote, ...(isId(input.columnId) ? { columnId: input.columnId } : {}) }); await typedIsSaved(doing, thisOne(one.id), input); });
      return visit.c.redirect(`${BASE}/${one.id}${leftOutQuery(values, input.body)}`, 303);
    },
  });
}

/** What the reading left out is told on the next page, where the editor's bar has not told it while writing. */
export function leftOutQuery(values: FormValues, body: string): string {
  const left = values.text('rich') === '1' ? '' : readTyped(body).left;
  return left && `?bo=${left}`;
}

/** What the two who wrote at once have differently; the words of both are there. */
async function differenceOf(visit: Visit, values: FormValues, uploads: Uploads): Promise<Pick<Typed, 'difference'>> {
  const { version } = await articleOf(visit), checked = schema.safeParse(values.record()), kept = contentOf(version);
  if (!checked.success) return {};
  const typed = (input: Input): Promise<ArticleContent> => contentFrom(visit, input, uploads, version);
  try { return { difference: { kept, typed: await typed(checked.data) } }; } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // a name of no unit is said at its field once it can be saved; the rest is compared now
    try { return { difference: { kept, typed: { ...(await typed({ ...checked.data, lead: '', coordinating: '' })), leadId: kept.leadId, coordinatingIds: kept.coordinatingIds } } }; } catch (other) { if (other instanceof AppError) return {}; throw other; }
  }
}
