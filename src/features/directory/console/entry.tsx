import { z } from 'zod';
import { notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { addDays, formatDate, formatInstant, parseDate, type PlainDate } from '#kernel/plain-date.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { submit } from '#platform/http/forms.ts';
import type { Visit } from '#platform/http/visit.ts';
import { CheckField, ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { checkEntries } from '../actions/check-entries.ts';
import { endEntry } from '../actions/end-entry.ts';
import { addEntry, changeEntryFrom } from '../actions/keep-entry.ts';
import { ENTRY_KINDS, entryName, isEntryKind, typedDetails, type EntryKind } from '../rules/details.ts';
import { entriesEver, entryRow, type AnyEntry } from '../store.ts';
import { entryAbout, unitHref, entryHref } from './page.tsx';

interface Refused { readonly form: FormState; readonly status: 422 | 409 | 413 | 507; readonly of?: 'end' }

const Fields = ({ kind, form }: { kind: EntryKind; form: FormState }) => <>{ENTRY_KINDS[kind].fields.map((field) => {
  const common = { form, name: field.key, label: field.label, hint: field.hint, ...(field.required ? { required: true } : {}) };
  switch (field.type) {
    case 'hours': case 'lines': return <TextArea {...common} rows={3} maxlength={field.most} />;
    case 'yes': return <CheckField {...common} />;
    case 'phone': return <TextField {...common} type="tel" inputmode="tel" maxlength={60} />;
    case 'email': return <TextField {...common} type="email" inputmode="email" maxlength={field.most} />;
    case 'link': return <TextField {...common} type="url" inputmode="url" maxlength={field.most} />;
    default: return <TextField {...common} maxlength={field.most} />;
  }
})}</>;

const optionalDay = z.string().default('').transform((text, context): PlainDate | null => {
  const day = parseDate(text);
  if (!day && text.trim()) context.addIssue({ code: 'custom', message: 'Ngày chưa đúng. Hãy ghi như 20/11/2026.' });
  return day;
});
const schema = z.object({ from: optionalDay }), seen = { _version: z.coerce.number().int() };
const typedOf = (kind: EntryKind, values: { text(name: string): string }) => Object.fromEntries(ENTRY_KINDS[kind].fields.map(({ key }) => [key, values.text(key)]));

const kindOf = (visit: Visit): EntryKind => { const kind = visit.c.req.param('kind') ?? ''; if (!isEntryKind(kind)) throw notFound('loại mục này của danh bạ'); return kind; };

export async function addPage(visit: Visit, refused?: Refused): Promise<Response> {
  const kind = kindOf(visit), id = visit.organisationId!, unit = (await organisationTree(visit.db, visit.today)).latest(id)!, form = refused?.form ?? filledForm({ from: formatDate(visit.today) });
  return consolePage(visit, { title: `Thêm: ${ENTRY_KINDS[kind].one}`, crumb: <a href={unitHref(id)}>Danh bạ {unit.name}</a>, status: refused?.status ?? 200 }, <Card id="muc">
    <Form action={`${unitHref(id)}/them/${kind}`} keep={`danh-ba-${kind}`}><ErrorSummary errors={form.errors} /><div class="fields"><Fields kind={kind} form={form} /><TextField form={form} name="from" label="Áp dụng từ ngày" type="date" />
      <div class="row"><Submit>Lưu</Submit><LinkButton href={unitHref(id)} kind="quiet">Quay lại</LinkButton></div></div></Form></Card>);
}
export const addPost = (visit: Visit): Promise<Response> => submit(visit.c, schema, {
  run: async (input, values) => {
    const kind = kindOf(visit), organisationId = visit.organisationId!;
    await visit.act((a) => addEntry(a, { organisationId, kind, typed: typedOf(kind, values), ...(input.from ? { from: input.from } : {}) }));
    return visit.c.redirect(`${unitHref(organisationId)}#${kind}`, 303);
  },
  refuse: (values, errors, status) => addPage(visit, { form: { values, errors }, status }),
});

const rowOf = async (visit: Visit): Promise<AnyEntry> => { const row = await entryRow(visit.db, visit.c.req.param('entry') as Id); if (!row) throw notFound('mục này của danh bạ'); return row; };

/** One line: its fields to say anew from a day on, and what was said before. */
export async function entryPage(visit: Visit, refused?: Refused): Promise<Response> {
  const row = await rowOf(visit), unit = (await organisationTree(visit.db, visit.today)).latest(row.organisation_id)!, rules = ENTRY_KINDS[row.kind], keeps = await visit.may('directory.keep', row.organisation_id);
  const form = refused && refused.of !== 'end' ? refused.form : filledForm({ ...typedDetails(row.kind, row.details as never), from: formatDate(row.valid_from > visit.today ? row.valid_from : visit.today) });
  const past = (await entriesEver(visit.db, row.organisation_id)).filter((one) => one.item_id === row.item_id && one.id !== row.id), open = row.valid_to === null, ending = refused?.of === 'end' ? refused.form : filledForm({ last: formatDate(addDays(visit.today, -1)) });
  const version = refused && refused.status !== 409 ? Number(refused.form.values.text('_version')) || row.row_version : row.row_version;
  return consolePage(visit, {
    title: entryName(row.kind, row.details as never), crumb: <a href={unitHref(row.organisation_id)}>Danh bạ {unit.name}</a>, status: refused?.status ?? 200,
    message: open ? (row.valid_from > visit.today ? <Message>Nội dung này có từ ngày {formatDate(row.valid_from)}.</Message> : null) : <Message kind="warn">Nội dung này hết hiệu lực sau ngày {formatDate(row.valid_to!)}.</Message>,
  }, <>
    {keeps && open ? <Card title={rules.one} id="muc"><Form action={entryHref(row.id)} version={version}><ErrorSummary errors={form.errors} />
      {refused?.status === 409 && refused.of !== 'end' ? <Message kind="warn" title="Nội dung người khác vừa lưu:">{entryName(row.kind, row.details as never)}{entryAbout(row) ? ` · ${entryAbout(row)}` : ''}</Message> : null}
      <div class="fields"><Fields kind={row.kind} form={form} /><TextField form={form} name="from" label="Áp dụng từ ngày" type="date" hint="Nội dung cũ được giữ đến trước ngày này" />
        <div class="row"><Submit>Lưu</Submit><LinkButton href={unitHref(row.organisation_id)} kind="quiet">Quay lại</LinkButton></div></div></Form></Card> : <Card title={rules.one} id="muc"><p>{entryAbout(row)}</p></Card>}
    {past.length ? <Card title="Các lần thay đổi khác" id="lich-su" pad={false}><Table caption="Các lần thay đổi" top rows={past} columns={[
      { head: 'Nội dung', cell: (one) => <>{entryName(one.kind, one.details as never)}{entryAbout(one) ? <><br /><small>{entryAbout(one)}</small></> : null}</> },
      { head: 'Từ ngày', nowrap: true, cell: (one) => formatDate(one.valid_from) }, { head: 'Đến ngày', nowrap: true, cell: (one) => (one.valid_to ? formatDate(one.valid_to) : '–') },
      { head: 'Người ghi', cell: (one) => <>{one.changed_by_name}<br /><small>{formatInstant(one.changed_at)}</small></> },
    ]} /></Card> : null}
    {keeps && open ? <Card title={row.valid_from > visit.today ? 'Bỏ thay đổi sắp tới' : 'Không dùng nữa'} id="ket-thuc"><Form action={`${entryHref(row.id)}/ket-thuc`} version={row.row_version} confirm={`Bỏ “${entryName(row.kind, row.details as never)}”?`}><ErrorSummary errors={ending.errors} />
      <div class="fields">{row.valid_from > visit.today ? null : <TextField form={ending} name="last" label="Ngày cuối còn dùng" type="date" />}<div class="row"><Submit kind="danger">{row.valid_from > visit.today ? 'Bỏ' : 'Kết thúc'}</Submit></div></div></Form></Card> : null}
  </>);
}
export const entryPost = (visit: Visit): Promise<Response> => submit(visit.c, schema.extend(seen), {
  run: async (input, values) => {
    const row = await rowOf(visit);
    await visit.act((a) => changeEntryFrom(a, { entryId: row.id, rowVersion: input._version, typed: typedOf(row.kind, values), ...(input.from ? { from: input.from } : {}) }));
    return visit.c.redirect(`${unitHref(row.organisation_id)}#${row.kind}`, 303);
  },
  refuse: (values, errors, status) => entryPage(visit, { form: { values, errors }, status }),
});
export const endPost = (visit: Visit): Promise<Response> => submit(visit.c, z.object({ ...seen, last: optionalDay }), {
  run: async (input) => {
    const row = await rowOf(visit);
    await visit.act((a) => endEntry(a, { entryId: row.id, rowVersion: input._version, ...(input.last ? { last: input.last } : {}) }));
    return visit.c.redirect(`${unitHref(row.organisation_id)}#${row.kind}`, 303);
  },
  refuse: (values, errors, status) => entryPage(visit, { form: { values, errors }, status, of: 'end' }),
});
export const checkPost = (visit: Visit): Promise<Response> => submit(visit.c, z.object({}), {
  run: async () => { const organisationId = visit.organisationId!; await visit.act((a) => checkEntries(a, { organisationId })); return visit.c.redirect(`${unitHref(organisationId)}?da-xem=1`, 303); },
  refuse: () => visit.c.redirect(unitHref(visit.organisationId!), 303),
});
