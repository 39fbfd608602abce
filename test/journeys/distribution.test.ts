import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { followItems } from '#features/distribution/follow.ts';
import { placeItem, withdrawItem } from '#features/sites/actions/place-item.ts';
import { actingFor, type TestActing } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { testDb } from '#test/support/database.ts';
import { enter, inspect, inspectWithScripts, overflowAt, type Stage, type Traveller } from '#test/support/journey.ts';
import { startWeb } from '#test/support/web.ts';
import { importSongTraPlan, people, PHOTO, songTra } from '#test/support/worked-province.ts';

/** From the outlets of an office to a post with its proof: the editor's browser has scripts, the officer's phone has none. */
describe('posting at many outlets, in a browser', () => {
  let stage: Stage, close: () => Promise<void>, t: TestActing, at: Id, item: Id;
  before(async () => {
    const { db } = await testDb(), web = await startWeb(db, { today: '2026-03-20' }), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    const start = actingFor(db, { today: '2026-01-09', seed: 61 }), province = await songTra(start);
    at = province.communes[0]!;
    await importSongTraPlan(start, web.files, province.root);
    await people(actingFor(db, { today: '2026-01-09', seed: 62 }), [
      { userName: 'dang@songtra.example', name: 'Lê Thị Đăng', at, roles: ['officer'] }, { userName: 'bien-tap@songtra.example', name: 'Trần Văn Duyệt', at, roles: ['editor'] },
    ]);
    t = actingFor(db, { today: '2026-03-20', seed: 63 });
  });
  after(() => close());
  const sit = (who: string, options: { javaScript?: boolean; width?: number } = {}): Promise<Traveller> => enter(stage, `${who}@songtra.example`, options);
  const leave = async (one: Traveller): Promise<void> => { assert.deepEqual(one.problems, []); await one.context.close(); };
  const shoot = async (one: Traveller, name: string): Promise<void> => {
    const folder = process.env.LOA_SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await one.page.screenshot({ path: `${folder}/${name}-${one.page.viewportSize()!.width}.png`, fullPage: true });
  };
  const sound = async (one: Traveller, name: string): Promise<void> => { assert.deepEqual(await inspect(one), []); await shoot(one, name); assert.deepEqual(await overflowAt(one.page, 360), []); await shoot(one, name); await one.page.setViewportSize({ width: 1280, height: 860 }); };

  it('the editor opens outlets and says where articles usually go; a published one makes its tasks by itself', async () => {
    const one = await sit('bien-tap'), { page } = one;
    await one.visit('/lam-viec/phat-hanh');
    assert.match(await page.innerText('main'), /Đơn vị chưa có kênh nào/);
    await page.getByRole('link', { name: 'Mở kênh' }).click();
    for (const [kind, name, address] of [['Trang Facebook', 'Trang Facebook xã Bình An', 'zalo.me/1'], ['Màn hình LED, bảng điện tử', 'Màn hình LED cổng UBND', '']] as const) {
      await page.getByLabel('Loại kênh').selectOption({ label: kind });
      await page.getByLabel('Tên kênh').fill(name);
      if (address) {
        await page.getByLabel('Địa chỉ trang').fill(address);
        await page.getByRole('button', { name: 'Mở kênh' }).click();
        await page.getByText('Địa chỉ chưa đúng').first().waitFor();
        assert.equal(await page.getByLabel('Tên kênh').inputValue(), name, 'nothing typed is lost');
        await page.getByLabel('Địa chỉ trang').fill('https://www.facebook.com/xabinhan');
      }
      await page.getByRole('button', { name: 'Mở kênh' }).click();
      await page.getByRole('link', { name }).first().waitFor();
    }
    await page.getByRole('link', { name: 'Tin, bài', exact: true }).last().click();
    for (const name of ['Trang Facebook xã Bình An', 'Màn hình LED cổng UBND']) await page.getByLabel(name).selectOption('same-day');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Màn hình LED cổng UBND (trong ngày)').waitFor();
    await sound(one, 'outlets');
    item = await t.run(async (a) => { const id = a.newId(); await placeItem(a, { id, noun: 'articles', organisationId: at, wanted: '/tin-bai/mot-cua', language: 'vi', title: 'Một cửa mở thêm sáng thứ Bảy', summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy.', picture: null, collectionId: null }); return id; });
    assert.equal(await followItems(t.env), 2);
    await one.visit('/lam-viec/phat-hanh');
    await sound(one, 'to-post');
    await page.getByRole('link', { name: 'Mở để đăng' }).first().click();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Chép nội dung' }).click();
    await page.getByRole('button', { name: 'Đã chép' }).waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^Một cửa mở thêm sáng thứ Bảy/);
    await sound(one, 'task');
    await leave(one);
  });

  it('the officer posts from a phone without scripts: a wrong link is refused and kept, the right one and a photo are proof, and it counts', async () => {
    const one = await sit('dang', { javaScript: false, width: 360 }), { page } = one;
    const open = async (outlet: string) => { await one.visit('/lam-viec/phat-hanh'); await page.locator('article', { hasText: outlet }).getByRole('link', { name: 'Mở để đăng' }).click(); };
    await open('Trang Facebook xã Bình An');
    assert.match(await page.locator('#chu-dang').inputValue(), new RegExp(`/x/${item}$`));
    const link = page.getByLabel('Đường dẫn bài tại Trang Facebook xã Bình An');
    await link.fill('https://www.facebook.com/xabinhan');
    await page.getByRole('button', { name: 'Đã đăng' }).click();
    assert.match(await page.innerText('main'), /chưa phải của bài/);
    assert.equal(await link.inputValue(), 'https://www.facebook.com/xabinhan');
    await link.fill('https://www.facebook.com/xabinhan/posts/1');
    await page.getByRole('button', { name: 'Đã đăng' }).click();
    assert.match(await page.innerText('header.page-head'), /đã đăng/);
    await page.getByRole('link', { name: 'Kết quả đã ghi' }).click();
    assert.match(await page.innerText('main'), /Bài đăng mạng xã hội[\s\S]*facebook\.com\/xabinhan\/posts\/1/);
    await open('Màn hình LED cổng UBND');
    await page.getByRole('button', { name: 'Đã đăng' }).click();
    assert.match(await page.innerText('main'), /Chưa có ảnh/);
    await page.getByLabel('Chọn ảnh').setInputFiles({ name: 'led.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(PHOTO) });
    await page.getByRole('button', { name: 'Đã đăng' }).click();
    await page.getByRole('link', { name: 'led.jpg' }).waitFor();
    await one.visit('/lam-viec/phat-hanh');
    assert.match(await page.innerText('main'), /Không có bài nào chờ đăng/);
    await leave(one);
  });

  it('what is withdrawn is to be taken down where it is out; the page of the item shows all of it', async () => {
    await t.run((a) => withdrawItem(a, { id: item }));
    assert.equal(await followItems(t.env), 2);
    const one = await sit('dang', { javaScript: false }), { page } = one;
    await one.visit('/lam-viec/phat-hanh');
    await page.getByRole('link', { name: 'Mở để gỡ' }).first().click();
    const path = page.url().replace(stage.web.origin, '');
    await page.getByText('Bỏ qua kênh này').click();
    await page.getByLabel('Lý do bỏ qua').fill('Trang đã bị khóa, không gỡ được');
    await page.getByRole('button', { name: 'Bỏ qua' }).click();
    assert.match(await page.innerText('header.page-head'), /bỏ qua/);
    await leave(one);
    await inspectWithScripts(stage, 'dang@songtra.example', path, 360);
    const seeing = await sit('dang');
    await seeing.visit(`/lam-viec/phat-hanh/bai/${item}`);
    assert.match(await seeing.page.innerText('main'), /Gỡ bài đã đăng[\s\S]*bỏ qua[\s\S]*chờ gỡ|chờ gỡ[\s\S]*bỏ qua/);
    await sound(seeing, 'item');
    await leave(seeing);
  });
});
