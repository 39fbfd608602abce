import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { report } from '#features/reports/store/reports.ts';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { enter, inspect, inspectWithScripts, type Stage } from '#test/support/journey.ts';
import { people, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';

/** A report goes up two steps and comes back; a round locks and opens again for one unit; people talk beneath it. */
describe('two steps, a lock and a talk', () => {
  let stage: Stage, province: Worked, close: () => Promise<void>, round: string;
  before(async () => {
    const { db, web, province: worked } = await workedWorld(), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    province = worked;
    round = `/lam-viec/bao-cao/che-do/${province.regime}/ky?ky=${encodeURIComponent('quarter/2026-07-01')}`;
    await people(actingFor(db, { today: '2026-11-20', seed: 96 }), [
      { userName: 'khanh@songtra.example', name: 'Võ Đức Khánh', at: province.communes[0]!, roles: ['officer', 'approver'] }, { userName: 'my@songtra.example', name: 'Lê Thị Mỹ', at: province.communes[1]!, roles: ['officer', 'approver'] },
      { userName: 'ha@songtra.example', name: 'Trần Thị Hà', at: province.root, roles: ['focal'] }, { userName: 'son@songtra.example', name: 'Lê Quốc Sơn', at: province.root, roles: ['approver'] },
    ]);
  });
  after(() => close());

  it('without JavaScript: the desk asks for two steps and takes, the leader approves, the unit can change no more', async () => {
    const desk = await enter(stage, 'ha@songtra.example', { javaScript: false });
    await desk.visit(`/lam-viec/bao-cao/che-do/${province.regime}/duyet-khoa`);
    await desk.page.getByLabel(/Hai bước/).check();
    await desk.page.getByLabel(/Khóa kỳ sau hạn gửi/).fill('5');
    await desk.click({ role: 'button', name: 'Lưu' });
    await desk.visit(round);
    await desk.click({ role: 'button', name: 'Nhận báo cáo' });
    assert.match(await desk.page.locator('.message.bad').innerText(), /Hãy chọn ít nhất một đơn vị/);
    await desk.visit(round);
    await desk.page.getByRole('checkbox', { name: 'Chọn UBND xã Bình An' }).check();
    await desk.click({ role: 'button', name: 'Nhận báo cáo' });
    assert.match(await desk.page.locator('.message.ok').innerText(), /Đã nhận 1 báo cáo/);

    const leader = await enter(stage, 'son@songtra.example', { javaScript: false, width: 360, height: 780 });
    await leader.visit('/lam-viec');
    assert.equal(new URL(leader.page.url()).pathname, '/lam-viec/hom-nay');
    await leader.click({ role: 'link', name: 'UBND xã Bình An' });
    await leader.click({ role: 'button', name: 'Phê duyệt báo cáo' });
    assert.equal((await report(stage.db, province.report))!.status, 'approved');
    assert.equal(leader.clicks, 2, 'two taps from the first screen');

    const unit = await enter(stage, 'khanh@songtra.example', { javaScript: false });
    await unit.visit(`/lam-viec/bao-cao/${province.report}`);
    assert.equal(await unit.page.getByText('đã phê duyệt').count() > 0 && await unit.page.getByRole('button', { name: 'Gửi bản sửa đổi' }).count() === 0, true);

    await leader.visit(`/lam-viec/bao-cao/${province.report}`);
    await leader.page.getByText('Bỏ phê duyệt', { exact: true }).first().click();
    await leader.page.getByLabel('Lý do bỏ phê duyệt').fill('ok');
    await leader.click({ role: 'button', name: 'Bỏ phê duyệt' });
    assert.match(await leader.page.locator('.message.bad').innerText(), /ghi lý do/);
    assert.equal(await leader.page.getByLabel('Lý do bỏ phê duyệt').inputValue(), 'ok');
    await leader.page.getByLabel('Lý do bỏ phê duyệt').fill('Xã báo nhầm số lớp tập huấn');
    await leader.click({ role: 'button', name: 'Bỏ phê duyệt' });
    await unit.page.reload();
    assert.match(await unit.page.locator('#cac-buoc').innerText(), /Bỏ phê duyệt bản 1[\s\S]*Xã báo nhầm số lớp tập huấn/);
    for (const one of [desk, leader, unit]) await one.context.close();
    await inspectWithScripts(stage, 'son@songtra.example', `/lam-viec/bao-cao/${province.report}`, 360);
  });

  it('a locked unit is told, gets more time with a reason on record, and must say why a value is missing', async () => {
    const unit = await enter(stage, 'my@songtra.example');
    await unit.visit('/lam-viec/bao-cao');
    assert.match(await unit.page.locator('main').innerText(), /đã khóa sau 24\/09\/2026/);
    await unit.page.locator('tr', { hasText: 'Quý III/2026' }).getByRole('button', { name: 'Soạn báo cáo' }).click();
    await unit.page.getByRole('heading', { name: 'Báo cáo quý III/2026' }).waitFor();
    assert.match(await unit.page.locator('main').innerText(), /Kỳ báo cáo đã khóa sau ngày 24\/09\/2026/);
    assert.equal(await unit.page.getByRole('button', { name: 'Lưu và gửi báo cáo' }).count(), 0);

    const desk = await enter(stage, 'ha@songtra.example');
    await desk.visit(`${round}&loc=chua-gui`);
    await desk.page.getByRole('checkbox', { name: 'Chọn UBND phường Đức Phổ' }).check();
    await desk.page.getByText('Gia hạn gửi sau ngày khóa').click();
    await desk.page.getByLabel('Cho gửi đến hết ngày').fill('25/11/2026');
    await desk.page.getByLabel('Lý do gia hạn').fill('Mất điện do bão');
    await desk.click({ role: 'button', name: 'Gia hạn' });
    await desk.page.getByText('Đã gia hạn 1 đơn vị').waitFor();
    assert.match(await desk.page.locator('#gia-han').innerText(), /UBND phường Đức Phổ[\s\S]*25\/11\/2026[\s\S]*Mất điện do bão/);
    assert.deepEqual(await inspect(desk, 'round'), []);

    await unit.page.reload();
    assert.match(await unit.page.locator('main').innerText(), /Được gia hạn gửi đến hết ngày 25\/11\/2026/);
    await unit.page.getByLabel('Kết quả nổi bật').fill('Đã phát thanh hằng tuần');
    await unit.page.getByText('Thể thức: số, ngày, người ký').click();
    await unit.page.getByLabel('Chức vụ người ký').fill('CHỦ TỊCH');
    await unit.click({ role: 'button', name: 'Lưu và gửi báo cáo' });
    await unit.page.getByText(/hãy ghi lý do chưa có số liệu/).first().waitFor();
    assert.deepEqual(await inspect(unit, 'reasons'), []);
    assert.equal(await unit.page.getByLabel('Kết quả nổi bật').inputValue(), 'Đã phát thanh hằng tuần');
    for (const field of await unit.page.locator('#chua-co-so-lieu input').all()) await field.fill('Thiếu người thực hiện');
    await unit.click({ role: 'button', name: 'Lưu và gửi báo cáo' });
    await unit.page.getByText('đã gửi, chờ nhận').waitFor();
    assert.match(await unit.page.locator('#ly-do').innerText(), /Thiếu người thực hiện/);
    for (const one of [desk, unit]) await one.context.close();
  });

  it('a name is completed while typing, by the keyboard alone, and whoever is named sees it', async () => {
    const desk = await enter(stage, 'ha@songtra.example'), path = `/lam-viec/bao-cao/${province.report}`;
    await desk.visit(path);
    const words = desk.page.getByLabel('Ý kiến của bạn');
    await words.pressSequentially('Nhờ @duc kh');
    await desk.page.locator('.mention-list').getByRole('option', { name: /Võ Đức Khánh/ }).waitFor();
    assert.deepEqual(await inspect(desk, 'names'), []);
    await words.press('Enter');
    assert.equal(await words.inputValue(), 'Nhờ @Võ Đức Khánh ');
    await words.pressSequentially('xem lại số lớp tập huấn');
    await desk.click({ role: 'button', name: 'Gửi ý kiến' });
    await desk.page.locator('ol.talk .mention', { hasText: '@Võ Đức Khánh' }).waitFor();
    assert.equal(await words.inputValue(), '', 'sent and not kept');
    await desk.context.close();

    const unit = await enter(stage, 'khanh@songtra.example', { javaScript: false, width: 360 });
    await unit.visit(path);
    await unit.page.getByLabel('Ý kiến của bạn').fill('Xã đã rà soát, xin giữ nguyên.');
    await unit.page.getByLabel(/^Nhắc đến/).selectOption({ label: 'Trần Thị Hà, Chuyên viên' });
    await unit.click({ role: 'button', name: 'Gửi ý kiến' });
    assert.match(await unit.page.locator('ol.talk > li').last().innerText(), /Võ Đức Khánh[\s\S]*xin giữ nguyên[\s\S]*Nhắc đến: @Trần Thị Hà/);
    await unit.context.close();
  });
});
