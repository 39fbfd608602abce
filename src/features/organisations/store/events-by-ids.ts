import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import './tables.ts';

/** Several events of reorganisation at once, for those who tell people of them. */
export const successionEventsById = (reader: Reader, ids: readonly Id[]) =>
  ids.length === 0 ? Promise.resolve([]) : reader.selectFrom('succession_events').select(['id', 'kind', 'on_day', 'citation', 'payload', 'subject_id']).where('id', 'in', [...ids]).execute();
