import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { raw } from 'hono/html';
import type { Browser } from 'playwright-core';
import { assetsDirectory } from '#app/assets-directory.ts';
import { readFont } from '#platform/typesetting/font.ts';
import { openAssets } from '#platform/http/assets.ts';
import { ItemList, portalPage, type PortalFrame } from '#ui/portal.tsx';
import { useAssets } from '#ui/shell.tsx';
import { openBrowser } from '#test/support/browser.ts';

const root = new URL('../../', import.meta.url), css = readFileSync(new URL('src/ui/client/portal.css', root), 'utf8');

describe('the look of public pages', () => {
  /** WCAG 2.1, relative luminance and contrast ratio. */
  const luminance = (hex: string): number => {
    const part = (at: number): number => { const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255; return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
    return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
  };
  const contrast = (a: string, b: string): number => { const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]; return (light + 0.05) / (dark + 0.05); };
  const value = (rule: string, name: string): string => new RegExp(`${name}: (#[0-9a-f]{3,6})`).exec(rule)![1]!.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');

  it('has five tones, each with words that can be read on every ground they stand on', () => {
    const first = /:root \{[\s\S]*?\n  \}/.exec(css)![0], tones = [first, ...[...css.matchAll(/\[data-tone=\w+\] \{[^}]*\}/g)].map(([rule]) => rule)];
    assert.equal(tones.length, 5);
    for (const tone of tones) {
      const [ground, link, tint] = ['--tone', '--tone-2', '--tone-tint'].map((name) => value(tone, name)) as [string, string, string];
      for (const [over, under] of [['#ffffff', ground], [link, '#ffffff'], [link, tint], [link, value(first, '--ground')], [value(first, '--ink'), tint], [value(first, '--ink-2'), tint], [ground, tint]] as const)
        assert.ok(contrast(over, under) >= 4.5, `${over} on ${under}: ${contrast(over, under).toFixed(2)} in ${tone}`);
    }
    for (const [over, under] of [['--ink-2', '--ground'], ['--ink-3', '--paper'], ['--good', '--good-tint'], ['--late', '--late-tint']] as const) assert.ok(contrast(value(first, over), value(first, under)) >= 4.5, `${over} on ${under}`);
  });

  it('sends every letter of Vietnamese in two files', async () => {
    const { WEIGHTS, LETTERS } = await import('../../scripts/fonts.ts'), files = JSON.parse(readFileSync(`${assetsDirectory()}/assets.json`, 'utf8')) as Record<string, string>;
    const fontverter = createRequire(createRequire(import.meta.url).resolve('subset-font'))('fontverter') as { convert(font: Uint8Array, to: 'truetype'): Promise<Uint8Array> };
    for (const weight of Object.keys(WEIGHTS)) {
      const sent = readFont(await fontverter.convert(readFileSync(`${assetsDirectory()}/${files[`portal-${weight}.woff2`]}`), 'truetype'));
      const vietnamese = [...'aăâeêioôơuưyđ'].flatMap((letter) => ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((mark) => (letter + mark).normalize('NFC'))).flatMap((letter) => [letter, letter.toLocaleUpperCase('vi')]).filter((letter) => letter.length === 1);
      assert.ok(vietnamese.length > 140);
      assert.deepEqual([...vietnamese, ...LETTERS].filter((letter) => !sent.has(letter.codePointAt(0)!)), []);
    }
  });

  describe('in a browser', () => {
    let browser: Browser, origin = '', close: () => void, late: (path: string) => Promise<void> = async () => {};
    const frame: PortalFrame = {
      language: 'vi', tone: 'green', site: 'Xã Bình An', kicker: 'Ủy ban nhân dân', home: '/', menu: ['Trang chủ', 'Tin, bài', 'Thủ tục', 'Hỏi – đáp', 'Đã hứa – đã làm', 'Liên hệ'].map((label, index) => ({ href: `/${index}`, label, current: index === 1 })), search: '/tim-kiem', other: { language: 'en', href: '/en' },
      links: { accessibility: '/tro-nang', siteMap: '/so-do-trang', feeds: '/so-do-trang#nguon' }, foot: 'Địa chỉ', notice: null, demo: false,
    };
    const paragraph = 'Từ ngày 01/12/2026, Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy hằng tuần để người đi làm giờ hành chính không phải nghỉ việc; lệ phí nộp trực tuyến được giảm một nửa, kết quả trả tận nhà.';
    before(async () => {
      const assets = openAssets(assetsDirectory());
      useAssets(assets);
      const items = Array.from({ length: 6 }, (_, index) => ({ href: `/${index}`, title: `Nộp hồ sơ tại nhà: ba bước với điện thoại và thẻ căn cước, lần ${index}`, summary: paragraph, at: new Date('2026-11-19T02:00:00Z') }));
      const html = portalPage(frame, { title: 'Tin, bài', content: raw(`<h1>Tin, bài</h1>${String(ItemList({ items, language: 'vi' }))}${`<p>${paragraph}</p>`.repeat(8)}`) });
      const server = createServer(async (req, res) => {
        const path = req.url!;
        if (!path.startsWith('/assets/')) { res.setHeader('content-type', 'text/html; charset=utf-8').end(html); return; }
        await late(path);
        res.setHeader('content-type', path.endsWith('.css') ? 'text/css' : path.endsWith('.svg') ? 'image/svg+xml' : 'font/woff2').end(readFileSync(`${assetsDirectory()}/${path.slice('/assets/'.length)}`));
      });
      await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
      origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
      browser = await openBrowser();
      close = () => server.close();
    });
    after(async () => { await browser.close(); close(); });

    it('hardly moves when the fonts come late', async () => {
      late = async (path) => { if (path.endsWith('.woff2')) await delay(400); };
      for (const width of [1280, 360]) {
        const page = await browser.newPage({ viewport: { width, height: 860 } });
        await page.addInitScript(() => {
          (globalThis as unknown as { moved: number }).moved = 0;
          new PerformanceObserver((list) => { for (const entry of list.getEntries() as unknown as { value: number }[]) (globalThis as unknown as { moved: number }).moved += entry.value; }).observe({ type: 'layout-shift', buffered: true });
        });
        await page.goto(origin);
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(100);
        const { moved, loaded } = await page.evaluate(() => ({ moved: (globalThis as unknown as { moved: number }).moved, loaded: [...document.fonts].filter((font) => font.family.includes('Loa Portal') && font.status === 'loaded').length }));
        assert.equal(loaded, 2);
        assert.ok(moved <= 0.02, `${moved} at ${width}`);
        await page.close();
      }
    });

    it('fits a phone and twice the size of letters, and its links can be reached by keyboard', async () => {
      late = async () => {};
      const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
      await page.goto(origin);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
      await page.setViewportSize({ width: 640, height: 430 }); // 1280 at 200 %
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 640);
      await page.keyboard.press('Tab');
      assert.deepEqual(await page.evaluate(() => [document.activeElement?.textContent, Math.round(document.activeElement!.getBoundingClientRect().left)]), ['Đến nội dung chính', 8]);
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.locator('nav.menu').isVisible(), false);
      await page.close();
    });
  });
});
