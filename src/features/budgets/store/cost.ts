import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { DateRange } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';

/** Results that payments of a budget name, and what was paid for them; a result paid in two parts counts once. */
export interface PaidResults { readonly unit: string; readonly pieces: number; readonly spent: number }
export async function paidResults(reader: Reader, budgetId: Id): Promise<PaidResults[]> {
  return (await sql<PaidResults>`
    select d.unit, sum(d.amount)::integer as pieces, sum(p.spent) as spent
    from (select deliverable_id, sum(amount) as spent from expenditures where shard_id = ${shardOf(budgetId)} and budget_id = ${budgetId} and cancelled_on is null and deliverable_id is not null group by 1) p
      join deliverables d on d.id = p.deliverable_id
    where d.status in ('confirmed', 'locked') group by d.unit order by d.unit`.execute(reader)).rows;
}

/** Confirmed results of a unit that count for these tasks, by the unit they are counted in. */
export interface TaskResults { readonly itemId: Id; readonly unit: string; readonly pieces: number }
export async function taskResults(reader: Reader, organisationId: Id, itemIds: readonly Id[], doneIn: DateRange): Promise<TaskResults[]> {
  if (itemIds.length === 0) return [];
  return (await sql<TaskResults>`
    select t.item_id as "itemId", d.unit, sum(c.amount)::integer as pieces
    from obligation_totals t join credits c on c.shard_id = t.shard_id and c.obligation_id = t.obligation_id and c.ended_on is null join deliverables d on d.id = c.deliverable_id
    where (t.board_organisation_id = ${organisationId} or t.organisation_id = ${organisationId}) and t.item_id = any(${itemIds}::uuid[])
      and d.status in ('confirmed', 'locked') and d.done_on between ${doneIn.from}::date and ${doneIn.to}::date
    group by 1, 2 order by 1, 2`.execute(reader)).rows;
}
