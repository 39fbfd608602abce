import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { PORTAL_PARTS } from '#app/portal-parts.ts';
import { publishAtOnce } from '#features/articles/actions/publish-article.ts';
import { follow } from '#features/search/follow.ts';
import { placeItem } from '#features/sites/actions/place-item.ts';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { testDb } from '#test/support/database.ts';
import { htmlFaults } from '#test/support/html.ts';
import { enter, inspect, overflowAt, type Stage } from '#test/support/journey.ts';
import { sampleArticle } from '#test/support/sample-article.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { startWeb } from '#test/support/web.ts';
import { PHOTO } from '#test/support/worked-province.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';

/** A reader looks for something, on a phone without scripts and at a desk. */
describe('searching, in a browser', () => {
  let stage: Stage, close: () => Promise<void>, commune = '';
  before(async () => {
    const { db } = await testDb(), web = await startWeb(db, { mode: 'real' }), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    const t = actingFor(db), { root, communes } = await smallProvince(t), put = (title: string, noun: string, at: Id, summary = '') => t.run((a) => placeItem(a, { id: a.newId(), noun, organisationId: at, wanted: `/thu/${noun}`, language: 'vi', title, summary, picture: null, collectionId: null }));
    const photo = await prepareFile(web.files, { bytes: PHOTO, name: 'quay.jpg' }), { row } = await t.run((a) => keepFile(a, communes[0]!, photo));
    const { article } = await sampleArticle(t, db, communes[0]!, row.sha256);
    await t.run((a) => publishAtOnce(a, web.files, { articleId: article, rowVersion: null, reason: 'Việc gấp trong ngày.' }));
    await put('Đăng ký khai sinh', 'procedures', root, 'Nộp tại Bộ phận Một cửa cấp xã.');
    for (let i = 1; i <= 22; i++) await put(`Thông báo lịch tiếp công dân kỳ ${i}`, 'documents', root, 'Lịch tiếp công dân của lãnh đạo <b>tỉnh</b>.');
    await follow({ db, clock: web.clock, sources: PORTAL_PARTS });
    web.portal.wake();
    commune = '/xa-mau-1';
  });
  after(() => close());
  const shoot = async (one: Awaited<ReturnType<typeof enter>>, name: string): Promise<void> => {
    const folder = process.env.LOA_SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await one.page.screenshot({ path: `${folder}/search-${name}.png`, fullPage: true });
  };

  it('on a phone without scripts: typed without marks, found with them, opened', async () => {
    const one = await enter(stage, null, { javaScript: false, width: 360 }), { page } = one;
    await one.visit(`${commune}/tim-kiem`);
    await page.getByRole('searchbox').last().fill('mot cua thu bay');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    const words = await page.innerText('main');
    assert.match(words, /1 kết quả[\s\S]*Tin, bài · 20\/11\/2026 · UBND xã Mẫu 1[\s\S]*Một cửa mở thêm sáng thứ Bảy/);
    assert.equal(await page.getByRole('searchbox').last().inputValue(), 'mot cua thu bay');
    await shoot(one, 'hit-360');
    await page.getByRole('link', { name: 'Một cửa mở thêm sáng thứ Bảy' }).click();
    assert.match(await page.innerText('main h1'), /Một cửa mở thêm sáng thứ Bảy/);
    await one.visit(`${commune}/tim-kiem?q=khai+sinh`);
    assert.match(await page.innerText('main'), /Thủ tục hành chính[\s\S]*Đăng ký khai sinh/, 'the procedures of the province are found in its communes');
    assert.deepEqual(one.problems, []);
    await one.context.close();
  });

  it('at a desk: pages of hits, narrowed, nothing found, other words; no barrier, valid HTML', async () => {
    const one = await enter(stage, null, { width: 1280 }), { page } = one;
    const sound = async (path: string, name: string): Promise<string> => {
      await one.visit(path);
      assert.deepEqual([...await inspect(one), ...htmlFaults(await (await fetch(stage.web.origin + path)).text())], [], path);
      await shoot(one, `${name}-1280`);
      assert.deepEqual(await overflowAt(page, 360), []);
      await shoot(one, `${name}-360`);
      await page.setViewportSize({ width: 1280, height: 860 });
      return page.innerText('main');
    };
    assert.match(await sound('/tim-kiem?q=c%C3%B4ng+d%C3%A2n', 'many'), /22 kết quả/);
    await page.getByRole('link', { name: 'Trang 2' }).click();
    assert.equal(await page.locator('main ol.found > li').count(), 2);
    assert.match(await sound('/tim-kiem?q=m%E1%BB%99t+c%E1%BB%ADa', 'narrow'), /2 kết quả[\s\S]*Thu hẹp|2 kết quả[\s\S]*Loại/);
    await page.getByRole('link', { name: 'Thủ tục hành chính' }).click();
    assert.match(await page.innerText('main'), /1 kết quả/);
    assert.match(await sound('/tim-kiem?q=khai+sjnh', 'meant'), /Có phải bạn tìm: khai sinh\?/);
    assert.match(await sound('/tim-kiem?q=%22%3Cscript%3E', 'empty'), /Không tìm thấy nội dung nào/);
    await sound('/tim-kiem', 'begin');
    await one.visit('/en/tim-kiem?q=khai+sinh');
    assert.match(await page.innerText('main'), /1 results/);
    await one.context.close();
  });
});
