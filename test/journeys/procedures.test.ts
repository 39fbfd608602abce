import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { recordDecision } from '#features/procedures/actions/record-decision.ts';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { testDb } from '#test/support/database.ts';
import { enter, inspect, inspectWithScripts, overflowAt, type Stage, type Traveller } from '#test/support/journey.ts';
import { htmlFaults } from '#test/support/html.ts';
import { decisionForm, procedureText } from '#test/support/sample-procedure.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { startWeb } from '#test/support/web.ts';
import { people, PHOTO } from '#test/support/worked-province.ts';

/** A procedure from the decision that publishes it to the board at a counter: the keeper of the catalogue, an inspector with an old phone, the commune. */
describe('procedures, in a browser', () => {
  let stage: Stage, close: () => Promise<void>, shop = '';
  before(async () => {
    const { db } = await testDb(), web = await startWeb(db, { today: '2026-03-20' }), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    const t = actingFor(db, { today: '2026-01-09', seed: 61 }), { root, communes } = await smallProvince(t);
    await people(t, [{ userName: 'dau-moi@songtra.example', name: 'Trần Thị Mối', at: root, roles: ['focal'] }, { userName: 'mot-cua@songtra.example', name: 'Lê Văn Quầy', at: communes[0]!, roles: ['officer', 'approver'], subtree: false }]);
    const texts = Array.from({ length: 9 }, (_, index) => ({ change: 'publish' as const, text: procedureText({ code: `9.00020${index}`, name: `Chứng thực giấy tờ loại ${index + 1}`, field: 'Chứng thực' }) }));
    await t.run((a) => recordDecision(a, { organisationId: root, decision: decisionForm(), changes: texts }));
  });
  after(() => close());
  const sit = (who: string, options: { javaScript?: boolean; width?: number } = {}): Promise<Traveller> => enter(stage, `${who}@songtra.example`, options);
  const leave = async (one: Traveller): Promise<void> => { assert.deepEqual(one.problems, []); await one.context.close(); };
  const path = (one: Traveller): string => one.page.url().replace(stage.web.origin, '').replace(/[?#].*/, '');
  const shoot = async (one: Traveller, name: string): Promise<void> => {
    if (!process.env.LOA_SHOTS) return;
    mkdirSync(process.env.LOA_SHOTS, { recursive: true });
    await one.page.screenshot({ path: `${process.env.LOA_SHOTS}/${name}.png`, fullPage: true });
  };
  const sound = async (one: Traveller, name: string): Promise<void> => { await shoot(one, `${name}-1280`); assert.deepEqual([...await inspect(one), ...await overflowAt(one.page, 360)], []); await shoot(one, `${name}-360`); await one.page.setViewportSize({ width: 1280, height: 860 }); };

  it('a decision is entered with a procedure in it; a refusal keeps what was typed', async () => {
    const one = await sit('dau-moi', { javaScript: false }), { page } = one;
    await one.visit('/lam-viec/thu-tuc');
    await page.getByRole('link', { name: 'Ghi quyết định' }).click();
    await page.getByLabel('Số, ký hiệu').fill('321/QĐ-UBND');
    await page.getByLabel('Ngày ký').fill('15/3/2026');
    await page.getByLabel('Trích yếu').fill('Công bố thủ tục hộ tịch');
    await page.getByLabel('Có hiệu lực từ ngày').fill('20/3/2026');
    await page.getByRole('button', { name: 'Ghi và nhập thủ tục' }).click();
    await page.getByRole('link', { name: 'Thêm thủ tục' }).click();
    await page.getByLabel('Mã thủ tục').fill('9.01');
    await page.getByLabel('Tên thủ tục').fill('Đăng ký khai sinh');
    await page.getByLabel('Lĩnh vực').fill('Hộ tịch');
    await page.getByLabel('Thành phần hồ sơ').fill('Tờ khai (01 bản chính; mẫu: to khai)\nGiấy chứng sinh (01 bản chính)');
    await page.getByLabel('Tệp biểu mẫu').setInputFiles({ name: 'to khai.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF') });
    await page.getByLabel('Mức thu (đồng)').fill('0');
    await page.getByLabel('Số ngày làm việc').fill('1');
    await page.getByRole('button', { name: 'Ghi theo quyết định' }).click();
    assert.match(await page.innerText('main'), /Mã “9\.01” chưa đúng/);
    assert.match(await page.getByLabel('Thành phần hồ sơ').inputValue(), /Giấy chứng sinh/);
    assert.match(await page.getByLabel('Biểu mẫu', { exact: true }).or(page.locator('#f-forms')).first().inputValue(), /to khai = tep:/, 'the file that was sent is not asked for again');
    await page.getByLabel('Mã thủ tục').fill('9.000101');
    await page.getByRole('button', { name: 'Ghi theo quyết định' }).click();
    await page.getByRole('link', { name: 'Đăng ký khai sinh' }).click();
    assert.match(await page.innerText('main'), /Đang có hiệu lực[\s\S]*1 ngày làm việc[\s\S]*Quyết định số 321\/QĐ-UBND/);
    one.problems.splice(0);
    const id = path(one).slice(-36), answer = await fetch(`${stage.web.origin}/lam-viec/thu-tuc`, { redirect: 'manual' });
    assert.equal(answer.status, 303);
    await leave(one);
    const two = await sit('dau-moi');
    for (const [where, name] of [['/lam-viec/thu-tuc', 'list'], [`/lam-viec/thu-tuc/${id}`, 'procedure'], [`/lam-viec/thu-tuc/nhap`, 'import']] as const) { await two.visit(where); await sound(two, name); }
    await leave(two);
  });

  it('the province opens the counters; the inspector fills in the sheet on a phone without scripts, in parts', async () => {
    const one = await sit('dau-moi', { javaScript: false, width: 360 }), { page } = one;
    await one.visit('/lam-viec/niem-yet');
    await page.getByRole('button', { name: /Mở cho 3 đơn vị/ }).click();
    await page.getByRole('link', { name: /Trung tâm Phục vụ hành chính công.*Mẫu 1/ }).first().click();
    shop = path(one);
    await page.getByRole('button', { name: 'Kiểm tra niêm yết' }).click();
    assert.match(await page.innerText('main'), /0\/10 thủ tục đã xem/);
    const sheets = page.getByRole('group').filter({ hasText: 'Chứng thực giấy tờ' }), count = await sheets.count();
    assert.equal(count, 8, 'a part is small');
    for (let index = 0; index < count; index++) await sheets.nth(index).getByLabel(index === 2 ? 'Thiếu' : 'Đã niêm yết').check();
    await page.getByText('Ghi chú, ảnh').nth(2).click();
    await page.getByRole('textbox', { name: 'Ghi chú' }).nth(0).fill('Bảng bị gỡ');
    await page.locator('input[type=file]').nth(2).setInputFiles({ name: 'bang.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(PHOTO) });
    await shoot(one, 'sheet-part');
    await page.getByRole('button', { name: 'Lưu, sang phần 2/2' }).click();
    assert.match(await page.innerText('main'), /8\/10 thủ tục đã xem/);
    await one.visit(shop);
    await page.getByRole('link', { name: 'Tiếp tục phiếu đang kiểm tra' }).click();
    assert.match(await page.innerText('main'), /Đăng ký khai sinh/, 'goes on where it was left');
    const sheet = path(one);
    for (const radio of await page.getByLabel('Đã niêm yết').all()) await radio.check();
    await page.getByRole('button', { name: 'Lưu, sang phần ký' }).click();
    assert.match(await page.innerText('main'), /90 điểm: đúng 9\/10, cũ 0, thiếu 1/);
    await page.getByRole('button', { name: /^Ký, gửi danh sách/ }).click();
    assert.match(await page.innerText('main'), /Hãy ghi người của Bộ phận Một cửa/);
    await page.getByLabel('Người của Bộ phận Một cửa').fill('Lê Văn Quầy, công chức Một cửa');
    await page.getByRole('button', { name: /^Ký, gửi danh sách/ }).click();
    assert.match(await page.innerText('main'), /90 điểm[\s\S]*Bảng bị gỡ/);
    one.problems.splice(0);
    await leave(one);
    const two = await sit('dau-moi');
    for (const [where, name] of [[sheet, 'signed'], [shop, 'shop']] as const) { await two.visit(where); await sound(two, name); }
    await two.visit('/lam-viec/niem-yet');
    await two.page.getByRole('link', { name: /Mẫu 2/ }).first().click();
    await two.page.getByRole('button', { name: 'Kiểm tra niêm yết' }).click();
    await two.page.getByText('0/10 thủ tục đã xem').waitFor();
    await sound(two, 'part');
    await leave(two);
  });

  it('a decision changes what hangs at every counter; the commune says that it hangs again', async () => {
    const { db } = stage, t = actingFor(db, { today: '2026-03-20', seed: 62 }), root = (await db.selectFrom('procedures').select('organisation_id').executeTakeFirstOrThrow()).organisation_id;
    await t.run((a) => recordDecision(a, { organisationId: root, decision: decisionForm({ number: '400/QĐ-UBND', signedOn: plainDate('2026-03-19'), effectiveOn: plainDate('2026-03-20') }), changes: [{ change: 'amend', text: procedureText({ code: '9.000200', name: 'Chứng thực giấy tờ loại 1', field: 'Chứng thực', time: '04 giờ' }) }] }));
    const one = await sit('mot-cua', { javaScript: false }), { page } = one;
    await one.visit(shop);
    assert.match(await page.innerText('#viec'), /Chứng thực giấy tờ loại 1 Cần thay bản niêm yết[\s\S]*Thiếu/);
    await page.locator('#viec').getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Đã niêm yết những tờ đã chọn' }).click();
    assert.equal(await page.locator('#viec').getByRole('checkbox').count(), 1);
    await leave(one);
  });

  it('readers find the procedure without scripts, with its papers and its form', async () => {
    const one = await enter(stage, null, { javaScript: false }), { page } = one;
    await one.visit('/thu-tuc');
    await page.getByRole('link', { name: 'Hộ tịch' }).click();
    await page.getByRole('link', { name: 'Đăng ký khai sinh' }).click();
    assert.match(await page.innerText('main'), /1 ngày làm việc[\s\S]*Giấy chứng sinh[\s\S]*Quyết định số 321\/QĐ-UBND/);
    const form = await page.getByRole('link', { name: 'to khai' }).first().getAttribute('href'), sheet = await page.getByRole('link', { name: /Tờ hướng dẫn để in/ }).getAttribute('href');
    for (const [href, type] of [[form!, 'application/pdf'], [sheet!, 'application/pdf'], ['/thu-tuc/cpsv-ap.ttl', 'text/turtle']] as const) {
      const answer = await fetch(new URL(href, page.url()));
      assert.deepEqual([answer.status, answer.headers.get('content-type')?.split(';')[0]], [200, type], href);
    }
    const here = path(one);
    await leave(one);
    await inspectWithScripts(stage, null, here, 360);
    const two = await enter(stage, null);
    for (const [where, name] of [['/thu-tuc', 'public-list'], [here, 'public-procedure'], ['/thu-tuc/mot-cua', 'public-shops']] as const) {
      assert.deepEqual(htmlFaults(await (await fetch(stage.web.origin + where)).text()), [], where);
      await two.visit(where);
      await sound(two, name);
    }
    await leave(two);
  });
});
