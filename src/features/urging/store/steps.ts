import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Role } from '#platform/policy.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { StepKey } from '../rules/ladder.ts';

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
