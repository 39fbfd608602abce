import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { approveArticle } from '#features/articles/actions/approve-article.ts';
import { createColumn } from '#features/articles/actions/keep-column.ts';
import { publishArticle } from '#features/articles/actions/publish-article.ts';
import { submitArticle } from '#features/articles/actions/submit-article.ts';
import { startArticle } from '#features/articles/actions/write-draft.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { testDb } from '#test/support/database.ts';
import { enter, inspect, inspectWithScripts, overflowAt, type Stage, type Traveller } from '#test/support/journey.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { startWeb } from '#test/support/web.ts';
import { people } from '#test/support/worked-province.ts';

/** An issue from the first article chosen to the letter that was asked for: nothing of it needs scripts. */
describe('a newsletter, in a browser', () => {
  let stage: Stage, close: () => Promise<void>, issue = '', publicPath = '';
  before(async () => {
    const { db } = await testDb(), web = await startWeb(db), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    const t = actingFor(db), { communes: [commune] } = await smallProvince(t);
    await people(t, [{ userName: 'soan@songtra.example', name: 'Lê Thị Soạn', at: commune!, roles: ['officer'] }, { userName: 'duyet@songtra.example', name: 'Trần Văn Duyệt', at: commune!, roles: ['editor'] }]);
    await t.run(async (a) => {
      const column = await createColumn(a, { organisationId: commune!, form: { name: 'Cải cách hành chính', about: null, product: 'article', channel: 'portal', itemIds: [] } }), body = readRichText({ text: 'Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy để người đi làm giờ hành chính khỏi phải nghỉ việc đi nộp hồ sơ.' }).doc;
      for (const title of ['Một cửa mở thêm sáng thứ Bảy', 'Nộp phí bằng mã QR', 'Trả kết quả tại nhà']) {
        const which = { articleId: await startArticle(a, { columnId: column, content: { title, summary: 'Cách làm mới ở Bộ phận Một cửa của xã, từ tháng này.', body, cover: null, themes: [], leadId: null, coordinatingIds: [], language: 'vi', attachments: [] } }), rowVersion: null };
        await submitArticle(a, which);
        await approveArticle(a, which);
        await publishArticle(a, web.files, which);
      }
    });
  });
  after(() => close());
  const sit = (who: string | null, options: { javaScript?: boolean; width?: number } = {}): Promise<Traveller> => enter(stage, who && `${who}@songtra.example`, options);
  const leave = async (one: Traveller): Promise<void> => { assert.deepEqual(one.problems, []); await one.context.close(); };
  const path = (one: Traveller): string => one.page.url().replace(stage.web.origin, '').replace(/[?#].*/, '');
  const shoot = async (one: Traveller, name: string): Promise<void> => {
    const folder = process.env.LOA_SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    for (const width of [360, 1280]) { await one.page.setViewportSize({ width, height: 860 }); await one.page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true }); }
  };
  const sound = async (one: Traveller, name: string): Promise<void> => { assert.deepEqual([...await inspect(one), ...await overflowAt(one.page, 360)], []); await shoot(one, name); await one.page.setViewportSize({ width: 1280, height: 860 }); };

  it('the editor begins a newsletter with its masthead', async () => {
    const one = await sit('duyet'), { page } = one;
    await one.visit('/lam-viec/ban-tin');
    await one.click({ role: 'link', name: 'Lập bản tin' });
    await page.getByLabel('Tên bản tin').fill('Bản tin Xã Mẫu');
    await page.getByLabel('Chịu trách nhiệm xuất bản').fill('Ông Trần Văn Duyệt');
    await sound(one, 'lap');
    await one.click({ role: 'button', name: 'Lập bản tin' });
    await page.getByRole('heading', { level: 1, name: 'Bản tin Xã Mẫu' }).waitFor();
    await sound(one, 'bo');
    await leave(one);
  });

  it('the composer, without scripts: chooses articles of the month, orders them by buttons and numbers, and submits', async () => {
    const one = await sit('soan', { javaScript: false, width: 360 }), { page } = one;
    await one.visit('/lam-viec/ban-tin');
    await one.click({ role: 'link', name: 'Soạn số mới' });
    await page.getByRole('textbox', { name: 'Tên số' }).fill('Một cửa gần dân hơn');
    await one.click({ role: 'button', name: 'Tiếp tục: chọn bài' });
    for (const title of ['Một cửa mở thêm', 'Nộp phí', 'Trả kết quả']) await page.getByLabel(title).check();
    await one.click({ role: 'button', name: 'Thêm bài đã chọn' });
    const titles = (): Promise<string[]> => page.locator('.issue-row legend').allInnerTexts(), before = await titles();
    assert.equal(before.length, 3);
    await one.click({ role: 'button', name: `Đưa lên: ${before[1]}` });
    assert.deepEqual(await titles(), [before[1], before[0], before[2]]);
    await page.getByLabel('Thứ tự').nth(2).fill('1');
    await page.getByLabel('Thuộc phần').nth(1).fill('Hỏi đáp');
    await one.click({ role: 'button', name: 'Xếp lại theo số thứ tự' });
    assert.deepEqual(await titles(), [before[2], before[1], before[0]]);
    const composer = path(one);
    await shoot(one, 'soan');
    await page.getByLabel('Lời nói đầu').fill('Kính mời bạn đọc xem số đầu tiên.');
    await page.getByRole('textbox', { name: 'Tên số' }).fill('');
    await page.getByRole('button', { name: 'Lưu số này' }).click();
    assert.equal(await page.getByLabel('Lời nói đầu').inputValue(), 'Kính mời bạn đọc xem số đầu tiên.', 'what was typed is kept where something is missing');
    await page.getByRole('textbox', { name: 'Tên số' }).fill('Một cửa gần dân hơn');
    await page.getByRole('button', { name: 'Lưu số này' }).click();
    issue = path(one);
    assert.match(issue, /\/so\/[0-9a-f-]{36}$/);
    await shoot(one, 'so');
    await inspectWithScripts(stage, 'soan@songtra.example', composer, 360);
    await one.click({ role: 'button', name: 'Trình duyệt' });
    await page.getByText('chờ duyệt').first().waitFor();
    await leave(one);
  });

  it('somebody else approves and publishes; its page, its print and the archive are there for readers', async () => {
    const one = await sit('duyet'), { page } = one;
    await one.visit(issue);
    await sound(one, 'duyet');
    await one.click({ role: 'button', name: 'Duyệt' });
    page.once('dialog', (dialog) => dialog.accept());
    await one.click({ role: 'button', name: 'Phát hành' });
    publicPath = (await page.getByRole('link', { name: 'Xem trang đã phát hành' }).getAttribute('href'))!;
    assert.match(publicPath, /\/ban-tin\/so-1-2026$/);
    await leave(one);
    const reader = await sit(null, { javaScript: false });
    await reader.visit(publicPath);
    await reader.page.getByRole('heading', { level: 1, name: 'Một cửa gần dân hơn' }).waitFor();
    await shoot(reader, 'trang');
    assert.equal(await reader.page.locator('article.newsletter h2, article.newsletter h3').filter({ hasText: /Một cửa mở|Nộp phí|Trả kết quả/ }).count(), 3);
    const print = await fetch(stage.web.origin + (await reader.page.getByRole('link', { name: 'Bản in (PDF)' }).getAttribute('href')));
    assert.deepEqual([print.status, print.headers.get('content-type'), print.headers.get('set-cookie')], [200, 'application/pdf', null]);
    await reader.visit(publicPath.replace(/\/[^/]+$/, ''));
    await reader.page.getByRole('link', { name: /Số 1\/2026/ }).waitFor();
    await leave(reader);
    await inspectWithScripts(stage, null, publicPath, 360);
  });

  it('a reader asks for it, without scripts; the office sees a masked address, why letters came back, has it tried again, and deletes it on request', async () => {
    const reader = await sit(null, { javaScript: false, width: 360 });
    await reader.visit(publicPath);
    await reader.click({ role: 'link', name: 'Nhận qua thư điện tử' });
    const form = path(reader);
    assert.equal(await reader.page.getByRole('checkbox', { checked: true }).count(), 0, 'nobody has ticked for them');
    await reader.page.getByLabel('Bản tin Xã Mẫu').check();
    await reader.page.getByLabel('Địa chỉ thư điện tử').fill('ban.doc@songtra.example');
    await reader.click({ role: 'button', name: 'Đồng ý và đăng ký' });
    await reader.page.getByRole('heading', { level: 1, name: 'Hãy mở hộp thư của bạn' }).waitFor();
    assert.deepEqual(await reader.context.cookies(), []);
    await leave(reader);
    await inspectWithScripts(stage, null, form, 360);
    const { rows: [letter] } = await sql<{ token: string }>`select token from newsletter_letters`.execute(stage.db), click = await sit(null, { javaScript: false });
    await click.visit(`/xac-nhan/nhan-tin/${letter!.token}`);
    await click.click({ role: 'button', name: 'Xác nhận' });
    await click.page.getByRole('heading', { level: 1, name: 'Đã xác nhận' }).waitFor();
    await leave(click);
    await sql`update newsletter_subscriptions set state = 'refused', refused_at = now(), refused_answer = '5.2.1 550 5.2.1 <ban.doc@songtra.example>: mailbox disabled'`.execute(stage.db); // letters came back
    const office = await sit('duyet');
    await office.visit('/lam-viec/ban-tin');
    await office.click({ role: 'link', name: 'Bản tin Xã Mẫu' });
    await office.click({ role: 'link', name: 'Danh sách người nhận' });
    await office.page.getByText('b…c@s….example').waitFor();
    await office.page.getByText('hộp thư đã ngừng dùng (5.2.1)').waitFor();
    await sound(office, 'nguoi-nhan');
    await office.click({ role: 'button', name: 'Gửi lại' });
    await office.page.getByText('đang nhận').waitFor();
    office.page.once('dialog', (dialog) => dialog.accept());
    await office.page.getByLabel('Địa chỉ thư của người đề nghị').fill('Ban.Doc@songtra.example');
    await office.click({ role: 'button', name: 'Xóa địa chỉ này' });
    await office.page.getByText('Chưa có ai đăng ký').waitFor();
    assert.deepEqual((await sql<{ address: string | null }>`select address from newsletter_subscriptions`.execute(stage.db)).rows, [{ address: null }]);
    await leave(office);
  });
});
