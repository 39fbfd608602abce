import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { partsOf, paragraphsOf, readPdf } from '#features/documents/produced-files.ts';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { testDb } from '#test/support/database.ts';
import { enter, inspect, inspectWithScripts, type Stage, type Traveller } from '#test/support/journey.ts';
import { paperOf } from '#test/support/layout.ts';
import { paperDocx } from '#test/support/layout-docx.ts';
import { songTraPlan } from '#test/support/song-tra-plan.ts';
import { startWeb } from '#test/support/web.ts';
import { people, PHOTO, songTra, type SongTra } from '#test/support/worked-province.ts';

/** A week after the third quarter's data closed (14 September), two days before the communes' reports are due. */
const TODAY = '2026-09-15';

describe('from the signed plan to the report ready to sign, in a real browser', () => {
  let stage: Stage, province: SongTra, close: () => Promise<void>, planPath = '', reportPath = '', resultPath = '', invitation = '';
  const open = new Set<Traveller>();
  const sit = async (who: string | null, options: Parameters<typeof enter>[2] = {}): Promise<Traveller> => { const one = await enter(stage, who, options); open.add(one); return one; };
  const leave = async (one: Traveller): Promise<void> => { open.delete(one); assert.deepEqual(one.problems, []); await one.context.close(); };
  const path = ({ page }: Traveller): string => page.url().replace(stage.web.origin, '');
  const sound = async (one: Traveller): Promise<void> => { await one.page.waitForLoadState('networkidle'); assert.deepEqual(await inspect(one, path(one)), []); };

  before(async () => {
    const { db } = await testDb(), web = await startWeb(db, { today: TODAY, mode: 'real' }), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    const t = actingFor(db, { today: TODAY });
    province = await songTra(t);
    await people(t, [
      { userName: 'dau-moi@songtra.example', name: 'Trần Thị Đầu Mối', at: province.root, roles: ['focal'] },
      { userName: 'quan-tri@songtra.example', name: 'Phạm Văn Quản Trị', at: province.root, roles: ['administrator'] },
      { userName: 'duyet@songtra.example', name: 'Võ Đức Duyệt', at: province.communes[0]!, roles: ['approver'] },
    ]);
  });
  after(() => close());

  it('an administrator invites the commune’s officer, who takes the account with a password', async () => {
    const admin = await sit('quan-tri@songtra.example');
    await admin.visit(`/lam-viec/don-vi/${province.communes[0]}/nguoi-dung/moi`);
    await sound(admin);
    await admin.page.getByLabel('Họ và tên').fill('Huỳnh Thị Thảo');
    await admin.page.getByLabel(/Chức vụ|Chức danh/).fill('Công chức Văn hóa - Xã hội');
    await admin.page.locator('[name=userName]').fill('thao@binhan.songtra.example');
    await admin.click('main form button[type=submit]');
    await admin.page.getByText('Phiếu mời nhận tài khoản').first().waitFor();
    invitation = (await admin.page.locator('code', { hasText: '/moi/' }).first().innerText()).replace(stage.web.origin, '');
    await sound(admin);
    await leave(admin);

    const officer = await sit(null, { javaScript: false, width: 360 });
    await officer.visit(invitation);
    assert.match(await officer.page.innerText('main'), /Huỳnh Thị Thảo/);
    for (const name of ['password', 'repeated']) await officer.page.locator(`[name=${name}]`).fill('Trời hôm nay 20 độ!');
    await officer.click('main form button[type=submit]');
    assert.equal(path(officer).split('?')[0], '/lam-viec/viec');
    await leave(officer);
  });

  it('the focal officer imports the plan, settles the one unclear name and issues it', async (context) => {
    const focal = await sit('dau-moi@songtra.example'), { page } = focal;
    await focal.visit('/lam-viec/ke-hoach');
    await sound(focal);
    await focal.click({ role: 'link', name: 'Nhập kế hoạch' });
    await page.locator('#f-file').setInputFiles({ name: 'KH-09.docx', mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer: Buffer.from(await paperDocx(paperOf(songTraPlan({ lead: 'Ban Biên tập Trang tin' }), 'ỦY BAN NHÂN DÂN TỈNH SÔNG TRÀ'))) });
    await sound(focal);
    await focal.click({ role: 'button', name: 'Đọc kế hoạch' });
    await page.getByRole('heading', { level: 1, name: 'Kiểm tra nội dung đã đọc' }).waitFor();
    await sound(focal);
    assert.match(await page.innerText('main'), /Đã đọc xong: 5 nhiệm vụ. Còn 1 mục cần chọn/);
    assert.ok(await page.locator('.plan-review mark').count() > 8, 'facts are marked in the text');
    assert.ok(await page.getByRole('button', { name: 'Ban hành' }).isDisabled(), 'nothing is issued with an unclear lead');

    await page.getByLabel('Tìm đơn vị khác cho “Ban Biên tập Trang tin”').fill('Sở Văn hóa, Thể thao và Du lịch');
    await focal.click('.fact.open button[type=submit]');
    await page.getByText('Đã lưu.').waitFor();
    await sound(focal);
    await focal.click({ role: 'link', name: /^Ban hành$/ });
    await page.getByRole('heading', { level: 1, name: 'Ban hành kế hoạch' }).waitFor();
    assert.equal(await page.getByLabel(/^Số, ký hiệu/).inputValue(), '09/KH-UBND');
    await sound(focal);
    await focal.click({ role: 'button', name: /^Ban hành \d/ });
    await page.getByText(/Đã ban hành/).first().waitFor();
    await sound(focal);
    planPath = path(focal).split('?')[0]!;
    context.diagnostic(`from file to issued with one unclear name: ${focal.clicks} clicks`);
    assert.ok(focal.clicks <= 8, `${focal.clicks} clicks`);

    // The plan's own reporting clause proposes the regime.
    await focal.visit('/lam-viec/bao-cao');
    await focal.click({ role: 'link', name: 'Lập theo kế hoạch này' });
    await page.getByRole('heading', { level: 1, name: 'Lập chế độ báo cáo' }).waitFor();
    await sound(focal);
    assert.match(await page.getByLabel('Căn cứ').inputValue(), /09\/KH-UBND/);
    assert.equal(await page.getByLabel(/Báo cáo năm gửi trước ngày/).inputValue(), '25/11/2026');
    await focal.click({ role: 'button', name: 'Lưu chế độ báo cáo' });
    await page.getByRole('heading', { level: 1, name: 'Báo cáo', exact: true }).waitFor();
    await sound(focal);
    await leave(focal);
  });

  it('the commune’s officer signs in on a phone without JavaScript and records a result with a photo', async () => {
    const officer = await sit(null, { javaScript: false, width: 360, height: 720 }), { page } = officer;
    await officer.visit('/lam-viec/viec');
    await page.locator('[name=userName]').fill('thao@binhan.songtra.example');
    await page.locator('[name=password]').fill('Trời hôm nay 20 độ!');
    await officer.click('main form button[type=submit]');
    assert.equal(path(officer), '/lam-viec/viec');
    const card = page.locator('article.work-card', { hasText: 'trang thông tin điện tử' }).filter({ hasText: 'tháng 9' }).first();
    assert.ok(await card.count(), 'this month’s card is there');
    await card.getByRole('link', { name: 'Ghi kết quả' }).click();
    await page.getByLabel('Đã làm gì').fill('Người dân Bình An nộp hồ sơ trực tuyến');
    await page.getByLabel('Ngày làm xong').fill('10/9/2026');
    await page.getByLabel(/^Số lượng/).fill('2');
    await page.getByLabel(/^Đường dẫn/).fill('https://binhan.songtra.example/tin/123');
    await page.locator('[name=files]').setInputFiles({ name: 'anh-chup.jpg', mimeType: 'image/jpeg', buffer: PHOTO });
    await officer.click({ role: 'button', name: 'Lưu kết quả' });
    assert.match(await page.innerText('main'), /Đã lưu kết quả/);
    assert.match(await page.innerText('main'), /Tính 2 cho/);
    assert.match(await page.innerText('main'), /anh-chup\.jpg/);
    resultPath = path(officer).split('?')[0]!;
    assert.equal(await page.locator('.evidence img').count(), 1);
    await leave(officer);
    for (const each of ['/lam-viec/viec', '/lam-viec/ket-qua/moi', resultPath, '/dang-nhap']) await inspectWithScripts(stage, each === '/dang-nhap' ? null : 'thao@binhan.songtra.example', each, 360);
  });

  it('the commune’s leader confirms it, writes the quarter’s report and sends it', async () => {
    const leader = await sit('duyet@songtra.example'), { page } = leader;
    await leader.visit('/lam-viec/ket-qua?loc=cho-xac-nhan');
    await sound(leader);
    await leader.click({ role: 'link', name: 'Người dân Bình An nộp hồ sơ trực tuyến' });
    await page.getByRole('button', { name: 'Xác nhận' }).waitFor();
    await sound(leader);
    await leader.click({ role: 'button', name: 'Xác nhận' });
    await page.getByText('Đã xác nhận').first().waitFor();
    await sound(leader);

    await leader.visit('/lam-viec/bao-cao');
    const row = page.locator('#cua-don-vi tr', { hasText: 'Quý III' }).first();
    await row.getByRole('button', { name: 'Soạn báo cáo' }).click();
    await page.getByRole('heading', { level: 1, name: /Báo cáo.*quý III/i }).waitFor();
    await sound(leader);
    reportPath = path(leader);
    assert.match(await page.locator('#so-lieu').innerText(), /2 tin, bài|2 /);
    await page.getByLabel(/^Kết quả|kết quả thực hiện/i).first().fill('Duy trì chuyên mục trên trang thông tin điện tử.');
    await page.getByLabel('Công tác chỉ đạo, điều hành').fill('Đã phân công bộ phận đầu mối.');
    for (const reason of await page.locator('#chua-co-so-lieu input').all()) await reason.fill('Chưa triển khai trong quý');
    await leader.click({ role: 'button', name: 'Lưu và gửi báo cáo' });
    await page.locator('#ban-da-gui').waitFor();
    await sound(leader);
    await leave(leader);
  });

  it('the focal officer accepts it, consolidates, and downloads a Word file and a PDF whose figures are the list behind them', async () => {
    const focal = await sit('dau-moi@songtra.example'), { page } = focal;
    await focal.visit('/lam-viec/bao-cao');
    await sound(focal);
    await focal.click('#tong-hop a[href*="quarter%2F2026-07-01"]');
    await page.getByRole('heading', { level: 1, name: /Tổng hợp/ }).waitFor();
    await sound(focal);
    await focal.click({ role: 'link', name: /Bình An/ });
    await page.getByRole('button', { name: 'Nhận báo cáo' }).waitFor();
    await sound(focal);
    await focal.click({ role: 'button', name: 'Nhận báo cáo' });
    await page.getByRole('heading', { level: 1, name: /Tổng hợp/ }).waitFor();
    await focal.click({ role: 'button', name: 'Lập báo cáo tổng hợp' });
    await page.getByRole('heading', { level: 1, name: /Báo cáo tổng hợp/ }).waitFor();
    await sound(focal);
    const whole = await page.innerText('main');
    assert.match(whole, /đơn vị chưa có báo cáo được nhận/, 'who is missing is named');
    await focal.click({ role: 'button', name: 'Lưu và gửi báo cáo' });
    await page.locator('#ban-da-gui').waitFor();
    await sound(focal);

    // The figure, the list it opens, and both files say the same.
    const line = page.locator('#so-lieu tbody tr').filter({ has: page.locator('a[href*="/dong?cot="]') }).first(), column = (await line.locator('th, td').first().innerText()).trim(), amount = Number.parseInt(await line.locator('a[href*="/dong?cot="]').innerText(), 10);
    assert.equal(amount, 2);
    const files = await page.locator('#ban-da-gui a').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
    const [docx, pdf] = await Promise.all(['.docx', '.pdf'].map(async (end) => {
      const answer = await focal.context.request.get(stage.web.origin + files.find((href) => href.endsWith(end))!);
      assert.equal(answer.status(), 200);
      return new Uint8Array(await answer.body());
    })) as [Uint8Array, Uint8Array];
    await focal.click('#so-lieu a[href*="/dong?cot="]');
    await page.getByRole('heading', { level: 1, name: column }).waitFor();
    await sound(focal);
    assert.deepEqual(await page.locator('#tu-don-vi tbody tr').allInnerTexts(), [`UBND xã Bình An\t${amount}`], 'one report was added, and it opens its own list');
    await focal.click('#tu-don-vi a');
    await page.locator('#ket-qua').waitFor();
    await sound(focal);
    const amounts = await page.locator('#ket-qua tbody tr').evaluateAll((rows) => rows.map((row) => Number.parseInt(row.querySelectorAll('td')[1]!.textContent!, 10)));
    assert.equal(amounts.reduce((sum, one) => sum + one, 0), amount, 'the figure is the sum of its list');
    assert.equal(await page.getByRole('link', { name: 'Người dân Bình An nộp hồ sơ trực tuyến' }).count(), 1);

    const words = paragraphsOf(partsOf(docx)['word/document.xml']!), at = words.indexOf(column);
    assert.ok(at > 0, `${column} stands in the Word file`);
    assert.ok(words.slice(at, at + 5).includes(String(amount)) || words.slice(at, at + 5).includes(String(amount).padStart(2, '0')), words.slice(at, at + 6).join('|'));
    assert.ok(words.some((text) => text.includes('UBND phường Đức Phổ')), 'the missing units are named in the paper');
    const printed = await readPdf(pdf);
    assert.ok(printed.tagged);
    assert.equal(printed.language.slice(0, 2), 'vi');
    const text = printed.items.map((item) => item.text).join(' ');
    for (const piece of ['TỈNH SÔNG TRÀ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', column]) assert.ok(text.includes(piece), `${piece} stands in the PDF`);
    await leave(focal);
    assert.equal(open.size, 0);
  });

  it('the board shows the same', async () => {
    const focal = await sit('dau-moi@songtra.example'), { page } = focal;
    for (const each of ['/lam-viec/theo-doi?ky=year', planPath, reportPath]) { await focal.visit(each); await sound(focal); }
    await focal.visit('/lam-viec/theo-doi');
    assert.match(await page.innerText('main'), /UBND xã Bình An/);
    await leave(focal);
  });
});
