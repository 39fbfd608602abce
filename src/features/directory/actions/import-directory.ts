import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { RowFault, SheetTable } from '#features/organisations/rules/sheet.ts';
import { typedDetails } from '../rules/details.ts';
import { readDirectory, sameKey } from '../rules/import-directory.ts';
import { openEntries, takeTurn } from '../store.ts';
import { changeEntryFrom, insertLines, type NewLine } from './keep-entry.ts';

export interface DirectoryImport { readonly added: number; readonly changed: number; readonly unchanged: number; readonly faults: readonly RowFault[]; readonly ignored: readonly string[] }

/** A table of lines for a unit and those below it: all rows or none. What the file leaves empty stays as it is kept. */
export async function importDirectory(a: Acting, input: { readonly table: SheetTable; readonly rootId: Id; readonly dryRun: boolean }): Promise<DirectoryImport> {
  await a.authorise('directory.keep', input.rootId);
  const tree = await organisationTree(a.tx, a.today);
  const find = (code: string): Id | null => { const one = ['local', 'agency', 'admin-unit'].map((scheme) => tree.byCode(scheme, code)).find(Boolean); return one && tree.isWithin(one.id, input.rootId) ? one.id : null; };
  const { lines, faults, ignored } = readDirectory(input.table, find), counts = { added: 0, changed: 0, unchanged: 0 };
  if (faults.length) return { ...counts, faults, ignored };
  const units = [...new Set(lines.map(({ organisationId }) => organisationId))], open = (await openEntries(a.tx, units, a.today)).filter(({ valid_to }) => valid_to === null);
  for (const unit of units) if (unit !== input.rootId) await a.authorise('directory.keep', unit);
  for (const unit of input.dryRun ? [] : units.toSorted()) await takeTurn(a.tx, unit);
  const fresh: NewLine[] = [];
  for (const { organisationId, kind, details } of lines) {
    const of = (one: { readonly kind: string }, unit: Id): boolean => one.kind === kind && unit === organisationId, same = open.filter((one) => of(one, one.organisation_id));
    // a unit's only counter is that one, however it is called now
    const there = same.find((one) => sameKey(kind, one.details) === sameKey(kind, details)) ?? (kind === 'one-stop' && same.length === 1 && lines.filter((one) => of(one, one.organisationId)).length === 1 ? same[0] : undefined);
    const before = there ? typedDetails(kind, there.details as never) : {}, after = { ...before, ...Object.fromEntries(Object.entries(typedDetails(kind, details as never)).filter(([, value]) => value !== '')) };
    if (there && Object.entries(after).every(([key, value]) => before[key] === value)) { counts.unchanged++; continue; }
    if (!there) { fresh.push({ organisationId, kind, details }); continue; }
    counts.changed++;
    if (!input.dryRun) await changeEntryFrom(a, { entryId: there.id, rowVersion: null, typed: after });
  }
  counts.added = fresh.length;
  if (!input.dryRun) await insertLines(a, fresh, open, a.today);
  return { ...counts, faults, ignored };
}
