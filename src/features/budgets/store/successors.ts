import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { Budget } from './rows.ts';

/** Not settled, and kept, received or decided by one of these units. */
export async function openBudgetsOf(reader: Reader, units: readonly Id[], hold = false): Promise<Budget[]> {
  if (!units.length) return [];
  return (await sql<Budget>`select * from budgets where status <> 'settled' and (organisation_id = any(${units}::uuid[]) or office_id = any(${units}::uuid[]) or committee_id = any(${units}::uuid[])) order by id ${hold ? sql`for update` : sql``}`.execute(reader)).rows;
}

export type KeptBudget = Pick<Budget, 'id' | 'organisation_id' | 'office_id' | 'committee_id' | 'drawn_up_by_id' | 'kept_since' | 'former' | 'document'>;
/** Writes where many budgets are kept from now on; they stay in their shard. */
export async function keepBudgets(tx: Tx, rows: readonly KeptBudget[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 500) await sql`
    update budgets b set organisation_id = x.organisation_id, office_id = x.office_id, committee_id = x.committee_id, drawn_up_by_id = x.drawn_up_by_id, kept_since = x.kept_since, former = x.former, document = x.document, row_version = b.row_version + 1
    from jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + 500).map((row) => ({ ...row, shard_id: shardOf(row.id) })))}::jsonb)
      as x(shard_id integer, id uuid, organisation_id uuid, office_id uuid, committee_id uuid, drawn_up_by_id uuid, kept_since date, former jsonb, document jsonb)
    where b.shard_id = x.shard_id and b.id = x.id`.execute(tx);
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
