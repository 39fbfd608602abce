import { z } from 'zod';
import { AppError, notFound } from '#kernel/app-error.ts';
import { isId } from '#kernel/id.ts';
import { keepUpload, sentByUnit } from '#features/files/console.tsx';
import { keptFile } from '#features/files/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { siteOf } from '#features/sites/store.ts';
import { FormValues, readForm, submit, type FieldErrors } from '#platform/http/forms.ts';
import { originOf, signedIn, type Visit } from '#platform/http/visit.ts';
import { ErrorSummary, Form, SelectField, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, LinkButton, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { startPrint, writePrint } from '../actions/write-print.ts';
import { FORMATS } from '../rules/formats.ts';
import { tidyPrint } from '../rules/fields.ts';
import { MOST_ALT, tidyForm, type PrintForm } from '../rules/form.ts';
import { PRINT_KINDS, printKind, type PrintKind } from '../rules/kinds/index.ts';
import { isTone, PALETTES } from '../rules/palette.ts';
import { may } from '../rules/states.ts';
import type { PrintRow } from '../store/rows.ts';
import { proposalOf } from '../source.ts';
import { picturesIn } from '../usable-pictures.ts';
import { contentFrom, errorsAtFields, keptName, KindFields, PictureField, valuesOf } from './fields.tsx';
import { keptPictures } from './files.ts';
import { Preview, previewOf, type Previewed } from './preview.tsx';
import { BASE, printOf, versionFor, type Refusal } from './parts.tsx';

interface Typed { readonly form: FormState; readonly status: Refusal | 200; readonly preview: Previewed | null }

/** Templates to choose from. */
export async function choosePage(visit: Visit): Promise<Response> {
  return consolePage(visit, { title: 'Làm ấn phẩm', crumb: <a href={BASE}>Ấn phẩm</a> }, <div class="print-kinds">{PRINT_KINDS.map((kind) => <section class="card print-kind">
    <img src={`${BASE}/mau/${kind.key}.png`} alt="" width={kind.formats[0] === 'tall' ? 216 : 300} height={kind.formats[0] === 'tall' ? 270 : kind.formats[0] === 'led' ? 100 : 212} loading="lazy" />
    <div class="stack"><h2>{kind.label}</h2><p class="small">{kind.about}</p><p class="small">{kind.formats.map((key) => FORMATS[key].label).join(' · ')}</p><p><LinkButton href={`${BASE}/moi?mau=${kind.key}`}>Chọn mẫu này</LinkButton></p></div>
  </section>)}</div>);
}

export async function newPage(visit: Visit, typed?: Typed): Promise<Response> {
  const query = (name: string): string => visit.c.req.query(name) ?? '', noun = query('tu'), id = query('id');
  const proposed = !typed && noun && isId(id) ? await proposalOf(visit, noun, id) : null;
  if (!typed && noun && !proposed) throw notFound('nội dung để làm ấn phẩm này');
  const kind = printKind(typed ? typed.form.values.text('kind') : proposed?.kind ?? query('mau'));
  if (!kind) return choosePage(visit);
  const unit = signedIn(visit).organisationId, tone = (await siteOf(visit.db, unit))?.tone ?? 'indigo', start = { kind: kind.key, tone: isTone(tone) ? tone : 'indigo', alt: '', link: proposed?.link ?? '', sourceNoun: proposed ? noun : '', sourceId: proposed ? id : '', ...valuesOf(kind.fields, proposed?.content ?? {}) };
  const form = typed?.form ?? { values: FormValues.of(start), errors: {} }, preview = typed ? typed.preview : proposed ? await previewOf(visit, sourceFrom(visit, unit, formFrom(kind, form.values))) : null;
  return consolePage(visit, { title: kind.label, crumb: <><a href={BASE}>Ấn phẩm</a> · <a href={`${BASE}/moi`}>Chọn mẫu khác</a></>, status: typed?.status ?? 200, message: <>{typed ? <ErrorSummary errors={typed.form.errors} /> : null}{proposed ? <Message>Nội dung lấy từ {proposed.from}. Hãy đọc lại và sửa cho vừa.</Message> : null}</> },
    <Editor kind={kind} form={form} action={`${BASE}/moi`} version={null} preview={preview} back={BASE} pictures={await keptPictures(visit, unit, keptIn(kind, form.values))} />);
}

export async function editPage(visit: Visit, typed?: Typed): Promise<Response> {
  const { one, kind } = await printOf(visit);
  if (!may(one, 'write')) return visit.c.redirect(`${BASE}/${one.id}`, 303);
  const form = typed?.form ?? { values: FormValues.of({ kind: one.kind, tone: one.tone, alt: one.alt, altFor: one.alt && one.alt === proposedAlt(kind, one.content) ? one.alt : '', link: one.link ?? '', [keptName('logo')]: one.logo_sha256 ?? '', ...valuesOf(kind.fields, one.content) }), errors: {} };
  return consolePage(visit, {
    title: one.title, crumb: <><a href={BASE}>Ấn phẩm</a> · <a href={`${BASE}/${one.id}`}>Sửa</a></>, status: typed?.status ?? 200,
    message: <>{typed ? <ErrorSummary errors={typed.form.errors} /> : null}{one.status === 'returned' ? <Message kind="warn" title={`Trả lại bởi ${one.returned_by_name}`}>{one.returned_reason}</Message> : null}</>,
  }, <Editor kind={kind} form={form} action={`${BASE}/${one.id}/sua`} version={versionFor(one, typed)} preview={typed ? typed.preview : await previewOf(visit, sourceFrom(visit, one.organisation_id, formFrom(kind, form.values)), hasAlready(kind, one))} back={`${BASE}/${one.id}`} pictures={await keptPictures(visit, one.organisation_id, keptIn(kind, form.values))} />);
}

const keptIn = (kind: PrintKind, values: FormValues): string[] => [...kind.fields.filter((field) => field.type === 'picture').map((field) => field.name), 'logo'].map((name) => values.text(keptName(name))).filter(Boolean);

/** Fields on the left, the design on the right; below each other on a phone. */
const Editor = ({ kind, form, action, version, preview, back, pictures }: { kind: PrintKind; form: FormState; action: string; version: number | null; preview: Previewed | null; back: string; pictures: ReadonlyMap<string, string> }) => <div class="print-editor" data-controller="preview" data-preview-url-value={`${BASE}/xem-thu`}>
  <Card writing><Form action={action} version={version} multipart keep={`an-pham-${kind.key}`}><div class="fields" data-preview-target="fields">
    <input type="hidden" name="kind" value={kind.key} /><input type="hidden" name="sourceNoun" value={form.values.text('sourceNoun')} /><input type="hidden" name="sourceId" value={form.values.text('sourceId')} /><input type="hidden" name="altFor" value={form.values.text('altFor')} />
    <KindFields form={form} fields={kind.fields} pictures={pictures} />
    <TextArea form={form} name="alt" label="Lời thay cho hình" hint="Ấn phẩm nói gì, cho người khiếm thị nghe. Bắt buộc khi trình; bấm “Dùng lời gợi ý” để lấy từ nội dung rồi đọc lại." rows={4} maxlength={1200} spare />
    {kind.code ? <details open={Boolean(form.errors.link || form.errors.logo || form.values.text(keptName('logo')))}><summary>Màu, biểu trưng, mã QR</summary><div class="fields">
      <SelectField form={form} name="tone" label="Màu" required choices={Object.entries(PALETTES).map(([value, { label }]) => ({ value, label }))} />
      <PictureField form={form} name="logo" label="Biểu trưng của đơn vị" hint="Đặt cạnh tên đơn vị; ảnh nền trong suốt (PNG) đẹp nhất" pictures={pictures} />
      <TextField form={form} name="link" label="Mã QR dẫn đến" hint="Địa chỉ trang, ví dụ trang của thủ tục; để trống thì dẫn đến trang của chính ấn phẩm này" type="url" maxlength={300} />
    </div></details> : <input type="hidden" name="tone" value={form.values.text('tone')} />}
    <div class="row"><Submit>Lưu</Submit><Submit kind="" name="_do" value="preview">Xem thử</Submit><Submit kind="" name="_do" value="alt">Dùng lời gợi ý</Submit><a class="button quiet" href={back}>Thôi</a></div>
  </div></Form></Card>
  <Card title="Xem thử" id="xem-thu"><div class="stack" aria-live="polite" data-preview-target="shown"><Preview preview={preview} /></div></Card>
</div>;

const formFrom = (kind: PrintKind, values: FormValues): PrintForm => {
  const noun = values.text('sourceNoun'), id = values.text('sourceId'), content = contentFrom(kind.fields, values), alt = values.text('alt');
  // proposed words that nobody has touched go on saying what the design says
  return { kind: kind.key, content, alt: alt && alt === values.text('altFor') ? proposedAlt(kind, content) : alt, tone: values.text('tone'), logo: values.text(keptName('logo')) || null, link: values.text('link') || null, source: noun && isId(id) ? { noun, id } : null };
};
const hasAlready = (kind: PrintKind, one: PrintRow): string[] => picturesIn(kind, one.content, one.logo_sha256).map(([, sha256]) => sha256);
const proposedAlt = (kind: PrintKind, content: Readonly<Record<string, unknown>>): string => kind.alt(tidyPrint(kind.fields, content)).slice(0, MOST_ALT);
/** As the preview draws it; a link that is wrong leads nowhere yet. */
function sourceFrom(visit: Visit, organisationId: Parameters<typeof previewOf>[1]['organisationId'], form: PrintForm) {
  const { kind, content, alt, tone, logo, link } = tidyForm({ ...form, tone: isTone(form.tone) ? form.tone : 'indigo', link: null }), given = form.link && URL.canParse(form.link) ? form.link : link;
  return { organisationId, kind: kind.key, content, alt, tone, logo, link: given ?? `${originOf(visit)}/x/00000000-0000-7000-8000-000000000000`, own: !given };
}

/** Pictures sent with the form are kept, and stand in its values from now on: beside what the unit has sent, the design has, or what it is made from shows. */
async function withPictures(visit: Visit, values: FormValues, kind: PrintKind, one: PrintRow | null): Promise<{ readonly values: FormValues; readonly errors: FieldErrors }> {
  const errors: Record<string, string> = {}, typed: Record<string, string | string[]> = Object.fromEntries(values.names().filter((name) => !values.files(name).length).map((name) => [name, values.texts(name)]));
  const shard = (await organisationTree(visit.db, visit.today)).get(signedIn(visit).organisationId)!.shard, pictures = [...kind.fields.filter((field) => field.type === 'picture').map((field) => field.name), 'logo'], noun = values.text('sourceNoun'), id = values.text('sourceId');
  const made = noun && isId(id) ? await proposalOf(visit, noun, id) : null, sent = await sentByUnit(visit, pictures.map((name) => values.text(keptName(name))).filter(Boolean));
  const may = new Set<unknown>([...sent.map((row) => row.sha256), one?.logo_sha256, ...pictures.flatMap((name) => [one?.content[name], made?.content[name]])]);
  for (const name of pictures) {
    if (values.text(`${name}-drop`) === '1' || !may.has(values.text(keptName(name)))) typed[keptName(name)] = '';
    const [file] = values.files(name);
    if (file) {
      try {
        const { sha256 } = await keepUpload(visit, file, false);
        if ((await keptFile(visit.db, shard, sha256))?.previewable) typed[keptName(name)] = sha256; else errors[name] = 'Ảnh phải là tệp JPEG, PNG hoặc WebP. Hãy chọn ảnh khác.';
      } catch (error) { if (!(error instanceof AppError)) throw error; errors[name] = error.message; }
    }
    delete typed[name];
    delete typed[`${name}-drop`];
  }
  return { values: FormValues.of(typed), errors };
}

const withValues = (values: FormValues, change: Readonly<Record<string, string>>): FormValues => FormValues.of({ ...Object.fromEntries(values.names().map((name) => [name, values.texts(name)])), ...change });
const schema = z.object({ _version: z.coerce.number().int().optional() });
/** Both posts: a look at it, the proposed words, or keeping it. */
async function formPost(visit: Visit, kind: PrintKind, one: PrintRow | null, page: (visit: Visit, typed: Typed) => Promise<Response>): Promise<Response> {
  const sent = await readForm(visit.c), { values, errors } = await withPictures(visit, sent, kind, one), unit = one?.organisation_id ?? signedIn(visit).organisationId, form = formFrom(kind, values), what = sent.text('_do');
  const again = async (shown: FormValues, wrong: FieldErrors, status: Typed['status']): Promise<Response> => page(visit, { form: { values: shown, errors: errorsAtFields(kind.fields, wrong) }, status, preview: await previewOf(visit, sourceFrom(visit, unit, form), one ? hasAlready(kind, one) : []) });
  if (Object.keys(errors).length) return again(values, errors, 422);
  // an answer to a form that is no success, so that Turbo shows it in place
  if (what === 'preview') return again(form.alt === values.text('alt') ? values : withValues(values, { alt: form.alt, altFor: form.alt }), {}, 422);
  if (what === 'alt') { const alt = proposedAlt(kind, form.content); return again(withValues(values, { alt, altFor: alt }), {}, 422); }
  return submit(visit.c, schema, {
    values, refuse: (typed, wrong, status) => again(typed, wrong, status),
    run: async (input) => {
      const id = one ? (await visit.act((a) => writePrint(a, { printId: one.id, rowVersion: input._version ?? null, form })), one.id) : await visit.act((a) => startPrint(a, { organisationId: unit, form }));
      return visit.c.redirect(`${BASE}/${id}`, 303);
    },
  });
}
export async function createPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), kind = printKind(values.text('kind'));
  if (!kind) throw new AppError('invalid', 'Hãy chọn mẫu ấn phẩm.');
  return formPost(visit, kind, null, newPage);
}
export async function savePost(visit: Visit): Promise<Response> {
  const { one, kind } = await printOf(visit);
  return formPost(visit, kind, one, editPage);
}
/** What a script shows beside the form while somebody types: nothing is kept. */
export async function previewPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), kind = printKind(values.text('kind'));
  if (!kind) throw new AppError('invalid', 'Hãy chọn mẫu ấn phẩm.');
  return visit.c.html(<Preview preview={await previewOf(visit, sourceFrom(visit, signedIn(visit).organisationId, formFrom(kind, values)))} />);
}
