import { conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { changeEntry, openEntries } from '../store.ts';

/** Somebody went through the whole page and found that it still holds. */
export async function checkEntries(a: Acting, { organisationId }: { readonly organisationId: Id }): Promise<number> {
  await a.authorise('directory.keep', organisationId);
  const open = await openEntries(a.tx, [organisationId], a.today);
  if (!open.length) throw conflict('Danh bạ của đơn vị chưa có gì để kiểm tra. Hãy ghi địa chỉ và số điện thoại trước.');
  for (const { id } of open) {
    await changeEntry(a.tx, id, { checked_on: a.today, checked_by_name: a.by.personName });
    a.record({ verb: 'directory.entry-checked', table: 'directory_entries', id, organisationId });
  }
  return open.length;
}
