import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { owedSql, type OwedRow } from '#features/obligations/store.ts';
import { latestDue, severity, type Ladder } from '../rules/ladder.ts';
import type { WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import type { TakenStep } from '../rules/steps-due.ts';

/**
 * What somebody may have to be told of this morning: owed, a step has come, and its holder was not told of that step or a later one. Never too few;
 * `stepsDue` decides. A few hundred rows of a hundred thousand on an ordinary day (bench/urging.ts).
 */
export async function owedToClimb(reader: Reader, { shard, sourceIds, ladder, calendar, today }: { shard: number; sourceIds: readonly Id[]; ladder: Ladder; calendar: WorkingCalendar; today: PlainDate }): Promise<OwedRow[]> {
  const steps = ladder.steps.filter((step) => step.on).toSorted((a, b) => severity(b.key) - severity(a.key)).map((step) => ({ key: step.key, dueTo: latestDue(calendar, step.workingDays, today) }));
  if (!steps.length || !sourceIds.length) return [];
  const horizon = steps.reduce((latest, step) => (step.dueTo > latest ? step.dueTo : latest), steps[0]!.dueTo);
  const standing = sql.join(steps.map(({ dueTo }, index) => sql`when greatest(p.due, p."givenOn") <= ${dueTo}::date then ${steps.slice(0, index + 1).map(({ key }) => key)}::text[]`), sql` `);
  const { rows } = await sql<OwedRow>`
    select p.* from ${owedSql(shard, horizon)} p
    where p."sourceId" = any(${sourceIds}::uuid[]) and not exists (
      select 1 from urging_steps s where s.subject_id = p.id and s.organisation_id = p."organisationId" and not s.skipped and s.step = any(case ${standing} end))`.execute(reader);
  return rows;
}

/** What was told of these subjects before, whoever held them. */
export async function historyOf(reader: Reader, subjectIds: readonly Id[]): Promise<Map<Id, TakenStep[]>> {
  const found = new Map<Id, TakenStep[]>();
  if (!subjectIds.length) return found;
  const { rows } = await sql<TakenStep & { subjectId: Id }>`
    select subject_id as "subjectId", step, organisation_id as "organisationId", recipient_organisation_id as "recipientId", skipped from urging_steps where subject_id = any(${subjectIds}::uuid[])`.execute(reader);
  for (const { subjectId, ...step } of rows) { const known = found.get(subjectId); if (known) known.push(step); else found.set(subjectId, [step]); }
  return found;
}

/** What stands in a draft today: what the ladder put there, is still owed, and has been in no letter yet. */
export async function draftObligations(reader: Reader, draftId: Id, shard: number, today: PlainDate): Promise<OwedRow[]> {
  const { rows } = await sql<OwedRow>`
    select p.* from ${owedSql(shard, today)} p
    where p.id in (select s.subject_id from urging_steps s where s.draft_id = ${draftId} and s.subject_noun = 'obligations')
      and not exists (select 1 from urging_steps l where l.subject_id = p.id and l.letter_id is not null)
    order by p.due, p.title, p.id`.execute(reader);
  return rows;
}

/** Reports put into a draft that have been in no letter yet. */
export async function draftReports(reader: Reader, draftId: Id): Promise<Set<Id>> {
  const { rows } = await sql<{ id: Id }>`
    select s.subject_id as id from urging_steps s where s.draft_id = ${draftId} and s.subject_noun = 'reports' and not exists (select 1 from urging_steps l where l.subject_id = s.subject_id and l.letter_id is not null)`.execute(reader);
  return new Set(rows.map(({ id }) => id));
}
