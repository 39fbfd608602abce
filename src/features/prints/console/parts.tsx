import { z } from 'zod';
import { notFound } from '#kernel/app-error.ts';
import { isId } from '#kernel/id.ts';
import type { Visit } from '#platform/http/visit.ts';
import type { FormState } from '#ui/forms.tsx';
import { Chip } from '#ui/parts.tsx';
import type { PrintKind } from '../rules/kinds/index.ts';
import { printKind } from '../rules/kinds/index.ts';
import { STATE_LABEL } from '../rules/states.ts';
import { printRow, type PrintRow } from '../store/rows.ts';
import { PRINTS } from '../source.ts';

export const BASE = PRINTS;
export type Refusal = 422 | 409 | 413 | 507;
/** A form that was refused, and which of the page's forms it is. */
export interface Refused { readonly form: FormState; readonly status: Refusal; readonly of: string }

export async function printOf(visit: Visit): Promise<{ readonly one: PrintRow; readonly kind: PrintKind }> {
  const id = visit.c.req.param('print') ?? '', one = isId(id) ? await printRow(visit.db, id) : undefined, kind = one && printKind(one.kind);
  if (!one || !kind) throw notFound('ấn phẩm này');
  return { one, kind };
}
export const StateChip = ({ one }: { one: Pick<PrintRow, 'status'> }) => <Chip tone={STATE_LABEL[one.status].tone}>{STATE_LABEL[one.status].label}</Chip>;
/** The row a form was drawn from; a stale form shows again with the newest. */
export const versionFor = (one: { row_version: number }, refused: { readonly form: FormState; readonly status: number } | undefined): number => (refused && refused.status !== 409 && Number(refused.form.values.text('_version'))) || one.row_version;
export const seenField = { _version: z.coerce.number().int() };

