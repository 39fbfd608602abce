import { sql, type RawBuilder } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { shardOf } from '#kernel/id.ts';
import { addDays, type DateRange, type PlainDate } from '#kernel/plain-date.ts';
import { isOneOf } from '#platform/db/kept.ts';
import type { Reader } from '#platform/db/tables.ts';
import { DUE_SOON_DAYS, type ObligationCard, type WorkList } from '../rules/views.ts';
import { ONCE, type BoardRequest } from './board-cells.ts';
import { debtSql, silentSql, standing, stateSql, type Seen } from './standing-sql.ts';

/** The snapshot of the issuing, with a number and a date that came later. */
const CITATION = sql`c.citation || jsonb_strip_nulls(jsonb_build_object('number', n.number, 'date', n.signed_on))`;

/** Cards of the obligations that `where` (over `s`, with `state` and `debt`) selects, oldest due first. */
async function cards(db: Reader, seen: Seen, scope: RawBuilder<unknown>, where: RawBuilder<unknown>, page: { limit: number; offset: number } = { limit: 5_000, offset: 0 }): Promise<ObligationCard[]> {
  const { rows } = await sql<ObligationCard>`
    with s as (select s.*, ${stateSql(seen.today)} as state, ${debtSql(seen.today)} as debt, ${silentSql(seen.today)} as silent
      from ${standing(seen)} s where ${scope})
    select s.obligation_id as id, s.commitment_id as "commitmentId", s.source_id as "sourceId", s.item_id as "itemId",
      s.organisation_id as "organisationId", s.board_organisation_id as "boardOrganisationId",
      c.title, c.product, c.channel, c.unit, case when c.minutes_min is not null then jsonb_build_object('min', c.minutes_min, 'max', c.minutes_max) end as minutes,
      c.evidence, ${CITATION} as citation, c.provenance, c.annual_total as "annualTotal", s.optional,
      s.period_from as "periodFrom", s.period_to as "periodTo", o.period_label as "periodLabel", o.printed_due as "printedDue", s.due,
      s.amount, s.credited, s.confirmed, s.excused, s.debt, s.last_done as "lastDone", s.met_on as "metOn", s.state, s.silent
    from s join obligations o on o.shard_id = s.shard_id and o.id = s.obligation_id
      join commitments c on c.shard_id = s.shard_id and c.id = s.commitment_id
      left join citation_additions n on n.shard_id = c.shard_id and n.source_id = c.source_id
    where ${where}
    order by s.due, c.source_id, c.citation->>'item', s.obligation_id limit ${page.limit} offset ${page.offset}`.execute(db);
  return rows;
}

const ofUnits = (units: readonly Id[]): RawBuilder<unknown> => sql`(s.organisation_id = any(${units}::uuid[]) or s.board_organisation_id = any(${units}::uuid[]))`;

/** What a unit has to do on a day: its own obligations and those its divisions handle. */
export async function workList(db: Reader, organisationId: Id, today: PlainDate): Promise<WorkList> {
  const running = sql`s.period_from <= ${today}::date and s.period_to >= ${today}::date`;
  const all = await cards(db, { today }, ofUnits([organisationId]),
    sql`s.state not in ('closed', 'upcoming', 'excused') and (s.debt > 0 or s.due >= ${today}::date and s.state in ('open', 'partly-met') or ${running})`);
  const soon = addDays(today, DUE_SOON_DAYS);
  const list: { [K in keyof WorkList]: ObligationCard[] } = { owed: [], dueSoon: [], open: [], followed: [], optional: [], done: [] };
  for (const card of all) list[placeOf(card, soon)].push(card);
  list.followed.sort((a, b) => Number(b.silent) - Number(a.silent));
  return list;
}

function placeOf(card: ObligationCard, soon: PlainDate): keyof WorkList {
  switch (card.state) {
    case 'missed': return 'owed';
    case 'open': case 'partly-met': return card.due <= soon ? 'dueSoon' : 'open';
    case 'followed': return 'followed';
    case 'optional': return 'optional';
    default: return 'done';
  }
}

/** Numbers for the navigation and the head of the work list, without building it. */
export async function workCounts(db: Reader, organisationId: Id, today: PlainDate): Promise<{ owed: number; dueSoon: number; open: number }> {
  const { rows } = await sql<{ owed: number; dueSoon: number; open: number }>`
    select count(*) filter (where state = 'missed')::integer as owed,
      count(*) filter (where state in ('open', 'partly-met') and due <= ${addDays(today, DUE_SOON_DAYS)}::date)::integer as "dueSoon",
      count(*) filter (where state in ('open', 'partly-met') and due > ${addDays(today, DUE_SOON_DAYS)}::date)::integer as open
    from (select s.due, ${stateSql(today)} as state from ${standing({ today })} s where ${ofUnits([organisationId])}) x`.execute(db);
  return rows[0]!;
}

/** Everything these units still owe from before, oldest first. */
export const debtsOf = (db: Reader, organisationIds: readonly Id[], seen: Seen, page?: { limit: number; offset: number }): Promise<ObligationCard[]> =>
  cards(db, seen, ofUnits(organisationIds), sql`s.debt > 0`, page);

export interface ObligationFilter {
  readonly organisationIds?: readonly Id[];
  readonly sourceId?: Id;
  readonly itemId?: Id;
  readonly commitmentId?: Id;
  /** Due inside. */
  readonly dueIn?: DateRange;
  readonly states?: readonly ObligationCard['state'][];
}

/** The list behind a figure: by unit, plan, task, due days, states. */
export function obligationList(db: Reader, filter: ObligationFilter, seen: Seen, page?: { limit: number; offset: number }): Promise<ObligationCard[]> {
  const scope = [sql`true`];
  if (filter.organisationIds) scope.push(ofUnits(filter.organisationIds));
  if (filter.sourceId) scope.push(sql`s.source_id = ${filter.sourceId}`);
  if (filter.itemId) scope.push(sql`s.item_id = ${filter.itemId}`);
  if (filter.commitmentId) scope.push(sql`s.commitment_id = ${filter.commitmentId}`);
  if (filter.dueIn) scope.push(sql`s.due between ${filter.dueIn.from}::date and ${filter.dueIn.to}::date`);
  return cards(db, seen, sql.join(scope, sql` and `), filter.states ? sql`s.state = any(${filter.states}::text[])` : sql`true`, page);
}

/** One card, or null. */
export async function obligationCard(db: Reader, id: Id, seen: Seen): Promise<ObligationCard | null> {
  return (await cards(db, seen, sql`s.shard_id = ${shardOf(id)} and s.obligation_id = ${id}`, sql`true`))[0] ?? null;
}

export interface StandingSummary {
  /** Counted obligations due by the day (optional, closed and excused ones left out). */
  readonly due: number;
  readonly metInTime: number;
  readonly metLate: number;
  readonly missed: number;
  /** Pieces still owed of what was due inside the window, and of what was due before it. */
  readonly debt: number;
  readonly debtBefore: number;
  readonly unitsBehind: number;
  readonly dueSoon: number;
  readonly silent: number;
}
/** The figures above the board. */
export async function standingSummary(db: Reader, { organisationIds, sourceIds, window, ...seen }: Omit<BoardRequest, 'itemIds'>): Promise<StandingSummary> {
  const { today } = seen;
  const { rows } = await sql<StandingSummary>`
    select (count(*) filter (where inside and counted and due < ${today}::date))::integer as due,
      (count(*) filter (where inside and counted and due < ${today}::date and state = 'met'))::integer as "metInTime",
      (count(*) filter (where inside and counted and due < ${today}::date and state = 'met-late'))::integer as "metLate",
      (count(*) filter (where inside and state = 'missed'))::integer as missed,
      coalesce(sum(debt) filter (where inside), 0)::integer as debt,
      coalesce(sum(debt) filter (where not inside), 0)::integer as "debtBefore",
      (count(distinct board_organisation_id) filter (where inside and state = 'missed'))::integer as "unitsBehind",
      (count(*) filter (where inside and state in ('open', 'partly-met') and due <= ${addDays(today, DUE_SOON_DAYS)}::date))::integer as "dueSoon",
      (count(*) filter (where inside and silent))::integer as silent
    from (select s.due >= ${window.from}::date as inside, s.board_organisation_id, s.due, s.amount is not null and not s.optional and not s.closed and s.excused < s.amount as counted,
        ${stateSql(today)} as state, ${debtSql(today)} as debt, ${silentSql(today)} as silent
      from ${standing(seen)} s
      where ${isOneOf(sql`s.board_organisation_id`, organisationIds, 'uuid')} and s.period_from <= ${window.to}::date
        ${sourceIds ? sql`and s.source_id = any(${sourceIds}::uuid[])` : sql``} ${ONCE}) x`.execute(db);
  return rows[0]!;
}
