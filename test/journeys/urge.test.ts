import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { sql } from 'kysely';
import { seededIds, type Id } from '#kernel/id.ts';
import { silentLog } from '#platform/log.ts';
import { readFile } from '#features/reading/read-file.ts';
import { climbLadder } from '#features/urging/jobs.ts';
import { actingFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { testDb } from '#test/support/database.ts';
import { enter, inspect, inspectWithScripts, overflowAt, type Stage } from '#test/support/journey.ts';
import { startWeb } from '#test/support/web.ts';
import { importSongTraPlan, people, songTra, type SongTra } from '#test/support/worked-province.ts';

const FOCAL = 'ha@songtra.example', OFFICER = 'thao@songtra.example';

interface World extends Stage { readonly province: SongTra; climb(): Promise<void>; close(): Promise<void> }

describe('following up, from the ladder to the letter', () => {
  let browser: Browser;
  before(async () => { browser = await openBrowser(); });
  after(() => browser.close());

  async function world(): Promise<World> {
    const { db } = await testDb(), web = await startWeb(db), t = actingFor(db, { today: '2026-01-09', seed: 21 }), province = await songTra(t);
    await importSongTraPlan(t, web.files, province.root);
    await people(t.on('2026-01-10'), [
      { userName: FOCAL, name: 'Trần Thị Hà', at: province.root, roles: ['focal'] }, { userName: OFFICER, name: 'Huỳnh Thị Thảo', at: province.communes[0]!, roles: ['officer'] },
    ]);
    const ids = seededIds(8, web.clock.now().getTime());
    return { browser, web, db, province, climb: () => climbLadder.run({}, { db, files: web.files, clock: web.clock, ids, log: silentLog, attempt: 1 }), close: () => web.close() };
  }

  for (const javaScript of [true, false]) it(`goes its way ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
    const stage = await world(), { web, db, province } = stage;
    try {
      const focal = await enter(stage, FOCAL, { javaScript }), { page } = focal, check = async () => { if (javaScript) assert.deepEqual(await inspect(focal), []); };
      await focal.visit('/lam-viec/don-doc');
      await page.getByText('Tuần này chưa phải nhắc đơn vị nào').waitFor();
      await check();
      await focal.click({ role: 'link', name: 'Bậc thang nhắc' });
      await page.getByText('Mức mặc định của hệ thống').waitFor();
      // the letter before the superior is told: refused, and what was typed is still there
      await page.locator('[name=days-letter]').fill('3');
      await page.locator('[name=reason]').fill('Theo Quy chế làm việc của UBND tỉnh');
      await focal.click({ role: 'button', name: 'Lưu bậc thang' });
      await page.getByText('phải sau “Báo cáo cấp giao việc”').first().waitFor();
      assert.equal(await page.locator('[name=reason]').inputValue(), 'Theo Quy chế làm việc của UBND tỉnh');
      await check();
      await page.locator('[name=days-letter]').fill('8');
      await focal.click({ role: 'button', name: 'Lưu bậc thang' });
      await page.getByText('8 ngày làm việc sau hạn').waitFor();
      await page.getByText('Đặt riêng: Theo Quy chế làm việc của UBND tỉnh (Trần Thị Hà').waitFor();
      if (javaScript) assert.deepEqual(await overflowAt(page, 360), []);
      await page.setViewportSize({ width: 1280, height: 900 });

      await stage.climb();
      const behind = (await sql<{ units: number }>`select count(distinct board_organisation_id)::int as units from urging_steps where step = 'letter'`.execute(db)).rows[0]!.units;
      assert.ok(behind > 6, `${behind} units are behind`);
      await focal.visit('/lam-viec/don-doc');
      await page.getByText(`Dự thảo công văn đôn đốc, ${behind} đơn vị`).waitFor();
      await check();

      const { rows: [reminded] } = await sql<{ id: Id; title: string }>`
        select s.subject_id as id, c.title from urging_steps s join obligation_totals t on t.obligation_id = s.subject_id join commitments c on c.id = t.commitment_id
        where s.board_organisation_id = ${province.communes[0]!} and s.step = 'before' and t.due = '2026-11-30' order by c.title limit 1`.execute(db);
      const officer = await enter(stage, OFFICER, { javaScript, width: 360 });
      await officer.visit('/lam-viec/viec');
      await officer.page.locator(`a[href="/lam-viec/viec/${reminded!.id}"]`).first().click();
      await officer.page.getByRole('heading', { name: 'Đã nhắc' }).waitFor();
      await officer.page.getByText(/Còn 5 ngày làm việc \(hạn 30\/11\/2026\)/).waitFor();
      if (javaScript) assert.deepEqual(await inspect(officer), []);
      else await inspectWithScripts(stage, OFFICER, `/lam-viec/viec/${reminded!.id}`, 360);
      const { rows: [owed] } = await sql<{ id: Id }>`select subject_id as id from urging_steps where board_organisation_id = ${province.communes[0]!} and step = 'letter' limit 1`.execute(db);
      await officer.visit(`/lam-viec/viec/${owed!.id}`);
      await officer.page.getByRole('heading', { name: 'Nghĩa vụ' }).waitFor();
      assert.equal(await officer.page.getByText('Đã nhắc').count(), 0, 'a draft is not the unit’s business');

      await focal.click({ role: 'link', name: 'Xem' });
      await page.getByRole('heading', { name: `Dự thảo công văn đôn đốc, ${behind} đơn vị` }).waitFor();
      await check();
      await page.getByText('Thể thức: số, ngày, người ký').click();
      await page.locator('[name=number]').fill('215');
      await page.locator('[name=signedOn]').fill('hôm nay');
      await focal.click({ role: 'button', name: 'Duyệt, lập công văn' });
      await page.getByText('Ngày ký chưa đúng').first().waitFor();
      assert.equal(await page.locator('[name=number]').inputValue(), '215');
      await page.locator('[name=signedOn]').fill('20/11/2026');
      await focal.click({ role: 'button', name: 'Duyệt, lập công văn' });
      await page.getByRole('heading', { name: `Đôn đốc ${behind} đơn vị` }).waitFor();
      await check();

      const { rows: [letter] } = await sql<{ id: Id; docx: string; pdf: string }>`select id, docx_sha256 as docx, pdf_sha256 as pdf from urging_letters`.execute(db);
      assert.ok(page.url().endsWith(letter!.id));
      const read = await readFile(Buffer.from(await web.files.read(letter!.docx)), 'cong-van.docx'), text = read.text.paragraphs.map((one) => one.text).join('\n');
      for (const words of ['Chủ tịch Ủy ban nhân dân các xã, phường, đặc khu có tên tại Phụ lục', 'Thủ trưởng các cơ quan, đơn vị có tên tại Phụ lục', '215/UBND', 'UBND xã Bình An', 'Sở Nội vụ']) assert.ok(text.includes(words), words);
      assert.equal(Buffer.from(await web.files.read(letter!.pdf)).subarray(0, 5).toString(), '%PDF-');

      await officer.page.reload();
      await officer.page.getByText(/có công văn số 215 đôn đốc/).waitFor();
      await focal.visit('/lam-viec/don-doc/nhat-ky?buoc=letter');
      await page.getByText(/có công văn số 215 đôn đốc/).first().waitFor();
      await check();
      await focal.context.close();
      await officer.context.close();
    } finally { await stage.close(); }
  });
});
