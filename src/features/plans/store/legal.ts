import { sql, type RawBuilder } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { LegalReference } from '#features/reading/rules/result.ts';
import { joinNumber } from '../rules/content.ts';
import type { CitingPlan, KeyedPaper } from '../rules/legal-graph.ts';
import { planTypeLabel } from './review.ts';
import type { PlanRow } from './tables.ts';

/** Whose plans are looked at: everything the units keep, and what has been issued by those above them. */
export interface LegalScope { readonly ownerIds: readonly Id[]; readonly issuedBy: readonly Id[] }
const MOST = 2_000;

async function plansWhere(db: Reader, scope: LegalScope, where: RawBuilder<unknown>): Promise<CitingPlan[]> {
  const { rows } = await sql<Pick<PlanRow, 'id' | 'kind' | 'number' | 'notation' | 'signed_on' | 'issuer_name' | 'title'> & { bases: LegalReference[] }>`
    select p.id, p.kind, p.number, p.notation, p.signed_on, p.issuer_name, p.title, v.content -> 'legalBases' as bases
    from plans p join plan_versions v on v.shard_id = p.shard_id and v.plan_id = p.id and v.version = coalesce(p.issued_version, p.current_version)
    where p.status <> 'recalled' and (p.owner_id = any(${scope.ownerIds}::uuid[]) or (p.issued_version is not null and p.owner_id = any(${scope.issuedBy}::uuid[]))) and ${where}
    order by coalesce(p.signed_on, p.created_at::date) desc, p.id limit ${MOST}`.execute(db);
  return rows.map((row) => ({ id: row.id, type: planTypeLabel(row.kind), number: joinNumber(row.number, row.notation), signedOn: row.signed_on, issuer: row.issuer_name, title: row.title, bases: row.bases }));
}

/** Plans of these years with what they cite; the newest 2,000. */
export const citingPlans = (db: Reader, scope: LegalScope, years: readonly [number, number]): Promise<CitingPlan[]> =>
  plansWhere(db, scope, sql`p.year between ${years[0]} and ${years[1]}`);

/**
 * Plans that cite any of these papers, through the index over what plans cite. A number is stored as reading writes it ("07/KH-UBND"); the
 * key has lost its leading zero, so both are asked for. The caller compares whole keys.
 */
export function plansCiting(db: Reader, scope: LegalScope, papers: readonly KeyedPaper[]): Promise<CitingPlan[]> {
  const like = papers.flatMap(({ key, number, name }): { number?: string; name?: string }[] => {
    const tidy = key.split('@')[0]!;
    return number ? [...new Set([number, tidy, `0${tidy}`, tidy.toLocaleUpperCase('vi')])].map((one) => ({ number: one })) : name ? [{ name }] : [];
  });
  if (!like.length) return Promise.resolve([]);
  return plansWhere(db, scope, sql`(${sql.join(like.map((one) => sql`v.content -> 'legalBases' @> ${JSON.stringify([one])}::jsonb`), sql` or `)})`);
}
