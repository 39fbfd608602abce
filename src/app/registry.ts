import type { Route } from '#platform/http/route.ts';
import type { Permission, Role } from '#platform/policy.ts';
import { NOUNS } from './nouns.ts';
import { shellRoutes } from './shell-routes.tsx';

/** Everything the nouns declared, put together. */
export const routesOf = (): readonly Route[] => [...shellRoutes, ...NOUNS.flatMap((noun) => noun.routes ?? [])];
export const policyTable = (): Readonly<Record<Permission, readonly Role[]>> => Object.assign({}, ...NOUNS.map((noun) => noun.policy ?? {}));
export const permissionsOf = (): ReadonlySet<string> => new Set(Object.keys(policyTable()));
export const auditedTables = () => NOUNS.flatMap((noun) => noun.audited ?? []);
