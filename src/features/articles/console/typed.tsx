import { z } from 'zod';
import { invalid } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { dayAt, formatDayMonth, timeAt } from '#kernel/plain-date.ts';
import { FormValues, readForm, submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Form } from '#ui/forms.tsx';
import { Message } from '#ui/parts.tsx';
import { keepTyping } from '../actions/keep-typed.ts';
import { forgetTyped, typedOf, typedRow } from '../store/typed.ts';
import type { TypedRow } from '../store/tables.ts';
import { BASE } from './parts.tsx';

export const TYPING = `${BASE}/dang-viet`;
/** The key that a form was drawn with: any UUID. */
export const isFormId = (text: string): text is Id => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
const accountOf = (visit: Visit): Id => visit.session!.accountId;
/** What the machinery of forms needs and nobody typed. */
const NOT_TYPED = new Set(['_key', '_version', 'typedId', 'article']);

/** Sent by the page while somebody types and when they leave it. */
export async function typingPost(visit: Visit): Promise<Response> {
  const values = await readForm(visit.c), formId = values.text('typedId'), article = values.text('article'), seen = Number(values.text('_version')) || null;
  if (!isFormId(formId)) throw invalid('Thiếu mã của bản đang viết. Hãy tải lại trang.');
  const fields = Object.fromEntries(values.names().filter((name) => !NOT_TYPED.has(name) && values.texts(name).length).map((name) => [name, values.texts(name)]));
  const { by } = await visit.act((a) => keepTyping(a, { formId, articleId: isId(article) ? article : null, seen, fields }));
  return visit.c.json({ at: timeAt(visit.now), warning: by ? `${by} vừa lưu bài này. Phần bạn viết vẫn giữ; khi bạn lưu, chỗ khác nhau hiện ra để so.` : null });
}

const whenTyped = (visit: Visit, { saved_at: at }: TypedRow): string => `${timeAt(at)}${dayAt(at) === visit.today ? '' : ` ngày ${formatDayMonth(dayAt(at))}`}`;
const titleOf = (row: TypedRow): string => row.fields.title?.[0]?.slice(0, 60) ?? '';

/** What the person typed here and never saved: on this machine or another, before a crash or a closed lid. */
export async function TypedOffers({ visit, article }: { visit: Visit; article: Id | null }) {
  const rows = await typedOf(visit.db, accountOf(visit), article), place = article ? `${BASE}/${article}/sua` : `${BASE}/moi`;
  return <>{rows.map((row) => <Message title={`Có bản đang viết dở lúc ${whenTyped(visit, row)}${article || !titleOf(row) ? '' : `: “${titleOf(row)}”`}`}>
    <span class="row"><a class="button small" href={`${place}?lay=${row.id}`}>Mở lại</a><Form action={`${TYPING}/${row.id}/bo`} inline><input type="hidden" name="back" value={article ?? ''} /><button class="button small quiet" type="submit">Bỏ</button></Form></span>
  </Message>)}</>;
}

/** What is to be put back into the form, when the address asks for it. */
export async function askedTyped(visit: Visit, article: Id | null): Promise<TypedRow | null> {
  const id = visit.c.req.query('lay') ?? '', row = isFormId(id) ? await typedRow(visit.db, accountOf(visit), id) : undefined;
  return row && row.article_id === article ? row : null;
}
export const typedValues = (row: TypedRow): FormValues => FormValues.of({ ...row.fields, typedId: row.id, ...(row.seen_version === null ? {} : { _version: String(row.seen_version) }) });

export const dropTypedPost = (visit: Visit): Promise<Response> => submit(visit.c, z.object({ back: z.string().default('') }), {
  run: async ({ back }) => {
    const id = visit.c.req.param('id') ?? '';
    if (isFormId(id)) await visit.act((a) => forgetTyped(a.tx, accountOf(visit), { id, articleId: null }));
    return visit.c.redirect(isId(back) ? `${BASE}/${back}/sua` : `${BASE}/moi`, 303);
  },
  refuse: () => visit.c.redirect(BASE, 303),
});
