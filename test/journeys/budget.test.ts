import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { testDb } from '#test/support/database.ts';
import { enter, inspect, overflowAt, type Stage, type Traveller } from '#test/support/journey.ts';
import { startWeb } from '#test/support/web.ts';
import { BORN, importSongTraPlan, people, PHOTO, songTra, type SongTra } from '#test/support/worked-province.ts';

/** One commune's estimate from the first line to the settlement, through four people's hands; the finance officer's browser has no scripts. */
describe('money, in a browser', () => {
  let stage: Stage, province: SongTra, close: () => Promise<void>, budget = '', whole = '';
  before(async () => {
    const { db } = await testDb(), web = await startWeb(db, { today: '2026-03-20' }), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    const t = actingFor(db, { today: '2026-01-09', seed: 41 });
    province = await songTra(t);
    const finance = await t.run((a) => createOrganisation(a, { name: 'Sở Tài chính', kind: 'department', parentId: province.root, functions: ['finance'], codes: { local: 'STC' }, validFrom: BORN }));
    await importSongTraPlan(t, web.files, province.root);
    await people(actingFor(db, { today: '2026-01-09', seed: 42 }), [
      { userName: 'ke-toan@songtra.example', name: 'Hồ Thị Kế Toán', at: province.communes[0]!, roles: ['finance'] }, { userName: 'chu-tich@songtra.example', name: 'Võ Đức Chủ Tịch', at: province.communes[0]!, roles: ['approver'] },
      { userName: 'tai-chinh@songtra.example', name: 'Bùi Thanh Nga', at: finance, roles: ['finance', 'approver'] }, { userName: 'tinh@songtra.example', name: 'Lê Quốc Sơn', at: province.root, roles: ['approver'] },
    ]);
  });
  after(() => close());
  const sit = (who: string, options: { javaScript?: boolean; width?: number } = {}): Promise<Traveller> => enter(stage, `${who}@songtra.example`, options);
  const leave = async (one: Traveller): Promise<void> => { assert.deepEqual(one.problems, []); await one.context.close(); };
  const path = (one: Traveller): string => one.page.url().replace(stage.web.origin, '').replace(/[?#].*/, '');
  /** Clicks and waits for the page that answers. */
  const press = async (one: Traveller, name: string | RegExp): Promise<void> => { await Promise.all([one.page.waitForResponse((response) => response.request().method() === 'GET' || response.status() >= 400 || response.status() === 200), one.page.getByRole('button', { name }).first().click()]); await one.page.waitForLoadState(); };

  it('the accountant takes tasks from the plan, prices them, and is asked back instead of guessed at', async () => {
    const one = await sit('ke-toan'), { page } = one;
    await one.visit('/lam-viec/kinh-phi');
    assert.match(await page.innerText('main'), /chưa lập dự toán năm 2026/);
    await page.getByRole('button', { name: 'Lập dự toán' }).click();
    await page.waitForURL(/\/kinh-phi\/[0-9a-f-]{36}/);
    budget = path(one);
    await page.locator('input[name="task[]"]').first().check();
    await page.getByRole('button', { name: 'Thêm các dòng đã chọn' }).click();
    await page.getByRole('link', { name: /^Sửa / }).first().click();
    await page.getByRole('heading', { name: 'Sửa dòng' }).waitFor();
    await page.getByLabel('Số lượng').fill('50');
    await page.getByLabel('Đơn giá (đồng)').fill('0,2 triệu');
    await page.getByRole('button', { name: 'Lưu dòng' }).click();
    await page.getByText('có phải là 200.000').first().waitFor();
    assert.equal(await page.getByLabel('Đơn giá (đồng)').inputValue(), '0,2 triệu', 'what was typed stays');
    await page.getByLabel('Đơn giá (đồng)').fill('200.000');
    await page.getByRole('button', { name: 'Lưu dòng' }).click();
    await page.getByText('Thêm dòng').first().waitFor();
    for (const [what, quantity, unit, price] of [['In tờ rơi', '2.000', 'tờ', '2.500'], ['Pa nô tuyên truyền', '1,5', 'tấm', '3.000.000']] as const) {
      await page.getByLabel('Nội dung chi').fill(what);
      await page.getByLabel('Số lượng').fill(quantity);
      await page.getByLabel('Đơn vị tính').fill(unit);
      await page.getByLabel('Đơn giá (đồng)').fill(price);
      await page.getByRole('button', { name: 'Thêm dòng' }).click();
      await page.locator('#dong').getByText(what).first().waitFor();
    }
    assert.match(await page.innerText('main'), /Dự toán đã lập\s+19\.500\.000/);
    assert.deepEqual(await inspect(one), []);
    assert.deepEqual(await overflowAt(page, 360), []);
    await leave(one);
    const chair = await sit('chu-tich');
    await chair.visit(budget);
    await chair.page.getByRole('button', { name: 'Gửi đến cơ quan tài chính' }).click();
    await chair.page.getByText('đã gửi, chờ tổng hợp').waitFor();
    await leave(chair);
  });

  it('without JavaScript the finance office opens its sum, divides a lump in sight, takes the estimate in and sends it on', async () => {
    const one = await sit('tai-chinh', { javaScript: false, width: 360 }), { page } = one;
    await one.visit('/lam-viec/kinh-phi');
    await press(one, /Mở bản tổng hợp năm 2026/);
    await page.getByRole('link', { name: 'UBND xã Bình An' }).click();
    assert.equal(path(one), `${budget}/tham-dinh`);
    await page.getByLabel('Hoặc duyệt một số tổng').fill('20.000.000');
    await press(one, 'Chia theo tỷ lệ');
    assert.match(await page.innerText('main'), /lớn hơn dự toán 19\.500\.000/);
    await page.getByLabel('Hoặc duyệt một số tổng').fill('10.000.000');
    await press(one, 'Chia theo tỷ lệ');
    assert.match(await page.innerText('main'), /chưa lưu/);
    assert.deepEqual(await page.locator('input.money').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value)), ['5.128.205', '2.564.103', '2.307.692']);
    assert.equal((await sql<{ n: number }>`select count(*)::integer as n from budget_lines where appraised is not null`.execute(stage.db)).rows[0]!.n, 0, 'a proposal is not a decision');
    await page.locator('input.money').first().fill('5.128.206');
    await press(one, 'Lưu số đề nghị');
    assert.match(await page.innerText('main'), /cộng lại 10\.000\.001/);
    await page.locator('input.money').first().fill('5.128.205');
    await press(one, 'Lưu số đề nghị');
    await press(one, 'Nhận vào bản tổng hợp');
    whole = path(one);
    assert.match(await page.innerText('main'), /UBND xã Bình An/);
    await press(one, /^Trình$/);
    assert.match(await page.innerText('body'), /đã trình, chờ phê duyệt/);
    await leave(one);
  });

  it('the committee approves one unit in part, after seeing how the rest is divided', async () => {
    const one = await sit('tinh'), { page } = one;
    await one.visit('/lam-viec/kinh-phi');
    await page.getByRole('link', { name: 'Xem và phê duyệt' }).click();
    await page.getByLabel('Số quyết định').fill('412/QĐ-UBND');
    await page.getByLabel('Ngày quyết định').fill('20/03/2026');
    await page.locator('input.money').first().fill('19.500.001');
    await page.getByRole('button', { name: 'Phê duyệt' }).click();
    await page.getByText('lớn hơn dự toán').first().waitFor();
    await page.locator('input.money').first().fill('9.000.000');
    await page.getByRole('button', { name: 'Phê duyệt' }).click();
    await page.getByText('Chưa lưu: đề xuất chia theo tỷ lệ').waitFor();
    assert.deepEqual(await inspect(one, 'the proposal'), []);
    await page.getByRole('button', { name: 'Phê duyệt' }).click();
    await page.getByText('Được phê duyệt một phần').waitFor();
    assert.equal(path(one), whole);
    assert.equal((await sql<{ sum: number }>`select sum(approved) as sum from budget_lines`.execute(stage.db)).rows[0]!.sum, 9_000_000);
    await leave(one);
  });

  it('spending stops at the line until an amendment; a photograph proves it; the settlement closes the books', async () => {
    const one = await sit('ke-toan', { javaScript: false, width: 360 }), { page } = one, [fees, leaflets] = (await sql<{ id: string; allotted: number }>`select id, allotted from budget_lines order by ordinal`.execute(stage.db)).rows;
    const pay = async (line: string, amount: string, file = false): Promise<void> => {
      await one.visit(`${budget}/chi`);
      await page.getByLabel('Chi từ dòng').selectOption(line);
      await page.getByLabel('Số tiền (đồng)').fill(amount);
      await page.getByLabel('Chi cho ai, việc gì').fill('Xưởng in Sông Trà');
      if (file) await page.getByLabel('Ảnh hoặc tệp chứng từ').setInputFiles({ name: 'hoa-don.jpg', mimeType: 'image/jpeg', buffer: PHOTO });
      await press(one, 'Ghi khoản chi');
    };
    await pay(leaflets!.id, '3.000.000', true);
    assert.match(await page.innerText('main'), /còn được chi 2\.307\.69\d[^]*cần quyết định điều chỉnh/);
    assert.equal(await page.getByLabel('Số tiền (đồng)').inputValue(), '3.000.000');
    assert.match(await page.innerText('#ghi-chi'), /✓ hoa-don\.jpg/, 'the photograph need not be chosen again');
    await pay(leaflets!.id, '2.000.000', true);
    assert.match(await page.innerText('#da-chi'), /2\.000\.000[^]*hoa-don\.jpg/);

    const leader = await sit('tinh');
    await leader.visit(`${budget}/dieu-chinh`);
    await leader.page.getByLabel('Số quyết định').fill('77/QĐ-UBND');
    await leader.page.getByLabel('Ngày quyết định').fill('20/03/2026');
    await leader.page.getByLabel('Lý do điều chỉnh').fill('Giá in tăng');
    await leader.page.locator(`input[name="line-${fees!.id}"]`).fill(String(fees!.allotted - 1_000_000));
    await leader.page.locator(`input[name="line-${leaflets!.id}"]`).fill(String(leaflets!.allotted + 1_000_000));
    assert.deepEqual(await inspect(leader, 'the amendment'), []);
    await leader.page.getByRole('button', { name: 'Lưu quyết định điều chỉnh' }).click();
    await leader.page.getByText('đã điều chỉnh').first().waitFor();
    await leave(leader);

    await pay(leaflets!.id, '1.000.000');
    assert.match(await page.innerText('main'), /1 khoản chi chưa có chứng từ/);
    await leave(one);

    const chair = await sit('chu-tich');
    await chair.visit(`${budget}/quyet-toan`);
    assert.match(await chair.page.innerText('main'), /Ba triệu đồng/);
    assert.deepEqual(await inspect(chair, 'the settlement'), []);
    chair.page.on('dialog', (dialog) => { void dialog.accept(); });
    await chair.page.getByRole('button', { name: 'Quyết toán' }).click();
    await chair.page.getByText('Bản đã quyết toán').waitFor();
    for (const [name, start] of [['docx', 'PK'], ['pdf', '%P'], ['xlsx', 'PK']] as const) {
      const file = await chair.context.request.get(`${stage.web.origin}${budget}/van-ban/quyet-toan.${name}`);
      assert.deepEqual([file.status(), (await file.body()).subarray(0, 2).toString()], [200, start]);
    }
    await chair.visit(`${budget}/chi`);
    assert.equal(await chair.page.getByRole('button', { name: 'Ghi khoản chi' }).count(), 0);
    await leave(chair);
  });
});
