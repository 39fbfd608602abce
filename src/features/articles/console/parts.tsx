import { z } from 'zod';
import { notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { parseDate, startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import type { Visit } from '#platform/http/visit.ts';
import type { FormState } from '#ui/forms.tsx';
import { Chip, Message } from '#ui/parts.tsx';
import { leftOutSentences } from '../rules/rich-text/index.ts';
import { isLive, STATE_LABEL } from '../rules/states.ts';
import { articleRow, columnRow, currentVersion, type ArticleRow, type ColumnRow, type VersionRow } from '../store/rows.ts';

export const BASE = '/lam-viec/tin-bai', COLUMNS = '/lam-viec/chuyen-muc', SENT = '/lam-viec/cong-tac', RECEIVED = '/lam-viec/hop-nhan-bai';
/** Where a picture that the unit has sent stands before anything holds it. */
export const PICTURES = `${BASE}/anh`;
export const ownPicture = (file: string): string => `${PICTURES}?tep=${file}`;
export type Refusal = 422 | 409 | 413 | 507;
/** A form that was refused, and which of the page's forms it is. */
export interface Refused { readonly form: FormState; readonly status: Refusal; readonly of: string }

export async function articleOf(visit: Visit): Promise<{ readonly one: ArticleRow; readonly version: VersionRow; readonly column: ColumnRow }> {
  const id = visit.c.req.param('article') ?? '', one = isId(id) ? await articleRow(visit.db, id) : undefined, column = one && (await columnRow(visit.db, one.column_id));
  if (!one || !column) throw notFound('bài này');
  return { one, version: await currentVersion(visit.db, one), column };
}
export async function columnOf(visit: Visit): Promise<ColumnRow> {
  const id = visit.c.req.param('column') ?? '', column = isId(id) ? await columnRow(visit.db, id) : undefined;
  if (!column) throw notFound('chuyên mục này');
  return column;
}

export const StateChip = ({ one }: { one: Pick<ArticleRow, 'status' | 'live_version'> }) => <>
  <Chip tone={STATE_LABEL[one.status].tone}>{STATE_LABEL[one.status].label}</Chip>{isLive(one) && one.status !== 'published' && one.status !== 'updated' ? <> <small>bản trước đang đăng</small></> : null}</>;

/** The row a form was drawn from; a stale form shows again with the newest. */
export const versionFor = (one: { row_version: number }, refused: Refused | undefined): number => (refused && refused.status !== 409 && Number(refused.form.values.text('_version'))) || one.row_version;

export const seenField = { _version: z.coerce.number().int() };
export const optionalDay = z.string().default('').transform((text, context): PlainDate | null => {
  const day = parseDate(text);
  if (!day && text.trim() !== '') context.addIssue({ code: 'custom', message: 'Ngày chưa đúng. Hãy ghi như 20/11/2026.' });
  return day;
});
/** "7:30", "07.30", "7h30"; minutes since midnight. */
export const hourField = z.string().default('').transform((text, context): number | null => {
  if (text.trim() === '') return null;
  const match = /^(\d{1,2})\s*[:.hg]\s*(\d{2})?$/i.exec(text.trim()) ?? /^(\d{1,2})$/.exec(text.trim()), hours = Number(match?.[1]), minutes = Number(match?.[2] ?? 0);
  if (match && hours < 24 && minutes < 60) return hours * 60 + minutes;
  context.addIssue({ code: 'custom', message: 'Giờ chưa đúng. Hãy ghi như 07:30.' });
  return z.NEVER;
});
/** A day and an hour on the clock of Viet Nam. */
export const instantOf = (day: PlainDate, minutes: number | null): Date => new Date(startOfDay(day).getTime() + (minutes ?? 0) * 60_000);
export const idOrNull = z.string().default('').transform((text): Id | null => (isId(text) ? text : null));

/** After saving without the editor's bar: what was left out, in sentences made here out of kinds and numbers. */
export const LeftOutMessage = ({ visit }: { visit: Visit }) => {
  const said = leftOutSentences(visit.c.req.query('bo') ?? '');
  return said.length ? <Message kind="warn" title="Đã lưu. Một số thứ không đưa vào bài"><ul>{said.map((one) => <li>{one}</li>)}</ul></Message> : null;
};
