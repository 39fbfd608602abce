import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { DateRange, PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { PRODUCTS, productOf } from '#features/channels/rules/products.ts';
import { addLines, type DebtLine, type Figures, type ObligationCount, type ReportLine } from '../rules/figures.ts';

/** The report's columns in the order of the product list. */
export const REPORT_COLUMNS: readonly string[] = [...new Set(PRODUCTS.filter((product) => product.key !== 'report').map((product) => product.reportColumn))];

/**
 * What one unit (with its divisions, and the `units` it came after) did in a window, as known on a day: confirmed deliverables only, one query each for products,
 * obligations and debts. The windows of Decree 09/2019/NĐ-CP (15 → 14) and calendar quarters read the same dated rows.
 */
export async function countFigures(reader: Reader, unit: { id: Id; name: string }, units: readonly Id[], round: { key: string; label: string; data: DateRange }, asOf: PlainDate): Promise<Figures> {
  const [lines, waiting, obligations, debts] = [await productLines(reader, units, round.data, asOf), await waitingCount(reader, units, round.data), await obligationCount(reader, units, round.data, asOf), await debtLines(reader, units, round.data.to, asOf)];
  return { schema: 'loa-report/1', organisation: unit, period: { key: round.key, label: round.label }, data: round.data, asOf, lines, waiting, obligations, debts, units: [], missing: [] };
}

async function productLines(reader: Reader, units: readonly Id[], data: DateRange, asOf: PlainDate): Promise<ReportLine[]> {
  const { rows } = await sql<{ product: string; channel: string | null; unit: string | null; items: number; amount: number; minutes: number; audience: number; ids: Id[] }>`
    select product, channel, case when count(distinct unit) = 1 then min(unit) end as unit, count(*)::int as items, sum(amount)::int as amount, coalesce(sum(minutes), 0)::int as minutes, coalesce(sum(audience), 0)::int as audience,
      array_agg(id order by id)::text[] as ids
    from deliverables
    where board_organisation_id = any(${units}::uuid[]) and done_on between ${data.from} and ${data.to} and status in ('confirmed', 'locked') and confirmed_on <= ${asOf} and product <> 'report'
    group by product, channel order by product, channel`.execute(reader);
  return addLines(REPORT_COLUMNS, rows.map((row) => [{
    column: productOf(row.product).reportColumn, unit: row.unit ?? productOf(row.product).unit, items: row.items, amount: row.amount, minutes: row.minutes, audience: row.audience,
    deliverables: row.ids, byChannel: [{ channel: row.channel ?? productOf(row.product).defaultChannel, amount: row.amount }],
  }]));
}

async function waitingCount(reader: Reader, units: readonly Id[], data: DateRange): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from deliverables where board_organisation_id = any(${units}::uuid[]) and done_on between ${data.from} and ${data.to} and status = 'recorded'`.execute(reader);
  return rows[0]!.count;
}

/** Obligations with a number that fell due in the window; optional and closed ones owe nothing. */
async function obligationCount(reader: Reader, units: readonly Id[], data: DateRange, asOf: PlainDate): Promise<ObligationCount> {
  const { rows } = await sql<ObligationCount>`
    select count(*)::int as due,
      count(*) filter (where confirmed_in_time >= amount - excused and excused < amount)::int as met,
      count(*) filter (where confirmed_in_time < amount - excused and confirmed >= amount - excused)::int as "metLate",
      count(*) filter (where confirmed < amount - excused and due < ${asOf})::int as missed,
      count(*) filter (where excused >= amount)::int as excused,
      count(*) filter (where confirmed < amount - excused and due >= ${asOf})::int as open
    from obligation_totals
    where board_organisation_id = any(${units}::uuid[]) and due between ${data.from} and ${data.to} and amount is not null and not optional and closed_on is null`.execute(reader);
  return rows[0]!;
}

/** Everything still owed from due days up to the end of the window, oldest first. */
async function debtLines(reader: Reader, units: readonly Id[], until: PlainDate, asOf: PlainDate): Promise<DebtLine[]> {
  const { rows } = await sql<DebtLine>`
    select t.obligation_id as obligation, c.title, o.period_label as period, t.due, (t.amount - t.excused - t.confirmed)::int as owed, t.amount, c.unit,
      concat_ws(' ', c.citation ->> 'type', coalesce(n.number, c.citation ->> 'number')) || ', mục ' || (c.citation ->> 'item') as citation
    from obligation_totals t join obligations o on o.shard_id = t.shard_id and o.id = t.obligation_id join commitments c on c.shard_id = o.shard_id and c.id = o.commitment_id
      left join citation_additions n on n.shard_id = c.shard_id and n.source_id = c.source_id
    where t.board_organisation_id = any(${units}::uuid[]) and t.due <= ${until} and t.due < ${asOf} and t.amount is not null and not t.optional and t.closed_on is null
      and t.confirmed + t.excused < t.amount
    order by t.due, c.title, t.obligation_id limit 500`.execute(reader);
  return rows;
}
