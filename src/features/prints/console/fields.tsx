import type { FieldErrors, FormValues } from '#platform/http/forms.ts';
import { FileField, SelectField, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { A_LINE, type PrintContent, type PrintField } from '../rules/fields.ts';

/** Names in the form: "title", "papers" (one a line), "steps.0.name", and for a picture "picture" (a file) beside "picture-kept" (its hash). */
export const keptName = (field: string): string => `${field}-kept`;

/** A content as the form's values. */
export function valuesOf(fields: readonly PrintField[], content: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(fields.flatMap((field): [string, string][] => {
    const value = content[field.name];
    switch (field.type) {
      case 'line': case 'text': case 'choice': return [[field.name, typeof value === 'string' ? value : '']];
      case 'picture': return [[keptName(field.name), typeof value === 'string' ? value : '']];
      case 'list': return [[field.name, Array.isArray(value) ? value.join('\n') : '']];
      case 'rows': return Array.isArray(value) ? value.flatMap((row: Record<string, string>, index) => field.columns.map((column): [string, string] => [`${field.name}.${index}.${column.name}`, row[column.name] ?? ''])) : [];
    }
  }));
}
/** What was typed, as the rules take it. */
export function contentFrom(fields: readonly PrintField[], values: FormValues): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => {
    switch (field.type) {
      case 'line': case 'text': case 'choice': case 'list': return [field.name, values.text(field.name)];
      case 'picture': return [field.name, values.text(keptName(field.name))];
      case 'rows': return [field.name, Array.from({ length: field.rows }, (_, index) => Object.fromEntries(field.columns.map((column) => [column.name, values.text(`${field.name}.${index}.${column.name}`)])))];
    }
  }));
}
/** A sentence about a line of a list stands at the field that holds the list. */
export const errorsAtFields = (fields: readonly PrintField[], errors: FieldErrors): FieldErrors => {
  const lists = new Set(fields.filter((field) => field.type === 'list').map((field) => field.name)), told: Record<string, string> = {};
  for (const [name, sentence] of Object.entries(errors)) { const [first = ''] = name.split('.'), at = lists.has(first) ? first : name; told[at] = told[at] ? `${told[at]} ${sentence}` : sentence; }
  return told;
};

export const KindFields = ({ form, fields, pictures }: { form: FormState; fields: readonly PrintField[]; /** kept ones, by hash */ pictures: ReadonlyMap<string, string> }) => <>{fields.map((field) => {
  switch (field.type) {
    case 'line': return <TextField form={form} name={field.name} label={field.label} hint={field.hint} required={field.required ?? false} maxlength={field.most + 200} />;
    case 'text': return <TextArea form={form} name={field.name} label={field.label} hint={field.hint} required={field.required ?? false} rows={3} maxlength={field.most + 400} />;
    case 'list': return <TextArea form={form} name={field.name} label={field.label} hint={field.hint} required={field.required ?? false} rows={Math.min(6, field.rows + 1)} />;
    case 'choice': return <SelectField form={form} name={field.name} label={field.label} hint={field.hint} required choices={field.choices} />;
    case 'picture': return <PictureField form={form} name={field.name} label={field.label} hint={field.hint} pictures={pictures} />;
    case 'rows': return <fieldset class="field print-rows"><legend>{field.label}{field.hint ? <small> {field.hint}</small> : null}</legend>{Array.from({ length: field.rows }, (_, index) => <div class="print-row"><b aria-hidden="true">{index + 1}</b>{field.columns.map((column) => column.most > A_LINE
      ? <TextArea form={form} name={`${field.name}.${index}.${column.name}`} label={`${column.label}, ${index + 1}`} hint={column.hint} required={Boolean(column.required) && index < field.least} spare={!column.required || index >= field.least} rows={column.most > 400 ? 6 : 2} maxlength={column.most + 300} />
      : <TextField form={form} name={`${field.name}.${index}.${column.name}`} label={`${column.label}, ${index + 1}`} hint={column.hint} required={Boolean(column.required) && index < field.least} spare={!column.required || index >= field.least} narrow={Boolean(column.number)} maxlength={column.most + 100} />)}</div>)}</fieldset>;
  }
})}</>;

export const PictureField = ({ form, name, label, hint, pictures }: { form: FormState; name: string; label: string; hint?: string | undefined; pictures: ReadonlyMap<string, string> }) => {
  const kept = form.values.text(keptName(name));
  return <fieldset class="field"><legend>{label}</legend><div class="stack">
    {kept ? <><input type="hidden" name={keptName(name)} value={kept} />{pictures.has(kept) ? <img class="print-kept" src={pictures.get(kept)} alt={`${label} đang có`} /> : null}<label class="choice"><input type="checkbox" name={`${name}-drop`} value="1" /><span>Bỏ ảnh đang có</span></label></> : null}
    <FileField form={form} name={name} label={kept ? 'Thay bằng ảnh khác' : 'Chọn ảnh'} hint={hint} accept="image/jpeg,image/png,image/webp" />
  </div></fieldset>;
};
export type { PrintContent };
