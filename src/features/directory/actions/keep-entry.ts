import { AppError, conflict, invalid } from '#kernel/app-error.ts';
import { addDays, addMonths, formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import { organisation, organisationTree } from '#features/organisations/store.ts';
import { ensureSite } from '#features/sites/actions/ensure-site.ts';
import { sitePlaces } from '#features/sites/store.ts';
import { ENTRY_KINDS, entryName, readDetails, type DetailsOf, type EntryKind } from '../rules/details.ts';
import { changeEntry, holdEntry, insertEntries, openEntries, takeTurn, type AnyEntry } from '../store.ts';

/** Fields as people type them. */
export type Typed = Readonly<Record<string, string>>;
/** How far ahead a change may be laid down. */
const AHEAD_MONTHS = 12;

/** Adds a line to the directory of a unit, from a day on. */
export async function addEntry(a: Acting, input: { readonly organisationId: Id; readonly kind: EntryKind; readonly typed: Typed; readonly from?: PlainDate }): Promise<Id> {
  await a.authorise('directory.keep', input.organisationId);
  await organisation(a.tx, input.organisationId, a.today);
  await takeTurn(a.tx, input.organisationId);
  const details = checked(input.kind, input.typed), from = input.from ?? a.today;
  notTooFar(a, from);
  const [row] = await insertLines(a, [{ organisationId: input.organisationId, kind: input.kind, details }], await openEntries(a.tx, [input.organisationId], a.today), from);
  return row!.id;
}

export interface NewLine { readonly organisationId: Id; readonly kind: EntryKind; readonly details: DetailsOf[EntryKind] }
/** Part of a verb that has authorised and read what stands: many lines in one writing. */
export async function insertLines(a: Acting, lines: readonly NewLine[], open: readonly AnyEntry[], from: PlainDate): Promise<readonly AnyEntry[]> {
  const key = (one: { readonly kind: EntryKind }, unit: Id): string => `${unit} ${one.kind}`, there = Map.groupBy(open, (one) => key(one, one.organisation_id)), rows: AnyEntry[] = [];
  for (const { organisationId, kind, details } of lines) {
    const rules = ENTRY_KINDS[kind], same = there.get(key({ kind }, organisationId)) ?? [], items = new Set(same.map(({ item_id }) => item_id));
    if (rules.single && items.size) throw conflict(`Đơn vị đã ghi mục “${rules.one}”. Hãy mở mục đó để sửa.`);
    if (items.size >= rules.most) throw invalid(`Mỗi đơn vị ghi nhiều nhất ${rules.most} mục “${rules.label}”. Hãy bỏ bớt mục không còn dùng.`);
    const id = a.newId(), row: AnyEntry = { shard_id: a.shard, id, organisation_id: organisationId, kind, item_id: id, ordinal: Math.max(0, ...same.map(({ ordinal }) => ordinal)) + 1, valid_from: from, valid_to: null, ...said(a, details) };
    rows.push(row);
    there.set(key({ kind }, organisationId), [...same, row]);
  }
  await insertEntries(a.tx, rows);
  await openSites(a, [...new Set(rows.map((row) => row.organisation_id))]);
  for (const row of rows) a.record({ verb: 'directory.entry-added', table: 'directory_entries', id: row.id, organisationId: row.organisation_id, facts: { kind: row.kind, name: entryName(row.kind, row.details as never), from } });
  return rows;
}

/** What an office says of itself has a place where readers find it; parts of an office stand on its pages. */
async function openSites(a: Acting, units: readonly Id[]): Promise<void> {
  const tree = await organisationTree(a.tx, a.today), there = await sitePlaces(a.tx, units, a.today);
  for (const id of units) { const unit = tree.get(id); if (unit && !there.has(id) && !unit.external && KINDS[unit.kind].family !== 'unit') await ensureSite(a, id); }
}

/** Says a line anew from a day on; what held before stays in the history. */
export async function changeEntryFrom(a: Acting, input: { readonly entryId: Id; readonly rowVersion: number | null; readonly typed: Typed; readonly from?: PlainDate; readonly ordinal?: number }): Promise<Id> {
  const row = await holdEntry(a.tx, input.entryId, input.rowVersion);
  await a.authorise('directory.keep', row.organisation_id);
  if (row.valid_to !== null) throw conflict(`Mục này đã có nội dung khác từ ngày ${formatDate(addDays(row.valid_to, 1))}. Hãy sửa ở nội dung mới.`);
  const details = checked(row.kind, input.typed), from = input.from ?? (row.valid_from > a.today ? row.valid_from : a.today);
  notTooFar(a, from);
  if (from < row.valid_from) throw invalid(`Nội dung đang ghi có từ ngày ${formatDate(row.valid_from)}. Ngày áp dụng phải từ ngày đó trở đi.`, 'from');
  const record = (id: Id) => a.record({ verb: 'directory.entry-changed', table: 'directory_entries', id, organisationId: row.organisation_id, facts: { kind: row.kind, name: entryName(row.kind, details), from } });
  const ordinal = input.ordinal ?? row.ordinal;
  if (from === row.valid_from) {
    const { row_version: _, ...anew } = said(a, details);
    await changeEntry(a.tx, row.id, { ...anew, ordinal });
    record(row.id);
    return row.id;
  }
  const id = a.newId();
  await changeEntry(a.tx, row.id, { valid_to: addDays(from, -1) });
  a.record({ verb: 'directory.entry-ended', table: 'directory_entries', id: row.id, organisationId: row.organisation_id, facts: { last: addDays(from, -1) } });
  await insertEntries(a.tx, [{ shard_id: a.shard, id, organisation_id: row.organisation_id, kind: row.kind, item_id: row.item_id, ordinal, valid_from: from, valid_to: null, ...said(a, details) }]);
  record(id);
  return id;
}

function checked<K extends EntryKind>(kind: K, typed: Typed): DetailsOf[K] {
  const read = readDetails(kind, (key) => typed[key] ?? '');
  if (!read.ok) throw new AppError('invalid', Object.values(read.faults)[0]!, { fields: { ...read.faults } });
  return read.details;
}
function notTooFar(a: Acting, from: PlainDate): void {
  if (from > addMonths(a.today, AHEAD_MONTHS)) throw invalid(`Ngày áp dụng xa quá ${AHEAD_MONTHS} tháng. Hãy ghi ngày gần hơn.`, 'from');
}
const said = (a: Acting, details: AnyEntry['details']): Omit<AnyEntry, 'shard_id' | 'id' | 'organisation_id' | 'kind' | 'item_id' | 'ordinal' | 'valid_from' | 'valid_to'> => ({
  details, checked_on: a.today, checked_by_name: a.by.personName, changed_by: a.by.accountId, changed_by_name: a.by.personName, changed_at: a.now, row_version: 1,
});
