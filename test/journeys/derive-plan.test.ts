import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { testDb } from '#test/support/database.ts';
import { enter, inspect, overflowAt, type Stage } from '#test/support/journey.ts';
import { startWeb } from '#test/support/web.ts';
import { importSongTraPlan, people, songTra } from '#test/support/worked-province.ts';

/** From the plan of the province to the plan of a commune and back: derived, changed, answered for, issued, and seen from above. */
describe('a commune makes its plan out of that of its province', () => {
  let stage: Stage, close: () => Promise<void>, parent: Id;
  before(async () => {
    const { db } = await testDb(), web = await startWeb(db, { today: '2026-01-20', mode: 'real' }), browser = await openBrowser(), t = actingFor(db, { today: '2026-01-14' });
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    const province = await songTra(t);
    parent = await importSongTraPlan(t, web.files, province.root);
    await people(t, [
      { userName: 'xa@songtra.example', name: 'Lê Văn Xã', at: province.communes[0]!, roles: ['officer'] }, { userName: 'chu-tich@songtra.example', name: 'Phạm Thị Chủ Tịch', at: province.communes[0]!, roles: ['approver'] },
      { userName: 'tinh@songtra.example', name: 'Trần Thị Tỉnh', at: province.root, roles: ['focal'] },
    ]);
  });
  after(() => close());

  it('one click gives the draft; what is lowered or left out is answered for; works without JavaScript', async () => {
    const officer = await enter(stage, 'xa@songtra.example', { javaScript: false }), { page } = officer;
    await officer.visit('/lam-viec/ke-hoach');
    await officer.click({ role: 'button', name: 'Lập kế hoạch của đơn vị' });
    await page.getByText(/Đã lập dự thảo: \d+ nhiệm vụ theo kế hoạch cấp trên/).waitFor();
    await page.getByText(/theo nhiệm vụ .* của KH 09\/KH-UBND/).first().waitFor();
    const draft = new URL(page.url()).pathname;

    // One task is left out with a reason, another asks for less than the province does.
    await page.locator('.fact-head a').nth(1).click();
    await page.getByText('Bỏ nhiệm vụ này').click();
    await page.locator('.fact.open textarea[name=reason]').fill('Xã chưa có đài truyền thanh');
    await page.getByRole('button', { name: 'Bỏ nhiệm vụ' }).click();
    await page.locator('.fact-head a').first().click();
    await page.locator('input[name="r0.count"]').fill('1');
    await page.locator('.fact.open').getByRole('button', { name: 'Lưu' }).first().click();
    await page.getByText('1 chỗ cần xem').waitFor();
    await page.getByText(/tin, bài\/năm; nhiệm vụ .* của KH 09\/KH-UBND giao/).first().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Trình duyệt kế hoạch' }).isDisabled(), true);
    await page.getByText('Vẫn giữ như vậy: ghi lý do').click();
    await page.getByRole('button', { name: 'Ghi lý do' }).click();
    await page.getByText('Chưa ghi lý do. Hãy ghi ngắn gọn').first().waitFor();
    await page.getByLabel('Lý do', { exact: true }).fill('Trang của xã mới mở từ tháng 3');
    await page.getByRole('button', { name: 'Ghi lý do' }).click();
    await officer.click({ role: 'button', name: 'Trình duyệt kế hoạch' });
    await page.getByText('Chờ duyệt').first().waitFor();
    await officer.context.close();

    const head = await enter(stage, 'chu-tich@songtra.example', { javaScript: false });
    await head.visit(draft.replace('/kiem-tra', ''));
    await head.page.getByText('1 chỗ khác cấp trên, đã ghi lý do').waitFor();
    await head.click({ role: 'button', name: 'Duyệt' });
    await head.click({ role: 'link', name: 'Ban hành' });
    await head.page.getByLabel(/Số, ký hiệu/).fill('05/KH-UBND');
    await head.page.getByLabel(/Ngày ký/).fill('20/01/2026');
    await head.click({ role: 'button', name: /^Ban hành \d+ nghĩa vụ/ });
    await head.page.getByText(/Đã ban hành: \d+ nghĩa vụ/).waitFor();
    await head.context.close();
  });

  it('the province sees who has a plan, what is weaker and what was left out and why, also on a phone', async () => {
    const focal = await enter(stage, 'tinh@songtra.example'), { page } = focal;
    await focal.visit(`/lam-viec/ke-hoach/${parent}`);
    await focal.click({ role: 'link', name: 'Kế hoạch cấp dưới' });
    await page.getByRole('link', { name: 'UBND xã Bình An' }).waitFor();
    assert.match((await page.getByRole('row', { name: /UBND xã Bình An/ }).innerText()).replace(/\s+/g, ' '), /05\/KH-UBND, ký 20\/01\/2026/);
    assert.deepEqual(await inspect(focal), []);
    assert.deepEqual(await overflowAt(page, 360), []);
    await page.setViewportSize({ width: 1280, height: 860 });
    await focal.click({ role: 'link', name: /^Chưa ban hành/ });
    await page.getByRole('link', { name: 'UBND xã Bình An' }).waitFor({ state: 'detached' });
    await focal.click({ role: 'link', name: /^Tất cả/ });
    await focal.click({ role: 'link', name: 'UBND xã Bình An' });
    await page.getByText('Không thực hiện, lý do: Xã chưa có đài truyền thanh').waitFor();
    await page.getByText(/định mức: 12 .*\(cấp trên giao/).waitFor();
    assert.deepEqual([...await inspect(focal), ...await overflowAt(page, 360)], []);
    await focal.context.close();
  });

  it('the pages of the commune hold no barrier and fit a phone', async () => {
    const officer = await enter(stage, 'xa@songtra.example'), { page } = officer;
    await officer.visit('/lam-viec/ke-hoach');
    assert.deepEqual([...await inspect(officer), ...await overflowAt(page, 360)], []);
    await page.getByRole('link', { name: /trên địa bàn xã Bình An|Bình An/ }).first().click();
    await page.getByText('Kiểm tra kế hoạch').waitFor();
    assert.deepEqual([...await inspect(officer), ...await overflowAt(page, 360)], []);
    await page.getByRole('link', { name: /^Đối chiếu \d+ nhiệm vụ/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Đối chiếu với KH 09/KH-UBND' }).waitFor();
    assert.deepEqual([...await inspect(officer), ...await overflowAt(page, 360)], []);
    await officer.context.close();
  });
});
