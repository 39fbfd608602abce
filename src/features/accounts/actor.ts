import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { livingHeir, organisationTree } from '#features/organisations/store.ts';
import type { Actor } from '#platform/acting.ts';
import type { Reader } from '#platform/db/tables.ts';
import { mayAt, type HeldRole, type PolicyTable } from './rules/may.ts';

/**
 * A person with roles, acting for one unit. `may` asks the tree of today, which lies in memory. What a unit that ended left
 * behind (its reports, results, papers) is in the hands of who stands in its place.
 */
export const makeActor = (reader: Reader, person: {
  readonly accountId: Id; readonly personName: string; readonly organisationId: Id; readonly roles: readonly HeldRole[]; readonly policy: PolicyTable; readonly today: PlainDate; readonly via: Actor['via'];
}): Actor => {
  // An actor lives as long as a request: one look at the tree serves all its questions.
  let known: ReturnType<typeof organisationTree> | undefined;
  const may: Actor['may'] = async (permission, organisationId) => {
    const tree = await (known ??= organisationTree(reader, person.today));
    const holds = (place: Id): boolean => mayAt(person.roles, person.policy, permission, place, tree.isWithin, person.today);
    if (holds(organisationId)) return true;
    const heir = await livingHeir(reader, organisationId, person.today);
    return heir !== null && holds(heir);
  };
  return { accountId: person.accountId, personName: person.personName, organisationId: person.organisationId, via: person.via, may };
};

/** Nobody in particular: public pages, and the steps of signing in. */
export const anonymousActor = (via: Actor['via'] = 'portal'): Actor => ({ accountId: null, personName: 'Khách', organisationId: null, via, may: async () => false });

/** The owner of an account while signing in or answering a link: named in the log, without any permission. */
export const ownerActor = (account: { readonly id: Id; readonly person: { readonly name: string } }, via: Actor['via'] = 'console'): Actor =>
  ({ accountId: account.id, personName: account.person.name, organisationId: null, via, may: async () => false });
