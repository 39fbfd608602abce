import { addDays, type PlainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { changeEntry, deleteEntry, openEntries } from '../store.ts';

/** Part of `reorganise`: the lines of units that end hold until the eve; readers are led to the successor. */
export async function closeEntries(a: Acting, ended: ReadonlyMap<Id, PlainDate>): Promise<number> {
  const open = await openEntries(a.tx, [...ended.keys()], '0001-01-01' as PlainDate);
  let closed = 0;
  for (const row of open) {
    const last = addDays(ended.get(row.organisation_id)!, -1);
    if (row.valid_to !== null && row.valid_to <= last) continue;
    await a.authorise('organisations.reorganise', row.organisation_id);
    if (row.valid_from > last) await deleteEntry(a.tx, row.id); else await changeEntry(a.tx, row.id, { valid_to: last });
    a.record({ verb: row.valid_from > last ? 'directory.entry-dropped' : 'directory.entry-ended', table: 'directory_entries', id: row.id, organisationId: row.organisation_id, facts: { kind: row.kind, last } });
    closed++;
  }
  return closed;
}
