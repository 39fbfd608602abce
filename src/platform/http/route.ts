import type { Id } from '#kernel/id.ts';
import type { Reader } from '../db/tables.ts';
import type { Permission } from '../policy.ts';
import type { Visit } from './visit.ts';

/**
 * Every route says who may come in and where the permission is looked up, as data: start-up refuses one that does not,
 * `loa routes --json` prints the table, and a test walks it against every role and place in the tree.
 */

/** Finds the organisation that a row belongs to; null when there is no such row (the visitor sees 404). */
export type OrganisationOf = (reader: Reader, id: Id) => Promise<Id | null>;

export type Scope =
  /** nothing to look up: public pages */
  | { readonly kind: 'none' }
  /** the visitor's own account */
  | { readonly kind: 'self' }
  /** the unit in whose name the person acts */
  | { readonly kind: 'acting' }
  /** the organisation that the row named in the path belongs to */
  | { readonly kind: 'of'; readonly noun: string; readonly param: string; readonly organisationOf: OrganisationOf };

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Hono pattern, e.g. "/lam-viec/ke-hoach/:plan". */
  readonly path: string;
  /** reader: anybody, and nobody looks at who it is; public: anybody, who may be signed in; signed-in: a session; token: a bearer token (API). */
  readonly auth: 'reader' | 'public' | 'signed-in' | 'token';
  /** Null only on routes for everybody and on the person's own account. */
  readonly permission: Permission | null;
  readonly scope: Scope;
  /** Largest body in bytes; 1 MB unless said. */
  readonly bodyLimit?: number;
  /** A POST that also programs send which have no page of ours open. Only where nobody looks at a cookie: the key in the path is the right to it. */
  readonly fromAnywhere?: true;
  readonly handler: (visit: Visit) => Response | Promise<Response>;
}

/** Pages of the portal: the session is never read. */
export const READER = { auth: 'reader', permission: null, scope: { kind: 'none' } } as const;
export const PUBLIC = { auth: 'public', permission: null, scope: { kind: 'none' } } as const;
export const OWN_ACCOUNT = { auth: 'signed-in', permission: null, scope: { kind: 'self' } } as const;
/** At the acting unit. */
export const acting = (permission: Permission) => ({ auth: 'signed-in', permission, scope: { kind: 'acting' } }) as const;
/** At the organisation that the row in `:param` belongs to. */
export const at = (permission: Permission, noun: string, param: string, organisationOf: OrganisationOf) =>
  ({ auth: 'signed-in', permission, scope: { kind: 'of', noun, param, organisationOf } }) as const;

export const get = (path: string, guard: Pick<Route, 'auth' | 'permission' | 'scope'>, handler: Route['handler']): Route => ({ method: 'GET', path, ...guard, handler });
export const post = (path: string, guard: Pick<Route, 'auth' | 'permission' | 'scope'>, handler: Route['handler'], bodyLimit?: number): Route =>
  ({ method: 'POST', path, ...guard, handler, ...(bodyLimit ? { bodyLimit } : {}) });

export const forEverybody = (route: Pick<Route, 'auth'>): boolean => route.auth === 'reader' || route.auth === 'public';

/** What is wrong with the table, in sentences; empty when it may be served. */
export function routeFaults(routes: readonly Route[], knownPermissions: ReadonlySet<string>): string[] {
  const faults: string[] = [], seen = new Set<string>();
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    if (seen.has(name)) faults.push(`${name}: declared twice`);
    seen.add(name);
    if (!route.auth || !route.scope || route.permission === undefined) faults.push(`${name}: permission and scope must be declared`);
    if (route.permission === null && !forEverybody(route) && route.scope.kind !== 'self') faults.push(`${name}: needs a permission`);
    if (route.permission !== null && !knownPermissions.has(route.permission)) faults.push(`${name}: no policy knows ${route.permission}`);
    if (route.permission !== null && (route.scope.kind === 'none' || route.scope.kind === 'self')) faults.push(`${name}: a permission needs a place`);
    if (route.scope.kind === 'of' && !route.path.includes(`:${route.scope.param}`)) faults.push(`${name}: the path has no :${route.scope.param}`);
    if (route.fromAnywhere && (route.auth !== 'reader' || route.method !== 'POST' || !/\/:\w+$/.test(route.path))) faults.push(`${name}: only a reader's post with a key in its path may come from anywhere`);
    if (forEverybody(route) && route.path.startsWith('/lam-viec')) faults.push(`${name}: the console is never public`);
  }
  return faults;
}

/** The row of `loa routes --json`. */
export const describeRoute = (route: Route) => ({
  method: route.method, path: route.path, auth: route.auth, permission: route.permission,
  scope: route.scope.kind === 'of' ? `of ${route.scope.noun} :${route.scope.param}` : route.scope.kind,
});
