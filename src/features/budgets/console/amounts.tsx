import type { Id } from '#kernel/id.ts';
import { dongDigits, parseDong } from '#kernel/money.ts';
import type { FormValues } from '#platform/http/forms.ts';
import type { FormState } from '#ui/forms.tsx';
import { Table } from '#ui/parts.tsx';

/** A row whose amount is written by hand: a line or a whole unit. `name` is the field. */
export interface AmountRow { readonly field: string; readonly title: string; readonly under: string | null; readonly before: readonly number[]; readonly proposed: number }

/** A table with one money field a row; what was typed stays, else the proposal stands in the field. */
export const AmountTable = ({ form, rows, caption, head, heads, firstHead = 'Dòng chi' }: { form: FormState; rows: readonly AmountRow[]; caption: string; head: string; heads: readonly string[]; firstHead?: string }) =>
  <Table caption={caption} rows={rows} top columns={[
    { head: firstHead, cell: (row) => <>{row.title}{row.under ? <><br /><small>{row.under}</small></> : null}</> },
    ...heads.map((title, index) => ({ head: title, number: true, cell: (row: AmountRow) => dongDigits(row.before[index]!) })),
    { head, number: true, cell: (row) => <span class="field">
      <input class="money" id={`f-${row.field}`} name={row.field} inputmode="numeric" autocomplete="off" aria-label={`${head}: ${row.title}`} value={form.values.has(row.field) ? form.values.text(row.field) : dongDigits(row.proposed)}
        aria-invalid={form.errors[row.field] ? 'true' : undefined} aria-describedby={form.errors[row.field] ? `f-${row.field}-error` : undefined} />
      {form.errors[row.field] ? <span class="error" id={`f-${row.field}-error`}>{form.errors[row.field]}</span> : null}</span> },
  ]} />;

/** What was typed in the money fields of these rows, or the sentence at each that cannot be taken. */
export function readAmounts(values: FormValues, rows: readonly { readonly id: Id; readonly field: string }[]): { amounts: { id: Id; amount: number }[]; errors: Record<string, string> } {
  const amounts: { id: Id; amount: number }[] = [], errors: Record<string, string> = {};
  for (const { id, field } of rows) {
    const read = parseDong(values.text(field));
    if (read.kind === 'amount') amounts.push({ id, amount: read.amount });
    else errors[field] = read.kind === 'empty' ? 'Hãy ghi số đồng, hoặc 0.' : read.sentence;
  }
  return { amounts, errors };
}
export const sumOf = (rows: readonly { readonly amount: number }[]): number => rows.reduce((sum, row) => sum + row.amount, 0);
