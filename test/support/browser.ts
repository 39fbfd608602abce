import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';

/** A real browser out of npm. Not its default flags: those switch off web security, and the tests would lie. */
export const openBrowser = async (): Promise<Browser> => playwright.launch({
  executablePath: await chromium.executablePath(), headless: true,
  args: ['--no-sandbox', '--headless=shell', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars', '--disable-background-networking'],
});

export interface Watched { readonly context: BrowserContext; readonly page: Page; readonly problems: string[] }

/** A page that collects everything a user would call broken: console errors, failed scripts, requests to strangers. */
export async function openPage(browser: Browser, origin: string, options: { javaScript?: boolean; width?: number; height?: number } = {}): Promise<Watched> {
  const context = await browser.newContext({ javaScriptEnabled: options.javaScript ?? true, viewport: { width: options.width ?? 1280, height: options.height ?? 860 }, locale: 'vi-VN', reducedMotion: 'reduce' /* a page that glides to where somebody clicks is waited for */, timezoneId: 'Asia/Ho_Chi_Minh' });
  if (options.javaScript ?? true) await context.addInitScript(axeAtHand());
  const page = await context.newPage(), problems: string[] = [];
  clicksEndWithThePage(page);
  page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource: .*(4(09|13|22))/.test(message.text())) problems.push(`console: ${message.text()}`); });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('request', (request) => { if (!request.url().startsWith(origin) && !/^(data|blob|about):/.test(request.url())) problems.push(`stranger: ${request.url()}`); });
  return { context, page, problems };
}

/**
 * A click of a person ends when the page it leads to stands. Playwright's ends when that page has begun, and what is asked next may see half of it: for every locator of every page.
 */
function clicksEndWithThePage(page: Page): void {
  const locator = Object.getPrototypeOf(page.locator('html')) as Locator, plain = locator.click;
  if (plain === clickAndStand) return;
  clickAndStand = async function (this: Locator, options) {
    await plain.call(this, options);
    if (!this.page().isClosed()) await this.page().waitForLoadState();
  };
  locator.click = clickAndStand;
}
let clickAndStand: Locator['click'] | undefined;

/** Half a megabyte goes to the browser once for each window, and is only made into a program on pages that are examined. */
const axeAtHand = (): { content: string } => ({ content: axeInFunction ??= `globalThis.loaAxe = function () { ${readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')} };` });
let axeInFunction: string | undefined;

/** axe-core on the page as it stands (JavaScript must be on): one line a violation. */
export async function axeViolations(page: Page): Promise<string[]> {
  // a visit under way marks the page as busy in a way no role allows: look at what the person sees when it has arrived
  await page.waitForFunction(() => !document.documentElement.hasAttribute('aria-busy'));
  const result = await page.evaluate(async () => {
    const window = globalThis as unknown as { axe?: { run(options: object): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> }; loaAxe(): void };
    if (!window.axe) window.loaAxe();
    return window.axe!.run({ resultTypes: ['violations'], selectors: false, preload: false }); // nothing to be fetched again: our rules ask for no style sheet and no film
  });
  return result.violations.map((violation) => `${violation.id}: ${violation.help}: ${violation.nodes[0]?.html.slice(0, 200)}`);
}
