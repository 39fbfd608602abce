import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';
import { livingHeir, organisationTree } from '#features/organisations/store.ts';
import type { Reader } from '#platform/db/tables.ts';
import { allProcedures, wentTo } from './store/catalogue.ts';

/** Whose catalogue holds for a unit: of the nearest people's committee of a province, itself included; else of the one at the top. */
export function catalogueOwner(tree: OrganisationTree, organisationId: Id): Id {
  const self = tree.latest(organisationId), line = [...(self ? [self] : []), ...tree.ancestorsOf(organisationId)];
  return (line.find((one) => one.tier === 'province' && KINDS[one.kind].family === 'committee') ?? line.at(-1))?.id ?? organisationId;
}

/** The same on a day; of a province that has ended, the one that goes on with its catalogue. */
export async function catalogueFor(reader: Reader, organisationId: Id, today: PlainDate): Promise<Id> {
  const tree = await organisationTree(reader, today), owner = catalogueOwner(tree, organisationId);
  if (tree.get(owner) || (await allProcedures(reader, owner)).length) return owner;
  return (await wentTo(reader, owner)) ?? (await livingHeir(reader, owner, today)) ?? owner;
}
