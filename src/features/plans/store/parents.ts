import type { Id } from '#kernel/id.ts';
import { yearOf } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { joinNumber } from '../rules/content.ts';
import type { PlanReview } from './review.ts';
import type { PlanRow } from './tables.ts';

export interface ParentCandidate extends Pick<PlanRow, 'id' | 'title' | 'issuer_name' | 'number' | 'notation' | 'signed_on'> { /** Among the legal bases of the plan, by number and day. */ readonly cited: boolean }
const MOST = 100;

/** Issued plans of those above that this one may carry out: what it cites first, then those of its year and the one before. */
export async function parentCandidates(db: Reader, { review, ownerIds, year }: { readonly review: PlanReview; readonly ownerIds: readonly Id[]; readonly year: number }): Promise<ParentCandidate[]> {
  if (ownerIds.length === 0) return [];
  const rows = await db.selectFrom('plans').select(['id', 'title', 'issuer_name', 'number', 'notation', 'signed_on', 'year']).where('owner_id', 'in', [...ownerIds]).where('issued_version', 'is not', null).where('status', '<>', 'recalled')
    .where((where) => where.or([where('year', 'in', [year, year - 1]), where('year', 'is', null)])).where('id', '<>', review.plan.id).where('issuer_id', '<>', review.plan.issuer_id).orderBy('signed_on', 'desc').orderBy('id').limit(MOST).execute();
  const printed = (text: string | null): string => (text ?? '').replace(/\s/g, '').replace(/^0+/, '');
  const cites = (row: (typeof rows)[number]): boolean => review.version.content.legalBases.some((base) => base.number !== null && printed(base.number) === printed(joinNumber(row.number, row.notation)) && (!base.date || !row.signed_on || base.date === row.signed_on || yearOf(base.date) === yearOf(row.signed_on)));
  return rows.map(({ year: _, ...row }) => ({ ...row, cited: cites({ ...row, year: _ }) })).sort((a, b) => Number(b.cited) - Number(a.cited));
}
