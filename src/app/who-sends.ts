import type { Context } from 'hono';
import { ADDRESS_OF, authenticate, authenticateToken, type Authenticated, type PendingSession } from '#features/accounts/authenticate.ts';
import { anonymousActor } from '#features/accounts/actor.ts';
import { keepLockedForm } from '#features/accounts/locked-form.ts';
import { cookiePlan } from '#features/accounts/rules/cookies.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Route } from '#platform/http/route.ts';
import type { Visit, WebDeps } from '#platform/http/visit.ts';
import { policyTable } from './registry.ts';

/** Who sends a request: by bearer token on routes of the API, by cookie everywhere else. */
export async function whoSends(c: Context, deps: WebDeps, auth: Route['auth'], connection: Visit['connection']): Promise<Authenticated> {
  const policy = policyTable();
  if (auth !== 'token') return authenticate(deps.db, deps.clock, c.req.header('cookie'), { plan: cookiePlan({ ...connection, publicUrl: deps.config.publicUrl, insecureLan: deps.config.insecureLan }), policy });
  const found = await authenticateToken(deps.db, deps.clock, c.req.header('authorization'), policy);
  if (!found) return { session: null, pending: null, actor: anonymousActor('api'), shard: 0 };
  const name = (await organisationTree(deps.db, deps.clock.today())).latest(found.organisationId)?.name ?? '';
  return {
    pending: null, shard: found.shard, actor: found.actor,
    session: { accountId: found.accountId, sessionId: found.accountId, personName: found.actor.personName, organisationId: found.organisationId, organisationName: name, memberships: [], isAdministrator: false, mustVisit: null, notice: null },
  };
}

/** Pages for readers: no cookie is looked at. */
export const nobody = (via: 'portal'): Authenticated => ({ session: null, pending: null, actor: anonymousActor(via), shard: 0 });

/** A locked screen or an owed second step: what was sent is kept sealed and shown again afterwards. */
export async function sendToOpen(c: Context, deps: WebDeps, pending: PendingSession): Promise<Response> {
  const address = pending.state === 'locked' ? ADDRESS_OF.unlock : ADDRESS_OF.secondStep;
  if (c.req.method === 'POST') {
    const form = await c.req.formData().catch(() => null);
    if (form) await keepLockedForm(deps.db, pending.sessionId, c.req.path, form.entries(), deps.clock.now());
    return c.redirect(address, 303);
  }
  return c.redirect(`${address}?den=${encodeURIComponent(c.req.path + new URL(c.req.url).search)}`, 303);
}
