import type { AuditedTable } from '#features/audit/audited.ts';
import type { Route } from '#platform/http/route.ts';
import type { Permission, Role } from '#platform/policy.ts';

/** What a noun hands to the application: one entry of `nouns.ts`. Everything is optional but the name. */
export interface Noun {
  readonly name: string;
  readonly policy?: Readonly<Record<Permission, readonly Role[]>>;
  readonly routes?: readonly Route[];
  /** Tables whose rows the audit log proves. */
  readonly audited?: readonly AuditedTable[];
}
