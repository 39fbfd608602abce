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
export async function inspect(watched: Watched, name = watched.page.url()): Promise<string[]> {
  const { page, problems } = watched, faults: string[] = [];
  const facts = await page.evaluate(() => ({
    lang: document.documentElement.lang, headings: document.querySelectorAll('h1').length, title: document.title, wide: document.documentElement.scrollWidth - innerWidth,
    widest: [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll, .matrix, [role=region]')).map((one) => one.outerHTML.slice(0, 120))[0] ?? '',
  }));
  if (facts.lang !== 'vi') faults.push(`lang is ${facts.lang}`);
  if (facts.headings !== 1) faults.push(`${facts.headings} h1`);
  if (facts.title.length < 4) faults.push('no title');
  if (facts.wide > 0) faults.push(`${facts.wide}px wider than the window: ${facts.widest}`);
  faults.push(...await axeViolations(page), ...problems.splice(0));
  return faults.map((fault) => `${name}: ${fault}`);
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
