import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { DateRange, PlainDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { productOf } from '#features/channels/rules/products.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { Gap } from '../rules/gaps.ts';

/**
 * What the unit (and those it came after) owes in the window and has nothing to show for, as known on a day: a product owed with a number without any confirmed result in the
 * window, and a task to follow ("thường xuyên") that ran in it without one. Results of the reporting itself are no product of the outline.
 */
export async function gapsOf(reader: Reader, units: readonly Id[], data: DateRange, asOf: PlainDate): Promise<Gap[]> {
  const { rows: products } = await sql<{ product: string; owed: number; unit: string | null }>`
    select c.product, sum(t.amount - t.excused)::int as owed, case when count(distinct c.unit) = 1 then min(c.unit) end as unit
    from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where t.board_organisation_id = any(${units}::uuid[]) and t.due between ${data.from} and ${data.to} and t.due < ${asOf} and t.amount is not null and t.excused < t.amount and not t.optional and t.closed_on is null and c.product <> 'report'
      and not exists (select 1 from deliverables d where d.board_organisation_id = any(${units}::uuid[]) and d.product = c.product and d.done_on between ${data.from} and ${data.to}
        and d.status in ('confirmed', 'locked') and d.confirmed_on <= ${asOf})
    group by c.product order by c.product`.execute(reader);
  const { rows: followed } = await sql<{ id: Id; title: string }>`
    select distinct on (c.title, c.id) c.id, c.title
    from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where t.board_organisation_id = any(${units}::uuid[]) and t.amount is null and not t.optional and t.closed_on is null and t.period_from <= ${data.to} and t.period_to >= ${data.from} and c.product <> 'report'
      and not exists (select 1 from credits r join deliverables d on d.shard_id = r.shard_id and d.id = r.deliverable_id
        where r.obligation_id = t.obligation_id and r.ended_on is null and d.done_on between ${data.from} and ${data.to} and d.status in ('confirmed', 'locked') and d.confirmed_on <= ${asOf})
    order by c.title, c.id limit 200`.execute(reader);
  return [
    ...products.map((row): Gap => ({ key: `product:${row.product}`, label: productOf(row.product).label, asked: `phải có ${formatNumber(row.owed)} ${row.unit ?? productOf(row.product).unit}, chưa có kết quả nào được xác nhận trong kỳ` })),
    ...followed.map((row): Gap => ({ key: `followed:${row.id}`, label: row.title, asked: 'việc thường xuyên, cả kỳ chưa có kết quả được xác nhận' })),
  ];
}
