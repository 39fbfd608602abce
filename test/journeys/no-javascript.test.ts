import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { enter, type Stage, type Traveller } from '#test/support/journey.ts';
import { people, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';

/** An old phone and an office PC where scripts are forbidden: everything that must work there, with links, forms and the keyboard alone. */
describe('without JavaScript', () => {
  let stage: Stage, province: Worked, close: () => Promise<void>;
  before(async () => {
    const { db, web, province: worked } = await workedWorld(), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    province = worked;
    await people(actingFor(db, { today: '2026-11-20', seed: 95 }), [
      { userName: 'thao@songtra.example', name: 'Huỳnh Thị Thảo', at: province.communes[0]!, roles: ['officer', 'approver'], also: { at: province.communes[1]!, roles: ['officer'] } },
      { userName: 'ha@songtra.example', name: 'Trần Thị Hà', at: province.root, roles: ['focal', 'administrator'] },
    ]);
  });
  after(() => close());
  const sit = (who: string | null, width = 360): Promise<Traveller> => enter(stage, who, { javaScript: false, width });
  const path = (page: Page): string => page.url().replace(stage.web.origin, '');
  /** Enter sends the form; the next page is waited for. */
  const submitted = async (page: Page): Promise<void> => { await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]); };
  const leave = async (one: Traveller): Promise<void> => { assert.deepEqual(one.problems, []); await one.context.close(); };

  it('a stranger is led to the sign-in page and back, and told when the password is wrong, keeping the name', async () => {
    const stranger = await sit(null), { page } = stranger;
    await stranger.visit(`/lam-viec/viec/${province.obligation}`);
    assert.match(path(page), /^\/dang-nhap\?den=/);
    await page.locator('[name=userName]').fill('thao@songtra.example');
    await page.locator('[name=password]').fill('không phải mật khẩu này');
    await page.locator('main form button[type=submit]').click();
    assert.equal(await page.locator('[name=userName]').inputValue(), 'thao@songtra.example');
    assert.equal(await page.locator('[name=password]').inputValue(), '');
    assert.match(await page.innerText('main'), /không đúng/);
    await stranger.context.close(); // the browser itself notes the 401
  });

  it('the menu is reached by a link at the foot of a phone and leads everywhere', async () => {
    const focal = await sit('ha@songtra.example'), { page } = focal;
    await focal.visit('/lam-viec/viec');
    await page.getByRole('link', { name: 'Thêm' }).click();
    assert.ok(await page.locator('.rail nav').isVisible());
    const menu = await page.locator('.rail nav a').evaluateAll((links) => links.map((link) => [link.getAttribute('href')!, link.querySelector('span')!.textContent!] as const));
    assert.ok(menu.length >= 9, String(menu.length));
    for (const [href, label] of menu) {
      await focal.visit('/lam-viec/viec#menu');
      await page.locator(`.rail nav a[href="${href}"]`).click();
      assert.ok(path(page).startsWith(href) || href === '/lam-viec/nguoi-dung', `${label}: ${path(page)}`);
      assert.equal(await page.locator('h1').count(), 1, label);
      assert.equal(await page.locator('.rail a[aria-current=page]').count(), 1, `${label} is marked in the menu`);
    }
    await leave(focal);
  });

  it('a result is recorded by keyboard alone, found by searching without marks, filtered, corrected and withdrawn', async () => {
    const officer = await sit('thao@songtra.example', 1280), { page } = officer;
    await officer.visit('/lam-viec/ket-qua/moi');
    await page.getByLabel('Đã làm gì').focus();
    await page.keyboard.type('Đối thoại với người dân thôn Ổ Gà');
    await page.keyboard.press('Tab');
    await page.getByLabel('Ngày làm xong').fill('19/11/2026');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1');
    await submitted(page);
    assert.match(await page.innerText('main'), /Đã lưu kết quả/);

    await officer.visit('/lam-viec/ket-qua');
    await page.getByLabel('Tìm theo tên kết quả').fill('doi thoai');
    await submitted(page);
    assert.match(path(page), /tim=doi\+thoai/);
    assert.equal(await page.locator('main tbody tr').count(), 1);
    await page.getByRole('link', { name: 'Đã xác nhận', exact: true }).click();
    assert.doesNotMatch(await page.innerText('main'), /Đối thoại/);
    await page.getByRole('link', { name: 'Chờ xác nhận', exact: true }).click();
    await page.getByRole('link', { name: /Đối thoại/ }).click();
    await page.getByRole('link', { name: 'Sửa' }).click();
    await page.getByLabel('Đã làm gì').fill('Đối thoại với người dân thôn 5');
    await page.getByLabel('Lý do sửa').fill('Sai tên thôn');
    await page.getByRole('button', { name: 'Lưu bản sửa' }).click();
    assert.equal(await page.locator('h1').innerText(), 'Đối thoại với người dân thôn 5');
    assert.match(await page.innerText('#ban-truoc'), /Sai tên thôn/);
    await page.getByLabel('Lý do rút').fill('Ghi nhầm ngày');
    await page.getByRole('button', { name: 'Rút' }).click();
    assert.match(await page.innerText('header.page-head'), /Đã rút/);
    await leave(officer);
  });

  it('one person changes to another of the own units', async () => {
    const officer = await sit('thao@songtra.example', 1280), { page } = officer;
    await officer.visit('/lam-viec/viec');
    await page.getByLabel('Đang làm việc cho').selectOption({ label: 'UBND phường Đức Phổ' });
    await page.getByRole('button', { name: 'Chuyển đơn vị' }).click();
    assert.match(await page.innerText('header.page-head'), /Đức Phổ/);
    await page.getByLabel('Đang làm việc cho').selectOption({ label: 'UBND xã Bình An' });
    await page.getByRole('button', { name: 'Chuyển đơn vị' }).click();
    await leave(officer);
  });

  it('units are searched, the board is filtered by period and leads down to the items', async () => {
    const focal = await sit('ha@songtra.example', 1280), { page } = focal;
    await focal.visit('/lam-viec/don-vi');
    await page.locator('main input[type=search]').fill('duc pho');
    await submitted(page);
    assert.match(await page.innerText('main table'), /UBND phường Đức Phổ/);
    assert.doesNotMatch(await page.innerText('main table'), /Bình An/);

    await focal.visit('/lam-viec/theo-doi');
    await page.getByLabel('Kỳ', { exact: true }).selectOption('2026');
    await page.getByRole('button', { name: 'Xem', exact: true }).click();
    assert.match(path(page), /ky=2026/);
    await page.locator('main a[href*="/theo-doi/don-vi/"][href*="nhiem-vu="]').first().click();
    assert.ok(await page.locator('#nghia-vu tbody tr').count() > 0);
    await page.locator('#nghia-vu tbody a').first().click();
    assert.match(path(page), /^\/lam-viec\/viec\//);
    await leave(focal);
  });

  it('a report is written and sent, a letter composed and downloaded', async () => {
    const leader = await sit('thao@songtra.example', 1280);
    await leader.visit(`/lam-viec/bao-cao/${province.draftReport}`);
    await leader.page.locator('textarea').first().fill('Đã phân công từng thành viên.');
    for (const reason of await leader.page.locator('#chua-co-so-lieu input').all()) await reason.fill('Chưa triển khai trong năm');
    await leader.page.getByRole('button', { name: 'Lưu và gửi báo cáo' }).click();
    assert.ok(await leader.page.locator('#ban-da-gui').count() === 1);
    assert.match(await leader.page.innerText('#phan-loi'), /Đã phân công từng thành viên/);
    await leave(leader);

    const focal = await sit('ha@songtra.example', 1280), { page } = focal;
    await focal.visit('/lam-viec/don-doc/soan');
    await page.getByRole('button', { name: /^(Lưu|Soạn|Tạo|Lập)/ }).first().click();
    assert.match(path(page), /^\/lam-viec\/don-doc\/[0-9a-f-]{36}/);
    const file = await focal.context.request.get(stage.web.origin + (await page.locator('a[href$=".docx"]').getAttribute('href'))!);
    assert.equal(Buffer.from(await file.body()).subarray(0, 2).toString(), 'PK');
    await leave(focal);
  });

  it('signing out ends it', async () => {
    const officer = await sit('thao@songtra.example', 1280), { page } = officer;
    await officer.visit('/lam-viec/viec');
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await officer.visit('/lam-viec/viec');
    assert.match(path(page), /^\/dang-nhap/);
    await leave(officer);
  });
});
