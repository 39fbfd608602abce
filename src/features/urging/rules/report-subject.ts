import { createHash } from 'node:crypto';
import type { Id } from '#kernel/id.ts';

/** A report that is owed may not have been begun: its steps are kept under one id made of regime, period and unit, in the shard of the regime. */
export function reportSubject(regimeId: Id, periodKey: string, organisationId: Id): Id {
  const tail = createHash('sha256').update(`${regimeId}/${periodKey}/${organisationId}`).digest().subarray(0, 8);
  tail[0] = (tail[0]! & 0x3f) | 0x80;
  const hex = tail.toString('hex');
  return `${regimeId.slice(0, 19)}${hex.slice(0, 4)}-${hex.slice(4)}` as Id;
}
