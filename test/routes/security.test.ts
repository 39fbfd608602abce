import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { randomIds, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { assetsDirectory } from '#app/assets-directory.ts';
import { routesOf } from '#app/registry.ts';
import { createWeb } from '#app/web.ts';
import { standingClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { openAssets } from '#platform/http/assets.ts';
import { get, PUBLIC } from '#platform/http/route.ts';
import { rateLimiter } from '#platform/http/security.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { sampleFor } from '#test/support/route-samples.ts';
import type { TestWeb } from '#test/support/web.ts';
import { people, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';

describe('every page', () => {
  let web: TestWeb, province: Worked, cookie: string, acting: TestActing;
  let db: Awaited<ReturnType<typeof testDb>>['db'];
  before(async () => {
    ({ db, web, province } = await workedWorld());
    acting = actingFor(db, { today: '2026-11-20', seed: 78 });
    await people(acting, [{ userName: 'tat-ca@songtra.example', name: 'Người có mọi vai trò', at: province.root, roles: ['officer', 'approver', 'focal', 'observer', 'administrator'] }]);
    cookie = `__Host-loa=${await cookieFor(db, web, 'tat-ca@songtra.example')}`;
  });
  after(() => web.close());

  const path = async (route: ReturnType<typeof routesOf>[number]): Promise<string> => (await sampleFor(route, { province, db, acting }))!.path;

  it('forbids foreign and inline code in its header and sends neither, nor anything from a stranger', async () => {
    let pages = 0;
    for (const route of routesOf().filter((one) => one.method === 'GET')) {
      const answer = await fetch(web.origin + await path(route), { headers: { cookie }, redirect: 'manual' }), type = answer.headers.get('content-type') ?? '', name = `${route.path} (${answer.status})`;
      const policy = answer.headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/, name);
      assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|\*|https?:/, name);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', name);
      assert.equal(answer.headers.get('x-frame-options'), 'DENY', name);
      assert.equal(answer.headers.get('referrer-policy'), 'same-origin', name);
      const body = await answer.text();
      if (!type.startsWith('text/html')) continue;
      pages += 1;
      assert.deepEqual(faultsOf(body), [], name);
    }
    assert.ok(pages >= 20, `${pages} pages`);
  });

  it('that is personal is not kept by anybody between', async () => {
    for (const page of ['/lam-viec/viec', `/lam-viec/bao-cao/${province.report}`, `/lam-viec/ke-hoach/${province.plan}`]) {
      const answer = await fetch(web.origin + page, { headers: { cookie } });
      await answer.arrayBuffer();
      assert.match(answer.headers.get('cache-control') ?? '', /no-store|private/, page);
    }
  });

  it('shows a page of its list whatever number of a page stands in the address', async () => {
    for (const route of routesOf().filter((one) => one.method === 'GET' && one.scope.kind === 'acting' && !one.path.includes(':'))) for (const page of ['1e400', '1.5', '-7']) {
      const at = await path(route), answer = await web.ask(`${at}${at.includes('?') ? '&' : '?'}trang=${page}`, { headers: { cookie } });
      await answer.arrayBuffer();
      assert.ok(answer.status < 500, `${route.path} with page ${page}: ${answer.status}`);
    }
  });

  describe('changes', () => {
    const post = (headers: Record<string, string>, at = '/lam-viec/ket-qua/moi') => fetch(web.origin + at, { method: 'POST', redirect: 'manual', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: 'title=' });
    for (const [what, headers, status] of [
      ['from our own page', (origin: string) => ({ origin }), 422],
      ['that the browser calls our own', () => ({ 'sec-fetch-site': 'same-origin' }), 422],
      ['from a foreign page', () => ({ origin: 'https://la.example' }), 403],
      ['that the browser calls foreign', () => ({ 'sec-fetch-site': 'cross-site', origin: 'https://la.example' }), 403],
      ['from a neighbouring site', () => ({ 'sec-fetch-site': 'same-site', origin: 'https://ben-canh.example' }), 403],
      ['from a page without an origin', () => ({ origin: 'null' }), 403],
      ['that do not say where they come from', () => ({}), 403],
    ] as const) it(`${what}: ${status}`, async () => {
      const answer = await post(headers(web.origin));
      assert.equal(answer.status, status);
      if (status === 403) assert.match(await answer.text(), /không đến từ trang của hệ thống/);
    });
    it('are refused alike at every address that takes them, before anybody looks who sends them', async () => {
      for (const route of routesOf().filter((one) => one.method === 'POST')) {
        const answer = await post({ origin: 'https://la.example', 'sec-fetch-site': 'cross-site' }, await path(route));
        await answer.arrayBuffer();
        assert.equal(answer.status, 403, route.path);
      }
    });
  });

  it('another address of a page with the same prefix is not found, never served', async () => {
    for (const odd of ['/lam-viec/khong-co', '/LAM-VIEC/viec', '/lam-viec//viec', '/lam-viec/viec/', '/assets/../../package.json', '/assets/..%2f..%2fpackage.json', '/..%2fpackage.json']) {
      const answer = await fetch(web.origin + odd, { headers: { cookie }, redirect: 'manual' });
      assert.doesNotMatch(await answer.text(), /"dependencies"/);
      assert.notEqual(answer.status, 500, odd);
    }
  });

  it('shows a hostile title as text', async () => {
    const evil = '<img src=x onerror=alert(1)>"\'</script><script>alert(2)</script>';
    const body = new URLSearchParams({ title: evil, doneOn: '20/11/2026', amount: '1', product: 'article', link: '', note: evil, place: evil });
    const answer = await fetch(`${web.origin}/lam-viec/ket-qua/moi`, { method: 'POST', headers: { cookie, origin: web.origin }, body });
    const text = await answer.text();
    assert.equal(answer.status, 200);
    assert.ok(text.includes('&lt;img src=x onerror=alert(1)&gt;'));
    assert.deepEqual(faultsOf(text), []);
    const searched = await (await fetch(`${web.origin}/lam-viec/ket-qua?tim=${encodeURIComponent(evil)}`, { headers: { cookie } })).text();
    assert.deepEqual(faultsOf(searched), []);
  });
});

/** Markup that a page of ours never has: inline code and styles, and anything a browser would fetch from elsewhere by itself. */
function faultsOf(html: string): string[] {
  const faults: string[] = [];
  for (const [tag, name] of html.matchAll(/<([a-z][a-z0-9-]*)\b[^>]*>/gi)) {
    if (/\son[a-z]+\s*=/i.test(outsideQuotes(tag))) faults.push(`handler: ${tag}`);
    if (/\sstyle\s*=/i.test(outsideQuotes(tag))) faults.push(`style: ${tag}`);
    if (name!.toLowerCase() === 'script' && !/\ssrc="\/assets\//.test(tag)) faults.push(`script: ${tag}`);
    if (name!.toLowerCase() === 'style' || name!.toLowerCase() === 'iframe' || name!.toLowerCase() === 'base') faults.push(tag);
    for (const [, attribute, value] of tag.matchAll(/\s(src|srcset|href|action|formaction|poster|data)="([^"]*)"/gi)) {
      if (name!.toLowerCase() === 'img' && attribute!.toLowerCase() === 'src' && /^data:image\/(?:png|webp|jpeg);base64,[A-Za-z0-9+\/=]*$/.test(value!)) continue; // a picture that was just drawn: pixels, no code
      const foreign = /^\s*(https?:)?\/\//i.test(value!) || /^\s*(javascript|data):/i.test(value!);
      if (foreign && !(name!.toLowerCase() === 'a' && attribute!.toLowerCase() === 'href' && /^https?:/.test(value!) && /rel="[^"]*noopener/.test(tag))) faults.push(tag);
    }
  }
  return faults;
}
const outsideQuotes = (tag: string): string => tag.replace(/"[^"]*"/g, '""');

describe('rate limits', () => {
  const office = '10.0.0.1', person = 'a' as Id;
  it('let a burst of twice a minute’s share through, then one share a minute', () => {
    let now = 0;
    const allowed = rateLimiter(() => now, { signedIn: 10, address: 100 });
    const burst = (): number => { let count = 0; while (allowed({ account: person, address: office })) count += 1; return count; };
    assert.equal(burst(), 20);
    now += 60_000;
    assert.equal(burst(), 10);
    now += 6_000;
    assert.equal(burst(), 1);
  });
  it('count the account and not the address of those who are signed in: one colleague does not use up the office’s share', () => {
    const allowed = rateLimiter(() => 0, { signedIn: 5, address: 5 });
    for (let i = 0; i < 10; i += 1) assert.ok(allowed({ account: 'a', address: office }));
    assert.ok(!allowed({ account: 'a', address: office }));
    assert.ok(allowed({ account: 'b', address: office }));
    assert.ok(allowed({ account: null, address: office }));
  });
  it('do not spare this machine', () => {
    const allowed = rateLimiter(() => 0, { signedIn: 5, address: 2 });
    const answers = Array.from({ length: 5 }, () => allowed({ account: null, address: '127.0.0.1' }));
    assert.deepEqual(answers, [true, true, true, true, false]);
  });

  it('answer with a sentence; whether the program lives may always be asked', async () => {
    const { db } = await testDb(), clock = standingClock(plainDate('2026-11-20')), log = { info() {}, warn() {}, error() {} };
    const app = createWeb({ db, files: null as never, config: readConfig({ LOA_RATE_ADDRESS: '10' }), clock, ids: randomIds(), mode: 'real', log, assets: openAssets(assetsDirectory()), ready: async () => true }, [get('/thu', PUBLIC, (visit) => visit.c.text('ok'))]);
    const statuses: number[] = [];
    for (let count = 0; count < 21; count += 1) statuses.push((await app.request('/thu')).status);
    assert.deepEqual([...new Set(statuses.slice(0, 20)), statuses[20]], [200, 429]);
    assert.match(await (await app.request('/thu')).text(), /Có quá nhiều yêu cầu trong một phút/);
    assert.equal((await app.request('/healthz')).status, 200);
  });
});
