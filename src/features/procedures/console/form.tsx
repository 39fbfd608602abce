import { AppError } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { keepUpload } from '#features/files/console.tsx';
import { keptFile } from '#features/files/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { FormValues, readForm, type FieldErrors } from '#platform/http/forms.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Choices, ErrorSummary, FileField, filledForm, Form, SelectField, Submit, TextArea, TextField } from '#ui/forms.tsx';
import { Card, Message } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { addChange } from '../actions/record-decision.ts';
import { readProcedure } from '../portal/read.ts';
import { ASKERS, HANDLERS, LEVELS, ONLINE, WAYS } from '../rules/content.ts';
import { standing } from '../rules/history.ts';
import { formLine, readTyped, TYPED, TYPED_KEYS, writeTyped, type Typed, type TypedKey } from '../rules/typed.ts';
import { asEntry, fieldRow, procedureRow, versionsOf } from '../store/rows.ts';
import { BASE, decisionOf, DECISIONS, fieldMap, type Refusal, type Refused } from './parts.tsx';

const choices = (all: Readonly<Record<string, string>>) => Object.entries(all).map(([value, label]) => ({ value, label }));
/** Boxes are sent as several values; everything else as it is typed. */
const typedOf = (values: FormValues): Typed => Object.fromEntries(TYPED_KEYS.map((key) => [key, key === 'askers' || key === 'ways' ? values.texts(`${key}[]`).join(';') : values.text(key)])) as Typed;
const formOf = ({ askers, ways, level, handler, onlineLevel, ...typed }: Typed) => {
  const keys = (all: Readonly<Record<string, string>>, text: string) => Object.entries(all).filter(([, label]) => text.split('; ').includes(label)).map(([key]) => key);
  return { ...typed, 'askers[]': keys(ASKERS, askers), 'ways[]': keys(WAYS, ways), level: keys(LEVELS, level)[0] ?? '', handler: keys(HANDLERS, handler)[0] ?? '', onlineLevel: keys(ONLINE, onlineLevel)[0] ?? '' };
};

/** A procedure as this decision words it: empty for a new one, else with what held before, to be changed. */
export async function procedureForm(visit: Visit, refused?: Refused): Promise<Response> {
  const decision = await decisionOf(visit), wanted = visit.c.req.query('thu-tuc') ?? '', row = isId(wanted) ? await procedureRow(visit.db, wanted) : undefined, fields = await fieldMap(visit, decision.organisation_id);
  const entries = row ? standing((await versionsOf(visit.db, [row.id])).map(asEntry)) : [], own = entries.find((one) => one.decision_id === decision.id), shown = row ? await readProcedure(visit.db, row, decision.effective_on) : null, from = own?.content ? own : shown?.version;
  const form = refused?.form ?? filledForm(row && from?.content ? formOf(writeTyped({ code: row.code, name: from.name, field: (await fieldRow(visit.db, from.field_id))?.name ?? '', level: from.level, content: from.content }, '\n')) : { 'askers[]': ['citizen'], 'ways[]': ['direct'], level: 'commune', onlineLevel: 'none' });
  const label = (key: TypedKey): string => TYPED[key].label, field = (key: TypedKey) => ({ form, name: key, label: label(key) }), many = row && !own && from;
  return consolePage(visit, { title: row ? (own ? 'Sửa nội dung đã ghi' : 'Sửa đổi, bổ sung thủ tục') : 'Thêm thủ tục', crumb: <a href={`${DECISIONS}/${decision.id}`}>Quyết định {decision.number}</a>, status: refused?.status ?? 200, message: refused ? <ErrorSummary errors={refused.form.errors} /> : undefined }, <>
    <Message>{many ? `Dưới đây là nội dung đang có. Sửa những chỗ quyết định thay đổi; bản mới có hiệu lực từ ${formatDate(decision.effective_on)}, bản cũ vẫn giữ trong lịch sử.` : `Có hiệu lực từ ngày ${formatDate(decision.effective_on)} theo Quyết định ${decision.number}. Mã đã có trong danh mục thì được ghi là sửa đổi, bổ sung.`}</Message>
    <Card writing><Form action={`${DECISIONS}/${decision.id}/thu-tuc${row ? `?thu-tuc=${row.id}` : ''}`} multipart keep={`thu-tuc-${decision.id}-${row?.id ?? 'moi'}`}><input type="hidden" name="seen" value={refused && refused.status !== 409 ? refused.form.values.text('seen') : (own?.id ?? '')} /><div class="fields">
      <div class="fields two"><TextField {...field('code')} required narrow hint="Như trên Cổng Dịch vụ công quốc gia, ví dụ 1.001612" /><SelectField {...field('level')} required choices={choices(LEVELS)} /></div>
      <TextArea {...field('name')} rows={2} required maxlength={600} />
      <div class="fields two"><TextField {...field('field')} required list={[...fields.values()].map((one) => one.name)} /><TextField {...field('result')} /></div>
      <div class="fields two"><Choices {...field('askers')} many choices={choices(ASKERS)} /><Choices {...field('ways')} many choices={choices(WAYS)} /></div>
      <TextArea {...field('steps')} rows={6} hint="Mỗi bước một dòng" />
      <TextArea {...field('papers')} rows={6} hint="Mỗi giấy tờ một dòng; số bản trong ngoặc: Tờ khai (01 bản chính, 01 bản sao; mẫu: Tờ khai)" />
      <TextField {...field('fee')} required={!form.values.text('feeAmount')} hint="Không thu thì ghi “Không thu”" />
      <div class="fields two"><TextField {...field('feeAmount')} inputmode="numeric" /><TextField {...field('feeOnline')} inputmode="numeric" /></div>
      <div class="fields two"><TextField {...field('time')} required={!form.values.text('timeDays')} /><TextField {...field('timeDays')} inputmode="numeric" /></div>
      <div class="fields two"><SelectField {...field('handler')} empty="Theo cấp thực hiện" choices={choices(HANDLERS)} /><TextField {...field('office')} /></div>
      <TextArea {...field('bases')} rows={4} hint="Mỗi văn bản một dòng, đủ số và ngày ký; văn bản đã bị thay thế sẽ được đánh dấu" />
      <TextArea {...field('forms')} rows={2} hint="Mỗi biểu mẫu một dòng: Tên = https://…" /><FileField form={form} name="files" label="Tệp biểu mẫu" multiple accept=".doc,.docx,.pdf,.xlsx" hint="Tên tệp thành tên biểu mẫu" />
      <div class="fields two"><SelectField {...field('onlineLevel')} required choices={choices(ONLINE)} /><TextField {...field('link')} type="url" /></div>
      <TextArea {...field('aliases')} rows={2} hint="Bà con hay gọi thế nào, mỗi tên một dòng; dùng khi tìm kiếm" />
      <Submit>Ghi theo quyết định</Submit>
    </div></Form></Card>
  </>);
}

export async function procedurePost(visit: Visit): Promise<Response> {
  const decision = await decisionOf(visit), values = await readForm(visit.c), refuse = (typed: FormValues, errors: FieldErrors, status: Refusal) => procedureForm(visit, { form: { values: typed, errors }, status, of: 'thu-tuc' });
  let typed = typedOf(values);
  try {
    const kept = await keptForms(visit, values.files('files').slice(0, 20));
    if (kept.length) typed = { ...typed, forms: [typed.forms, ...kept].filter(Boolean).join('\n') };
  } catch (error) { if (!(error instanceof AppError)) throw error; return refuse(values, { files: error.message }, 422); }
  // what was sent is kept, so a refused form names the files instead of asking for them again
  const again = FormValues.of({ ...Object.fromEntries(TYPED_KEYS.map((key) => [key, typed[key]])), 'askers[]': values.texts('askers[]'), 'ways[]': values.texts('ways[]'), level: values.text('level'), handler: values.text('handler'), onlineLevel: values.text('onlineLevel'), seen: values.text('seen') });
  const read = readTyped(typed);
  if (read.faults) return refuse(again, read.faults as FieldErrors, 422);
  try {
    const done = await visit.act((a) => addChange(a, { decisionId: decision.id, change: { change: 'either', text: read.text }, seen: { code: read.text.code, entry: isId(values.text('seen')) ? (values.text('seen') as Id) : null } }));
    const id = done.entries[0]?.id ?? null;
    return visit.c.redirect(id ? `${BASE}/${id}` : `${DECISIONS}/${decision.id}`, 303);
  } catch (error) {
    if (error instanceof AppError && [422, 409].includes(error.status)) return refuse(again, error.details.fields ?? { [error.details.field ?? '_']: error.message }, error.status as Refusal);
    throw error;
  }
}

async function keptForms(visit: Visit, files: readonly File[]): Promise<string[]> {
  const shard = (await organisationTree(visit.db, visit.today)).get(signedIn(visit).organisationId)!.shard, lines: string[] = [];
  for (const file of files) {
    const { sha256, name } = await keepUpload(visit, file, false), row = await keptFile(visit.db, shard, sha256);
    lines.push(formLine({ name: name.replace(/\.[a-z0-9]{2,5}$/i, '').replace(/[=|\n]/g, ' ').trim() || 'Biểu mẫu', sha256, mediaType: row?.media_type ?? 'application/octet-stream', url: null }));
  }
  return lines;
}
