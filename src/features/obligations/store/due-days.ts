import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';

/** All obligations of one task that fall due on one day: how many units owe, and how many are done by now. */
export interface DueDay {
  readonly itemId: Id; readonly from: PlainDate; readonly to: PlainDate; readonly due: PlainDate;
  readonly units: number; readonly met: number;
  /** Followed or optional: nothing is ever missed by count. */
  readonly counted: boolean;
}

/** The days of a document in order, what is closed left out. */
export async function dueDaysOfSource(db: Reader, sourceId: Id, today: PlainDate): Promise<DueDay[]> {
  return (await sql<DueDay>`
    select item_id as "itemId", period_from as from, period_to as to, due, count(*)::integer as units, bool_and(amount is not null and not optional) as counted,
      (count(*) filter (where case when amount is null then recorded > 0 else recorded >= amount - excused end))::integer as met
    from obligation_totals where source_id = ${sourceId} and (closed_on is null or closed_on > ${today}::date)
    group by item_id, period_from, period_to, due order by due, period_from, item_id limit 20000`.execute(db)).rows;
}
