import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { policyTable, routesOf } from '#app/registry.ts';
import { forEverybody, type Route } from '#platform/http/route.ts';
import { ROLES, type Role } from '#platform/policy.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { sampleFor, wearsOut, type Sample } from '#test/support/route-samples.ts';
import type { TestWeb } from '#test/support/web.ts';
import { people, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';

/**
 * Every route × every role × every place in the tree (all of them for each way a place is looked up, a sixth for its others). What is expected comes from the policy table, the scope and a tree
 * of five lines here; what happens comes from the whole application, asked without a socket between.
 */
interface Walker { readonly userName: string; readonly role: Role; readonly at: Id; readonly subtree: boolean }

describe('who may open what', () => {
  let web: TestWeb, acting: TestActing, province: Worked, close: () => Promise<void>, walkers: readonly Walker[] = [];
  let db: Awaited<ReturnType<typeof testDb>>['db'];
  const parents = new Map<Id, Id | null>(), placeNames = new Map<Id, string>(), cookies = new Map<string, string>();

  before(async () => {
    ({ db, web, province } = await workedWorld());
    close = async () => { await web.close(); };
    const [a, b] = province.communes as [Id, Id];
    parents.set(province.root, null);
    for (const unit of [...province.departments, ...province.communes]) parents.set(unit, province.root);
    province.communes.forEach((commune, index) => province.divisions[index]!.forEach((division) => parents.set(division, commune)));
    // Seen from the first commune: own, parent, child, sibling of another kind, sibling, and a branch beside it.
    for (const [id, name] of [[province.root, 'province'], [province.departments[0]!, 'department'], [a, 'commune'], [province.divisions[0]![0]!, 'division'], [b, 'other commune'], [province.divisions[1]![0]!, 'other division']] as const) placeNames.set(id, name);
    walkers = ROLES.flatMap((role) => [...placeNames.keys()].flatMap((at) => [true, ...(at === province.root || at === a ? [false] : [])].map((subtree) => ({ role, at, subtree, userName: `${role}.${[...placeNames.keys()].indexOf(at)}.${subtree}@songtra.example` }))));
    acting = actingFor(db, { today: '2026-11-20', seed: 77 });
    await people(acting, walkers.map((one) => ({ userName: one.userName, name: one.userName, at: one.at, roles: [one.role], subtree: one.subtree })));
    for (const walker of walkers) cookies.set(walker.userName, `__Host-loa=${await cookieFor(db, web, walker.userName)}`);
  });
  after(() => close());

  const within = (id: Id, above: Id): boolean => { for (let at: Id | null = id; at; at = parents.get(at) ?? null) if (at === above) return true; return false; };
  const reaches = (walker: Walker, place: Id): boolean => walker.at === place || (walker.subtree && within(place, walker.at));
  /** `briefly`: a refusal is told as a program is told it, without a page around it. */
  const send = (route: Pick<Route, 'method'>, path: string, cookie?: string, briefly = false): Promise<Response> => web.ask(path, {
    method: route.method, headers: { ...(cookie ? { cookie } : {}), ...(briefly ? { accept: 'application/json' } : {}), ...(route.method === 'POST' ? { origin: web.origin, 'content-type': 'application/x-www-form-urlencoded' } : {}) }, ...(route.method === 'POST' ? { body: '' } : {}),
  });
  const toSignIn = (answer: Response): boolean => answer.status === 303 && /^\/(dang-nhap|mo-khoa)/.test(answer.headers.get('location') ?? '');
  const refused = (answer: Response): boolean => answer.status === 401 || answer.status === 403 || toSignIn(answer);

  /** Routes that declare the same permission and look the place up in the same way climb the same ladder: everybody walks the first of them, and a sixth of all, another for each, the others. */
  const inTurns = (routes: readonly Route[]): { readonly route: Route; readonly whoAsks: (walker: Walker, index: number) => boolean }[] => {
    const walked = new Map<unknown, Set<string>>();
    return routes.map((route, turn) => {
      const by = route.scope.kind === 'of' ? route.scope.organisationOf : null, permissions = walked.get(by) ?? new Set<string>(), first = !permissions.has(route.permission!);
      walked.set(by, permissions.add(route.permission!));
      return { route, whoAsks: (_walker, index) => first || index % 6 === turn % 6 };
    });
  };

  /** The route with the sample's row in it, and the place its permission is looked up at. */
  const target = async (route: Route): Promise<Sample> => {
    const sample = await sampleFor(route, { province, db, acting });
    if (!sample) throw new Error(`${route.method} ${route.path}: no sample row for it; add one to test/support/route-samples.ts`);
    assert.ok(!sample.path.includes(':'), `${route.method} ${route.path}: the sample leaves ${sample.path}`);
    return sample;
  };

  it('a draft plan: only those who may read its owner’s work; an issued one: everybody it gives work to', async () => {
    const open = async (plan: Id, at: Id): Promise<number> => {
      const answer = await send({ method: 'GET' }, `/lam-viec/ke-hoach/${plan}`, cookies.get(walkers.find((one) => one.at === at && one.role === 'officer' && one.subtree)!.userName));
      await answer.arrayBuffer();
      return answer.status;
    };
    for (const [place, name] of placeNames) {
      // whoever may read a draft is sent on to where it is reviewed
      assert.equal(await open(province.draftPlan, place), place === province.root ? 303 : 404, `draft, officer of ${name}`);
      assert.equal(await open(province.plan, place), 200, `issued, officer of ${name}`);
    }
  });

  // From here on rows are changed: an empty form is all that some acts need.
  it('every route of a row: exactly those with a role of its permission that reaches the row', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const { route, whoAsks } of inTurns(routesOf().filter((one) => one.scope.kind === 'of'))) {
      const sample = await target(route), allowed = policyTable()[route.permission!]!, briefly = afterTheFirst();
      await eight(walkers.filter(whoAsks), async (walker) => {
        const { path, place } = wearsOut(route) ? await target(route) : sample, expected = allowed.includes(walker.role) && reaches(walker, place!), answer = await send(route, path, cookies.get(walker.userName), !expected && briefly());
        await answer.arrayBuffer();
        asked += 1;
        if (answer.status >= 500 || answer.status === 404 || refused(answer) === expected) wrong.push(`${route.method} ${route.path}: ${walker.role} of ${placeNames.get(walker.at)}${walker.subtree ? '' : ' alone'} got ${answer.status}, expected to be ${expected ? 'let in' : 'refused'}`);
      });
      const stranger = await send(route, sample.path);
      await stranger.arrayBuffer();
      if (!refused(stranger)) wrong.push(`${route.method} ${route.path}: a stranger got ${stranger.status}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(asked > 1_000);
  });

  it('every route at the acting unit: exactly the roles of its permission', async () => {
    const wrong: string[] = [], at = new Set([province.root, province.communes[0]!, province.divisions[0]![0]!]);
    for (const { route, whoAsks } of inTurns(routesOf().filter((one) => one.scope.kind === 'acting'))) {
      const { path } = await target(route), allowed = policyTable()[route.permission!]!, briefly = afterTheFirst();
      await eight(walkers.filter((walker) => walker.subtree && at.has(walker.at)).filter(whoAsks), async (walker) => {
        const answer = await send(route, path, cookies.get(walker.userName), !allowed.includes(walker.role) && briefly());
        await answer.arrayBuffer();
        if (answer.status >= 500 || answer.status === 404 || refused(answer) === allowed.includes(walker.role)) wrong.push(`${route.method} ${route.path}: ${walker.role} of ${placeNames.get(walker.at)} got ${answer.status}`);
      });
      const stranger = await send(route, path);
      await stranger.arrayBuffer();
      if (!refused(stranger)) wrong.push(`${route.method} ${route.path}: a stranger got ${stranger.status}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('the own account: whoever is signed in, and no stranger; public pages: everybody', async () => {
    const wrong: string[] = [], self = 'own@songtra.example'; // signs out, ends sessions, changes things: nobody else's
    await people(acting, [{ userName: self, name: 'Lê Thị Riêng', at: province.communes[0]!, roles: ['officer'] }]);
    for (const route of routesOf().filter((one) => one.scope.kind === 'self' || one.scope.kind === 'none')) {
      const { path } = await target(route), open = forEverybody(route);
      const stranger = await send(route, path), own = await send(route, path, `__Host-loa=${await cookieFor(db, web, self)}`);
      await Promise.all([stranger.arrayBuffer(), own.arrayBuffer()]);
      if (stranger.status >= 500 || own.status >= 500) wrong.push(`${route.method} ${route.path}: ${stranger.status}, ${own.status}`);
      if (!open && !refused(stranger)) wrong.push(`${route.method} ${route.path}: a stranger got ${stranger.status}`);
      if (open && (stranger.status === 401 || stranger.status === 403)) wrong.push(`${route.method} ${route.path}: public, but a stranger got ${stranger.status}`);
      if (own.status === 401 || own.status === 403) wrong.push(`${route.method} ${route.path}: the signed-in person got ${own.status}`);
    }
    assert.deepEqual(wrong, []);
  });

  it('a row that does not exist is not found for everybody who is signed in, so that nobody learns which ids exist', async () => {
    const ghost = '019ba07b-0000-7001-8000-000000000000';
    for (const route of routesOf().filter((one) => one.scope.kind === 'of' && one.method === 'GET')) {
      const { path } = await target(route), real = path.match(/[0-9a-f]{8}-[0-9a-f-]{27}/)![0];
      for (const id of [ghost, 'khong-phai-ma']) {
        const answer = await send(route, path.replace(real, id), cookies.get(walkers[0]!.userName));
        await answer.arrayBuffer();
        assert.equal(answer.status, 404, `${route.path} with ${id}`);
      }
    }
  });
});

/** False once: the first who is refused is shown the page that says so. */
const afterTheFirst = (): (() => boolean) => { let first = true; return () => { const later = !first; first = false; return later; }; };

/** Eight at a time: an office, not an attack. */
async function eight<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  await Promise.all(Array.from({ length: 8 }, async () => { for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one); }));
}
