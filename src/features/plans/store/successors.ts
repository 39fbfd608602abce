import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { PlanStatus } from '../rules/state.ts';
import type { PlanRow } from './tables.ts';

/** In force or on the way to it; what is over stays with who kept it. */
const ALIVE: readonly PlanStatus[] = ['draft', 'in-review', 'approved', 'issued', 'amended'];

/** Plans that these units keep or issued and that still go on. */
export async function livingPlansOf(reader: Reader, units: readonly Id[]): Promise<PlanRow[]> {
  if (!units.length) return [];
  return reader.selectFrom('plans').selectAll().where('status', 'in', [...ALIVE]).where((plan) => plan.or([plan('owner_id', 'in', [...units]), plan('issuer_id', 'in', [...units])])).orderBy('id').execute();
}
