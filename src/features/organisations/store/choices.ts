import type { Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { PartyRef } from '../rules/name-index.ts';
import './tables.ts';

/** What these organisations once chose for names as written: canonical name → party; the first scope that knows a name wins. */
export async function choicesFor(reader: Reader, scopes: readonly Id[]): Promise<ReadonlyMap<string, PartyRef>> {
  if (!scopes.length) return new Map();
  const rows = await reader.selectFrom('name_choices').select(['scope_id', 'written', 'organisation_id', 'group_id']).where('scope_id', 'in', [...scopes]).execute();
  const found = new Map<string, PartyRef>();
  for (const scope of scopes) for (const row of rows) if (row.scope_id === scope && !found.has(row.written))
    found.set(row.written, row.organisation_id ? { type: 'organisation', id: row.organisation_id } : { type: 'group', id: row.group_id! });
  return found;
}

/** One choice a name and scope: a later one replaces it. Returns the id of the row. */
export async function saveChoice(tx: Tx, choice: { id: Id; scopeId: Id; written: string; asWritten: string; party: PartyRef; by: Id | null; at: Date }): Promise<Id> {
  const party = { organisation_id: choice.party.type === 'organisation' ? choice.party.id : null, group_id: choice.party.type === 'group' ? choice.party.id : null };
  const row = await tx.insertInto('name_choices')
    .values({ id: choice.id, scope_id: choice.scopeId, written: choice.written, as_written: choice.asWritten, ...party, chosen_by: choice.by, chosen_at: choice.at })
    .onConflict((conflict) => conflict.columns(['scope_id', 'written']).doUpdateSet({ ...party, as_written: choice.asWritten, chosen_by: choice.by, chosen_at: choice.at }))
    .returning('id').executeTakeFirstOrThrow();
  return row.id;
}

/** What was chosen for a unit that ended means its successor from now on. Gives the rows that changed. */
export async function redirectChoices(tx: Tx, successors: ReadonlyMap<Id, Id>): Promise<{ id: Id; scopeId: Id; asWritten: string; from: Id; to: Id }[]> {
  if (!successors.size) return [];
  const rows = await tx.selectFrom('name_choices').select(['id', 'scope_id', 'as_written', 'organisation_id']).where('organisation_id', 'in', [...successors.keys()]).orderBy('id').execute();
  for (const from of new Set(rows.map((row) => row.organisation_id!))) await tx.updateTable('name_choices').set({ organisation_id: successors.get(from)! }).where('organisation_id', '=', from).execute();
  return rows.map((row) => ({ id: row.id, scopeId: row.scope_id, asWritten: row.as_written, from: row.organisation_id!, to: successors.get(row.organisation_id!)! }));
}
