import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { daysBetween, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { totalsOf } from './reading.ts';

/** One estimate that waits for somebody of these units. */
export interface WaitingBudget {
  readonly id: Id; readonly organisationId: Id; readonly title: string; readonly what: 'approve' | 'consolidate'; readonly total: number; readonly submittedOn: PlainDate | null; readonly days: number; readonly href: string;
}

/** What waits at these units: estimates to approve (as the committee) and to take in (as the finance office); the longest waiting first. */
export async function waitingBudgets(reader: Reader, organisationIds: readonly Id[], today: PlainDate, limit = 5): Promise<{ readonly count: number; readonly items: readonly WaitingBudget[] }> {
  if (organisationIds.length === 0) return { count: 0, items: [] };
  const { rows } = await sql<{ id: Id; organisationId: Id; title: string; what: 'approve' | 'consolidate'; submittedOn: PlainDate | null; count: number }>`
    select id, organisation_id as "organisationId", title, case when office_id is null then 'approve' else 'consolidate' end as what, submitted_on as "submittedOn", (count(*) over ())::integer as count
    from budgets where status = 'submitted' and ((office_id is null and committee_id = any(${organisationIds}::uuid[])) or office_id = any(${organisationIds}::uuid[]))
    order by submitted_on, id limit ${limit}`.execute(reader);
  const totals = await totalsOf(reader, rows.map((row) => row.id));
  return {
    count: rows[0]?.count ?? 0,
    items: rows.map(({ count: _, ...row }) => ({ ...row, total: totals.get(row.id)!.estimated, days: row.submittedOn ? daysBetween(row.submittedOn, today) : 0, href: `/lam-viec/kinh-phi/${row.id}/${row.what === 'approve' ? 'phe-duyet' : 'tham-dinh'}` })),
  };
}
