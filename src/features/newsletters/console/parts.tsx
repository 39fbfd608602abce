import { z } from 'zod';
import { notFound } from '#kernel/app-error.ts';
import { isId } from '#kernel/id.ts';
import { parseDate, type PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { progressOf, quotaInWords } from '#features/articles/rules/progress.ts';
import type { ObligationCard } from '#features/obligations/store.ts';
import type { Visit } from '#platform/http/visit.ts';
import type { FormState } from '#ui/forms.tsx';
import { Bar, Chip } from '#ui/parts.tsx';
import { aimOf } from '../actions/publish-issue.ts';
import { STATE_LABEL, type IssueState } from '../rules/states.ts';
import type { SendingState } from '../store/letters.ts';
import { issueRow, newsletterRow, type IssueRow, type NewsletterRow } from '../store/rows.ts';

export const BASE = '/lam-viec/ban-tin', SERIES = `${BASE}/bo`, ISSUES = `${BASE}/so`;
export type Refusal = 422 | 409 | 413 | 507;
/** A form that was refused, and which of the page's forms it is. */
export interface Refused { readonly form: FormState; readonly status: Refusal; readonly of: string }

export async function issueOf(visit: Visit): Promise<{ readonly one: IssueRow; readonly newsletter: NewsletterRow }> {
  const id = visit.c.req.param('issue') ?? '', one = isId(id) ? await issueRow(visit.db, id) : undefined, newsletter = one && (await newsletterRow(visit.db, one.newsletter_id));
  if (!one || !newsletter) throw notFound('số bản tin này');
  return { one, newsletter };
}
export async function newsletterOf(visit: Visit): Promise<NewsletterRow> {
  const id = visit.c.req.param('newsletter') ?? '', one = isId(id) ? await newsletterRow(visit.db, id) : undefined;
  if (!one) throw notFound('bản tin này');
  return one;
}

/** Letters of a sending that did not arrive; those that came back later are among them. */
export const notArrived = ({ failed, bounced }: SendingState): string => (bounced ? `${formatNumber(failed)} (${formatNumber(bounced)} bị trả lại sau)` : formatNumber(failed));

export const StateChip = ({ status }: { status: IssueState }) => <Chip tone={STATE_LABEL[status].tone}>{STATE_LABEL[status].label}</Chip>;

/** "11/12 số năm 2026" with its bar; what is owed from before beside it. */
export const ProgressView = ({ newsletter, cards, year, today }: { newsletter: NewsletterRow; cards: readonly ObligationCard[]; year: { readonly done: number; readonly amount: number }; today: PlainDate }) => {
  const { quotas: all, debt } = progressOf(aimOf(newsletter), cards, today), whole = `${year.done}/${year.amount} số năm ${today.slice(0, 4)}`, quotas = all.filter((quota) => quotaInWords(quota) !== whole);
  return quotas.length === 0 && year.amount === 0 ? <small>Không có định mức nào đang chạy cho bản tin này.</small> : <>
    {year.amount ? <div><b>{whole}</b><Bar value={year.done} max={year.amount} label={whole} tone={year.done >= year.amount ? 'good' : 'soon'} /></div> : null}
    {quotas.slice(0, 3).map((quota) => <div><b>{quotaInWords(quota)}</b>{quota.amount === null ? null : <Bar value={quota.done} max={quota.amount} label={quotaInWords(quota)} tone={quota.done >= quota.amount ? 'good' : 'soon'} />}<br /><small><a href={`/lam-viec/viec/${quota.id}`}>{quota.title}</a></small></div>)}
    {debt ? <Chip tone="late">nợ {debt} số</Chip> : null}</>;
};

/** The row a form was drawn from; a stale form shows again with the newest. */
export const versionFor = (one: { row_version: number }, refused: Refused | undefined): number => (refused && refused.status !== 409 && Number(refused.form.values.text('_version'))) || one.row_version;
export const seenField = { _version: z.coerce.number().int() };
export const dayField = (sentence: string) => z.string().default('').transform((text, context): PlainDate => {
  const day = parseDate(text);
  if (day) return day;
  context.addIssue({ code: 'custom', message: sentence });
  return z.NEVER;
});
