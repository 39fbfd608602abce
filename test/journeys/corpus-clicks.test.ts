import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { CORPUS } from '#test/support/corpus.ts';
import { testDb } from '#test/support/database.ts';
import { enter, inspect, type Stage } from '#test/support/journey.ts';
import { startWeb } from '#test/support/web.ts';
import { people } from '#test/support/worked-province.ts';

const TODAY = '2024-01-18', MOST_CLICKS = 25;
const NAMES = ['Sở Thông tin và Truyền thông', 'Sở Nội vụ', 'Sở Văn hóa, Thể thao và Du lịch', 'Sở Tư pháp', 'Sở Tài chính', 'Văn phòng UBND tỉnh'];
const PRESS = ['Báo Quảng Ngãi', 'Đài Phát thanh và Truyền hình tỉnh'];

/** The provincial plan with its task table, by somebody who sees it for the first time: every choice and every button counts. */
describe('the provincial plan, from file to issued', { skip: CORPUS ? false : 'the corpus of real plans does not lie beside the checkout (../shared/plan-corpus)' }, () => {
  let stage: Stage, close: () => Promise<void>;
  before(async () => {
    const { db } = await testDb(), web = await startWeb(db, { today: TODAY, mode: 'real' }), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    const t = actingFor(db, { today: TODAY }), validFrom = plainDate('2023-01-01');
    const root = await t.run(async (a) => {
      const id = await createOrganisation({ ...a, by: { ...a.by, accountId: null } }, { name: 'UBND tỉnh Quảng Ngãi', shortName: 'UBND tỉnh', kind: 'province', parentId: null, validFrom });
      for (const name of NAMES) await createOrganisation(a, { name, kind: 'department', parentId: id, validFrom });
      for (const name of PRESS) await createOrganisation(a, { name, kind: 'press', parentId: id, validFrom });
      for (const name of ['Bình Sơn', 'Sơn Tịnh', 'Mộ Đức', 'Đức Phổ']) {
        const commune = await createOrganisation(a, { name: `UBND xã ${name}`, kind: 'commune', parentId: id, validFrom });
        await createOrganisation(a, { name: 'Phòng Văn hóa – Xã hội', kind: 'division', parentId: commune, functions: ['culture'], validFrom });
        await createOrganisation(a, { name: `Đài truyền thanh xã ${name}`, kind: 'station', parentId: commune, validFrom });
      }
      return id;
    });
    await people(t, [{ userName: 'dau-moi@quangngai.example', name: 'Trần Thị Đầu Mối', at: root, roles: ['focal'] }], validFrom);
  });
  after(() => close());

  it(`takes at most ${MOST_CLICKS} clicks`, async (context) => {
    const focal = await enter(stage, 'dau-moi@quangngai.example'), { page } = focal;
    await focal.visit('/lam-viec/ke-hoach');
    await focal.click({ role: 'link', name: 'Nhập kế hoạch' });
    focal.clicks += 1; // choosing the file
    await page.locator('#f-file').setInputFiles({ name: 'ke-hoach.docx', mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer: readFileSync(join(CORPUS!, 'texts', 'province-quang-ngai-annex-table.docx')) });
    await focal.click({ role: 'button', name: 'Đọc kế hoạch' });
    await page.getByRole('heading', { level: 1, name: 'Kiểm tra nội dung đã đọc' }).waitFor();
    assert.deepEqual(await inspect(focal), []);
    const decided: string[] = [];
    for (let round = 0; round < 20 && await page.getByText(/mục cần chọn/).count() > 0; round += 1) {
      const form = page.locator('.fact.open');
      for (const select of await form.locator('.party select').all()) {
        const name = await select.evaluate((one) => one.parentElement!.querySelector('small')!.textContent!), options = await select.locator('option').allInnerTexts();
        const chosen = await select.inputValue();
        decided.push(`${name} ${chosen ? 'offered' : options.length > 1 ? 'chosen' : 'typed'}: ${options.slice(0, 3).join(' / ')}`);
        if (chosen) continue;
        focal.clicks += 1;
        if (options.length > 1) await select.selectOption({ index: 1 });
        else await form.locator('.party', { hasText: name }).locator('input[type=search]').fill(/Phòng/.test(name) ? 'Phòng Văn hóa – Xã hội các xã, phường' : 'UBND các xã, phường');
      }
      const open = await form.getAttribute('id');
      await focal.click('.fact.open button[type=submit]');
      await page.waitForFunction((id) => document.querySelector('.fact.open')?.id !== id, open); // on to the next one that waits
      await page.waitForLoadState('networkidle');
    }
    context.diagnostic(decided.join('\n'));
    const missing = page.getByLabel(/vẫn ban hành/);
    await focal.click({ role: 'link', name: /^Ban hành$/ });
    await page.getByRole('heading', { level: 1, name: 'Ban hành kế hoạch' }).waitFor();
    if (await missing.count()) { focal.clicks += 1; await missing.check(); }
    assert.deepEqual(await inspect(focal), []);
    await focal.click({ role: 'button', name: /^Ban hành \d/ });
    await page.getByText(/Đã ban hành/).first().waitFor();
    assert.deepEqual(await inspect(focal), []);
    context.diagnostic(`from file to issued: ${focal.clicks} clicks`);
    assert.ok(focal.clicks <= MOST_CLICKS, `${focal.clicks} clicks`);
    await focal.context.close();
  });
});
