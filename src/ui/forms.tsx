import type { Child, PropsWithChildren } from 'hono/jsx';
import { formatDate, isPlainDate } from '#kernel/plain-date.ts';
import { FormValues, type FieldErrors } from '#platform/http/forms.ts';

/** One form: what was typed and what is wrong with it travel together. */
export interface FormState { readonly values: FormValues; readonly errors: FieldErrors }
export const emptyForm: FormState = { values: FormValues.empty, errors: {} };
export const filledForm = (values: Parameters<typeof FormValues.of>[0]): FormState => ({ values: FormValues.of(values), errors: {} });

/**
 * A form that posts. Each carries an idempotency key (a double tap is one act) and, when given, the version of the row that
 * was shown (a stale form is recognised). `data-controller="form"` disables the button while sending; nothing else needs JavaScript.
 */
export const Form = ({ action, version, multipart, children, keep, confirm, id, inline }: PropsWithChildren<{
  action: string; version?: number | null; multipart?: boolean;
  /** Name under which what is typed is kept in this browser tab until it is sent. */
  keep?: string;
  /** Asked before sending, with the object's name. */
  confirm?: string; id?: string; inline?: boolean;
}>) =>
  <form method="post" action={action} id={id} class={inline ? 'row' : 'stack loose'} enctype={multipart ? 'multipart/form-data' : undefined} novalidate
    data-controller="form" data-form-keep-value={keep} data-turbo-confirm={confirm}>
    <input type="hidden" name="_key" value={crypto.randomUUID()} />
    {version !== undefined && version !== null ? <input type="hidden" name="_version" value={String(version)} /> : null}
    {children}
  </form>;

const idOf = (name: string) => `f-${name.replace(/[^\w-]/g, '-')}`;
const describedBy = (name: string, hint: unknown, error: unknown) => [hint ? `${idOf(name)}-hint` : '', error ? `${idOf(name)}-error` : ''].filter(Boolean).join(' ') || undefined;

interface FieldProps { form: FormState; name: string; label: Child; hint?: Child; required?: boolean; /** Said once for a group of rows: not again at every field that it may stay empty. */ spare?: boolean }

const Wrapped = ({ form, name, label, hint, required, spare, children }: PropsWithChildren<FieldProps>) =>
  <div class="field">
    <label for={idOf(name)}>{label}{required || spare ? null : <small> (không bắt buộc)</small>}</label>
    {hint ? <span class="hint" id={`${idOf(name)}-hint`}>{hint}</span> : null}
    {children}
    {form.errors[name] ? <span class="error" id={`${idOf(name)}-error`}>{form.errors[name]}</span> : null}
  </div>;

const common = ({ form, name, hint, required }: FieldProps) => ({
  id: idOf(name), name, required, 'aria-describedby': describedBy(name, hint, form.errors[name]), 'aria-invalid': form.errors[name] ? ('true' as const) : undefined,
});

type InputProps = FieldProps & {
  type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'date' | 'number' | 'search'; autocomplete?: string; inputmode?: 'numeric' | 'decimal' | 'text' | 'email' | 'tel' | 'url';
  min?: number | string; max?: number | string; narrow?: boolean; list?: readonly string[]; maxlength?: number; autofocus?: boolean;
};
export const TextField = (props: InputProps) => {
  const { form, name, type = 'text', autocomplete, inputmode, min, max, narrow, list, maxlength, autofocus } = props;
  return <Wrapped {...props}>
    {type === 'date' ? <DateInput {...props} /> : <input {...common(props)} type={type} value={type === 'password' ? undefined : form.values.text(name)} autocomplete={autocomplete} inputmode={inputmode} min={min} max={max} maxlength={maxlength}
      class={narrow ? 'narrow' : undefined} list={list ? `${idOf(name)}-list` : undefined} autofocus={autofocus} />}
    {list ? <datalist id={`${idOf(name)}-list`}>{list.map((entry) => <option value={entry} />)}</datalist> : null}
  </Wrapped>;
};

/**
 * Days are written as officials write them, 20/11/2026, whatever language the browser speaks (a native field on an English Windows would show
 * 11/20/2026). On a touch screen the controller turns it into the native picker.
 */
const DateInput = (props: InputProps) => {
  const typed = props.form.values.text(props.name);
  return <input {...common(props)} type="text" value={isPlainDate(typed) ? formatDate(typed) : typed} placeholder="dd/mm/yyyy" autocomplete="off" class="narrow" data-controller="date" data-date-max-value={props.max} />;
};

export const TextArea = (props: FieldProps & { rows?: number; maxlength?: number }) =>
  <Wrapped {...props}><textarea {...common(props)} rows={props.rows ?? 4} maxlength={props.maxlength}>{props.form.values.text(props.name)}</textarea></Wrapped>;

export interface Choice { readonly value: string; readonly label: string; readonly hint?: string }
export const SelectField = (props: FieldProps & { choices: readonly (Choice | { group: string; choices: readonly Choice[] })[]; empty?: string }) => {
  const chosen = props.form.values.text(props.name);
  const option = (choice: Choice) => <option value={choice.value} selected={choice.value === chosen}>{choice.label}</option>;
  return <Wrapped {...props}>
    <select {...common(props)}>
      {props.empty !== undefined ? <option value="" selected={chosen === ''}>{props.empty}</option> : null}
      {props.choices.map((choice) => 'group' in choice ? <optgroup label={choice.group}>{choice.choices.map(option)}</optgroup> : option(choice))}
    </select>
  </Wrapped>;
};

/** Radio buttons, or check boxes with `many` (the name then ends with "[]"). */
export const Choices = ({ form, name, label, hint, choices, many }: FieldProps & { choices: readonly Choice[]; many?: boolean }) => {
  const sent = many ? `${name}[]` : name, chosen = new Set(form.values.texts(sent));
  return <fieldset class="field" aria-describedby={describedBy(name, hint, form.errors[name])}>
    <legend>{label}</legend>
    {hint ? <span class="hint" id={`${idOf(name)}-hint`}>{hint}</span> : null}
    {choices.map((choice, index) => <label class="choice"><input type={many ? 'checkbox' : 'radio'} name={sent} value={choice.value} checked={chosen.has(choice.value)} id={index === 0 ? idOf(name) : undefined} />
      <span>{choice.label}{choice.hint ? <><br /><small>{choice.hint}</small></> : null}</span></label>)}
    {form.errors[name] ? <span class="error" id={`${idOf(name)}-error`}>{form.errors[name]}</span> : null}
  </fieldset>;
};

export const CheckField = ({ form, name, label, hint }: FieldProps) =>
  <label class="choice"><input type="checkbox" id={idOf(name)} name={name} value="1" checked={form.values.text(name) === '1'} /><span>{label}{hint ? <><br /><small>{hint}</small></> : null}</span></label>;

export const FileField = (props: FieldProps & { accept?: string; multiple?: boolean; controller?: string }) =>
  <Wrapped {...props}><input {...common(props)} type="file" accept={props.accept} multiple={props.multiple} data-controller={props.controller ?? 'file'} /></Wrapped>;

export const Submit = ({ children, kind = 'primary', name, value, wide }: PropsWithChildren<{ kind?: 'primary' | 'danger' | 'quiet' | ''; name?: string; value?: string; wide?: boolean }>) =>
  <button class={`button ${kind} ${wide ? 'wide' : ''}`} type="submit" name={name} value={value}>{children}</button>;

/** At the head of a refused form: what is wrong, each a link to its field. */
export const ErrorSummary = ({ errors }: { errors: FieldErrors }) => {
  const entries = Object.entries(errors);
  if (!entries.length) return null;
  return <div class="message bad" role="alert" tabindex={-1} data-controller="focus"><b>Chưa lưu được.</b>
    <ul>{entries.map(([name, sentence]) => <li>{name === '_' ? sentence : <a href={`#${idOf(name)}`}>{sentence}</a>}</li>)}</ul></div>;
};
