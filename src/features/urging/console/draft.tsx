import { z } from 'zod';
import { invalid, notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { printDocument } from '#features/documents/print.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { submit, type FieldErrors, type FormValues } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { emptyForm, ErrorSummary, filledForm, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Empty, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { issueDraft, setAsideDraft } from '../actions/issue-draft.ts';
import { letterDocument, unitsOf } from '../actions/keep-letter.ts';
import { dutyWords } from '../rules/words.ts';
import { draftContent } from '../store/draft-content.ts';
import { draft, type Draft } from '../store/drafts.ts';
import { BASE } from './compose.tsx';
import { LetterFields, letterDefaults, letterFields, letterFormOf, UnitChoices } from './letter-form.tsx';

const current = async (visit: Visit): Promise<Draft> => (await draft(visit.db, visit.c.req.param('draft') as Id))!;
const addressOf = (one: Draft): string => `${BASE}/du-thao/${one.id}`;
type Typed = { readonly form: FormState; readonly status: 422 | 409 | 413 | 507; readonly which: 'letter' | 'aside' };

/** The ladder's draft as it stands today: look, choose, number, issue; or decide against it. */
export async function draftPage(visit: Visit, typed?: Typed): Promise<Response> {
  const one = await current(visit), tree = await organisationTree(visit.db, visit.today), content = await draftContent(visit.db, one, visit.today), units = unitsOf(content.items);
  const head = { title: `Dự thảo công văn đôn đốc, ${formatNumber(units.length)} đơn vị`, crumb: <><a href={BASE}>Đôn đốc</a> · {content.title}</>, status: typed?.status ?? (200 as const) };
  if (one.state !== 'open') return consolePage(visit, { ...head, title: 'Dự thảo công văn đôn đốc', status: typed?.status ?? 200 }, <Card><Empty title={CLOSED[one.state]} action={one.letter_id ? <LinkButton href={`${BASE}/${one.letter_id}`} kind="primary">Mở công văn</LinkButton> : <LinkButton href={BASE}>Về trang đôn đốc</LinkButton>}>
    {one.closed_by_name}, {one.closed_on ? formatDate(one.closed_on) : ''}{one.reason ? `. ${one.reason}` : ''}</Empty></Card>);
  const version = (typed?.status === 422 && Number(typed.form.values.text('_version'))) || one.row_version;
  const aside = <details open={typed?.which === 'aside'}><summary>Không ban hành công văn này</summary><Form action={`${addressOf(one)}/bo`} version={version}>
    {typed?.which === 'aside' ? <ErrorSummary errors={typed.form.errors} /> : null}
    <div class="fields"><TextField form={typed?.which === 'aside' ? typed.form : emptyForm} name="reason" label="Lý do" hint="Các nội dung trong dự thảo sẽ không được đưa vào công văn đôn đốc nào nữa." required maxlength={500} /><Submit kind="danger">Bỏ dự thảo</Submit></div></Form></details>;
  if (!units.length) return consolePage(visit, head, <Card><Empty title="Mọi đơn vị trong dự thảo đã hoàn thành hoặc được miễn" action={<LinkButton href={BASE}>Về trang đôn đốc</LinkButton>}>Không cần công văn nữa; dự thảo tự đóng vào sáng ngày làm việc tiếp theo.</Empty>{aside}</Card>);
  const form = typed?.which === 'letter' ? typed.form : filledForm({ ...letterDefaults(tree.get(one.owner_id) ?? tree.latest(one.owner_id)!, tree, visit.today), 'units[]': units.map(({ id }) => id) });
  const rows = units.map(({ id, name }) => { const own = content.items.filter(({ subject }) => subject.holder.unitId === id); return { id, name, missed: own.length, oldest: own.map(({ duty }) => duty.due).sort()[0]! }; });
  return consolePage(visit, { ...head, acts: <a class="button" href={`${addressOf(one)}/xem-truoc.pdf`} data-turbo="false">PDF xem trước</a>,
    message: typed?.status === 409 ? <Message kind="warn" title="Dự thảo vừa thay đổi">Danh sách dưới đây là mới nhất.</Message> : null }, <>
    <p>Mở ngày {formatDate(one.opened_on)} vì các nội dung dưới đây đến bước cuối của <a href={`${BASE}/bac-thang?cho=${one.source_id}`}>bậc thang nhắc</a>. Đơn vị làm xong trước khi công văn được ban hành tự ra khỏi dự thảo.</p>
    <Form action={addressOf(one)} version={version} keep={`du-thao-${one.id}`}>
      {typed?.which === 'letter' ? <ErrorSummary errors={form.errors} /> : null}
      <div class="columns">
        <Card title={`${formatNumber(units.length)} đơn vị, ${formatNumber(content.items.length)} nội dung`} id="don-vi" pad={false}><UnitChoices rows={rows} chosen={new Set(form.values.texts('units[]'))} /></Card>
        <Card title="Nội dung công văn" id="noi-dung-cv"><LetterFields form={form} button="Duyệt, lập công văn" /></Card>
      </div>
    </Form>
    <details><summary>Từng nội dung chưa hoàn thành ({formatNumber(content.items.length)})</summary><Card id="noi-dung" pad={false}>
      <Table caption="Nội dung chưa hoàn thành trong dự thảo" rows={content.items.slice(0, SHOWN)} top columns={[
        { head: 'Nội dung', cell: ({ duty, href }) => <a href={href}>{dutyWords(duty)}</a> }, { head: 'Đơn vị', cell: ({ duty }) => duty.unitName }, { head: 'Hạn', nowrap: true, cell: ({ duty }) => formatDate(duty.due) },
        { head: 'Còn thiếu', number: true, cell: ({ duty }) => `${formatNumber(duty.left)} ${duty.unit}` },
      ]} />
      {content.items.length > SHOWN ? <p class="pad"><small>Còn {formatNumber(content.items.length - SHOWN)} nội dung nữa trong bản xem trước.</small></p> : null}
    </Card></details>
    {aside}
  </>);
}
const SHOWN = 200;
const CLOSED: Readonly<Record<Exclude<Draft['state'], 'open'>, string>> = { issued: 'Dự thảo đã thành công văn', 'set-aside': 'Dự thảo đã được bỏ', emptied: 'Mọi đơn vị đã hoàn thành, không cần công văn' };

const schema = z.object({ _version: z.coerce.number().int(), ...letterFields });

export const issue = (visit: Visit): Promise<Response> => submit(visit.c, schema, {
  run: async (input) => {
    const units = (input.units ?? []).filter(isId);
    if (!units.length) throw invalid('Chưa chọn đơn vị nào. Hãy đánh dấu ít nhất một đơn vị.', 'units');
    const id = await visit.act((doing) => issueDraft(doing, visit.deps.files, { draftId: visit.c.req.param('draft') as Id, seen: input._version, units, form: letterFormOf(input) }));
    return visit.c.redirect(`${BASE}/${id}`, 303);
  },
  refuse: (values: FormValues, errors: FieldErrors, status) => draftPage(visit, { form: { values, errors }, status, which: 'letter' }),
});

const asideSchema = z.object({ _version: z.coerce.number().int(), reason: z.string().max(500).default('') });

export const setAside = (visit: Visit): Promise<Response> => submit(visit.c, asideSchema, {
  run: async (input) => {
    await visit.act((doing) => setAsideDraft(doing, { draftId: visit.c.req.param('draft') as Id, seen: input._version, reason: input.reason }));
    return visit.c.redirect(BASE, 303);
  },
  refuse: (values: FormValues, errors: FieldErrors, status) => draftPage(visit, { form: { values, errors }, status, which: 'aside' }),
});

/** What would go out today, with the letterhead as it is proposed. */
export async function preview(visit: Visit): Promise<Response> {
  const one = await current(visit), tree = await organisationTree(visit.db, visit.today), { basis, items } = await draftContent(visit.db, one, visit.today);
  if (one.state !== 'open' || !items.length) throw notFound('bản xem trước của dự thảo này');
  const proposal = letterFormOf(z.object(letterFields).parse(Object.fromEntries(Object.entries(letterDefaults(tree.latest(one.owner_id)!, tree, visit.today)).map(([name, value]) => [name, value ?? '']))));
  const { bytes, mediaType } = await printDocument(letterDocument({ basis, items, form: proposal, annexed: unitsOf(items).length > 1 }, visit.today), 'pdf');
  return visit.c.body(new Uint8Array(bytes), 200, { 'content-type': mediaType, 'content-disposition': 'inline; filename="du-thao-don-doc.pdf"', 'cache-control': 'private, no-store' });
}
