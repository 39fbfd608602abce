import { z } from 'zod';
import { conflict, notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { submit } from '#platform/http/forms.ts';
import { acting, get, post, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { emptyForm, ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, LinkButton } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { comment } from './actions/comment.ts';
import { editComment } from './actions/edit-comment.ts';
import { withdrawComment } from './actions/withdraw-comment.ts';
import { LONGEST } from './rules/body.ts';
import { EDIT_MINUTES, isAuthor, mayEdit } from './rules/editing.ts';
import { commentById } from './store/comments.ts';
import { subjectOf, type DiscussedSubject } from './subjects.ts';
import { BASE, Talk, Words } from './view.tsx';

/** The subject in the address, for somebody who may read it; whoever may not learns nothing. */
async function subjectHere(visit: Visit): Promise<DiscussedSubject> {
  const id = visit.c.req.param('subject') ?? '', subject = isId(id) ? await subjectOf(visit, visit.c.req.param('noun') ?? '', id) : null;
  if (!subject) throw notFound('nội dung này');
  return subject;
}

/** All of a talk, page by page; also where a refused comment shows again. */
async function talkPage(visit: Visit, refused?: { form: FormState; status: 409 | 413 | 422 | 507 }): Promise<Response> {
  const subject = await subjectHere(visit), before = visit.c.req.query('truoc') ?? '';
  return consolePage(visit, { title: subject.title, crumb: <a href={subject.href}>Mở nội dung đang trao đổi</a>, status: refused?.status ?? 200 }, await Talk(visit, subject, refused?.form ?? emptyForm, isId(before) ? before : undefined));
}

const schema = z.object({ body: z.string().default(''), picked: z.union([z.string(), z.array(z.string())]).default('').transform((value) => (Array.isArray(value) ? value : [value]).filter((id) => id !== '')) });

async function say(visit: Visit): Promise<Response> {
  const subject = await subjectHere(visit), { organisationId, organisationName } = signedIn(visit);
  return submit(visit.c, schema, {
    run: async ({ body, picked }) => {
      const id = await visit.act((doing) => comment(doing, { subject, body, picked: picked.filter(isId), as: { unitId: organisationId, unit: organisationName } }));
      return visit.c.redirect(`${subject.href}#y-kien-${id}`, 303);
    },
    refuse: (values, errors, status) => talkPage(visit, { form: { values, errors }, status }),
  });
}

/** A comment of which the visitor may read the subject. */
async function said(visit: Visit) {
  const id = visit.c.req.param('comment') ?? '', row = isId(id) ? await commentById(visit.db, id) : undefined, subject = row && (await subjectOf(visit, row.subject_noun, row.subject_id));
  if (!row || !subject) throw notFound('ý kiến này');
  return { row, subject };
}

async function editPage(visit: Visit, refused?: { form: FormState; status: 409 | 413 | 422 | 507 }): Promise<Response> {
  const { row, subject } = await said(visit);
  if (!isAuthor(row, signedIn(visit).accountId)) throw conflict('Chỉ người viết mới sửa được ý kiến của mình.');
  if (!refused && !mayEdit(row, signedIn(visit).accountId, visit.now)) throw conflict(`Ý kiến chỉ sửa được trong ${EDIT_MINUTES} phút sau khi gửi. Hãy gửi ý kiến mới để nói lại cho đúng.`);
  const form = refused?.form ?? filledForm({ body: row.body });
  return consolePage(visit, { title: 'Sửa ý kiến', crumb: <a href={`${subject.href}#y-kien-${row.id}`}>{subject.title}</a>, status: refused?.status ?? 200 }, <Card>
    <Form action={`${BASE}/${row.id}/sua`} version={row.row_version}>
      <ErrorSummary errors={form.errors} />
      <div class="fields"><TextArea form={form} name="body" label="Ý kiến của bạn" required rows={5} maxlength={LONGEST} /></div>
      <div class="row"><Submit>Lưu</Submit><LinkButton href={`${subject.href}#y-kien-${row.id}`} kind="quiet">Thôi</LinkButton></div>
    </Form>
  </Card>);
}

async function edit(visit: Visit): Promise<Response> {
  const { row, subject } = await said(visit);
  return submit(visit.c, z.object({ body: z.string().default(''), _version: z.coerce.number().int() }), {
    run: async (input) => {
      await visit.act((doing) => editComment(doing, { commentId: row.id, seen: input._version, subject, body: input.body, asUnit: signedIn(visit).organisationId }));
      return visit.c.redirect(`${subject.href}#y-kien-${row.id}`, 303);
    },
    refuse: (values, errors, status) => editPage(visit, { form: { values, errors }, status }),
  });
}

async function withdrawPage(visit: Visit, refused?: { form: FormState; status: 409 | 413 | 422 | 507 }): Promise<Response> {
  const { row, subject } = await said(visit), own = isAuthor(row, signedIn(visit).accountId), form = refused?.form ?? emptyForm;
  if (!own && !(await visit.may('discussions.moderate', row.organisation_id))) throw conflict('Chỉ người viết hoặc người quản trị của đơn vị mới gỡ được ý kiến này.');
  return consolePage(visit, { title: 'Gỡ ý kiến', crumb: <a href={`${subject.href}#trao-doi`}>{subject.title}</a>, status: refused?.status ?? 200 }, <Card>
    <p><b>{row.author_name}</b> <small>{row.author_unit}</small></p>
    <p class="said"><Words body={row.body} names={[]} /></p>
    <p>Sau khi gỡ, nội dung không hiện nữa; chỗ này ghi “đã gỡ”. Người đã nhận thông báo có thể đã đọc.</p>
    <Form action={`${BASE}/${row.id}/go`} version={row.row_version}>
      <ErrorSummary errors={form.errors} />
      <div class="fields"><TextField form={form} name="reason" label="Lý do" required={!own} maxlength={300} /></div>
      <div class="row"><Submit kind="danger">Gỡ ý kiến</Submit><LinkButton href={`${subject.href}#y-kien-${row.id}`} kind="quiet">Thôi</LinkButton></div>
    </Form>
  </Card>);
}

async function withdraw(visit: Visit): Promise<Response> {
  const { row, subject } = await said(visit);
  return submit(visit.c, z.object({ reason: z.string().max(300).default(''), _version: z.coerce.number().int() }), {
    run: async (input) => {
      await visit.act((doing) => withdrawComment(doing, { commentId: row.id, seen: input._version, reason: input.reason, asUnit: signedIn(visit).organisationId }));
      return visit.c.redirect(`${subject.href}#trao-doi`, 303);
    },
    refuse: (values, errors, status) => withdrawPage(visit, { form: { values, errors }, status }),
  });
}

/** Taking part goes by the acting unit, like reading a plan that binds it: the subject itself then says whether the visitor may read it. */
const read = acting('discussions.read'), write = acting('discussions.write');

export const discussionsRoutes: readonly Route[] = [
  get(`${BASE}/:comment/sua`, write, (visit) => editPage(visit)),
  post(`${BASE}/:comment/sua`, write, edit),
  get(`${BASE}/:comment/go`, write, (visit) => withdrawPage(visit)),
  post(`${BASE}/:comment/go`, write, withdraw),
  get(`${BASE}/:noun/:subject`, read, (visit) => talkPage(visit)),
  post(`${BASE}/:noun/:subject`, write, say),
];
