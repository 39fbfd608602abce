import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { isOneOf } from '#platform/db/kept.ts';
import type { Reader } from '#platform/db/tables.ts';
import { adds } from './sums.ts';

/** What one board unit was asked for of one product under a document, and what of it is confirmed. */
export interface ProductStanding {
  readonly organisationId: Id;
  readonly product: string;
  /** Null where several units are counted together. */
  readonly unit: string | null;
  /** Asked for in the whole time of the document. */
  readonly promised: number;
  /** The part of it that has begun by the day: `amount` of `unitStandings`. */
  readonly amount: number;
  /** Confirmed results; what waits for a confirmation is not in it. */
  readonly done: number;
  /** Missing of what is over. */
  readonly debt: number;
}

/**
 * Promised and delivered under one document. Counted is what `unitStandings` counts: with a number, not optional, not closed by the day, not
 * wholly let off; so the amounts are those of the board, and what is done is its confirmed part.
 */
export async function standingsByProduct(db: Reader, { sourceId, today, organisationIds }: { readonly sourceId: Id; readonly today: PlainDate; readonly organisationIds?: readonly Id[] }): Promise<ProductStanding[]> {
  const { rows } = await sql<ProductStanding>`
    select t.board_organisation_id as "organisationId", c.product, case when count(distinct c.unit) = 1 then min(c.unit) end as unit,
      sum(t.amount)::integer as promised, coalesce(sum(t.amount) filter (where t.period_from <= ${today}::date), 0)::integer as amount, sum(t.confirmed)::integer as done,
      coalesce(sum(greatest(0, t.amount - t.excused - t.confirmed)) filter (where t.due < ${today}::date), 0)::integer as debt
    from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where t.source_id = ${sourceId} and ${adds} and t.excused < t.amount and (t.closed_on is null or t.closed_on > ${today}::date) ${organisationIds ? sql`and ${isOneOf(sql`t.board_organisation_id`, organisationIds, 'uuid')}` : sql``}
    group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}
