import { z } from 'zod';
import { invalid } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { dayAt, formatDayMonth, timeAt } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { FormValues, readForm, submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Form, type FormState } from '#ui/forms.tsx';
import { Message } from '#ui/parts.tsx';
import { keepTyping } from '../actions/keep-typed.ts';
import { forgetSameWords, forgetTyped, typedFor, typedOf, typedRow, type TypedFor } from '../store/typed.ts';
import { readTyped } from '../rules/rich-text/index.ts';
import type { TypedRow } from '../store/tables.ts';
import { typedBody } from './body.ts';
import { BASE, SENT } from './parts.tsx';

/** Where each of the two forms stands, and what it makes is called. */
const PLACE: Readonly<Record<TypedFor['noun'], { readonly base: string; readonly called: string }>> = { articles: { base: BASE, called: 'bài này' }, contributions: { base: SENT, called: 'bài cộng tác này' } };
/** Where what is typed is sent to. */
export const typingPath = (noun: TypedFor['noun']): string => `${PLACE[noun].base}/dang-viet`;
const formPath = ({ noun, subjectId }: TypedFor): string => (subjectId ? `${PLACE[noun].base}/${subjectId}/sua` : `${PLACE[noun].base}/moi`);

/** The key that a form was drawn with: any UUID. */
const isFormId = (text: string): text is Id => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
const accountOf = (visit: Visit): Id => visit.session!.accountId;
/** What the machinery of forms needs and nobody typed. */
const NOT_TYPED = new Set(['_key', '_version', 'typedId', 'subject']);

/** Keeps what stands in a form for who typed it, without its files. */
export async function keepWords(visit: Visit, what: TypedFor, values: FormValues): Promise<{ readonly by: string | null }> {
  const formId = values.text('typedId'), seen = Number(values.text('_version')) || null;
  if (!isFormId(formId)) return { by: null };
  const fields = Object.fromEntries(values.names().filter((name) => !NOT_TYPED.has(name) && values.texts(name).length).map((name) => [name, values.texts(name)]));
  return visit.act((a) => keepTyping(a, { ...what, formId, seen, fields }));
}

/** Sent by the page while somebody types and when they leave it. */
export const typingPost = (noun: TypedFor['noun']) => async (visit: Visit): Promise<Response> => {
  const values = await readForm(visit.c), subject = values.text('subject');
  if (!isFormId(values.text('typedId'))) throw invalid('Thiếu mã của bản đang viết. Hãy tải lại trang.');
  const { by } = await keepWords(visit, { noun, subjectId: isId(subject) ? subject : null }, values);
  return visit.c.json({ at: timeAt(visit.now), warning: by ? `${by} vừa lưu ${PLACE[noun].called}. Phần bạn viết vẫn giữ; khi bạn lưu, chỗ khác nhau hiện ra để so.` : null });
};

const whenTyped = (visit: Visit, { saved_at: at }: TypedRow): string => `${timeAt(at)}${dayAt(at) === visit.today ? '' : ` ngày ${formatDayMonth(dayAt(at))}`}`;
const titleOf = (row: TypedRow): string => row.fields.title?.[0]?.slice(0, 60) ?? '';

/** Around a form that is kept while somebody writes in it; with `TypedId` inside. */
export const keeping = ({ noun, subjectId }: TypedFor) => ({ 'data-controller': 'autosave', 'data-autosave-url-value': typingPath(noun), 'data-autosave-subject-value': subjectId ?? '' });
export const TypedId = ({ form }: { form: FormState }) => <input type="hidden" name="typedId" value={form.values.text('typedId') || crypto.randomUUID()} />;

/** What the person typed here and never saved: on this machine or another, before a crash or a closed lid. */
export async function TypedOffers({ visit, what }: { visit: Visit; what: TypedFor }) {
  const rows = await typedOf(visit.db, accountOf(visit), what);
  return <>{rows.map((row) => <Message title={`Có bản đang viết dở lúc ${whenTyped(visit, row)}${what.subjectId || !titleOf(row) ? '' : `: “${titleOf(row)}”`}`}>
    <span class="row"><a class="button small" href={`${formPath(what)}?lay=${row.id}`}>Mở lại</a><Form action={`${typingPath(what.noun)}/${row.id}/bo`} inline><input type="hidden" name="back" value={what.subjectId ?? ''} /><button class="button small quiet" type="submit">Bỏ</button></Form></span>
  </Message>)}</>;
}

/** What is to be put back into the form, when the address asks for it. */
export async function askedTyped(visit: Visit, what: TypedFor, imageUrl: (file: string) => string): Promise<FormValues | null> {
  const id = visit.c.req.query('lay') ?? '', row = isFormId(id) ? await typedRow(visit.db, accountOf(visit), id) : undefined;
  if (!row || row.noun !== what.noun || typedFor(row).subjectId !== what.subjectId) return null;
  const body = row.fields.body?.[0] ?? '';
  // pictures stood at addresses of the window in which they were put in
  return FormValues.of({ ...row.fields, ...(body.includes('data-file') ? { body: typedBody(readTyped(body).doc, imageUrl) } : {}), typedId: row.id, ...(row.seen_version === null ? {} : { _version: String(row.seen_version) }) });
}

/** Inside the act that saves it: what was typed is saved and no longer offered as unfinished. */
export async function typedIsSaved(a: Acting, what: TypedFor, { typedId, body }: { readonly typedId: string; readonly body: string }): Promise<void> {
  if (!a.by.accountId) return;
  if (isFormId(typedId)) await forgetTyped(a.tx, a.by.accountId, typedId);
  await forgetSameWords(a.tx, a.by.accountId, what, body);
}

export const dropTypedPost = (noun: TypedFor['noun']) => (visit: Visit): Promise<Response> => submit(visit.c, z.object({ back: z.string().default('') }), {
  run: async ({ back }) => {
    const id = visit.c.req.param('id') ?? '';
    if (isFormId(id)) await visit.act((a) => forgetTyped(a.tx, accountOf(visit), id));
    return visit.c.redirect(formPath({ noun, subjectId: isId(back) ? back : null }), 303);
  },
  refuse: () => visit.c.redirect(PLACE[noun].base, 303),
});
