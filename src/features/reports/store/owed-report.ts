import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';

/**
 * The obligations that this report fulfils: the reporting clause of the plan, this unit, this period. After a merger the successor owes one for each
 * unit it came after, and its one report is all of them. None when the regime comes from no plan or the plan owes no report for it.
 */
export async function owedReport(reader: Reader, owed: { planId: Id | null; unit: Id; periodKey: string }): Promise<Id[]> {
  if (!owed.planId) return [];
  const { rows } = await sql<{ id: Id; commitment: Id; over: boolean }>`
    select o.id, c.id as commitment, coalesce(t.recorded + t.excused >= t.amount, false) as over
    from obligation_totals t join obligations o on o.shard_id = t.shard_id and o.id = t.obligation_id join commitments c on c.shard_id = o.shard_id and c.id = o.commitment_id
    where t.source_id = ${owed.planId} and c.product = 'report' and (t.board_organisation_id = ${owed.unit} or t.organisation_id = ${owed.unit}) and o.period_key = ${owed.periodKey} and t.closed_on is null
    order by over, t.due, o.id limit 100`.execute(reader);
  const [first] = rows;
  return first ? rows.filter((row) => row === first || (row.commitment === first.commitment && !row.over)).map((row) => row.id) : [];
}
