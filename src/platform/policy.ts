/**
 * Who may do what, as tables. A noun lists its permissions in `policy.ts` with `definePolicy`; a role is a set of
 * permissions held at an organisation, valid for that organisation alone or for its subtree (see `features/accounts`).
 */

/** Officer, approver, focal officer, editor, finance officer, observer, administrator. */
export const ROLES = ['officer', 'approver', 'focal', 'editor', 'finance', 'observer', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** noun.verb, e.g. "plans.issue". */
export type Permission = `${string}.${string}`;
export type Policy<P extends Permission = Permission> = Readonly<Record<P, readonly Role[]>>;

export const definePolicy = <const P extends Permission>(policy: Policy<P>): Policy<P> => policy;
/** Every signed-in role: reading what the own unit may see. */
export const EVERY_ROLE: readonly Role[] = ROLES;
