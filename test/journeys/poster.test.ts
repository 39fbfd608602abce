import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { testDb } from '#test/support/database.ts';
import { enter, inspect, inspectWithScripts, overflowAt, type Stage, type Traveller } from '#test/support/journey.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { startWeb } from '#test/support/web.ts';
import { people, PHOTO } from '#test/support/worked-province.ts';

/** A poster from the first word to the wall: its maker's browser has no scripts, the approver's has. */
describe('a poster, in a browser', () => {
  let stage: Stage, close: () => Promise<void>, poster = '', publicPath = '';
  before(async () => {
    const { db } = await testDb(), web = await startWeb(db, { today: '2026-11-20' }), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    const t = actingFor(db, { today: '2026-01-09', seed: 61 }), province = await smallProvince(t, { departments: 0, communes: 1 }), at = province.communes[0]!;
    await people(actingFor(db, { today: '2026-01-09', seed: 62 }), [{ userName: 'lam@songtra.example', name: 'Lê Thị Làm', at, roles: ['officer'] }, { userName: 'duyet@songtra.example', name: 'Trần Văn Duyệt', at, roles: ['approver'] }]);
  });
  after(() => close());
  const leave = async (one: Traveller): Promise<void> => { assert.deepEqual(one.problems, []); await one.context.close(); };
  const path = (one: Traveller): string => one.page.url().replace(stage.web.origin, '').replace(/[?#].*/, '');
  const sound = async (one: Traveller, name: string): Promise<void> => {
    assert.deepEqual([...await inspect(one), ...await overflowAt(one.page, 360)], []);
    await shoot(one, name);
    await one.page.setViewportSize({ width: 1280, height: 860 });
  };
  const shoot = async (one: Traveller, name: string): Promise<void> => {
    const folder = process.env.LOA_SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    for (const width of [360, 1280]) { await one.page.setViewportSize({ width, height: 860 }); await one.page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true }); }
  };

  it('is made without scripts: looked at, refused where it does not fit with every word kept, then submitted', async () => {
    const one = await enter(stage, 'lam@songtra.example', { javaScript: false }), { page } = one;
    await one.visit('/lam-viec/an-pham');
    await page.getByRole('link', { name: 'Làm ấn phẩm' }).first().click();
    await shoot(one, 'templates');
    await page.locator('.print-kind', { hasText: 'Áp phích thủ tục' }).getByRole('link').click();
    await page.getByLabel('Tên thủ tục').fill('Đăng ký khai sinh');
    await page.getByLabel('Thời hạn giải quyết').fill('01 ngày làm việc');
    await page.getByLabel('Nơi nộp').fill('Bộ phận Một cửa, trụ sở UBND xã');
    for (const [label, words] of [['Lệ phí', 'Không thu'], ['Giờ nhận hồ sơ', 'Thứ Hai đến thứ Sáu'], ['Nộp trực tuyến', 'Cổng Dịch vụ công quốc gia']] as const) await page.getByLabel(label).fill(words);
    const papers = page.getByLabel('Giấy tờ cần mang'), long = 'Bản chính và bản sao có chứng thực của cơ quan có thẩm quyền, còn hạn sử dụng, không tẩy xóa, kèm ảnh chụp rõ bốn góc của giấy tờ';
    await papers.fill(Array.from({ length: 7 }, () => long).join('\n'));
    await page.locator('summary', { hasText: 'Màu, biểu trưng' }).click();
    await page.locator('input[name=logo]').setInputFiles({ name: 'bieu-trung.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(PHOTO) });
    await page.getByRole('button', { name: 'Dùng lời gợi ý' }).click();
    await page.waitForLoadState(); // large pictures stand in the page
    assert.match(await page.getByLabel('Lời thay cho hình').inputValue(), /Áp phích thủ tục Đăng ký khai sinh\. Thời hạn: 01 ngày/);
    assert.match(await page.innerText('#xem-thu'), /“Giấy tờ cần mang, dòng 1” dài hơn ô \d+ dòng, khoảng \d+ chữ[\s\S]*Chữ nền đỏ/);
    assert.equal(await page.locator('#xem-thu img').first().evaluate((image: HTMLImageElement) => image.naturalWidth), 540);
    await shoot(one, 'overflow');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.waitForURL(/an-pham\/[0-9a-f-]{36}/);
    poster = path(one);
    assert.match(poster, /^\/lam-viec\/an-pham\/[0-9a-f-]{36}$/);
    await page.getByRole('button', { name: 'Trình duyệt' }).click();
    await page.waitForLoadState();
    assert.match(await page.innerText('main'), /Chưa trình được[\s\S]*Giấy tờ cần mang, dòng 7/);
    await page.getByRole('link', { name: /Mở để sửa/ }).click();
    assert.equal((await papers.inputValue()).split('\n').length, 7);
    await papers.fill('Giấy chứng sinh (bản chính)\nCăn cước của cha, mẹ');
    await page.getByRole('button', { name: 'Xem thử' }).click();
    assert.doesNotMatch(await page.innerText('#xem-thu'), /Chưa trình được/);
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByRole('button', { name: 'Trình duyệt' }).click();
    assert.match(await page.innerText('header.page-head'), /chờ duyệt/);
    one.problems.splice(0);
    await leave(one);
    await inspectWithScripts(stage, 'lam@songtra.example', '/lam-viec/an-pham/moi?mau=steps', 360);
    await inspectWithScripts(stage, 'lam@songtra.example', '/lam-viec/an-pham/moi', 360);
  });

  it('the approver sees the picture follow the words, approves and publishes; copies are printed and handed out', async () => {
    const one = await enter(stage, 'duyet@songtra.example'), { page } = one;
    await one.visit('/lam-viec/an-pham/moi?mau=led');
    await page.getByLabel('Dòng một').fill('Nộp hồ sơ tại nhà');
    await page.getByText('Chữ để chép vào bảng điện tử, 17 ký tự').waitFor();
    await sound(one, 'led');
    await one.visit('/lam-viec/an-pham');
    await page.getByRole('link', { name: 'Đăng ký khai sinh' }).click();
    await page.getByRole('button', { name: 'Duyệt', exact: true }).click();
    await page.getByRole('button', { name: 'Phát hành' }).click();
    await page.getByText('đã phát hành').first().waitFor();
    publicPath = `/x/${poster.slice(-36)}`;
    await page.locator('#ghi-in summary').click();
    await page.locator('#ghi-in').getByLabel('Số tờ đã in').fill('200');
    await page.locator('#ghi-in').getByLabel('Nơi in').fill('Nhà in Sông Trà');
    await page.locator('#ghi-in').getByLabel('Chi phí').fill('600.000');
    await page.locator('#ghi-in').getByRole('button', { name: 'Ghi lần in' }).click();
    await page.getByRole('heading', { name: '200 tờ' }).waitFor();
    const hand = page.locator('.print-run details', { hasText: 'Ghi lần phát' });
    await hand.locator('summary').click();
    await hand.getByLabel('Phát cho ai').fill('Nhà văn hóa thôn Phước Thịnh');
    await hand.getByLabel('Số tờ').fill('201');
    await hand.getByRole('button', { name: 'Ghi lần phát' }).click();
    await page.getByText('chỉ còn 200 tờ').first().waitFor();
    one.problems.splice(0);
    await hand.getByLabel('Số tờ').fill('150');
    await hand.getByRole('button', { name: 'Ghi lần phát' }).click();
    await page.getByText('còn 50 tờ').waitFor();
    await sound(one, 'published');
    await leave(one);
  });

  it('strangers find it in the gallery, read it in words, and save what can be printed', async () => {
    const one = await enter(stage, null, { javaScript: false }), { page } = one;
    await page.goto(stage.web.origin + publicPath);
    const own = (await page.locator('link[rel=canonical]').getAttribute('href'))!;
    assert.match(own, /\/an-pham\/dang-ky-khai-sinh$/);
    await page.goto(own);
    assert.equal(await page.locator('article img').first().evaluate((image: HTMLImageElement) => image.naturalWidth), 1080);
    assert.match((await page.locator('article img').first().getAttribute('alt'))!, /Giấy tờ cần mang: Giấy chứng sinh \(bản chính\); Căn cước của cha, mẹ\. Nơi nộp/);
    assert.equal(await page.locator('script:not([type="application/ld+json"])').count(), 0);
    for (const link of await page.locator('#tai-ve + ul a').evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).href))) { const answer = await page.request.get(link); assert.equal(answer.status(), 200, link); assert.ok((await answer.body()).length > 10_000, link); }
    await leave(one);
    const seeing = await enter(stage, null);
    await seeing.page.goto(own);
    await sound(seeing, 'public');
    assert.match(await (await seeing.page.request.get(own.replace(/\/an-pham\/[^/]+$/, '/feeds/an-pham.atom'))).text(), /<title>Đăng ký khai sinh<\/title>/);
    await seeing.page.goto(own.replace(/\/dang-ky-khai-sinh$/, ''));
    await sound(seeing, 'gallery');
    await leave(seeing);
  });
});
