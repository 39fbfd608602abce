import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { HistoryLink } from '../rules/frame.ts';
import type { Succession } from '../rules/succession.ts';
import './tables.ts';

export interface StoredSuccession extends Succession { readonly id: Id; readonly eventId: Id; readonly citation: string }

/** Who followed whom, the earliest first; `ids`: units that gave or received, `since`: from this day on. */
export async function successionsOf(reader: Reader, filter: { readonly ids?: readonly Id[]; readonly since?: PlainDate } = {}): Promise<StoredSuccession[]> {
  if (filter.ids?.length === 0) return [];
  const rows = await reader.selectFrom('successions as s').innerJoin('succession_events as e', 'e.id', 's.event_id').selectAll('s').select('e.citation')
    .$if(filter.ids !== undefined, (query) => query.where((one) => one.or([one('s.from_id', 'in', [...filter.ids!]), one('s.to_id', 'in', [...filter.ids!])])))
    .$if(filter.since !== undefined, (query) => query.where('s.on_day', '>=', filter.since!))
    .orderBy('s.on_day').orderBy('e.applied_at').orderBy('e.ordinal').orderBy('s.id').execute();
  return rows.map((row) => ({ id: row.id, eventId: row.event_id, citation: row.citation, onDay: row.on_day, fromId: row.from_id, toId: row.to_id, share: row.share, function: row.function, carriesHistory: row.carries_history }));
}

/** For each closed unit the one that shows its past, where there is one. */
export async function historyLinks(reader: Reader): Promise<readonly HistoryLink[]> {
  const rows = await reader.selectFrom('successions').select(['from_id', 'to_id', 'on_day']).where('carries_history', '=', true).orderBy('on_day').orderBy('id').execute();
  return rows.map((row) => ({ fromId: row.from_id, toId: row.to_id!, onDay: row.on_day }));
}
