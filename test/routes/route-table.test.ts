import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { permissionsOf, policyTable, routesOf } from '#app/registry.ts';
import { createWeb } from '#app/web.ts';
import { acting, at, describeRoute, get, OWN_ACCOUNT, post, PUBLIC, READER, routeFaults, type Route } from '#platform/http/route.ts';

const page = (): Response => new Response('');
const known = new Set(['plans.read']);
const nobody = async (): Promise<null> => null;

describe('the table of routes', () => {
  it('is without fault as it stands, and every permission in it has a row in a policy', () => {
    assert.deepEqual(routeFaults(routesOf(), permissionsOf()), []);
    for (const route of routesOf()) if (route.permission) assert.ok(policyTable()[route.permission]!.length > 0, route.permission);
  });

  it('takes public pages, the own account, the acting unit and the place of a row', () => {
    assert.deepEqual(routeFaults([get('/', PUBLIC, page), get('/lam-viec', OWN_ACCOUNT, page), get('/lam-viec/ke-hoach', acting('plans.read'), page), get('/lam-viec/ke-hoach/:plan', at('plans.read', 'plans', 'plan', nobody), page)], known), []);
  });

  const bare = (change: Partial<Route>): Route => ({ ...get('/lam-viec/x', acting('plans.read'), page), ...change });
  for (const [what, route, sentence] of [
    ['without a permission', bare({ permission: null }), /needs a permission/],
    ['that leaves the permission out', { method: 'GET', path: '/x', auth: 'public', scope: { kind: 'none' }, handler: page } as unknown as Route, /permission and scope must be declared/],
    ['with a permission that no policy knows', bare({ permission: 'plans.dream' }), /no policy knows plans\.dream/],
    ['with a permission but no place to look it up', bare({ scope: { kind: 'none' } }), /needs a place/],
    ['whose path lacks the row it is looked up at', get('/lam-viec/x', at('plans.read', 'plans', 'plan', nobody), page), /the path has no :plan/],
    ['that strangers may send but that looks at who they are', { ...post('/x/:id', PUBLIC, page), fromAnywhere: true }, /only a reader's post with a key in its path/],
    ['that strangers may send without a key', { ...post('/x', READER, page), fromAnywhere: true }, /only a reader's post with a key in its path/],
    ['of the console that is open to everybody', get('/lam-viec/x', PUBLIC, page), /never public/],
  ] as const) it(`a route ${what} is a fault`, () => assert.match(routeFaults([route], known).join('\n'), sentence));

  it('the same address twice is a fault', () => assert.match(routeFaults([bare({}), bare({})], known).join('\n'), /declared twice/));
  it('two methods at one address are none', () => assert.deepEqual(routeFaults([bare({}), post('/lam-viec/x', acting('plans.read'), page)], known), []));

  it('start-up refuses a table with a fault and names it', () => {
    assert.throws(() => createWeb({} as never, [bare({ permission: null })]), /cannot be served:\n  GET \/lam-viec\/x: needs a permission/);
  });

  it('is printed with place and permission of each', () => {
    assert.deepEqual(describeRoute(get('/lam-viec/ke-hoach/:plan', at('plans.read', 'plans', 'plan', nobody), page)), { method: 'GET', path: '/lam-viec/ke-hoach/:plan', auth: 'signed-in', permission: 'plans.read', scope: 'of plans :plan' });
  });
});
