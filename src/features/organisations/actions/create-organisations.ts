import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { refuseTakenCode, versionContent } from '../rules/organisation-input.ts';
import { insertOrganisations, organisationTree } from '../store.ts';
import { addStandardGroups, type CreateOrganisation } from './create-organisation.ts';

/** Many at once below organisations that exist already, all from the same day: a constant number of statements. Ids in the order given. */
export async function createOrganisations(acting: Acting, inputs: readonly CreateOrganisation[]): Promise<readonly Id[]> {
  const validFrom = inputs[0]?.validFrom ?? acting.today, tree = await organisationTree(acting.tx, validFrom);
  for (const parent of new Set(inputs.map((input) => input.parentId))) {
    if (!parent || !tree.get(parent)) throw invalid('Đơn vị cấp trên không còn (hoặc chưa có) vào ngày này; hãy chọn đơn vị khác.', 'parentId');
    await acting.authorise('organisations.change', parent);
  }
  const rows = inputs.map((input) => {
    const parent = tree.get(input.parentId!)!, id = acting.newId(), content = versionContent(id, input, parent, validFrom);
    refuseTakenCode(content.codes, tree.byCode, id);
    return { id, versionId: acting.newId(), shard: input.shard ?? parent.shard, createdAt: acting.now, content };
  });
  await insertOrganisations(acting.tx, rows);
  for (const row of rows) {
    acting.record({ verb: 'organisations.created', table: 'organisations', id: row.id, organisationId: row.id, facts: { name: row.content.name, kind: row.content.kind } });
    acting.record({ verb: 'organisations.version-added', table: 'organisation_versions', id: row.versionId, organisationId: row.id, facts: { validFrom } });
  }
  await addStandardGroups(acting, rows.map((row) => ({ id: row.id, kind: row.content.kind })));
  return rows.map((row) => row.id);
}
