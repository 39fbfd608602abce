import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Role } from '#platform/policy.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { StepKey } from '../rules/ladder.ts';
import type { StepRow } from './tables.ts';

/** One line of "Đã nhắc": who was told of what, when. */
export interface StepTaken {
  readonly subjectId: Id; readonly step: StepKey; readonly organisationId: Id; readonly recipientId: Id; readonly recipientRoles: readonly Role[]; readonly forDay: PlainDate; readonly takenOn: PlainDate;
  readonly sentence: string; readonly skipped: boolean; readonly draftId: Id | null; readonly letterId: Id | null;
}

/** Everything the ladder did about these subjects, oldest first; steps passed over are among them. */
export async function stepsOf(reader: Reader, subjectIds: readonly Id[]): Promise<StepTaken[]> {
  if (subjectIds.length === 0) return [];
  const { rows } = await sql<StepTaken>`
    select subject_id as "subjectId", step, organisation_id as "organisationId", recipient_organisation_id as "recipientId", recipient_roles as "recipientRoles", for_day as "forDay", taken_on as "takenOn",
      sentence, skipped, draft_id as "draftId", letter_id as "letterId"
    from urging_steps where subject_id = any(${subjectIds}::uuid[]) order by taken_on, for_day, id`.execute(reader);
  return rows;
}

export interface WrittenStep { readonly recipientId: Id; readonly skipped: boolean }

/** Rows in one statement at a time; what was told already (the same subject, step and unit) stays as it is. Gives what was written. */
export async function insertSteps(tx: Tx, rows: readonly StepRow[]): Promise<WrittenStep[]> {
  const written: WrittenStep[][] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    written.push((await sql<WrittenStep>`
      insert into urging_steps select * from jsonb_populate_recordset(null::urging_steps, ${JSON.stringify(rows.slice(from, from + AT_ONCE))}::jsonb)
      on conflict (shard_id, subject_id, step, recipient_organisation_id) do nothing returning recipient_organisation_id as "recipientId", skipped`.execute(tx)).rows);
  }
  return written.flat();
}
const AT_ONCE = 5_000;

/** The last working day before today on which the ladder was climbed; null at the first time. */
export async function lastRun(reader: Reader, shard: number, before: PlainDate): Promise<PlainDate | null> {
  return (await sql<{ day: PlainDate | null }>`select max(on_day) as day from urging_runs where shard_id = ${shard} and on_day < ${before}::date`.execute(reader)).rows[0]!.day;
}

/** Notes that the ladder was climbed today; null when this day is noted and nothing new was done. */
export async function noteRun(tx: Tx, run: { shard: number; id: Id; on: PlainDate; at: Date; steps: number; skipped: number; recipients: number }): Promise<Id | null> {
  const { rows } = await sql<{ id: Id }>`
    insert into urging_runs (shard_id, id, on_day, ran_at, steps, skipped, recipients) values (${run.shard}, ${run.id}, ${run.on}, ${run.at}, ${run.steps}, ${run.skipped}, ${run.recipients})
    on conflict (shard_id, on_day) do update set ran_at = excluded.ran_at, steps = urging_runs.steps + excluded.steps, skipped = urging_runs.skipped + excluded.skipped, recipients = urging_runs.recipients + excluded.recipients
      where excluded.steps + excluded.skipped > 0
    returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Where work was given: each shard is climbed by itself. */
export async function shardsFollowed(reader: Reader): Promise<number[]> {
  const { rows } = await sql<{ shard: number }>`select distinct shard_id as shard from commitments union select shard_id from reporting_regimes order by 1`.execute(reader);
  return rows.map(({ shard }) => shard);
}
