import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { readRichText, richTextHtml } from '#features/articles/rules/rich-text/index.ts';
import { markSuperseded } from '#features/documents/actions/mark-superseded.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { actingFor } from '#test/support/acting.ts';
import { PAYLOADS } from '#test/support/attacks.ts';
import { openBrowser } from '#test/support/browser.ts';
import { testDb } from '#test/support/database.ts';
import { enter, inspect, overflowAt, type Stage, type Traveller } from '#test/support/journey.ts';
import { startWeb } from '#test/support/web.ts';
import { importSongTraPlan, people, PHOTO, songTra } from '#test/support/worked-province.ts';

/** The editor of an article over its text area: what the bar and the keyboard do, what is pasted, and what a browser makes of attacks. */
describe('the editor of an article, in a browser', () => {
  let stage: Stage, close: () => Promise<void>, edit = '';
  before(async () => {
    const { db } = await testDb(), web = await startWeb(db, { today: '2026-03-20' }), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    const t = actingFor(db, { today: '2026-01-09', seed: 61 }), province = await songTra(t), at = province.communes[0]!;
    await importSongTraPlan(t, web.files, province.root);
    await t.run((a) => markSuperseded(a, { organisationId: province.root, paper: { type: 'Nghị định', number: '61/2018/NĐ-CP', date: plainDate('2018-04-23'), issuer: 'Chính phủ' }, from: plainDate('2026-02-01'), replacedBy: null, note: null }));
    await people(actingFor(db, { today: '2026-01-09', seed: 62 }), [{ userName: 'viet@songtra.example', name: 'Lê Thị Viết', at, roles: ['officer'] }, { userName: 'bien-tap@songtra.example', name: 'Trần Văn Duyệt', at, roles: ['editor'] }]);
  });
  after(() => close());
  const sit = (who: string): Promise<Traveller> => enter(stage, `${who}@songtra.example`);
  const shoot = async (one: Traveller, name: string): Promise<void> => {
    const folder = process.env.LOA_SHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await one.page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };
  const leave = async (one: Traveller): Promise<void> => { assert.deepEqual(one.problems, []); await one.context.close(); };

  it('headings, emphasis, lists, a link, a table and a picture are written by bar and keyboard, and saved as they look', async () => {
    const opener = await sit('bien-tap');
    await opener.visit('/lam-viec/chuyen-muc');
    await opener.page.getByLabel('Tên chuyên mục').fill('Cải cách hành chính');
    await opener.page.getByRole('button', { name: 'Mở chuyên mục' }).click();
    await opener.page.getByText('Cải cách hành chính').first().waitFor();
    await leave(opener);

    const one = await sit('viet'), { page } = one, paper = page.getByRole('textbox', { name: 'Nội dung' }), press = (name: string) => page.getByRole('button', { name, exact: true }).click(), type = (words: string) => page.keyboard.insertText(words);
    await one.visit('/lam-viec/tin-bai/moi');
    await page.getByLabel('Tiêu đề').fill('Một cửa mở thêm sáng thứ Bảy');
    await paper.click();
    // the browser tells of a caret that moved a moment later, sooner than any hand reaches the bar
    const noticed = () => page.evaluate(() => new Promise<void>((resolve) => { requestAnimationFrame(() => setTimeout(resolve, 30)); }));
    await type('Giờ mở cửa');
    await noticed();
    await page.getByLabel('Kiểu đoạn').selectOption('h2');
    await page.locator('.rich-page h2', { hasText: 'Giờ mở cửa' }).waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await noticed();
    await page.getByLabel('Kiểu đoạn').selectOption('p');
    await type('Xã nhận hồ sơ ');
    await page.keyboard.press('Control+b');
    await type('cả sáng thứ Bảy');
    await page.keyboard.press('Control+b');
    await type(', xem ');
    await page.keyboard.press('Control+k');
    await page.getByLabel('Địa chỉ').fill('javascript:alert(1)');
    await page.keyboard.press('Enter');
    await page.getByText('Địa chỉ phải bắt đầu bằng').waitFor();
    await page.getByLabel('Địa chỉ').fill('www.songtra.example/lich');
    await page.getByLabel('Chữ hiện ra').fill('lịch làm việc');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await press('Danh sách');
    await type('Mang căn cước');
    await page.keyboard.press('Enter');
    await type('Mang tờ khai');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await press('Bảng');
    await page.getByLabel('Số cột').fill('2');
    await page.getByLabel('Số hàng').fill('2');
    await page.keyboard.press('Enter');
    for (const words of ['Ngày', 'Giờ', 'Thứ Bảy', '7:30']) { await type(words); if (words !== '7:30') await page.keyboard.press('Tab'); }
    await press('Thêm hàng');
    await type('Chủ nhật');
    await press('Ảnh');
    const box = page.getByRole('group', { name: 'Ảnh', exact: true });
    await box.getByLabel('Tệp ảnh').setInputFiles({ name: 'quay.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(PHOTO) });
    await shoot(one, 'panel-1280');
    assert.deepEqual([...await inspect(one), ...await overflowAt(page, 360)], []);
    await shoot(one, 'panel-360');
    await page.setViewportSize({ width: 1280, height: 860 });
    await box.getByRole('button', { name: 'Chèn ảnh' }).click();
    await page.getByText('Hãy ghi trong ảnh có gì').waitFor();
    await box.getByLabel('Lời mô tả ảnh').fill('Quầy Một cửa');
    await box.getByLabel('Chú thích').fill('Ảnh: UBND xã');
    await box.getByRole('button', { name: 'Chèn ảnh' }).click();
    await page.locator('.rich-page figure').waitFor();
    await shoot(one, 'editor-1280');
    assert.deepEqual([...await inspect(one), ...await overflowAt(page, 360)], []);
    await shoot(one, 'editor-360');
    await page.setViewportSize({ width: 1280, height: 860 });
    // the window is closed and opened again before anything was saved
    await page.reload();
    await page.locator('.rich-page figcaption', { hasText: 'Ảnh: UBND xã' }).waitFor();
    one.problems.splice(0); // the picture itself is shown again once it is saved
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.waitForURL(/\/tin-bai\/[0-9a-f-]{36}$/);
    edit = `${new URL(page.url()).pathname}/sua`;
    const body = (await page.locator('.article-view .body').innerHTML()).replace(/[0-9a-f]{64}/g, 'SHA').replace(/src="[^"]*"/, 'src').replace(/\n/g, '');
    // the console's page has headings of its own above it
    assert.equal(body.replace(/h4>/g, 'h2>'), '<h2>Giờ mở cửa</h2><p>Xã nhận hồ sơ <strong>cả sáng thứ Bảy</strong>, xem <a href="https://www.songtra.example/lich" rel="external noopener noreferrer">lịch làm việc</a></p><ul><li>Mang căn cước</li><li>Mang tờ khai</li></ul>'
      + '<table><thead><tr><th scope="col">Ngày</th><th scope="col">Giờ</th></tr></thead><tbody><tr><td>Thứ Bảy</td><td>7:30</td></tr><tr><td>Chủ nhật</td><td></td></tr></tbody></table><figure><img src alt="Quầy Một cửa" data-file="SHA"><figcaption>Ảnh: UBND xã</figcaption></figure>');
    assert.equal(await page.locator('.article-view figure img').evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 0)), true);
    await leave(one);
  });

  it('a paste from Word becomes a list with a sentence on what was left out; opened again and saved, nothing changes', async () => {
    const one = await sit('viet'), { page } = one, paper = page.getByRole('textbox', { name: 'Nội dung' });
    await one.visit(edit);
    await paper.waitFor();
    await page.locator('.rich-page > p').last().click();
    const item = (words: string) => `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>${words}<o:p></o:p></p>`;
    await page.evaluate((html) => {
      const data = new DataTransfer();
      data.setData('text/html', html);
      data.setData('text/plain', 'x');
      document.querySelector('.rich-page')!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, `<html><body><!--StartFragment--><p style='color:red'>Dán từ <b>Word</b>, theo Nghị định số 61/2018/NĐ-CP</p>${item('một')}${item('hai')}<script>alert(1)</script><!--EndFragment--></body></html>`);
    await page.getByText('Đã dán. Đã bỏ mã chạy').waitFor();
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.waitForURL(/\/tin-bai\/[0-9a-f-]{36}$/);
    const first = await page.locator('.article-view .body').innerHTML();
    assert.match(first, /<p>Dán từ <strong>Word<\/strong>, theo Nghị định số 61\/2018\/NĐ-CP<\/p>\s*<ul><li>một<\/li><li>hai<\/li><\/ul>/);
    assert.match(await page.innerText('#vien-dan'), /Nghị định số 61\/2018\/NĐ-CP: hết hiệu lực từ 01\/02\/2026/, 'cited without its day');
    await one.visit(edit);
    await paper.click();
    await page.keyboard.type(' ');
    await page.keyboard.press('Backspace');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.waitForURL(/\/tin-bai\/[0-9a-f-]{36}$/);
    assert.equal(await page.locator('.article-view .body').innerHTML(), first);
    await leave(one);
  });

  it('the bar is one stop for Tab with arrows inside, and Tab leaves the page of writing', async () => {
    const one = await sit('viet'), { page } = one, focused = () => page.evaluate(() => (document.activeElement as HTMLElement).textContent!.slice(0, 20) || document.activeElement!.getAttribute('role'));
    await one.visit('/lam-viec/tin-bai/moi');
    await page.getByLabel('Kiểu đoạn').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(), 'Đậm');
    await page.keyboard.press('End');
    assert.equal(await focused(), 'Sửa dạng chữ');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'textbox');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement!.closest('.rich-box')), null);
    await page.getByRole('textbox', { name: 'Nội dung' }).click();
    await page.keyboard.insertText('Chưa lưu');
    await page.getByRole('link', { name: 'Thôi' }).click();
    await page.waitForURL(/\/tin-bai$/);
    await page.goBack();
    await page.getByText('Chưa lưu').waitFor();
    assert.equal(await page.locator('.rich-bar').count(), 1, 'one bar after going back, and what was typed');
    await leave(one);
  });

  it('no attack runs: not in what readers see, not in the editor', async () => {
    const one = await sit('viet'), { page } = one;
    let ran = 0;
    page.on('dialog', (dialog) => { ran += 1; void dialog.dismiss(); });
    await one.visit('/lam-viec/tin-bai/moi');
    // the editor takes up what a refused form holds
    for (const payloads of [PAYLOADS.filter((payload) => !/style/i.test(payload)), PAYLOADS]) {
      await page.getByRole('button', { name: 'Sửa dạng chữ' }).click();
      await page.getByLabel('Nội dung').fill(`<p>Mở đầu</p>${payloads.join('\n')}<p>Kết thúc</p>`);
      await page.getByRole('button', { name: 'Trở lại thanh định dạng' }).click();
      await page.locator('.rich-page > p', { hasText: 'Mở đầu' }).click();
      assert.equal(await page.locator('.rich-page').evaluate((paper) => [...paper.querySelectorAll('*')].filter((each) => [...each.attributes].some(({ name, value }) => name.startsWith('on') || /^\s*(?:javascript|data|vbscript):/i.test(value)) || ['SCRIPT', 'IFRAME', 'SVG', 'svg', 'FORM', 'BASE', 'META', 'STYLE'].includes(each.tagName)).length), 0);
    }
    assert.equal(ran, 0);
    await leave(one);
    // a page without any policy that would stop a script
    const bare = await stage.browser.newPage();
    bare.on('dialog', (dialog) => { ran += 1; void dialog.dismiss(); });
    const shown = PAYLOADS.map((payload) => richTextHtml(readRichText({ html: payload }).doc, { imageUrl: () => '/x' }) + richTextHtml(readRichText({ text: payload }).doc, { imageUrl: () => '/x' }));
    await bare.setContent(`<!doctype html><title>x</title><main>${shown.join('')}</main>`);
    assert.equal(await bare.locator('main').evaluate((main) => [...main.querySelectorAll('a')].filter((each) => !/^(?:https?:\/\/|mailto:|tel:|\/(?![/\\]))/.test(each.getAttribute('href') ?? '')).length), 0);
    assert.equal(await bare.locator('main script, main [style], main svg, main iframe, main form, main [id], main [name]').count(), 0);
    assert.equal(ran, 0);
    await bare.close();
  });
});
