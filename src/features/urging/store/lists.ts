import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Role } from '#platform/policy.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { StepKey } from '../rules/ladder.ts';

/** How many duties of a unit reached a step in a span of days; a duty told to three people is one. */
export interface StepCount { readonly organisationId: Id; readonly step: StepKey; readonly today: number; readonly all: number }

/** What the ladder did about these units since a day, by unit of the board and step. */
export async function stepCounts(reader: Reader, units: readonly Id[], since: PlainDate, today: PlainDate): Promise<StepCount[]> {
  if (!units.length) return [];
  return (await sql<StepCount>`
    select board_organisation_id as "organisationId", step, (count(distinct subject_id) filter (where taken_on = ${today}::date))::integer as today, count(distinct subject_id)::integer as "all"
    from urging_steps where board_organisation_id = any(${units}::uuid[]) and taken_on between ${since}::date and ${today}::date and not skipped group by 1, 2`.execute(reader)).rows;
}

export interface ToldFilter { readonly units: readonly Id[]; readonly step?: StepKey | undefined; readonly unit?: Id | undefined; readonly since: PlainDate }
export interface ToldRow { readonly id: Id; readonly organisationId: Id; readonly recipientId: Id; readonly recipientRoles: readonly Role[]; readonly step: StepKey; readonly forDay: PlainDate; readonly takenOn: PlainDate; readonly sentence: string; readonly href: string; readonly skipped: boolean }

/** Everything the ladder did, newest first, with how many rows there are. */
export async function toldRows(reader: Reader, filter: ToldFilter, page = 1, size = 50): Promise<{ rows: ToldRow[]; total: number; page: number; pages: number }> {
  const where = sql`board_organisation_id = any(${filter.units}::uuid[]) and taken_on >= ${filter.since}::date ${filter.step ? sql`and step = ${filter.step}` : sql``} ${filter.unit ? sql`and board_organisation_id = ${filter.unit}` : sql``}`;
  const total = (await sql<{ total: number }>`select count(*)::integer as total from urging_steps where ${where}`.execute(reader)).rows[0]!.total, place = pageAt(total, size, page);
  const { rows } = await sql<ToldRow>`
    select id, board_organisation_id as "organisationId", recipient_organisation_id as "recipientId", recipient_roles as "recipientRoles", step, for_day as "forDay", taken_on as "takenOn", sentence, href, skipped
    from urging_steps where ${where} order by taken_on desc, board_organisation_id, id limit ${size} offset ${place.before}`.execute(reader);
  return { rows, total, page: place.page, pages: place.pages };
}

export interface LastRun { readonly onDay: PlainDate; readonly ranAt: Date; readonly steps: number; readonly recipients: number; readonly skipped: number }
export async function latestRun(reader: Reader, today: PlainDate): Promise<LastRun | null> {
  return (await sql<LastRun>`select on_day as "onDay", ran_at as "ranAt", steps, recipients, skipped from urging_runs where on_day <= ${today}::date order by on_day desc, ran_at desc limit 1`.execute(reader)).rows[0] ?? null;
}
