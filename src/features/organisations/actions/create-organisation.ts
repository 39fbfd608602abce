import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { refuseTakenCode, versionContent, type OrganisationInput } from '../rules/organisation-input.ts';
import { standardGroupsOf } from '../rules/standard-groups.ts';
import { insertGroups, insertOrganisations, organisationTree } from '../store.ts';

export interface CreateOrganisation extends OrganisationInput {
  /** First day; unset: today. */
  readonly validFrom?: PlainDate;
  /** Where its rows are stored; unset: with those of its parent. */
  readonly shard?: number;
}

/** A new organisation below another one, with the standard groups of its kind. The root (no parent) is made by the first set-up alone. */
export async function createOrganisation(acting: Acting, input: CreateOrganisation): Promise<Id> {
  const { tx } = acting;
  const validFrom = input.validFrom ?? acting.today;
  const tree = await organisationTree(tx, validFrom);
  const parent = input.parentId ? (tree.get(input.parentId) ?? null) : null;
  if (input.parentId && !parent) throw invalid('Đơn vị cấp trên không còn (hoặc chưa có) vào ngày này; hãy chọn đơn vị khác.', 'parentId');
  if (parent) await acting.authorise('organisations.change', parent.id);
  else if (acting.by.accountId !== null) throw invalid('Hãy chọn đơn vị cấp trên.', 'parentId');

  const id = acting.newId(), versionId = acting.newId();
  const content = versionContent(id, input, parent, validFrom);
  refuseTakenCode(content.codes, tree.byCode, id);
  await insertOrganisations(tx, [{ id, versionId, shard: input.shard ?? parent?.shard ?? acting.shard, createdAt: acting.now, content }]);
  acting.record({ verb: 'organisations.created', table: 'organisations', id, organisationId: id, facts: { name: content.name, kind: content.kind } });
  acting.record({ verb: 'organisations.version-added', table: 'organisation_versions', id: versionId, organisationId: id, facts: { validFrom } });
  await addStandardGroups(acting, [{ id, kind: content.kind }]);
  return id;
}

export async function addStandardGroups(acting: Acting, owners: readonly { id: Id; kind: OrganisationInput['kind'] }[]): Promise<void> {
  const groups = owners.flatMap((owner) => standardGroupsOf(owner.kind).map(([standard, group]) => ({
    id: acting.newId(), ownerId: owner.id, name: group.name, aliases: group.aliases, rule: group.rule, standard, createdAt: acting.now,
  })));
  await insertGroups(acting.tx, groups);
  for (const group of groups) acting.record({ verb: 'organisations.group-defined', table: 'organisation_groups', id: group.id, organisationId: group.ownerId, facts: { name: group.name } });
}
