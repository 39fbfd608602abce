import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { Budget } from './rows.ts';

/** Not settled, and kept, received or decided by one of these units. */
export async function openBudgetsOf(reader: Reader, units: readonly Id[], hold = false): Promise<Budget[]> {
  if (!units.length) return [];
  return (await sql<Budget>`select * from budgets where status <> 'settled' and (organisation_id = any(${units}::uuid[]) or office_id = any(${units}::uuid[]) or committee_id = any(${units}::uuid[])) order by id ${hold ? sql`for update` : sql``}`.execute(reader)).rows;
}

/** How many open budgets each of these units keeps, has before it, or is the one to decide on. */
export async function openBudgetCounts(reader: Reader, units: readonly Id[]): Promise<ReadonlyMap<Id, number>> {
  if (!units.length) return new Map();
  const { rows } = await sql<{ id: Id; count: number }>`
    select u.id, count(*)::integer as count from unnest(${units}::uuid[]) as u(id)
      join budgets b on b.status <> 'settled' and (b.organisation_id = u.id or b.committee_id = u.id or (b.office_id = u.id and b.status in ('submitted', 'consolidated')))
    group by 1 order by 1`.execute(reader);
  return new Map(rows.map((row) => [row.id, row.count]));
}
