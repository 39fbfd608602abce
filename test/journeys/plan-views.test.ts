import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { issueAmendment, startAmendment } from '#features/plans/actions/amend-plan.ts';
import { dropTask, editTask } from '#features/plans/actions/edit-task.ts';
import { taskRows } from '#features/plans/store.ts';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { testDb } from '#test/support/database.ts';
import { enter, inspect, type Stage, type Traveller } from '#test/support/journey.ts';
import { startWeb } from '#test/support/web.ts';
import { importSongTraPlan, people, songTra, type SongTra } from '#test/support/worked-province.ts';

/** One plan seen in time, in two versions and among the papers it rests on; with and without JavaScript. */
describe('looking at a plan', () => {
  let stage: Stage, province: SongTra, plan: string, close: () => Promise<void>;
  before(async () => {
    const { db } = await testDb(), web = await startWeb(db, { today: '2026-09-15', mode: 'real' }), browser = await openBrowser();
    stage = { browser, web, db };
    close = async () => { await browser.close(); await web.close(); };
    const t = actingFor(db, { today: '2026-01-09', seed: 41 });
    province = await songTra(t);
    await people(t, [
      { userName: 'ha@songtra.example', name: 'Trần Thị Hà', at: province.root, roles: ['focal'] },
      { userName: 'thao@songtra.example', name: 'Huỳnh Thị Thảo', at: province.communes[0]!, roles: ['officer'], subtree: false },
    ]);
    const planId = await importSongTraPlan(t, web.files, province.root);
    plan = `/lam-viec/ke-hoach/${planId}`;
    const later = t.on('2026-06-20'), { tasks, version } = await later.run(async (a) => {
      const next = await startAmendment(a, { planId, rowVersion: null });
      return { version: next, tasks: await taskRows(a.tx, planId, next) };
    });
    assert.equal(version, 2);
    const column = tasks.find((task) => task.printed_index.includes('1'))!, course = tasks.find((task) => task.title.includes('tập huấn'))!;
    await later.run((a) => editTask(a, { taskId: column.id, rowVersion: null, change: { rates: column.rates.map((rate) => ({ ...rate, count: 4 })) } }));
    await later.run((a) => dropTask(a, { taskId: course.id, rowVersion: null }));
    await later.run((a) => issueAmendment(a, { planId, rowVersion: null, from: plainDate('2026-07-01'), reason: 'Theo Công văn số 210/UBND-NC ngày 18/6/2026', acceptMissing: true }));
  });
  after(() => close());

  const path = ({ page }: Traveller): string => page.url().replace(stage.web.origin, '');
  const sound = async (one: Traveller): Promise<void> => { await one.page.waitForLoadState('networkidle'); assert.deepEqual(await inspect(one, path(one)), []); };
  const leave = async (one: Traveller): Promise<void> => { assert.deepEqual(one.problems, []); await one.context.close(); };

  it('two versions side by side: what was dropped, and the words that changed', async () => {
    const ha = await enter(stage, 'ha@songtra.example'), { page } = ha;
    await ha.visit(plan);
    await ha.click({ role: 'link', name: 'So sánh các bản' });
    await page.getByRole('heading', { level: 1, name: 'So sánh hai bản' }).waitFor();
    await sound(ha);
    assert.match(await page.innerText('main'), /Theo Công văn số 210\/UBND-NC/);
    const tasks = page.locator('#nhiem-vu li');
    assert.equal(await tasks.count(), 2);
    assert.match(await tasks.nth(0).innerText(), /sửa/);
    assert.deepEqual([await tasks.nth(0).locator('del').innerText(), await tasks.nth(0).locator('ins').innerText()].map((text) => text.trim()), ['2', '4']);
    assert.match(await tasks.nth(1).innerText(), /tập huấn[\s\S]*bỏ/);
    await leave(ha);
  });

  it('the year as a chart, as a file and as a calendar, without JavaScript on a small phone', async () => {
    const thao = await enter(stage, 'thao@songtra.example', { javaScript: false, width: 360 }), { page } = thao;
    await thao.visit(plan);
    await thao.click({ role: 'link', name: 'Biểu đồ thời gian' });
    assert.ok(await page.locator('svg.gantt').count() === 1, 'the drawing stands in the page');
    assert.match(await page.innerText('#so-lieu'), /4 tin, bài\/tháng/);
    const file = await page.request.get(stage.web.origin + plan + '/bieu-do.svg'), drawing = await file.text();
    assert.equal(file.headers()['content-type'], 'image/svg+xml; charset=utf-8');
    assert.match(drawing, /^<\?xml[\s\S]*<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[\s\S]*<\/svg>$/);
    await thao.click({ role: 'link', name: 'Lịch đến hạn' });
    assert.match(await page.innerText('#lich'), /Tháng 9\/2026/);
    await thao.click({ role: 'link', name: '‹ Tháng 8' });
    assert.match(await page.innerText('#lich'), /31\/08\/2026[\s\S]*0\/6/);
    await leave(thao);
  });

  it('the chart, the calendar and the bases have no barrier that axe can see', async () => {
    const ha = await enter(stage, 'ha@songtra.example');
    for (const view of ['/bieu-do', '/lich', '/can-cu']) { await ha.visit(plan + view); await sound(ha); }
    await leave(ha);
  });

  it('a paper marked superseded is told wherever it is cited, for every unit below, until the mark is lifted', async () => {
    const ha = await enter(stage, 'ha@songtra.example', { javaScript: false }), { page } = ha;
    await ha.visit(`${plan}/can-cu`);
    await page.locator('#can-cu').getByRole('link', { name: /76\/NQ-CP/ }).click();
    await page.locator('[name=from]').fill('32/13/2026');
    await page.locator('[name=replacingIssuer]').fill('Chính phủ');
    await ha.click({ role: 'button', name: 'Đánh dấu' });
    assert.match(await page.innerText('main'), /Hãy ghi ngày không còn hiệu lực[\s\S]*Hãy ghi số, ký hiệu của văn bản thay thế/);
    assert.equal(await page.locator('[name=replacingIssuer]').inputValue(), 'Chính phủ', 'what was typed stays');
    await page.locator('[name=from]').fill('01/9/2026');
    await page.locator('[name=replacingType]').fill('Nghị quyết');
    await page.locator('[name=replacingNumber]').fill('112/NQ-CP');
    await page.locator('[name=replacingDate]').fill('20/8/2026');
    await ha.click({ role: 'button', name: 'Đánh dấu' });
    assert.match(await page.innerText('body'), /1 kế hoạch còn dựa vào văn bản này[\s\S]*Được thay thế bởi Nghị quyết số 112\/NQ-CP ngày 20\/08\/2026 của Chính phủ/);

    const thao = await enter(stage, 'thao@songtra.example');
    await thao.visit('/lam-viec/van-ban');
    await sound(thao);
    assert.match(await thao.page.innerText('body'), /1 văn bản không còn hiệu lực[\s\S]*76\/NQ-CP[\s\S]*đã được thay thế/);
    await thao.page.locator('main table a').first().click();
    await sound(thao);
    assert.equal(await thao.page.getByRole('button', { name: 'Đánh dấu' }).count(), 0, 'an officer of a commune does not mark');
    await leave(thao);

    await page.locator('summary', { hasText: 'Bỏ đánh dấu' }).click();
    await page.locator('[name=reason]').fill('Nhầm văn bản');
    await ha.click({ role: 'button', name: 'Bỏ đánh dấu' });
    assert.match(await page.innerText('body'), /đang dùng/);
    await leave(ha);
  });
});
