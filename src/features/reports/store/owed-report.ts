import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';

/** The obligation that this report fulfils: the reporting clause of the plan, this unit, this period. Null when the regime comes from no plan or the plan owes no report for it. */
export async function owedReport(reader: Reader, owed: { planId: Id | null; unit: Id; periodKey: string }): Promise<Id | null> {
  if (!owed.planId) return null;
  const { rows } = await sql<{ id: Id }>`
    select o.id from obligation_totals t join obligations o on o.shard_id = t.shard_id and o.id = t.obligation_id join commitments c on c.shard_id = o.shard_id and c.id = o.commitment_id
    where t.source_id = ${owed.planId} and c.product = 'report' and (t.board_organisation_id = ${owed.unit} or t.organisation_id = ${owed.unit}) and o.period_key = ${owed.periodKey} and t.closed_on is null
    order by t.due limit 1`.execute(reader);
  return rows[0]?.id ?? null;
}
