import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Permission, Role } from '#platform/policy.ts';

/** A role somebody holds at an organisation, from a day to a day (both included). */
export interface HeldRole {
  readonly organisationId: Id;
  readonly role: Role;
  /** Also for everything below. */
  readonly subtree: boolean;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
}

/** The policies of all nouns put together. */
export type PolicyTable = Readonly<Record<Permission, readonly Role[]>>;
/** Is the first organisation the second one or somewhere below it? */
export type IsWithin = (id: Id, ancestor: Id) => boolean;

export const holdsOn = (role: Pick<HeldRole, 'validFrom' | 'validTo'>, today: PlainDate): boolean => role.validFrom <= today && (role.validTo === null || today <= role.validTo);

const covers = (role: HeldRole, organisationId: Id, isWithin: IsWithin): boolean =>
  role.organisationId === organisationId || (role.subtree && isWithin(organisationId, role.organisationId));

/**
 * May somebody with these roles do this there? Yes when one role of the permission's row in the table is held, today,
 * at that organisation itself or over a subtree that contains it. A permission that no policy knows is refused.
 */
export function mayAt(roles: readonly HeldRole[], policy: PolicyTable, permission: Permission, organisationId: Id, isWithin: IsWithin, today: PlainDate): boolean {
  const allowed = Object.hasOwn(policy, permission) ? policy[permission]! : [];
  return roles.some((role) => allowed.includes(role.role) && holdsOn(role, today) && covers(role, organisationId, isWithin));
}

/**
 * May the holder of `own` decide over somebody who holds, or shall hold, `other`? Only when each of those roles lies
 * inside what an administrator's role of the first one covers; a role over a subtree needs one over a subtree. So an
 * administrator of a commune can neither reset the password of a province's officer who also helps in that commune, nor
 * grant more than the own reach.
 */
export function outranks(own: readonly HeldRole[], other: readonly HeldRole[], isWithin: IsWithin, today: PlainDate): boolean {
  const reach = own.filter((role) => role.role === 'administrator' && holdsOn(role, today));
  return reach.length > 0 && other.filter((role) => role.validTo === null || role.validTo >= today)
    .every((role) => reach.some((mine) => covers(mine, role.organisationId, isWithin) && (mine.subtree || !role.subtree)));
}
