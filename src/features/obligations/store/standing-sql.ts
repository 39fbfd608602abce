import { sql, type RawBuilder } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Counting } from '../rules/ledger.ts';
import type { ObligationState } from '../rules/state.ts';

/**
 * `rules/state.ts` and `rules/ledger.ts` in SQL. Rows come from `standing`, under the alias `s`; the expressions below
 * speak of `s`. Two sources with the same columns: the totals kept beside the ledger (how things stand now), or the
 * ledger itself (how they stood on an earlier day).
 */
export interface Seen {
  readonly today: PlainDate;
  readonly counting?: Counting;
  /** True: only what was known by `today`, from the ledger. False: the totals, that is everything known now. */
  readonly asKnownThen?: boolean;
}

const OWED = sql`t.shard_id, t.obligation_id, t.commitment_id, t.source_id, t.item_id, t.organisation_id, t.board_organisation_id,
  t.period_from, t.period_to, t.due, t.amount, t.optional, t.report_rhythm, t.closed_on`;

export function standing({ today, counting = 'recorded', asKnownThen = false }: Seen): RawBuilder<unknown> {
  if (!asKnownThen) {
    const [credited, inTime] = counting === 'recorded' ? [sql`t.recorded`, sql`t.recorded_in_time`] : [sql`t.confirmed`, sql`t.confirmed_in_time`];
    return sql`(select ${OWED}, coalesce(t.closed_on <= ${today}::date, false) as closed, t.excused, ${credited} as credited, ${inTime} as credited_in_time,
      t.confirmed, t.last_done, t.met_on from obligation_totals t)`;
  }
  const counts = counting === 'recorded' ? sql`true` : sql`c.confirmed_on <= ${today}::date`;
  return sql`(select ${OWED}, coalesce(t.closed_on <= ${today}::date, false) as closed,
      coalesce((select sum(e.amount) from excuses e where e.obligation_id = t.obligation_id and e.on_day <= ${today}::date), 0)::integer as excused,
      l.credited, l.credited_in_time, l.confirmed, l.last_done, t.met_on
    from obligation_totals t, lateral (
      select coalesce(sum(c.amount) filter (where ${counts}), 0)::integer as credited,
        coalesce(sum(c.amount) filter (where ${counts} and c.done_on <= t.due), 0)::integer as credited_in_time,
        coalesce(sum(c.amount) filter (where c.confirmed_on <= ${today}::date), 0)::integer as confirmed,
        max(c.done_on) filter (where ${counts}) as last_done
      from credits c where c.obligation_id = t.obligation_id and c.known_on <= ${today}::date and (c.ended_on is null or c.ended_on > ${today}::date)) l)`;
}

/**
 * The board unit that held an obligation on its due day; `s` or `t` is the alias of its row. What went over to a successor
 * after that day stands with the unit that owed it then, for boards that show units as they were.
 */
export const holderThenSql = (row: 's' | 't'): RawBuilder<Id> => {
  const of = sql.ref(row), same = (table: string) => sql`${sql.ref(table)}.shard_id = ${of}.shard_id and ${sql.ref(table)}.obligation_id = ${of}.obligation_id`;
  return sql<Id>`case when not exists (select 1 from obligation_transfers x where ${same('x')} and x.on_day > ${of}.due) then ${of}.board_organisation_id
    else coalesce((select x.board_organisation_id from obligation_transfers x where ${same('x')} and x.on_day <= ${of}.due order by x.on_day desc, x.at desc, x.id desc limit 1),
      (select o.board_organisation_id from obligations o where o.shard_id = ${of}.shard_id and o.id = ${of}.obligation_id)) end`;
};

/** The same as `stateOn`. */
export const stateSql = (today: PlainDate): RawBuilder<ObligationState> => sql<ObligationState>`case
  when s.closed then 'closed'
  when s.amount is null then case when s.period_from > ${today}::date and s.credited = 0 then 'upcoming' else 'followed' end
  when s.credited >= s.amount - s.excused and s.excused >= s.amount and s.credited < s.amount then 'excused'
  when s.credited >= s.amount - s.excused then case when s.credited_in_time >= s.amount - s.excused then 'met' else 'met-late' end
  when s.optional then 'optional'
  when s.due < ${today}::date then 'missed'
  when s.credited > 0 then 'partly-met'
  when s.period_from > ${today}::date then 'upcoming'
  else 'open' end`;

/** The same as `debtOf`. */
export const debtSql = (today: PlainDate): RawBuilder<number> => sql<number>`case
  when s.closed or s.optional or s.amount is null or s.due >= ${today}::date then 0
  else greatest(0, s.amount - s.excused - s.credited) end`;

/** The same as `isSilent`. */
export function silentSql(today: PlainDate): RawBuilder<boolean> {
  const day = sql`least(${today}::date, s.period_to + 1)`;
  // What runs on that day began at date_trunc; the reporting period before it is the last whole one.
  const start = sql`(case s.report_rhythm
    when 'month' then date_trunc('month', ${day}::timestamp) - interval '1 month'
    when 'quarter' then date_trunc('quarter', ${day}::timestamp) - interval '3 months'
    when 'year' then date_trunc('year', ${day}::timestamp) - interval '1 year'
    else case when extract(month from ${day}) <= 6 then date_trunc('year', ${day}::timestamp) - interval '6 months' else date_trunc('year', ${day}::timestamp) end end)::date`;
  return sql<boolean>`(s.amount is null and not s.closed and not s.optional and ${start} >= s.period_from and (s.last_done is null or s.last_done < ${start}))`;
}
