import { conflict, invalid } from '#kernel/app-error.ts';
import { addDays, formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { changeEntry, deleteEntry, entriesEver, holdEntry } from '../store.ts';

/** A line holds no longer after a day (yesterday unless said); one that never came to hold goes, and what it would have replaced goes on. */
export async function endEntry(a: Acting, input: { readonly entryId: Id; readonly rowVersion: number | null; readonly last?: PlainDate }): Promise<void> {
  const row = await holdEntry(a.tx, input.entryId, input.rowVersion), last = input.last ?? addDays(a.today, -1);
  await a.authorise('directory.keep', row.organisation_id);
  if (row.valid_to !== null) throw conflict('Mục này đã hết hiệu lực.');
  if (row.valid_from > a.today || last < row.valid_from) {
    if (row.valid_from < a.today) throw invalid(`Mục này có từ ngày ${formatDate(row.valid_from)}; ngày cuối phải từ ngày đó trở đi.`, 'last');
    const before = (await entriesEver(a.tx, row.organisation_id)).find((one) => one.item_id === row.item_id && one.valid_to === addDays(row.valid_from, -1));
    await deleteEntry(a.tx, row.id);
    a.record({ verb: 'directory.entry-dropped', table: 'directory_entries', id: row.id, organisationId: row.organisation_id, facts: { kind: row.kind } });
    if (before && row.valid_from > a.today) {
      await changeEntry(a.tx, before.id, { valid_to: null });
      a.record({ verb: 'directory.entry-goes-on', table: 'directory_entries', id: before.id, organisationId: row.organisation_id });
    }
    return;
  }
  await changeEntry(a.tx, row.id, { valid_to: last });
  a.record({ verb: 'directory.entry-ended', table: 'directory_entries', id: row.id, organisationId: row.organisation_id, facts: { kind: row.kind, last } });
}
