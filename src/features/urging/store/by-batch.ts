import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { Role } from '#platform/policy.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { StepKey } from '../rules/ladder.ts';

/** What one unit is told on one day by one step, put together: how many duties, and the words of one of them. */
export interface StepsTold {
  readonly batchId: Id; readonly step: StepKey; readonly recipientId: Id; readonly roles: readonly Role[]; readonly digestKey: string; readonly issued: boolean;
  /** The unit is told of what it owes itself; else of what units below owe. */
  readonly own: boolean;
  readonly steps: number; /** the duties */ readonly things: readonly Id[]; readonly sentence: string; readonly href: string;
}

/** The steps of these batches that somebody is told of; those passed over are left out. */
export async function stepsTold(reader: Reader, batchIds: readonly Id[]): Promise<StepsTold[]> {
  if (batchIds.length === 0) return [];
  return (await sql<StepsTold>`
    select batch_id as "batchId", step, recipient_organisation_id as "recipientId", recipient_roles as roles, digest_key as "digestKey", letter_id is not null as issued, recipient_organisation_id in (organisation_id, board_organisation_id) as own, count(*)::integer as steps, array_agg(subject_id)::text[] as things,
      (array_agg(sentence order by for_day, id))[1] as sentence, (array_agg(href order by for_day, id))[1] as href
    from urging_steps where batch_id = any(${batchIds}::uuid[]) and not skipped group by 1, 2, 3, 4, 5, 6, 7 order by 3, 2`.execute(reader)).rows;
}
