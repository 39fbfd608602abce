import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { CAST } from '#app/demo-cast.ts';
import { pageKindAt } from '#features/sites/portal/kinds.ts';
import { resolve } from '#features/sites/rules/resolve.ts';
import { openBrowser, type Watched } from '#test/support/browser.ts';
import { demoWorld } from '#test/support/demo-world.ts';
import { enter, inspect, onceEach, overflowAt, type Stage } from '#test/support/journey.ts';
import { htmlFaults } from '#test/support/html.ts';

/** Behind what the menu leads to: one page of each kind, found by its link as a person would. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  '/lam-viec/viec': ['main a[href^="/lam-viec/viec/"]', 'main a[href^="/lam-viec/ket-qua/moi?viec="]'],
  '/lam-viec/theo-doi': ['main a[href^="/lam-viec/theo-doi/don-vi/"]'],
  '/lam-viec/ket-qua': ['main table a[href^="/lam-viec/ket-qua/"]', 'a[href="/lam-viec/ket-qua/moi"]'],
  '/lam-viec/tin-bai': ['main table a[href^="/lam-viec/tin-bai/"]', 'a[href="/lam-viec/tin-bai/moi"]'],
  '/lam-viec/tin-bai/:id': ['a[href$="/sua"]', 'a[href$="/so-sanh"]', 'a[href^="/x/"]'],
  '/lam-viec/chuyen-muc': ['main a[href^="/lam-viec/chuyen-muc/"]'],
  '/lam-viec/cong-tac': ['main table a[href^="/lam-viec/hop-nhan-bai/"]', 'main a[href="/lam-viec/cong-tac?loc=da-gui"]', 'a[href="/lam-viec/cong-tac/moi"]'],
  '/lam-viec/cong-tac?loc=da-gui': ['main table a[href^="/lam-viec/cong-tac/"]'],
  '/lam-viec/cong-tac/:id': ['a[href$="/sua"]'],
  '/lam-viec/ke-hoach': ['main table a[href^="/lam-viec/ke-hoach/"]', 'a[href="/lam-viec/ke-hoach/nhap"]', 'a[href="/lam-viec/ke-hoach/soan"]'],
  '/lam-viec/ke-hoach/nhap': ['main a[href="/lam-viec/ke-hoach/nhap-bang"]', 'main a[href="/lam-viec/ke-hoach/nhap-tay"]'],
  '/lam-viec/ke-hoach/:id': ['a[href$="/kiem-tra"]'],
  '/lam-viec/bao-cao': ['main a[href*="/che-do/"][href*="ky="]', 'a[href="/lam-viec/bao-cao/che-do/moi"]'],
  '/lam-viec/bao-cao/che-do/:id/ky?ky=quarter%2F2026-07-01': ['main table a[href^="/lam-viec/bao-cao/"]'],
  '/lam-viec/bao-cao/:id': ['main a[href*="/dong?cot="]'],
  '/lam-viec/thu-tuc': ['main table a[href^="/lam-viec/thu-tuc/"]', 'a[href="/lam-viec/thu-tuc/quyet-dinh"]', 'a[href="/lam-viec/thu-tuc/nhap"]'], '/lam-viec/thu-tuc/quyet-dinh': ['main table a[href^="/lam-viec/thu-tuc/quyet-dinh/"]'],
  '/lam-viec/thu-tuc/quyet-dinh/:id': ['a[href*="/thu-tuc?thu-tuc="]'], '/lam-viec/niem-yet': ['main table a[href^="/lam-viec/niem-yet/"]'], '/lam-viec/niem-yet/:id': ['main a[href^="/lam-viec/niem-yet/phieu/"]'],
  '/lam-viec/don-doc': ['a[href="/lam-viec/don-doc/soan"]'],
  '/lam-viec/don-vi': ['main table a[href^="/lam-viec/don-vi/"]', 'a[href$="/them"]'],
  '/lam-viec/don-vi/:id': ['a[href$="/sua"]', 'a[href$="/ngung"]', 'a[href$="/nguoi-dung"]', 'a[href*="/nhom/"]'],
  '/lam-viec/nguoi-dung': ['main a[href*="/nguoi-dung/"]', 'a[href$="/moi"]', 'a[href$="/nhap"]'],
  '/lam-viec/ket-qua/:id': ['a[href$="/sua"]'],
};

describe('every page of the menu, for everybody of the cast', () => {
  let stage: Stage, browser: Browser, close: () => Promise<void>;
  before(async () => {
    const { db, web } = await demoWorld();
    browser = await openBrowser();
    close = async () => { await browser.close(); await web.close(); };
    stage = { browser, web, db };
  });
  after(() => close());

  const barriers = onceEach(), seen = new Set<string>(), kindOf = (path: string): string => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
  /** At the desk, at 200 % zoom (half the width) and on a small phone; the first of a kind is also examined on the phone. */
  const look = async (watched: Watched, path: string): Promise<string[]> => {
    const { page } = watched, first = !seen.has(kindOf(path));
    seen.add(kindOf(path));
    await page.setViewportSize({ width: 1280, height: 860 });
    const answer = await page.goto(stage.web.origin + path), faults = answer?.status() === 200 ? [] : [`${path}: ${answer?.status()}`];
    faults.push(...await inspect(watched, `${path} at 1280`, barriers), ...await overflowAt(page, 640), ...await overflowAt(page, 360));
    if (first) faults.push(...await inspect(watched, `${path} at 360`, barriers));
    return faults;
  };
  /** What the page leads to, one of a kind and each kind once in the whole test. */
  const behind = async (watched: Watched, path: string): Promise<string[]> => {
    const faults: string[] = [], links: string[] = [];
    for (const selector of BEHIND[kindOf(path)] ?? []) {
      const found = (await watched.page.locator(selector).evaluateAll((all) => all.map((link) => link.getAttribute('href')!))).find((link) => !seen.has(kindOf(link)));
      if (found) links.push(found);
    }
    for (const link of links) if (!seen.has(kindOf(link))) faults.push(...await look(watched, link), ...await behind(watched, link));
    return faults;
  };

  /** Pages of one maker and language are of one kind, whosever site they stand on. */
  const publicKind = (path: string): string => { const place = resolve(stage.web.portal.sites, '', path); return place?.kind === 'page' ? `${place.language} ${pageKindAt(place.path)?.kind.pattern ?? place.path}` : path; };

  // The administrator first: who may do most finds most behind the menu.
  for (const { role } of CAST.toSorted((a, b) => Number(b.role === 'administrator') - Number(a.role === 'administrator'))) it(`${role}: opens, says what it is, has no barrier, fits a desk, a zoomed desk and a phone`, async () => {
    const watched = await enter(stage, role), { page, context } = watched, faults: string[] = [];
    await page.goto(`${stage.web.origin}/lam-viec/viec`);
    const menu = await page.locator('.rail nav a').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
    assert.ok(menu.length >= 5, `a menu of ${menu.length}`);
    for (const path of menu) faults.push(...await look(watched, path), ...await behind(watched, path));
    await context.close();
    assert.deepEqual(faults, []);
  });

  it('the portal: one page of each kind that readers find by links, valid HTML without a script, without a barrier at a desk, zoomed and on a phone', async () => {
    const kinds = new Map<string, string>(), asked = new Set<string>(), waiting = ['/'], faults: string[] = [];
    for (let path = waiting.shift(); path !== undefined && asked.size < 400; path = waiting.shift()) {
      if (asked.has(path)) continue;
      asked.add(path);
      const answer = await fetch(stage.web.origin + path), html = answer.headers.get('content-type')?.startsWith('text/html') ? await answer.text() : '';
      if (answer.status !== 200) faults.push(`${path}: ${answer.status}`);
      if (!html) continue;
      kinds.set(publicKind(path), path);
      faults.push(...htmlFaults(html).map((fault) => `${path}: ${fault}`));
      if (/<script(?! type="application\/ld\+json")|\sstyle=|javascript:/.test(html)) faults.push(`${path}: a script or a style`);
      for (const [, href] of html.matchAll(/<a[^>]* href="(\/[^"#?]*)/g)) if (!/^\/(?:lam-viec|x\/|feeds\/)|\.(?:pdf|png|svg|docx|atom|json|ics|ttl|jsonld)$/.test(href!) && !kinds.has(publicKind(href!)) && !waiting.some((one) => publicKind(one) === publicKind(href!))) waiting.push(href!);
    }
    assert.ok(kinds.size >= 8, [...kinds.keys()].join(' '));
    const watched = await enter(stage, null);
    for (const [kind, path] of kinds) {
      if (/:page|:year$/.test(kind) || (kind.startsWith('en') && path !== '/en')) continue; // the same templates again
      await watched.page.setViewportSize({ width: 360, height: 860 }); // where wide tables scroll
      await watched.page.goto(stage.web.origin + path);
      faults.push(...(await inspect(watched, path)).filter((fault) => !path.startsWith('/en') || !/lang is en/.test(fault)), ...await overflowAt(watched.page, 640), ...await overflowAt(watched.page, 1280));
      if (process.env.LOA_SHOTS) await watched.page.screenshot({ path: `${process.env.LOA_SHOTS}/${kind.replace(/[^a-z0-9]+/gi, '_')}.png`, fullPage: true });
    }
    await watched.context.close();
    assert.deepEqual(faults, []);
  });

  it('the doors: front page, sign-in, a page that does not exist', async () => {
    const watched = await enter(stage, null), faults: string[] = [];
    for (const path of ['/', '/dang-nhap', '/lam-viec/viec']) faults.push(...await look(watched, path));
    const answer = await watched.page.goto(`${stage.web.origin}/khong-co`);
    assert.equal(answer?.status(), 404);
    watched.problems.splice(0); // the browser itself notes the 404
    faults.push(...await inspect(watched, 'a page that does not exist'));
    await watched.context.close();
    assert.deepEqual(faults, []);
  });

  it('looked behind the menu too', () => assert.ok(seen.size >= 35, [...seen].join(' ')));
});
