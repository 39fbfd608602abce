import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { Database } from '#platform/db/tables.ts';
import { axeViolations, openPage, type Watched } from './browser.ts';
import { signInBrowser } from './demo.ts';
import type { TestWeb } from './web.ts';

/** Somebody at a screen in a journey: their window, and what they did with it. */
export interface Traveller extends Watched {
  /** Clicks and presses of Enter that a person would count. */
  clicks: number;
  click(selector: string | { role: Parameters<Page['getByRole']>[0]; name: string | RegExp }): Promise<void>;
  visit(path: string): Promise<void>;
}

export interface Stage { readonly browser: Browser; readonly web: TestWeb; readonly db: Database }

/** Opens a window as somebody; with JavaScript off nothing but forms and links works. */
export async function enter({ browser, web, db }: Stage, who: string | null, options: { javaScript?: boolean; width?: number; height?: number } = {}): Promise<Traveller> {
  const watched = await openPage(browser, web.origin, options), { context, page } = watched;
  page.setDefaultTimeout(10_000);
  if (who) await signInBrowser(context, db, web, who);
  const self: Traveller = {
    ...watched, clicks: 0,
    async click(target) {
      self.clicks += 1;
      await (typeof target === 'string' ? page.locator(target) : page.getByRole(target.role, { name: target.name })).first().click();
    },
    async visit(path) { await page.goto(web.origin + path); },
  };
  return self;
}

/** The page as it stands: no barrier that axe can see, one heading, a title, the language said, nothing wider than the window, nothing in the console. */
export async function inspect(watched: Watched, name = watched.page.url(), barriers: (page: Page) => Promise<string[]> = axeViolations): Promise<string[]> {
  const { page, problems } = watched, faults: string[] = [];
  const facts = await page.evaluate(() => ({
    lang: document.documentElement.lang, headings: document.querySelectorAll('h1').length, title: document.title, wide: document.documentElement.scrollWidth - innerWidth,
    widest: [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll, .matrix, [role=region]')).map((one) => one.outerHTML.slice(0, 120))[0] ?? '',
  }));
  if (facts.lang !== 'vi') faults.push(`lang is ${facts.lang}`);
  if (facts.headings !== 1) faults.push(`${facts.headings} h1`);
  if (facts.title.length < 4) faults.push('no title');
  if (facts.wide > 0) faults.push(`${facts.wide}px wider than the window: ${facts.widest}`);
  faults.push(...await barriers(page), ...problems.splice(0));
  return faults.map((fault) => `${name}: ${fault}`);
}

/**
 * axe for many pages of the same parts: it is asked where a page has something that no page before it had at this width, be it a kind of element under such parents, an order of
 * headings, an id or a landmark's name that stands twice.
 */
export function onceEach(): (page: Page) => Promise<string[]> {
  const known = new Set<string>();
  return async (page) => {
    const parts = (await page.evaluate(partsOfPage)).map((part) => `${page.viewportSize()!.width} ${part}`);
    if (parts.every((part) => known.has(part))) return [];
    const faults = await axeViolations(page);
    for (const part of parts) known.add(part);
    return faults;
  };
}

/** Runs in the browser. Of attributes, the value counts where it is one of a few, else whether there is one. */
function partsOfPage(): string[] {
  const FEW = /^(?:role|type|scope|lang|tabindex|autocomplete|rel|aria-(?:current|invalid|expanded|hidden|live|sort|pressed|haspopup|disabled|required|selected|valuemin))$/, ANY = /^(?:hidden|open|disabled|checked|required|readonly|multiple|title|alt|for|href|id|style|placeholder|list|headers|colspan|rowspan|aria-.*)$/;
  const names = new Map<Element, string>(), parts = new Set<string>(), seen = new Set<string>();
  for (const one of document.querySelectorAll('*:not(svg *)')) { // parents come first
    const attributes = [...one.attributes].flatMap((each) => (FEW.test(each.name) ? [`${each.name}=${each.value}`] : ANY.test(each.name) ? [`${each.name} ${Boolean(each.value.trim())}`] : []));
    names.set(one, `${one.localName}.${one.getAttribute('class') ?? ''} ${attributes.join()} ${Boolean(one.textContent?.trim())}`);
    const above: string[] = [];
    for (let at: Element | null = one; at && above.length < 4; at = at.parentElement) above.push(names.get(at)!);
    parts.add(above.join(' < '));
    const called = /^(?:nav|aside|main|header|footer|section|form)$/.test(one.localName) || one.hasAttribute('role') ? `${one.localName} ${one.getAttribute('role') ?? ''} ${one.getAttribute('aria-label') ?? document.getElementById(one.getAttribute('aria-labelledby') ?? '')?.textContent ?? ''}` : '';
    for (const word of [called, one.id && `#${one.id}`]) if (word) { if (seen.has(word)) parts.add(`twice ${word}`); seen.add(word); }
  }
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => one.localName);
  parts.add(`headings ${levels.filter((level, index) => level !== levels[index - 1]).join()}`);
  // short names for what may be long: two of 32 bits each
  return [...parts].map((part) => { let a = 0x811c9dc5, b = 5381; for (let i = 0; i < part.length; i++) { a = Math.imul(a ^ part.charCodeAt(i), 0x01000193); b = Math.imul(b, 33) + part.charCodeAt(i) | 0; } return `${a >>> 0}.${b >>> 0}`; });
}

/** The same at another width, without loading the page again. */
export async function overflowAt(page: Page, width: number, height = 860): Promise<string[]> {
  await page.setViewportSize({ width, height });
  const wide = await page.evaluate(() => {
    const over = document.documentElement.scrollWidth - innerWidth;
    if (over <= 0) return '';
    const first = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll'))[0];
    return `${over}px: ${first?.outerHTML.slice(0, 140)}`;
  });
  return wide ? [`${page.url()} at ${width}: ${wide}`] : [];
}

/** What a page showed where JavaScript was off, looked at once more with it on: axe needs a script. */
export async function inspectWithScripts(stage: Stage, who: string | null, path: string, width: number): Promise<void> {
  const watched = await enter(stage, who, { width });
  await watched.visit(path);
  assert.deepEqual(await inspect(watched), []);
  await watched.context.close();
}
