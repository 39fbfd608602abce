import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { holdProcedure, setChecked } from '../store/rows.ts';

/** Somebody has compared the procedure with the national portal and found it the same. */
export async function markChecked(a: Acting, { procedureId, rowVersion }: { readonly procedureId: Id; readonly rowVersion: number | null }): Promise<void> {
  const one = await holdProcedure(a.tx, procedureId, rowVersion);
  await a.authorise('procedures.keep', one.organisation_id);
  await setChecked(a.tx, [one.id], a.today, a.by.personName);
  a.record({ verb: 'procedures.checked', table: 'procedures', id: one.id, organisationId: one.organisation_id, facts: { code: one.code } });
}
