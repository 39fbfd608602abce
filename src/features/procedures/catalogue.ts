import type { Id } from '#kernel/id.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';

/** Whose catalogue holds for a unit: of the nearest people's committee of a province, itself included; else of the one at the top. */
export function catalogueOwner(tree: OrganisationTree, organisationId: Id): Id {
  const self = tree.latest(organisationId), line = [...(self ? [self] : []), ...tree.ancestorsOf(organisationId)];
  return (line.find((one) => one.tier === 'province' && KINDS[one.kind].family === 'committee') ?? line.at(-1))?.id ?? organisationId;
}
