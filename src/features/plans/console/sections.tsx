import type { Child } from 'hono/jsx';
import { formatDate } from '#kernel/plain-date.ts';
import type { LegalReference, Reporting } from '#features/reading/rules/result.ts';
import { Choices, ErrorSummary, filledForm, Form, SelectField, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Facts, LinkButton } from '#ui/parts.tsx';
import { joinNumber } from '../rules/content.ts';
import type { PlanReview } from '../store.ts';
import { hrefOf } from './load.ts';
import { inferredReason } from './marks.ts';
import type { Refused } from './review.tsx';
import type { Section } from './review-view.tsx';
import { sectionValues } from './section-form.ts';
import { CAPACITY_LABEL, capacityWords, KIND_LABEL, rangeText, RHYTHM_WORDS } from './words.ts';

/** The tabs beside the tasks: what was read as a list to look over, each opened in its place to be put right. */

export interface OpenItem { readonly key: string | null; readonly refused: Refused | undefined }
interface Props { readonly review: PlanReview; readonly section: Section; readonly item: OpenItem; readonly editable: boolean; readonly hrefOf: (open?: string) => string }

const anchor = (section: Section, key: string | number): string => `${section}-${key}`;
const baseText = (one: LegalReference): string => `${one.type}${one.number ? ` ${one.number}` : ''}${one.name ? `${one.number ? ' – ' : ' '}${one.name}` : ''}`;
const reportText = ({ cadence, deadline, deadlineText }: Reporting): string => [cadence.map((one) => RHYTHM_WORDS[one]).join(', '), deadlineText ?? (deadline ? `hạn ${formatDate(deadline)}` : '')].filter(Boolean).join(' · ');

export const SectionView = (props: Props) => {
  const { review, section, item } = props, { content } = review.version;
  switch (section) {
    case 'can-cu': return <Items {...props} items={content.legalBases.map((one, i) => ({ path: `/legalReferences/${i}`, title: baseText(one), more: [one.date ? `ngày ${formatDate(one.date)}` : '', one.issuer ?? ''].filter(Boolean).join(' · ') }))} noun="căn cứ" fields={baseFields} />;
    case 'bao-cao': return <Items {...props} items={content.reporting.map((one, i) => ({ path: `/reporting/${i}`, title: `${one.who ?? 'Các đơn vị'} báo cáo ${one.toWhom ?? ''}${one.via ? ` qua ${one.via}` : ''}`, more: reportText(one) }))} noun="chế độ báo cáo" fields={reportFields}
      note="Báo cáo có người gửi đã thành nhiệm vụ riêng ở phần Nhiệm vụ; sửa hạn và đơn vị gửi tại đó." />;
    case 'noi-dung': return <Whole {...props} open={item.key !== null} fields={review.plan.kind === 'dispatch' ? letterFields : contentFields} shown={<ContentShown review={review} />} />;
    case 'noi-nhan': return <Whole {...props} open={item.key !== null} fields={review.plan.kind === 'dispatch' ? letterRecipientFields : recipientFields} shown={content.recipients.length || content.addressees.length
      ? <>{content.addressees.length ? <p class="fact">Kính gửi: {content.addressees.join('; ')}</p> : null}{content.recipients.map((line, i) => <p class="fact" data-fact={`/recipients/${i}`}>{line}</p>)}</> : <p class="fact">Chưa ghi nơi nhận.</p>} />;
    case 'the-thuc': return <Whole {...props} open={item.key !== null} fields={documentFields} shown={<DocumentShown review={review} />} />;
    case 'nhiem-vu': return null;
  }
};

const formOf = ({ review, section, item }: Props, key: string): { form: FormState; version: number } => (item.refused
  ? { form: { values: item.refused.values, errors: item.refused.errors }, version: item.refused.status === 422 ? Number(item.refused.values.text('_version')) || review.plan.row_version : review.plan.row_version }
  : { form: filledForm(sectionValues(review, section, key)), version: review.plan.row_version });

const EditForm = (props: Props & { item: OpenItem; at: string; fields: (form: FormState, review: PlanReview) => Child; canDrop?: boolean }) => {
  const { review, section, at, fields, canDrop } = props, { form, version } = formOf(props, at), action = hrefOf(review.plan.id, `/phan/${section}/${at}`);
  return <div class="side-form">
    <Form action={action} version={version} keep={`phan-${section}-${at}`}>
      <ErrorSummary errors={form.errors} />{fields(form, review)}
      <div class="row"><Submit>Lưu</Submit><a class="button quiet" href={props.hrefOf()} data-turbo-action="replace">Đóng</a></div>
    </Form>
    {canDrop ? <Form action={action} version={version} inline><input type="hidden" name="drop" value="1" /><Submit kind="danger">Bỏ mục này</Submit></Form> : null}
  </div>;
};

/** A list of items, one open at a time. */
const Items = (props: Props & { items: readonly { path: string; title: string; more: string }[]; noun: string; fields: (form: FormState, review: PlanReview) => Child; note?: string }) => {
  const { section, item, items, editable, noun, fields, note } = props;
  return <>
    {note ? <p class="fact"><small>{note}</small></p> : null}
    {items.map(({ path, title, more }, i) => item.key === String(i) && editable
      ? <article class="fact open" id={anchor(section, i)} data-fact={path}><h3>{title}</h3><EditForm {...props} at={String(i)} fields={fields} canDrop /></article>
      : <article class="fact" id={anchor(section, i)} data-fact={path}><div class="fact-head"><h3>{editable ? <a href={`${props.hrefOf(String(i))}#${anchor(section, i)}`} data-turbo-action="replace">{title}</a> : title}</h3></div>{more ? <p><small>{more}</small></p> : null}</article>)}
    {items.length === 0 && item.key !== 'moi' ? <p class="fact">Văn bản không ghi {noun} nào, hoặc chưa đọc được.</p> : null}
    {!editable ? null : item.key === 'moi'
      ? <article class="fact open" id={anchor(section, 'moi')}><h3>Thêm {noun}</h3><EditForm {...props} at="moi" fields={fields} /></article>
      : <div class="fact"><div><LinkButton href={`${props.hrefOf('moi')}#${anchor(section, 'moi')}`} kind="small">Thêm {noun}</LinkButton></div></div>}
  </>;
};

/** A part that is edited as one. */
const Whole = (props: Props & { open: boolean; shown: Child; fields: (form: FormState, review: PlanReview) => Child }) => (props.open && props.editable
  ? <div class="fact open"><EditForm {...props} at="sua" fields={props.fields} /></div>
  : <>{props.shown}{props.editable ? <div class="fact"><div><LinkButton href={props.hrefOf('sua')} kind="small">Sửa phần này</LinkButton></div></div> : null}</>);

const Group = ({ title, lines, path }: { title: string; lines: readonly string[]; path?: string }) => (lines.length ? <><p class="fact-group">{title}</p>{lines.map((line, i) => <p class="fact" data-fact={path ? `${path}/${i}` : undefined}>{line}</p>)}</> : null);

const ContentShown = ({ review: { plan, version: { content } } }: { review: PlanReview }) => <>
  <Group title={plan.kind === 'dispatch' ? 'Mở đầu' : 'Mục đích'} lines={content.purpose} /><Group title="Yêu cầu" lines={content.requirements} />
  <Group title="Nội dung tuyên truyền" lines={content.themes.map(({ index, title }) => `${index}. ${title}`)} path="/themes" />
  <Group title="Tổ chức thực hiện" lines={content.duties.map(({ agency, text }) => `${agency}: ${text}`)} path="/duties" />
  <Group title="Kinh phí" lines={content.budget.sources} path="/budget/sources" />
  {content.purpose.length + content.requirements.length + content.themes.length + content.duties.length + content.budget.sources.length === 0 ? <p class="fact">Chưa có nội dung nào.</p> : null}
</>;

const DocumentShown = ({ review }: { review: PlanReview }) => {
  const { plan, version, imported } = review, inferred = (path: string): Child => { const reason = imported ? inferredReason(imported.spans, path) : null; return reason ? <small> {reason}</small> : null; };
  const blank = <i>chưa có, bổ sung sau được</i>;
  const rows: readonly (readonly [string, string, Child])[] = [
    ['/document/type', 'Loại', KIND_LABEL[plan.kind] ?? 'Văn bản'], ['/document/number', 'Số, ký hiệu', joinNumber(plan.number, plan.notation) ?? blank],
    ['/document/date', 'Ngày ban hành', plan.signed_on ? <>{plan.place ? `${plan.place}, ` : ''}{formatDate(plan.signed_on)}</> : blank], ['/document/title', 'Trích yếu', plan.title || <i>chưa ghi</i>],
    ['/document/issuingBody', 'Ban hành', <>{plan.issuer_name}<small> · {capacityWords(plan.issuing_capacity)}</small></>],
    ['/document/signer', 'Người ký', plan.signer && (plan.signer.name || plan.signer.position) ? [...plan.signer.capacity, plan.signer.position, plan.signer.name].filter(Boolean).join(' · ') : <i>chưa ghi</i>],
    ['/document/year', 'Năm', plan.year ?? <i>chưa ghi</i>], ['', 'Thời gian áp dụng', rangeText(version.window_from, version.window_to)],
  ];
  return <>{imported?.warnings.map((warning) => <p class="fact"><small>Khi đọc: {warning}</small></p>)}{rows.map(([path, label, value]) => <div class="fact" data-fact={path || undefined}><Facts rows={[[label, <>{value}{inferred(path)}</>]]} /></div>)}</>;
};

const baseFields = (form: FormState): Child => <>
  <TextField form={form} name="type" label="Loại" required list={['Luật', 'Nghị định', 'Nghị quyết', 'Quyết định', 'Kế hoạch', 'Chỉ thị', 'Thông tư', 'Công văn']} maxlength={80} /><TextField form={form} name="number" label="Số, ký hiệu" maxlength={80} />
  <TextField form={form} name="date" label="Ngày" type="date" /><TextField form={form} name="issuer" label="Cơ quan" maxlength={200} /><TextField form={form} name="name" label="Tên" maxlength={500} />
</>;
const reportFields = (form: FormState): Child => <>
  <TextField form={form} name="who" label="Ai báo cáo" maxlength={300} /><TextField form={form} name="toWhom" label="Gửi" required maxlength={300} /><TextField form={form} name="via" label="Qua" maxlength={300} />
  <Choices form={form} name="cadence" label="Kỳ" many choices={Object.entries(RHYTHM_WORDS).map(([value, label]) => ({ value, label }))} />
  <TextField form={form} name="deadline" label="Ngày hạn" type="date" /><TextField form={form} name="deadlineText" label="Hạn như đã in" maxlength={200} /><TextField form={form} name="embeddedIn" label="Lồng vào" maxlength={300} /><TextArea form={form} name="contents" label="Nội dung" rows={3} />
</>;
const contentFields = (form: FormState): Child => <>
  <p><small>Mỗi ý một dòng.</small></p>
  <TextArea form={form} name="purpose" label="Mục đích" rows={3} /><TextArea form={form} name="requirements" label="Yêu cầu" rows={3} /><TextArea form={form} name="themes" label="Nội dung tuyên truyền" rows={6} />
  <TextArea form={form} name="duties" label="Tổ chức thực hiện" hint="Tên cơ quan: việc được giao" rows={6} /><TextArea form={form} name="funding" label="Kinh phí" rows={2} />
</>;
const letterFields = (form: FormState): Child => <><p><small>Mỗi đoạn một dòng.</small></p><TextArea form={form} name="purpose" label="Mở đầu" rows={6} /></>;
const letterRecipientFields = (form: FormState): Child => <><p><small>Mỗi nơi một dòng.</small></p><TextArea form={form} name="addressees" label="Kính gửi" rows={4} /><TextArea form={form} name="recipients" label="Nơi nhận" rows={6} /></>;
const recipientFields = (form: FormState): Child => <><p><small>Mỗi nơi nhận một dòng, như in trên văn bản.</small></p><TextArea form={form} name="recipients" label="Nơi nhận" rows={10} /></>;
const documentFields = (form: FormState): Child => <>
  <SelectField form={form} name="kind" label="Loại" choices={Object.entries(KIND_LABEL).map(([value, label]) => ({ value, label }))} />
  <TextField form={form} name="number" label="Số, ký hiệu" hint="Ví dụ 07/KH-UBND. Chưa có số thì để trống, bổ sung sau." maxlength={60} /><TextField form={form} name="place" label="Nơi ban hành" maxlength={100} /><TextField form={form} name="signedOn" label="Ngày ban hành" hint="Chưa ký thì để trống." type="date" />
  <TextArea form={form} name="title" label="Trích yếu" rows={2} required /><TextField form={form} name="issuerName" label="Cơ quan ban hành" required maxlength={300} />
  <SelectField form={form} name="capacity" label="Ban hành với tư cách" choices={Object.entries(CAPACITY_LABEL).map(([value, label]) => ({ value, label }))} />
  <TextField form={form} name="year" label="Năm" inputmode="numeric" maxlength={4} /><TextField form={form} name="from" label="Áp dụng từ" type="date" /><TextField form={form} name="to" label="đến" type="date" />
  <TextArea form={form} name="forms" label="TM., KT., TL." hint="Các dòng trên chức vụ" rows={2} /><TextField form={form} name="position" label="Chức vụ" maxlength={120} /><TextField form={form} name="signer" label="Người ký" maxlength={120} />
</>;
