import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { daysBetween, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { totalsOf } from './reading.ts';

export type WaitingFor = 'approve' | 'consolidate';
/** One estimate that waits for somebody of these units. */
export interface WaitingBudget {
  readonly id: Id; readonly organisationId: Id; readonly title: string; readonly what: WaitingFor; readonly total: number; readonly submittedOn: PlainDate | null; readonly days: number; readonly href: string;
}

/** Estimates of one year that wait; the first few of them. */
export interface WaitingYear { readonly year: number; readonly count: number; readonly items: readonly WaitingBudget[] }

/** What waits at these units, year by year: estimates to approve (as the committee) and to take in (as the finance office); the longest waiting first. */
export async function waitingBudgets(reader: Reader, organisationIds: readonly Id[], today: PlainDate, { whats = ['approve', 'consolidate'], limit = 5 }: { readonly whats?: readonly WaitingFor[]; readonly limit?: number } = {}): Promise<readonly WaitingYear[]> {
  if (organisationIds.length === 0) return [];
  const { rows } = await sql<{ id: Id; organisationId: Id; title: string; year: number; what: WaitingFor; submittedOn: PlainDate | null; count: number }>`
    select id, "organisationId", title, year, what, "submittedOn", count from (
      select id, organisation_id as "organisationId", title, year, case when office_id is null then 'approve' else 'consolidate' end as what, submitted_on as "submittedOn",
        (count(*) over (partition by year))::integer as count, row_number() over (partition by year order by submitted_on, id) as rank
      from budgets where status = 'submitted' and ((office_id is null and committee_id = any(${organisationIds}::uuid[])) or office_id = any(${organisationIds}::uuid[]))
        and case when office_id is null then 'approve' else 'consolidate' end = any(${whats}::text[])) w
    where rank <= ${limit} order by year, rank`.execute(reader);
  const totals = await totalsOf(reader, rows.map((row) => row.id));
  return [...Map.groupBy(rows, (row) => row.year)].map(([year, some]) => ({
    year, count: some[0]!.count,
    items: some.map(({ count: _, year: _year, ...row }) => ({ ...row, total: totals.get(row.id)!.estimated, days: row.submittedOn ? daysBetween(row.submittedOn, today) : 0, href: `/lam-viec/kinh-phi/${row.id}/${row.what === 'approve' ? 'phe-duyet' : 'tham-dinh'}` })),
  }));
}
