import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { fold, slugOf } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import type { Tx } from '#platform/db/tables.ts';
import type { Known, PlannedEntry } from '../rules/plan-entries.ts';
import { allProcedures, fieldsNamed, fieldsOf } from '../store/catalogue.ts';
import { insertFields, insertProcedures, insertVersions, setChecked, versionsOf } from '../store/rows.ts';
import type { FieldRow, ProcedureRow, VersionRow } from '../store/tables.ts';
import { placeProcedures, placesToday, procedurePath, toPlace } from './place-procedures.ts';

/** Every procedure of a catalogue with all its entries, by code. */
export async function knownByCode(tx: Tx, organisationId: Id): Promise<ReadonlyMap<string, Known>> {
  const rows = await allProcedures(tx, organisationId), fields = await fieldsNamed(tx, organisationId), byProcedure = Map.groupBy(await versionsOf(tx, rows.map(({ id }) => id)), (one) => one.procedure_id);
  return new Map(rows.map(({ id, code }) => [code, { id, code, entries: (byProcedure.get(id) ?? []).map((one) => ({
    id: one.id, validFrom: one.valid_from, revision: one.revision, change: one.change, decisionId: one.decision_id, name: one.name,
    text: one.content ? { code, name: one.name, field: fields.get(one.field_id)?.name ?? '', level: one.level, content: one.content } : null,
  })) }]));
}

export interface WriteEntries { readonly organisationId: Id; readonly decision: { readonly id: Id; readonly from: PlainDate }; readonly planned: readonly PlannedEntry[]; readonly known: ReadonlyMap<string, Known>; readonly checked: boolean }

/** Part of every verb that changes the catalogue: fields and procedures that are new, the entries as one batch, the places among what readers find. */
export async function writeEntries(a: Acting, { organisationId, decision, planned, known, checked }: WriteEntries): Promise<void> {
  if (planned.length === 0) return;
  const fields = await fieldsFor(a, organisationId, planned.flatMap((one) => { const text = one.text ?? one.last; return text ? [text.field] : []; }));
  const fresh = planned.filter((one) => one.id === null), idOf = new Map([...known.values()].map((one) => [one.code, one.id])), made = new Map<string, Id>(fresh.map((one) => [one.code, a.newId()]));
  const id = (code: string): Id => (made.get(code) ?? idOf.get(code))!;
  const paths = await placeProcedures(a, organisationId, fresh.map((one) => toPlace({ id: id(one.code), organisationId, text: one.text!, fieldId: fields.get(fold(one.text!.field))!, phase: decision.from > a.today ? 'future' : 'in-force', from: decision.from })));
  const rows: ProcedureRow[] = fresh.map((one) => ({
    shard_id: a.shard, id: id(one.code), organisation_id: organisationId, code: one.code, slug: paths.get(id(one.code))!.slice(procedurePath('').length), checked_on: checked ? a.today : null, checked_by_name: checked ? a.by.personName : null, merged_into: null, came_from: null, came_slug: null, created_at: a.now, row_version: 1,
  }));
  await insertProcedures(a.tx, rows);
  for (const row of rows) a.record({ verb: 'procedures.added', table: 'procedures', id: row.id, organisationId, facts: { code: row.code } });
  const batchId = a.newId();
  const versions: VersionRow[] = planned.map((one) => {
    const text = one.text ?? one.last!;
    return {
      shard_id: a.shard, id: a.newId(), batch_id: batchId, organisation_id: organisationId, procedure_id: id(one.code), decision_id: decision.id, valid_from: decision.from, revision: one.revision, change: one.change, name: text.name, level: text.level,
      field_id: fields.get(fold(text.field))!, content: one.text?.content ?? null, replaced_by: one.replacedBy.map(id), note: one.note, written_by_name: a.by.personName, written_at: a.now,
    };
  });
  await insertVersions(a.tx, versions);
  a.recordBatch({ verb: 'procedures.entered', table: 'procedure_versions', batchId, organisationId, facts: { decision: decision.id, entries: versions.length } });
  const before = planned.flatMap((one) => (one.id ? [one.id] : []));
  if (checked && before.length) {
    await setChecked(a.tx, before, a.today, a.by.personName);
    for (const one of before) a.record({ verb: 'procedures.checked', table: 'procedures', id: one, organisationId });
  }
  await placeAgain(a, organisationId, before);
}

/** What readers find of these is said as it stands today. */
export async function placeAgain(a: Acting, organisationId: Id, ids: readonly Id[]): Promise<void> {
  await placeProcedures(a, organisationId, await placesToday(a, organisationId, ids));
}

/** Fields by their folded name; those that are new are opened. */
async function fieldsFor(a: Acting, organisationId: Id, names: readonly string[]): Promise<ReadonlyMap<string, Id>> {
  const there = await fieldsOf(a.tx, organisationId), byName = new Map(there.map((one) => [fold(one.name), one.id])), slugs = new Set(there.map((one) => one.slug)), rows: FieldRow[] = [];
  for (const name of names) {
    if (byName.has(fold(name))) continue;
    const wanted = slugOf(name);
    let slug = wanted;
    for (let number = 2; slugs.has(slug); number++) slug = `${wanted}-${number}`;
    slugs.add(slug);
    const row: FieldRow = { shard_id: a.shard, id: a.newId(), organisation_id: organisationId, name, slug, merged_into: null, created_at: a.now, row_version: 1 };
    rows.push(row);
    byName.set(fold(name), row.id);
  }
  await insertFields(a.tx, rows);
  for (const row of rows) a.record({ verb: 'procedures.field-opened', table: 'procedure_fields', id: row.id, organisationId, facts: { name: row.name } });
  return byName;
}
