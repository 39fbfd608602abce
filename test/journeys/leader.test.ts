import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { enter, inspect, type Stage } from '#test/support/journey.ts';
import { people, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';

describe("the leader's morning, on a phone", () => {
  let stage: Stage, province: Worked, close: () => Promise<void>;
  before(async () => {
    const { db, web, province: worked } = await workedWorld(), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    province = worked;
    await people(actingFor(db, { today: '2026-11-20', seed: 97 }), [
      { userName: 'son@songtra.example', name: 'Lê Quốc Sơn', at: province.root, roles: ['approver'] }, { userName: 'khanh@songtra.example', name: 'Võ Đức Khánh', at: province.communes[0]!, roles: ['officer', 'approver'] },
      { userName: 'thao@songtra.example', name: 'Huỳnh Thị Thảo', at: province.communes[0]!, roles: ['officer'] }, { userName: 'yen@songtra.example', name: 'Đặng Ngọc Yến', at: province.root, roles: ['observer'] },
    ]);
  });
  after(() => close());

  for (const javaScript of [true, false]) it(`opens on three answers ${javaScript ? 'with' : 'without'} JavaScript, each with a way to the next step`, async () => {
    const leader = await enter(stage, 'son@songtra.example', { javaScript, width: 360, height: 780 });
    await leader.visit('/lam-viec');
    assert.equal(new URL(leader.page.url()).pathname, '/lam-viec/hom-nay');
    assert.deepEqual(await leader.page.locator('main h2').allInnerTexts(), ['Chờ tôi', 'Chúng ta đang ở đâu', 'Ai đang chậm']);
    assert.match(await leader.page.locator('#dang-o-dau').innerText(), /Đúng hạn quý IV\/2026[\s\S]*%[\s\S]*(tốt|cần chú ý|chậm)[\s\S]*Quý III\/2026: [\d,]+ % đúng hạn/);
    assert.equal(await leader.page.locator('.worst > li').count(), 5);
    if (javaScript) assert.deepEqual(await inspect(leader, 'today'), []);
    await leader.page.getByText('Đúng hạn theo tháng (%)').click();
    assert.equal(await leader.page.locator('.spark tbody tr').count(), 6);
    const first = await leader.page.locator('.worst a').first().innerText();
    await leader.click('.worst a');
    await leader.page.getByRole('heading', { level: 1, name: first }).waitFor();
    await leader.visit('/lam-viec/hom-nay');
    await leader.click({ role: 'link', name: 'Soạn công văn đôn đốc' });
    await leader.page.waitForURL(/don-doc\/soan/);
    await leader.context.close();
  });

  it('of a commune lists what waits there and what it owes itself', async () => {
    const approver = await enter(stage, 'khanh@songtra.example', { width: 360, height: 780 });
    await approver.visit('/lam-viec/hom-nay');
    assert.match(await approver.page.locator('#cho-toi').innerText(), /Kết quả chờ xác nhận[\s\S]*1[\s\S]*Ra mắt Tổ công nghệ số cộng đồng/);
    assert.deepEqual(await approver.page.locator('main h2').allInnerTexts(), ['Chờ tôi', 'Chúng ta đang ở đâu', 'Việc đang chậm']);
    assert.deepEqual(await inspect(approver, 'commune'), []);
    await approver.click({ role: 'link', name: 'Ra mắt Tổ công nghệ số cộng đồng' });
    await approver.page.waitForURL(new RegExp(province.waiting));
    await approver.context.close();
  });

  it('shows who looks on the same without anything to decide, and an officer the own work instead', async () => {
    const observer = await enter(stage, 'yen@songtra.example', { width: 360, height: 780 });
    await observer.visit('/lam-viec/hom-nay');
    assert.match(await observer.page.locator('#cho-toi').innerText(), /Không có việc nào chờ bạn/);
    assert.equal(await observer.page.getByRole('link', { name: 'Soạn công văn đôn đốc' }).count(), 0);
    await observer.context.close();
    const officer = await enter(stage, 'thao@songtra.example', { javaScript: false });
    await officer.visit('/lam-viec');
    assert.equal(new URL(officer.page.url()).pathname, '/lam-viec/viec');
    assert.equal(await officer.page.locator('nav a', { hasText: 'Hôm nay' }).count(), 0);
    await officer.context.close();
  });
});
