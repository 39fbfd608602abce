import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { owedSql, type OwedRow } from '#features/obligations/store.ts';
import { latestDue, severity, type Ladder, type SubjectNoun } from '../rules/ladder.ts';
import type { WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import type { TakenStep } from '../rules/steps-due.ts';
import type { Draft } from './drafts.ts';

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
      select 1 from urging_steps s where s.subject_id = p.id and s.organisation_id = p."organisationId" and not s.skipped and s.step = any(case ${standing} end))
    order by p.due, p.id`.execute(reader);
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

type DraftKey = Pick<Draft, 'owner_id' | 'source_id' | 'addressed_id'>;

/**
 * Steps that put a subject into this draft, or into one before it about the same work that ended without a letter to it: who delivered then and
 * owes again (a result was withdrawn) belongs in the next letter. What somebody set aside does not come back.
 */
const putIn = ({ owner_id, source_id, addressed_id }: DraftKey, noun: SubjectNoun) => sql`
  select s.subject_id from urging_steps s join urging_drafts d on d.shard_id = s.shard_id and d.id = s.draft_id
  where d.owner_id = ${owner_id} and d.source_id = ${source_id} and d.addressed_id is not distinct from ${addressed_id} and d.state <> 'set-aside' and s.subject_noun = ${noun}
    and not exists (select 1 from urging_steps l where l.subject_id = s.subject_id and l.letter_id is not null)`;

/** What stands in a draft today: what the ladder put there, is still owed, and has been in no letter yet. */
export async function draftObligations(reader: Reader, draft: DraftKey & { shard_id: number }, today: PlainDate): Promise<OwedRow[]> {
  return (await sql<OwedRow>`select p.* from ${owedSql(draft.shard_id, today)} p where p.id in (${putIn(draft, 'obligations')}) order by p.due, p.title, p.id`.execute(reader)).rows;
}

/** Is any duty still in this draft? Without reading them all: the first draft of a large province holds tens of thousands. */
export async function anyInDraft(reader: Reader, draft: DraftKey & { shard_id: number }, today: PlainDate): Promise<boolean> {
  return (await sql<{ any: boolean }>`select exists (select 1 from ${owedSql(draft.shard_id, today)} p where p.id in (${putIn(draft, 'obligations')})) as any`.execute(reader)).rows[0]!.any;
}

/** Reports put into a draft that have been in no letter yet. */
export async function draftReports(reader: Reader, draft: DraftKey): Promise<Set<Id>> {
  return new Set((await sql<{ id: Id }>`select subject_id as id from (${putIn(draft, 'reports')}) r`.execute(reader)).rows.map(({ id }) => id));
}

/** Where something is owed again after its draft was closed without a letter to it: a draft is wanted anew. */
export async function draftsWantedAgain(reader: Reader, shard: number, today: PlainDate): Promise<(DraftKey & Pick<Draft, 'source_noun'>)[]> {
  const { rows } = await sql<DraftKey & Pick<Draft, 'source_noun'>>`
    select distinct d.owner_id, d.source_noun, d.source_id, d.addressed_id
    from urging_drafts d join urging_steps s on s.draft_id = d.id join ${owedSql(shard, today)} p on p.id = s.subject_id
    where d.shard_id = ${shard} and d.state in ('issued', 'emptied')
      and not exists (select 1 from urging_steps l where l.subject_id = s.subject_id and l.letter_id is not null)
      and not exists (select 1 from urging_drafts o where o.shard_id = d.shard_id and o.owner_id = d.owner_id and o.source_id = d.source_id and o.addressed_id is not distinct from d.addressed_id and o.state = 'open')
    order by 1, 3, 4`.execute(reader);
  return rows;
}
