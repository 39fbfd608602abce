import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Database } from '#platform/db/tables.ts';
import { openBrowser } from '#test/support/browser.ts';
import { enter, inspect, overflowAt, type Stage, type Traveller } from '#test/support/journey.ts';
import type { TestWeb } from '#test/support/web.ts';
import { actingFor } from '#test/support/acting.ts';
import { people, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';

/** Where pictures go when somebody wants to look. */
const SHOTS = process.env.LOA_SHOTS;

describe('what an office shows to everybody', () => {
  let browser: Browser, web: TestWeb, db: Database, close: () => Promise<void>, province: Worked, stage: Stage;
  before(async () => {
    ({ db, web, province } = await workedWorld());
    await people(actingFor(db, { today: '2026-01-08', seed: 91 }), [{ userName: 'lanhdao@songtra.example', name: 'Lê Văn Duyệt', at: province.root, roles: ['approver'] }, { userName: 'xa@songtra.example', name: 'Trần Thị Xã', at: province.communes[0]!, roles: ['officer'] }]);
    browser = await openBrowser();
    stage = { browser, web, db };
    if (SHOTS) mkdirSync(SHOTS, { recursive: true });
    close = async () => { await browser.close(); await web.close(); };
  });
  after(() => close());

  const shot = async (who: Traveller, name: string): Promise<void> => { if (SHOTS) { await who.page.setViewportSize({ width: 1280, height: 1000 }); await who.page.screenshot({ path: `${SHOTS}/${name}.png` }); await who.page.setViewportSize({ width: 360, height: 780 }); await who.page.screenshot({ path: `${SHOTS}/${name}-360.png` }); } };
  const look = async (who: Traveller, path: string, name: string): Promise<void> => {
    await who.visit(path);
    assert.deepEqual([...await inspect(who, path), ...await overflowAt(who.page, 360)], []);
    await shot(who, name);
    await who.page.setViewportSize({ width: 1280, height: 1000 });
  };

  it('a commune writes down where it is found and whom one calls; all without JavaScript', async () => {
    const officer = await enter(stage, 'xa@songtra.example', { javaScript: false });
    await officer.visit('/lam-viec/danh-ba');
    await officer.click({ role: 'link', name: 'Ghi trụ sở' });
    await officer.page.fill('[name=address]', 'Thôn Đông, xã Bình An');
    await officer.page.fill('[name=phone]', '12345');
    await officer.click({ role: 'button', name: 'Lưu' });
    assert.match(await officer.page.innerText('[role=alert]'), /chưa phải số điện thoại/);
    assert.equal(await officer.page.inputValue('[name=address]'), 'Thôn Đông, xã Bình An', 'what was typed stays');
    await officer.page.fill('[name=phone]', '(0230) 3000.101');
    await officer.page.fill('[name=hours]', 'T2-T6: 07:00-11:30, 13:30-17:00');
    await officer.click({ role: 'button', name: 'Lưu' });
    await officer.visit(`/lam-viec/danh-ba/${province.communes[0]}/them/hotline`);
    await officer.page.fill('[name=number]', '0999 000 101');
    await officer.page.fill('[name=purpose]', 'Hướng dẫn thủ tục');
    await officer.click({ role: 'button', name: 'Lưu' });
    await officer.page.context().close();
    const again = await enter(stage, 'xa@songtra.example');
    await look(again, '/lam-viec/danh-ba', 'desk-directory');
    await again.page.context().close();
  });

  it('the leader makes the plan public after a look for personal data, and readers follow a figure to its proof', async () => {
    const leader = await enter(stage, 'lanhdao@songtra.example');
    await leader.visit(`/lam-viec/ke-hoach/${province.plan}`);
    const card = leader.page.locator('#cong-khai');
    await card.getByRole('button', { name: 'Công khai' }).click();
    await leader.page.waitForSelector('#cong-khai [role=alert]');
    assert.match(await card.innerText(), /đánh dấu đã kiểm tra/);
    await card.getByRole('checkbox').check();
    await card.getByRole('button', { name: 'Công khai' }).click();
    await leader.page.waitForSelector('#cong-khai .chip.good');
    await shot(leader, 'desk-plan');
    const path = new URL((await card.getByRole('link', { name: 'Xem trang kế hoạch' }).getAttribute('href'))!, web.origin).pathname;
    await leader.page.context().close();

    const reader = await enter(stage, null);
    await look(reader, path, 'plan');
    await look(reader, `${path}/tien-do`, 'progress');
    await reader.page.locator('table.promises').first().getByRole('link').first().click();
    assert.deepEqual(await inspect(reader), []);
    assert.ok((await reader.page.locator('table.results a[rel~=external]').count()) > 0, 'the link that proves it');
    await look(reader, '/van-ban', 'register');
    await reader.page.context().close();
  });

  it('readers find offices by name, the contact page in both languages, and what was promised on the home page', async () => {
    const reader = await enter(stage, null);
    await look(reader, '/danh-ba', 'agencies');
    await reader.page.fill('main input[name=q]', 'binh an');
    await reader.page.locator('main form[role=search] button').click();
    assert.deepEqual(await inspect(reader), []);
    assert.match(await reader.page.innerText('main'), /UBND xã Bình An/);
    await look(reader, '/da-hua-da-lam', 'own-promise');
    await look(reader, '/', 'home');
    assert.match(await reader.page.innerText('main'), /Đã hứa – đã làm 2026/);
    assert.equal(await reader.page.locator('script:not([type="application/ld+json"])').count(), 0, 'no script is sent');
    const { slug } = await db.selectFrom('sites').select('slug').where('organisation_id', '=', province.communes[0]!).executeTakeFirstOrThrow();
    await look(reader, `/${slug}/lien-he`, 'contact');
    assert.match(await reader.page.innerText('footer'), /0999 000 101/);
    await look(reader, `/${slug}`, 'commune-home');
    assert.match(await (await reader.page.goto(`${web.origin}/${slug}/en/lien-he`))!.text(), /Opening hours/);
    await reader.page.context().close();
  });
});
