import type { Child } from 'hono/jsx';
import { formatNumber } from '#kernel/vietnamese.ts';
import { CHANNELS, channelLabel } from '#features/channels/rules/channels.ts';
import { PRODUCTS, productLabel } from '#features/channels/rules/products.ts';
import { CheckField, Choices, ErrorSummary, Form, SelectField, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Chip, Facts } from '#ui/parts.tsx';
import { ROLE_LABEL, PARTY_ROLES } from '../rules/content.ts';
import { DateLine, DueLine, RateLines } from './task-lines.tsx';
import { doubtOf, owing, partiesOf, type PartyView, type TaskView } from './model.ts';
import { deadlineText, partiesText, rateText, ROLL_LABEL, timingText } from './words.ts';

export const taskAnchor = (id: string): string => `nv-${id}`;

const summaryOf = (task: TaskView): Child => {
  const { content, effect } = task, who = partiesText(owing(task));
  const when = content.rates.length ? content.rates.map(rateText).join('; ') : timingText(content.timing, content.period);
  return <>{[who, when, content.optional ? 'khi có điều kiện' : ''].filter(Boolean).join(' · ')}{' → '}<b>{effect.obligations ? `${formatNumber(effect.obligations)} nghĩa vụ` : 'theo dõi'}</b></>;
};

const TaskHead = ({ task, href }: { task: TaskView; href: string }) => <div class="fact-head">
  <h3><a href={href} data-turbo-action="replace">{task.content.printedIndex} {task.content.title}</a></h3>
  {doubtOf(task) ? <Chip tone="soon" sign="?">cần chọn</Chip> : <Chip tone="good">chắc chắn</Chip>}
</div>;

/** Beside a task: which one of the plan above it carries out. */
const Follows = ({ text }: { text: string | null }) => (text ? <p><small class="follows">{text}</small></p> : null);

/** A task as one line to compare; the head opens it. */
export const ClosedTask = ({ task, href, follows }: { task: TaskView; href: string; follows: string | null }) => <article class="fact" id={taskAnchor(task.id)} data-fact={task.path ?? undefined}>
  <TaskHead task={task} href={href} />
  <p><small>{doubtOf(task) ?? summaryOf(task)}</small></p>
  <Follows text={follows} />
</article>;

/** The whole of a task to be read, where it may not be changed. */
export const ShownTask = ({ task, closeHref, follows }: { task: TaskView; closeHref: string; follows: string | null }) => {
  const { content } = task;
  return <article class="fact open" id={taskAnchor(task.id)} data-fact={task.path ?? undefined}>
    <TaskHead task={task} href={closeHref} />
    <Facts rows={[
      ['Sản phẩm', productLabel(content.product ?? 'activity')], ['Kênh', channelLabel(content.channel)],
      ['Định mức', content.rates.length ? content.rates.map((rate) => <p>{rateText(rate)}{rate.unitSet ? <small> do đơn vị ấn định</small> : null}</p>) : content.amount !== null ? `${formatNumber(content.amount)} (do đơn vị ấn định)` : 'không ghi'],
      ...PARTY_ROLES.flatMap((role) => { const parties = partiesOf(task, role); return parties.length ? [[ROLE_LABEL[role], partiesText(parties)] as const] : []; }),
      ['Thời gian', timingText(content.timing, content.period) || 'không ghi'], ['Hạn', `${deadlineText(content.deadline)}, ${ROLL_LABEL[content.roll]}`],
    ]} />
    <Follows text={follows} />
    <EffectLines task={task} />
  </article>;
};

const EffectLines = ({ task: { effect, content } }: { task: TaskView }) => <>
  {effect.lines.map((line) => <p><small>Khi ban hành: <b>{line}</b></small></p>)}
  {effect.missing.length ? <p><small>Không có đơn vị này: {effect.missing.slice(0, 12).join(', ')}{effect.missing.length > 12 ? ` và ${effect.missing.length - 12} nơi khác` : ''}.</small></p> : null}
  {content.rates.filter((rate) => rate.annualTotal).map((rate) => <p><small>Văn bản còn ghi: {rate.annualTotal!.approximate ? 'khoảng ' : ''}{formatNumber(rate.annualTotal!.count)} {rate.annualTotal!.unit}/năm. Số này chỉ để đối chiếu.</small></p>)}
</>;

/** One name of the document and whom it means: likely ones first, a field to look for others, and whether to remember the choice. */
const PartyField = ({ form, party, units }: { form: FormState; party: PartyView; units: string }) => {
  const name = `p.${party.id}`, chosen = party.ref ?? '', id = `f-${name.replace(/[^\w-]/g, '-')}`, label = ROLE_LABEL[party.role], error = form.errors[`${name}.ref`] ?? form.errors[`${name}.search`];
  const value = form.values.text(`${name}.ref`);
  if (party.droppedReason !== null) return <div class="field"><span class="label">{label}</span><p class="said">“{party.asWritten}”: không giao. <small>{party.droppedReason}</small></p></div>;
  const more = <>
    <input type="search" name={`${name}.search`} value={form.values.text(`${name}.search`)} placeholder="Gõ tên đơn vị hoặc nhóm" aria-label={`Tìm đơn vị khác cho “${party.asWritten}”`} list={units} />
    {party.ref === null ? null : <label class="choice"><input type="checkbox" name={`${name}.remember`} value="1" />nhớ cách viết này</label>}
    <label class="choice"><input type="checkbox" name={`${name}.drop`} value="1" checked={form.values.text(`${name}.drop`) === '1'} />Không giao cho đơn vị này</label>
    <input type="text" name={`${name}.reason`} value={form.values.text(`${name}.reason`)} placeholder="Vì sao không giao" aria-label={`Vì sao không giao cho “${party.asWritten}”`} maxlength={500} aria-invalid={form.errors[`${name}.reason`] ? 'true' : undefined} />
    {form.errors[`${name}.reason`] ? <span class="error">{form.errors[`${name}.reason`]}</span> : null}
  </>;
  const opened = Boolean(error || form.errors[`${name}.reason`] || form.values.text(`${name}.search`));
  if (party.ref !== null) return <div class="field"><span class="label">{label}</span>
    <details class="change" open={opened}><summary>{party.name}{party.group ? <small> ({formatNumber(party.size)} đơn vị)</small> : null}<u>đổi</u></summary><div class="stack">
      {party.name === party.asWritten ? null : <small>Trong văn bản: “{party.asWritten}”</small>}
      {party.options.length ? <select name={`${name}.ref`} aria-label={`Chọn đơn vị cho “${party.asWritten}”`}><option value={chosen}>{party.name}</option>{party.options.map((option) => <option value={option.value} selected={option.value === value}>{option.label}</option>)}</select> : <input type="hidden" name={`${name}.ref`} value={chosen} />}{error ? <span class="error">{error}</span> : null}{more}
    </div></details>
  </div>;
  return <div class="field">
    <label for={`${id}-ref`}>{label}</label>
    <div class="party">
      <small>“{party.asWritten}” là</small>
      <select id={`${id}-ref`} name={`${name}.ref`} aria-invalid={error ? 'true' : undefined}>
        <option value="" selected={value === ''}>{party.options.length ? 'Chọn đơn vị' : 'Chưa tìm thấy, hãy gõ tên ở dưới'}</option>
        {party.options.map((option) => <option value={option.value} selected={option.value === value}>{option.label}</option>)}
      </select>
      {error ? <span class="error">{error}</span> : null}
      <label class="choice"><input type="checkbox" name={`${name}.remember`} value="1" checked={form.values.text(`${name}.remember`) === '1'} />nhớ cách viết này</label>
      <details open={opened || !party.options.length}><summary>Đơn vị khác, hoặc không giao</summary><div class="stack">{more}</div></details>
    </div>
  </div>;
};

const AddParty = ({ form, list, label }: { form: FormState; list: string; label: string }) => <div class="field"><label for="f-new-name">{label}</label><div class="line">
  <select name="new.role" aria-label="Vai trò của cơ quan">{PARTY_ROLES.map((role) => <option value={role} selected={form.values.text('new.role') === role}>{ROLE_LABEL[role]}</option>)}</select>
  <input id="f-new-name" type="text" name="new.name" value={form.values.text('new.name')} placeholder="Tên cơ quan hoặc nhóm" list={list} maxlength={300} />
  {form.errors['new.name'] ? <span class="error">{form.errors['new.name']}</span> : null}
</div></div>;

const PRODUCT_CHOICES = PRODUCTS.map(({ key, label }) => ({ value: key, label })), CHANNEL_CHOICES = CHANNELS.map(({ key, label }) => ({ value: key, label }));

/** The open task: everything that was read, each to be put right in its place. */
export const TaskForm = ({ task, form, action, dropAction, closeHref, unitNames, paragraphHref, isNew, follows = null, themes = [] }: {
  task: TaskView; form: FormState; action: string; dropAction: string | null; closeHref: string; unitNames: readonly string[]; paragraphHref: string | null; isNew?: boolean; /** The task above that it carries out. */ follows?: string | null; /** Themes of the plan, to choose from. */ themes?: readonly string[];
}) => {
  const ordered = task.parties.toSorted((a, b) => Number(a.ref !== null) - Number(b.ref !== null) || PARTY_ROLES.indexOf(a.role) - PARTY_ROLES.indexOf(b.role)), list = `don-vi-${task.id}`;
  return <article class="fact open" id={taskAnchor(task.id)} data-fact={task.path ?? undefined}>
    {isNew ? <div class="fact-head"><h3>Nhiệm vụ mới</h3></div> : <TaskHead task={task} href={closeHref} />}
    <Follows text={follows} />
    <div class="side-form">
      <Form action={action} {...(isNew ? {} : { version: task.version })} keep={`nhiem-vu-${task.id}`}>
        <ErrorSummary errors={form.errors} />
        {isNew ? <TextField form={form} name="printedIndex" label="Số mục" hint="Như trong văn bản, ví dụ III.6" required maxlength={40} /> : null}
        {isNew ? <TextField form={form} name="title" label="Tên" required maxlength={2000} /> : null}
        {isNew ? <AddParty form={form} list={list} label="Cơ quan" /> : null}
        {ordered.map((party) => <PartyField form={form} party={party} units={list} />)}
        {task.content.rates.length > 1 ? null : <><SelectField form={form} name="product" label="Sản phẩm" choices={PRODUCT_CHOICES} empty="Chưa rõ" /><SelectField form={form} name="channel" label="Kênh" choices={CHANNEL_CHOICES} empty="Chưa rõ kênh" /></>}
        <RateLines form={form} content={task.content} />
        <DateLine form={form} />
        <DueLine form={form} printed={task.content.deadline} />
        <details open={Boolean(form.errors['new.name'] || (!isNew && (form.errors.title || form.errors.printedIndex)))}><summary>{isNew ? 'Điều kiện, ghi chú' : 'Tên, số mục, thêm cơ quan, điều kiện'}</summary><div class="stack">
          {isNew ? null : <TextField form={form} name="title" label="Tên" required maxlength={2000} />}
          {isNew ? null : <TextField form={form} name="printedIndex" label="Số mục" required maxlength={40} />}
          {isNew ? null : <AddParty form={form} list={list} label="Thêm cơ quan" />}
          <CheckField form={form} name="optional" label="Chỉ làm khi có điều kiện (nếu có, khuyến khích)" />
          <CheckField form={form} name="carrySurplus" label="Phần làm thừa được tính sang kỳ sau" />
          {themes.length ? <><input type="hidden" name="themesShown" value="1" /><Choices form={form} name="themes" label="Nội dung" many choices={themes.map((title) => ({ value: title, label: title }))} /></> : null}
          <TextField form={form} name="note" label="Ghi chú" maxlength={1000} />
        </div></details>
        <datalist id={list}>{unitNames.map((name) => <option value={name} />)}</datalist>
        <EffectLines task={task} />
        <div class="row"><Submit>{isNew ? 'Thêm nhiệm vụ' : 'Lưu'}</Submit><a class="button quiet" href={closeHref} data-turbo-action="replace">Đóng</a>{paragraphHref ? <a class="button quiet" href={paragraphHref}>Xem trong văn bản</a> : null}</div>
      </Form>
      {dropAction ? <details><summary>Bỏ nhiệm vụ này</summary>
        <Form action={dropAction} version={task.version} confirm={`Bỏ nhiệm vụ ${task.content.printedIndex} “${task.content.title}”?`} inline={!follows}>
          <p class="small">Nhiệm vụ không còn trong kế hoạch và không giao cho ai. Văn bản gốc vẫn giữ nguyên.</p>{follows ? <label class="field"><span>Vì sao không thực hiện nhiệm vụ được giao</span><textarea name="reason" rows={2} maxlength={500} placeholder="Cấp trên sẽ đọc lý do này" /></label> : null}<Submit kind="danger">Bỏ nhiệm vụ</Submit>
        </Form></details> : null}
    </div>
  </article>;
};
