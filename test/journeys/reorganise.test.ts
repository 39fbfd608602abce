import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SUCCESSION_PARTS } from '../../src/app/succession-parts.ts';
import { reorganisationSample } from '#features/organisations/console/reorganise-sample.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { enter, inspect, overflowAt, type Stage, type Traveller } from '#test/support/journey.ts';
import { people, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';

/** An administrator writes down a resolution: what would move, what must be chosen, what was done. */
describe('a reorganisation in the console', () => {
  let stage: Stage, province: Worked, close: () => Promise<void>;
  before(async () => {
    useSuccessionParts(...SUCCESSION_PARTS);
    const { db, web, province: worked } = await workedWorld(), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    province = worked;
    await people(actingFor(db, { today: '2026-11-20', seed: 61 }), [
      { userName: 'quantri@songtra.example', name: 'Phạm Văn Trị', at: province.root, roles: ['administrator'] },
      { userName: 'thao@songtra.example', name: 'Huỳnh Thị Thảo', at: province.communes[0]!, roles: ['officer', 'approver'] },
      { userName: 'my@songtra.example', name: 'Lê Yên Mỹ', at: province.communes[5]!, roles: ['officer'] },
    ]);
  });
  after(() => close());
  /** The browser itself notes that a page which was not written yet answers 422. */
  const faultsOf = async (one: Traveller): Promise<string[]> => (await inspect(one)).filter((fault) => !/status of 422/.test(fault));
  const named = async (code: string) => (await organisationTree(stage.db, plainDate('2026-11-20'))).byCode('local', code);

  it('two communes become one: the list says what to do, the form asks what that kind needs, the preview shows what moves', async () => {
    const admin = await enter(stage, 'quantri@songtra.example', { width: 1280, height: 900 }), { page } = admin;
    await admin.visit('/lam-viec/don-vi');
    await admin.click({ role: 'link', name: 'Sắp xếp đơn vị' });
    await page.getByText('Chưa ghi sự kiện nào').waitFor();
    assert.deepEqual(await faultsOf(admin), []);
    await admin.click({ role: 'link', name: 'Ghi một sự kiện' });
    await page.getByText('Nhiều sự kiện trong một tệp').waitFor();
    assert.deepEqual(await faultsOf(admin), []);
    await admin.click({ role: 'link', name: 'Hợp nhất, sáp nhập' });
    await page.locator('[name=day]').fill('16/11/2026');
    await page.locator('[name=unit]').fill('X1\nUBND xã Ấp Bắc');
    await page.locator('[name=into]').fill('UBND xã Nguyễn Nghiêm');
    await page.locator('[name=citation]').fill('Nghị quyết số 05/NQ-HĐND');
    await admin.click({ role: 'button', name: 'Xem những gì sẽ chuyển' });
    await page.getByText('Nếu là đơn vị mới, hãy ghi loại hoặc mã').first().waitFor();
    assert.equal(await page.locator('[name=unit]').inputValue(), 'X1\nUBND xã Ấp Bắc', 'what was typed stays');
    assert.deepEqual(await faultsOf(admin), []);
    await page.locator('[name=unitKind]').selectOption('Ủy ban nhân dân xã');
    await page.locator('[name=code]').fill('X1');
    await admin.click({ role: 'button', name: 'Xem những gì sẽ chuyển' });
    await page.getByRole('heading', { name: 'Những gì sẽ chuyển' }).waitFor();
    const text = await page.innerText('main');
    for (const words of ['Hợp nhất UBND xã Bình An, UBND xã Ấp Bắc thành UBND xã Nguyễn Nghiêm (đơn vị mới)', 'Việc phải làm còn mở và nợ', 'Báo cáo đang soạn', 'Vai trò của người dùng', 'Phòng Văn hóa – Xã hội']) assert.ok(text.includes(words), words);
    assert.ok(await named('X3'), 'nothing happened yet');
    assert.deepEqual(await faultsOf(admin), []);
    assert.deepEqual(await overflowAt(page, 360), []);
    await page.setViewportSize({ width: 1280, height: 900 });
    await admin.click({ role: 'button', name: 'Áp dụng' });
    await page.getByText('Đã áp dụng 1 sự kiện').waitFor();
    assert.deepEqual(await faultsOf(admin), []);
    assert.equal((await named('X1'))!.name, 'UBND xã Nguyễn Nghiêm');
    await page.getByRole('link', { name: 'UBND xã Nguyễn Nghiêm' }).first().click();
    await page.getByText('Hợp nhất từ').waitFor();
    assert.match(await page.innerText('#qua-trinh'), /Hợp nhất từ: UBND xã Ấp Bắc; UBND xã Bình An\s+từ ngày 16\/11\/2026, Nghị quyết số 05\/NQ-HĐND/);
    assert.deepEqual(await faultsOf(admin), []);
    await page.getByRole('link', { name: 'UBND xã Bình An' }).click();
    await page.getByText('Kế thừa bởi').waitFor();
    await admin.context.close();
  });

  it('the officer of the old unit works on at the successor, and opens the report that was sent before', async () => {
    const officer = await enter(stage, 'thao@songtra.example', { width: 1280, height: 900 }), { page } = officer;
    await officer.visit('/lam-viec/viec');
    assert.match(await page.innerText('body'), /UBND xã Nguyễn Nghiêm/);
    assert.match(await page.innerText('body'), /Từ ngày 20\/11\/2026 bạn làm việc tại UBND xã Nguyễn Nghiêm/);
    await officer.visit(`/lam-viec/bao-cao/${province.report}`);
    assert.match(await page.innerText('main'), /đã chốt khi gửi/);
    assert.deepEqual(officer.problems, []);
    await officer.context.close();
  });

  const divide = async ({ visit, page }: Traveller): Promise<void> => {
    await visit('/lam-viec/don-vi/sap-xep/ghi?loai=split');
    for (const [name, value] of [['day', '18/11/2026'], ['unit', 'X6'], ['into', 'UBND xã Yên Đông\nUBND xã Yên Tây'], ['code', 'YD\nYT'], ['successor', 'UBND xã Yên Tây'], ['citation', 'Nghị quyết số 06/NQ-HĐND']] as const) await page.locator(`[name=${name}]`).fill(value);
    await page.locator('[name=unitKind]').selectOption('Ủy ban nhân dân xã');
  };
  it('a division asks for each task; the page of choices has no barrier and fits a phone', async () => {
    const admin = await enter(stage, 'quantri@songtra.example', { width: 360 }), { page } = admin;
    await divide(admin);
    assert.deepEqual(await faultsOf(admin), []);
    await admin.click({ role: 'button', name: 'Xem những gì sẽ chuyển' });
    await page.getByRole('button', { name: 'Áp dụng' }).waitFor();
    assert.deepEqual(await faultsOf(admin), []);
    await admin.click({ role: 'button', name: 'Áp dụng' });
    await page.getByText(/Còn \d+ lựa chọn/).waitFor();
    assert.deepEqual(await faultsOf(admin), []);
    await admin.context.close();
  });
  it('without JavaScript: what was chosen stays, nothing is given silently to one of them, and who is not placed is listed', async () => {
    const admin = await enter(stage, 'quantri@songtra.example', { javaScript: false, width: 360 }), { page } = admin;
    const send = async (name: string): Promise<void> => { await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).click()]); };
    await divide(admin);
    await send('Xem những gì sẽ chuyển');
    await send('Áp dụng');
    assert.match(await page.innerText('main'), /Còn \d+ lựa chọn/);
    assert.ok(await named('X6'));
    const tasks = page.locator('select[name^="obligations:"]'), count = await tasks.count();
    assert.ok(count >= 3);
    await tasks.nth(1).selectOption({ label: 'UBND xã Yên Đông' });
    await send('Áp dụng');
    assert.match((await tasks.nth(1).locator('option[selected]').textContent())!, /Yên Đông/);
    await tasks.nth(0).selectOption({ label: 'UBND xã Yên Tây' });
    await send('Áp dụng');
    assert.match(await page.innerText('main'), /Đã áp dụng 1 sự kiện[\s\S]*Chưa phân công[\s\S]*Lê Yên Mỹ/);
    await page.getByRole('link', { name: /Lê Yên Mỹ/ }).click();
    await page.getByText('Chia, tách thành').waitFor();
    assert.deepEqual([(await named('YD'))?.name, await named('X6')], ['UBND xã Yên Đông', undefined]);
    await admin.context.close();
  });

  it('a file names every bad row and does nothing; the sample sheet is one that is understood', async () => {
    const admin = await enter(stage, 'quantri@songtra.example', { javaScript: false, width: 1280 }), { page } = admin;
    const upload = async (name: string, buffer: Buffer): Promise<string> => {
      await admin.visit('/lam-viec/don-vi/sap-xep/ghi');
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
      await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Xem những gì sẽ chuyển' }).click()]);
      return page.innerText('main');
    };
    const bad = await upload('sap-xep.csv', Buffer.from('Ngày;Loại;Đơn vị;Thành;Căn cứ\n01/12/2026;Đổi tên;X4;UBND xã Ổ Vàng;NQ 7\n01/12/2026;Đổi tên;X44;UBND xã Kia;NQ 7\n'));
    assert.match(bad, /1 lỗi; chưa thay đổi gì[\s\S]*3\s+Đơn vị\s+Không có đơn vị nào mang mã hoặc tên “X44”/);
    assert.match(await upload('mau.xlsx', await reorganisationSample()), /lỗi; chưa thay đổi gì[\s\S]*X7/);
    const good = await upload('sap-xep.csv', Buffer.from('Ngày;Loại;Đơn vị;Thành;Căn cứ\n01/12/2026;Đổi tên;X4;UBND xã Ổ Vàng;NQ 7\n'));
    assert.match(good, /Đổi tên UBND xã Ổ Gà thành UBND xã Ổ Vàng/);
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Áp dụng' }).click()]);
    assert.match(await upload('sap-xep.csv', Buffer.from('Ngày;Loại;Đơn vị;Thành;Căn cứ\n01/12/2026;Đổi tên;X4;UBND xã Ổ Vàng;NQ 7\n')), /Sự kiện này đã được áp dụng ngày 20\/11\/2026; không có gì thay đổi/);
    await admin.visit('/lam-viec/don-vi/sap-xep');
    assert.match(await page.innerText('main'), /3 sự kiện/);
    await admin.context.close();
  });

  it('who may not change units sees the list and no way to write', async () => {
    const officer = await enter(stage, 'thao@songtra.example', { width: 1280 }), { page } = officer;
    await officer.visit('/lam-viec/don-vi/sap-xep');
    assert.match(await page.innerText('main'), /UBND xã Nguyễn Nghiêm/);
    assert.equal(await page.getByRole('link', { name: 'Ghi một sự kiện' }).count(), 0);
    await officer.context.close();
  });
});
