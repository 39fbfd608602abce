import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import type { Browser } from 'playwright-core';
import { sql } from 'kysely';
import { testDb } from '#test/support/database.ts';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser, openPage } from '#test/support/browser.ts';
import { signInBrowser } from '#test/support/demo.ts';
import { tempFolder } from '#test/support/temp.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { makeAccounts } from '../../demo/accounts.ts';
import { makeUnits } from '../../demo/units.ts';

const folder = tempFolder('photos');

/** A photograph as a phone makes it: large, noisy, with a place in it. */
async function photo(name: string, seed: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, await sharp({ create: { width: 3200, height: 2400, channels: 3, background: { r: seed, g: 120, b: 90 } } })
    .composite([{ input: Buffer.from(`<svg width="3200" height="2400"><circle cx="${900 + seed}" cy="1000" r="700" fill="#fff"/></svg>`) }])
    .withExif({ IFD0: { Make: 'Loa' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '15/1 7/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '108/1 48/1 0/1' } }).jpeg().toBuffer());
  return path;
}

describe('photographs as evidence, in a browser with JavaScript', () => {
  let web: TestWeb, browser: Browser, db: Awaited<ReturnType<typeof testDb>>['db'];
  before(async () => {
    ({ db } = await testDb());
    await actingFor(db, { today: '2026-01-05' }).run(async (acting) => { await makeAccounts(acting, await makeUnits(acting)); });
    web = await startWeb(db);
    browser = await openBrowser();
  });
  after(async () => { await browser.close(); await web.close(); });

  it('are shrunk to 2,048 pixels, sent one by one while the form is filled in, tried again on a bad network, and kept without their place', async () => {
    const { context, page, problems } = await openPage(browser, web.origin, { width: 360, height: 780 });
    await signInBrowser(context, db, web, 'commune');
    let failures = 0;
    await page.route('**/lam-viec/tep', async (route) => { if (failures++ === 0) await route.abort('connectionreset'); else await route.continue(); });
    await page.goto(`${web.origin}/lam-viec/ket-qua/moi`);
    await page.locator('#f-evidence').setInputFiles([await photo('mot.jpg', 10), await photo('hai.jpg', 200)]);
    await page.locator('.uploads input[name="uploaded[]"]').nth(1).waitFor({ state: 'attached', timeout: 20_000 });
    assert.equal(failures, 3, 'one broken sending, then both photographs');
    await page.getByLabel('Đã làm gì').fill('Buổi hướng dẫn nộp hồ sơ trực tuyến');
    await page.getByLabel(/^Số lượng/).fill('1');
    await page.getByRole('button', { name: 'Lưu kết quả' }).click();
    await page.waitForURL(/ket-qua\/[0-9a-f-]{36}/);
    assert.equal(await page.locator('.evidence img').count(), 2);

    const { rows } = await sql<{ sha256: string; original_name: string }>`select f.sha256, f.original_name from evidence e join files f on f.sha256 = e.sha256 order by f.original_name`.execute(db);
    assert.deepEqual(rows.map((row) => row.original_name), ['hai.jpg', 'mot.jpg']);
    for (const row of rows) {
      const bytes = await web.files.read(row.sha256), { width, height } = await sharp(bytes).metadata();
      assert.deepEqual([width, height], [2048, 1536]);
      assert.ok(!bytes.includes('GPS') && !(await sharp(bytes).metadata()).exif?.includes(Buffer.from([0x88, 0x25])), 'no place is left in the file');
    }
    assert.deepEqual(problems.filter((problem) => !problem.includes('ERR_CONNECTION_RESET')), []);
    await context.close();
  });

  it('what was typed is there again when the page is opened anew', async () => {
    const { context, page } = await openPage(browser, web.origin);
    await signInBrowser(context, db, web, 'commune');
    await page.goto(`${web.origin}/lam-viec/ket-qua/moi`);
    await page.getByLabel('Đã làm gì').fill('Tọa đàm còn viết dở');
    await page.goto(`${web.origin}/lam-viec/viec`);
    await page.goto(`${web.origin}/lam-viec/ket-qua/moi`);
    assert.equal(await page.getByLabel('Đã làm gì').inputValue(), 'Tọa đàm còn viết dở');
    await context.close();
  });
});
