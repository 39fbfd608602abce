import { z } from 'zod';
import { AppError } from '#kernel/app-error.ts';
import { tidy } from '#kernel/vietnamese.ts';

/** What a kind asks for: plain typed fields, from which the form, the check and the typesetter's data are made. `shown`: what readers are told where the label speaks to the maker. */
export type PrintField =
  | { readonly type: 'line' | 'text'; readonly name: string; readonly label: string; readonly shown?: string; readonly hint?: string; readonly required?: true; readonly most: number }
  | { readonly type: 'choice'; readonly name: string; readonly label: string; readonly shown?: string; readonly hint?: string; readonly choices: readonly { readonly value: string; readonly label: string }[] }
  | { readonly type: 'picture'; readonly name: string; readonly label: string; readonly shown?: string; readonly hint?: string }
  /** One thing a line. */
  | { readonly type: 'list'; readonly name: string; readonly label: string; readonly shown?: string; readonly hint?: string; readonly required?: true; readonly most: number; readonly least?: number; readonly rows: number }
  | { readonly type: 'rows'; readonly name: string; readonly label: string; readonly shown?: string; readonly hint?: string; readonly least: number; readonly rows: number; readonly columns: readonly { readonly name: string; readonly label: string; readonly hint?: string; readonly required?: true; readonly most: number; readonly number?: true }[] };

export type PrintValue = string | readonly string[] | readonly Readonly<Record<string, string>>[];
/** By name of the field; a picture is its hash in the file store, "" when there is none. */
export type PrintContent = Readonly<Record<string, PrintValue>>;

/** What may be longer than this is written in a box of several lines. */
export const A_LINE = 120;
const line = (text: string): string => tidy(text).replace(/\s+/g, ' ').trim().toWellFormed();
const paragraphs = (text: string): string => tidy(text).split('\n').map(line).join('\n').replace(/\n{2,}/g, '\n').trim();
const quoted = (label: string): string => `“${label}”`;

/** A number as people write it: "98,6", "1.234", "1.234,5"; null when it is none. */
export function numberOf(text: string): number | null {
  const plain = text.replace(/\s/g, '');
  if (!/^\d{1,3}(\.\d{3})+(,\d+)?$|^\d+([.,]\d+)?$/.test(plain)) return null;
  return Number(/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(plain) ? plain.replaceAll('.', '').replace(',', '.') : plain.replace(',', '.'));
}

const schemaOf = (field: PrintField): z.ZodType<PrintValue> => {
  switch (field.type) {
    case 'line': case 'text': return z.string().catch('').transform((text) => (field.type === 'line' ? line(text) : paragraphs(text)));
    case 'choice': return z.enum(field.choices.map(({ value }) => value) as [string, ...string[]]).catch(field.choices[0]!.value);
    case 'picture': return z.string().regex(/^[0-9a-f]{64}$/).catch('');
    case 'list': return z.union([z.array(z.string()), z.string().transform((text) => tidy(text).split('\n'))]).catch([]).transform((all) => all.map(line).filter(Boolean));
    case 'rows': return z.array(z.record(z.string(), z.string())).catch([]).transform((rows) => rows.map((row) => Object.fromEntries(field.columns.map(({ name, most }) => [name, (most > A_LINE ? paragraphs : line)(row[name] ?? '')]))).filter((row) => Object.values(row).some(Boolean)));
  }
};

/** What was given as it is kept: every field of the kind, one form of Unicode, no empty rows. Nothing is refused here. */
export const tidyPrint = (fields: readonly PrintField[], given: Readonly<Record<string, unknown>>): PrintContent => Object.fromEntries(fields.map((field) => [field.name, schemaOf(field).parse(given[field.name] ?? undefined)]));

/** What is wrong with a whole content, a sentence a field; `has`: whether a sign can be printed. */
export function faultsOf(fields: readonly PrintField[], content: PrintContent, signs: (text: string) => readonly string[]): Readonly<Record<string, string>> {
  const wrong: Record<string, string> = {};
  const look = (name: string, label: string, text: string, most: number): void => {
    const strange = signs(text);
    if (text.length > most) wrong[name] ??= `${quoted(label)} dài ${text.length} ký tự. Hãy rút xuống còn ${most}.`;
    else if (strange.length) wrong[name] ??= `${quoted(label)} có ký hiệu không in được: ${strange.slice(0, 3).join(' ')}. Hãy bỏ hoặc ghi bằng chữ.`;
  };
  for (const field of fields) {
    const value = content[field.name] ?? '';
    if (field.type === 'line' || field.type === 'text') {
      if (field.required && value === '') wrong[field.name] = `Chưa ghi ${quoted(field.label)}.`;
      else look(field.name, field.label, value as string, field.most);
    } else if (field.type === 'list') {
      const list = value as readonly string[], least = field.least ?? (field.required ? 1 : 0);
      if (list.length < least) wrong[field.name] = least > 1 ? `${quoted(field.label)} cần ít nhất ${least} dòng.` : `Chưa ghi ${quoted(field.label)}.`;
      else if (list.length > field.rows) wrong[field.name] = `${quoted(field.label)} có ${list.length} dòng. Chỉ đủ chỗ cho ${field.rows}; hãy gộp hoặc bớt.`;
      for (const one of list) look(field.name, field.label, one, field.most);
    } else if (field.type === 'rows') {
      const rows = value as readonly Readonly<Record<string, string>>[];
      if (rows.length < field.least) wrong[`${field.name}.${rows.length}.${field.columns[0]!.name}`] = `${quoted(field.label)} cần ít nhất ${field.least} dòng.`;
      if (rows.length > field.rows) wrong[`${field.name}.0.${field.columns[0]!.name}`] = `${quoted(field.label)} có ${rows.length} dòng. Chỉ đủ chỗ cho ${field.rows}.`;
      for (const [index, row] of rows.entries()) for (const column of field.columns) {
        const text = row[column.name] ?? '', name = `${field.name}.${index}.${column.name}`, label = `${field.label}, ${index + 1}: ${column.label}`;
        if (column.required && !text) wrong[name] = `Chưa ghi ${quoted(label)}.`;
        else if (column.number && text && numberOf(text) === null) wrong[name] = `${quoted(label)} phải là số, ví dụ 98,6 hoặc 1.234.`;
        else look(name, label, text, column.most);
      }
    }
  }
  return wrong;
}

export function refuseFaults(wrong: Readonly<Record<string, string>>): void {
  const first = Object.entries(wrong)[0];
  if (first) throw new AppError('invalid', first[1], { field: first[0], fields: wrong });
}

/** Each piece of text with the address of its field ("papers.2", "steps.0.text") and how people call it. */
export interface Piece { readonly path: string; readonly label: string; readonly text: string }
export const piecesOf = (fields: readonly PrintField[], content: PrintContent): Piece[] => fields.flatMap((field): Piece[] => {
  const value = content[field.name];
  switch (field.type) {
    case 'line': case 'text': return [{ path: field.name, label: field.label, text: (value as string | undefined) ?? '' }];
    case 'list': return ((value as readonly string[] | undefined) ?? []).map((text, index) => ({ path: `${field.name}.${index}`, label: `${field.label}, dòng ${index + 1}`, text }));
    case 'rows': return ((value as readonly Readonly<Record<string, string>>[] | undefined) ?? []).flatMap((row, index) => field.columns.map((column) => ({ path: `${field.name}.${index}.${column.name}`, label: `${field.label}, ${index + 1}: ${column.label}`, text: row[column.name] ?? '' })));
    case 'choice': case 'picture': return [];
  }
});
/** The content with every piece of text changed, as the typesetter or a search for what fits needs it. */
export const mapPieces = <T>(fields: readonly PrintField[], content: PrintContent, change: (text: string, path: string) => T): Readonly<Record<string, unknown>> => Object.fromEntries(fields.map((field) => {
  const value = content[field.name];
  switch (field.type) {
    case 'line': case 'text': return [field.name, change((value as string | undefined) ?? '', field.name)];
    case 'list': return [field.name, ((value as readonly string[] | undefined) ?? []).map((text, index) => change(text, `${field.name}.${index}`))];
    case 'rows': return [field.name, ((value as readonly Readonly<Record<string, string>>[] | undefined) ?? []).map((row, index) => Object.fromEntries(field.columns.map((column) => [column.name, column.number ? row[column.name] ?? '' : change(row[column.name] ?? '', `${field.name}.${index}.${column.name}`)])))];
    case 'choice': case 'picture': return [field.name, value ?? ''];
  }
}));
/** Every text of it in reading order, for search and for those who do not see the picture. */
export const wordsOf = (fields: readonly PrintField[], content: PrintContent): string => piecesOf(fields, content).map(({ text }) => text).filter(Boolean).join('\n');
