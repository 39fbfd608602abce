import type { Context } from 'hono';
import type { ZodType } from 'zod';
import { AppError } from '#kernel/app-error.ts';

/**
 * What was typed, as it was typed: every form that cannot be taken is shown again with it. A name that occurs several
 * times (checkboxes, a list of files) keeps all its values.
 */
export class FormValues {
  constructor(private readonly entries: ReadonlyMap<string, readonly (string | File)[]>) {}
  static empty = new FormValues(new Map());
  static of(values: Readonly<Record<string, string | readonly string[] | null | undefined>>): FormValues {
    return new FormValues(new Map(Object.entries(values).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, typeof value === 'string' ? [value] : value] as const])));
  }
  /** The first value, trimmed at the ends; "" when there is none. */
  text(name: string): string {
    const value = this.entries.get(name)?.find((entry) => typeof entry === 'string');
    return typeof value === 'string' ? value.trim() : '';
  }
  texts(name: string): string[] { return (this.entries.get(name) ?? []).filter((entry) => typeof entry === 'string').map((entry) => entry.trim()); }
  has(name: string): boolean { return this.entries.has(name); }
  /** Files that were really chosen (an empty file field sends one of 0 bytes without a name). */
  files(name: string): File[] { return (this.entries.get(name) ?? []).filter((entry) => typeof entry !== 'string').filter((file) => file.size > 0 || file.name !== ''); }
  names(): string[] { return [...this.entries.keys()]; }
  /** Flat record for a schema: one string a name, a list where several were sent or the name ends with "[]". */
  record(): Record<string, string | string[]> {
    return Object.fromEntries(this.names().filter((name) => !this.files(name).length).map((name) => {
      const all = this.texts(name);
      return name.endsWith('[]') ? [name.slice(0, -2), all] : [name, all.length > 1 ? all : (all[0] ?? '')];
    }));
  }
}

/** Reads a urlencoded or multipart body. A body that breaks off is a sentence, not a fault. */
export async function readForm(c: Context): Promise<FormValues> {
  try {
    const entries = new Map<string, (string | File)[]>();
    // a sign that no database keeps means nothing in what was typed
    for (const [name, value] of (await c.req.formData()).entries()) entries.set(name, [...(entries.get(name) ?? []), typeof value === 'string' ? (value as string).replaceAll('\u0000', '') : value as File]);
    return new FormValues(entries);
  } catch {
    throw new AppError('invalid', 'Dữ liệu gửi lên bị đứt giữa chừng. Hãy kiểm tra mạng rồi bấm gửi lại.');
  }
}

export type FieldErrors = Readonly<Record<string, string>>;

/** Values against a schema: the parsed input, or one sentence a field. */
export function check<T>(schema: ZodType<T>, values: FormValues): { ok: true; input: T } | { ok: false; errors: FieldErrors } {
  const result = schema.safeParse(values.record());
  if (result.success) return { ok: true, input: result.data };
  const errors: Record<string, string> = {};
  for (const issue of result.error.issues) errors[issue.path.join('.') || '_'] ??= issue.message;
  return { ok: false, errors };
}

/**
 * The usual POST: read, check, act; a refusal shows the form again with what was typed and the sentence at its field
 * (422, 409 …), success redirects (303). Turbo and a browser without JavaScript take the same way.
 */
export async function submit<T>(c: Context, schema: ZodType<T>, options: {
  run: (input: T, values: FormValues) => Promise<Response>;
  refuse: (values: FormValues, errors: FieldErrors, status: 422 | 409 | 413 | 507) => Response | Promise<Response>;
  /** Already read (a middleware wanted to look). */
  values?: FormValues;
}): Promise<Response> {
  const values = options.values ?? (await readForm(c));
  const checked = check(schema, values);
  if (!checked.ok) return options.refuse(values, checked.errors, 422);
  try {
    return await options.run(checked.input, values);
  } catch (error) {
    if (error instanceof AppError && [422, 409, 413, 507].includes(error.status))
      return options.refuse(values, error.details.fields ?? { [error.details.field ?? '_']: error.message }, error.status as 422);
    throw error;
  }
}
