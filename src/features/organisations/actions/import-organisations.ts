import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { planImport, type PlannedImport } from '../rules/import-organisations.ts';
import type { SheetTable } from '../rules/sheet.ts';
import { insertOrganisations, organisation, organisationTree } from '../store.ts';
import { changeOrganisation } from './change-organisation.ts';
import { addStandardGroups } from './create-organisation.ts';

/** All rows or none: with a fault, or as a trial (`dryRun`), nothing is written and the plan says what would be. */
export async function importOrganisations(acting: Acting, input: { readonly table: SheetTable; readonly rootId: Id; readonly validFrom?: PlainDate; readonly dryRun: boolean }): Promise<PlannedImport> {
  await acting.authorise('organisations.change', input.rootId);
  const validFrom = input.validFrom ?? acting.today;
  const tree = await organisationTree(acting.tx, validFrom), root = tree.get(input.rootId);
  if (!root) throw new AppError('invalid', `${(await organisation(acting.tx, input.rootId, acting.today)).name} chưa có vào ngày ${formatDate(validFrom)}. Hãy ghi ngày từ khi đơn vị này có.`, { field: 'since' });
  const plan = planImport(input.table, tree, root, validFrom, acting.newId);
  if (input.dryRun || plan.faults.length) return plan;
  if (plan.created.length) {
    await insertOrganisations(acting.tx, plan.created.map(({ id, versionId, shard, ...content }) => ({ id, versionId, shard, createdAt: acting.now, content })));
    for (const made of plan.created) {
      acting.record({ verb: 'organisations.created', table: 'organisations', id: made.id, organisationId: made.id, facts: { name: made.name, kind: made.kind, by: 'import' } });
      acting.record({ verb: 'organisations.version-added', table: 'organisation_versions', id: made.versionId, organisationId: made.id, facts: { validFrom } });
    }
    await addStandardGroups(acting, plan.created);
  }
  for (const { id, input: content } of plan.changed) await changeOrganisation(acting, id, content, validFrom);
  return plan;
}
