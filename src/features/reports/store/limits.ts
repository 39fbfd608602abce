import type { PlainDate } from '#kernel/plain-date.ts';
import { yearOf } from '#kernel/plain-date.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import type { Reader } from '#platform/db/tables.ts';
import { limitsOf, type Limits } from '../rules/lock.ts';
import type { RegimeDefinition } from '../rules/regime.ts';
import { extensionsAnswered } from './members.ts';
import type { Report } from './reports.ts';

/** Deadline, lock and extension of one report. What a unit consolidates itself is never locked: it waits for others. */
export async function limitsFor(reader: Reader, one: Pick<Report, 'regime_id' | 'period_key' | 'data_to' | 'organisation_id' | 'due' | 'scope'>, definition: RegimeDefinition, today: PlainDate): Promise<Limits> {
  if (one.scope !== 'unit' || !definition.lock) return { due: one.due, lastDay: null, extension: null, locked: false };
  return limitsOf(definition.lock, one.due, await loadCalendar(reader, yearOf(one.due), yearOf(one.due) + 1), (await extensionsAnswered(reader, one, [one.organisation_id])).get(one.organisation_id) ?? null, today);
}
