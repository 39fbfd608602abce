import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import readExcel from 'read-excel-file/node';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#test/support/browser.ts';
import { demoWorld } from '#test/support/demo-world.ts';
import { cookieFor } from '#test/support/demo.ts';
import { enter, inspect, type Stage } from '#test/support/journey.ts';

const BOARD = '/lam-viec/theo-doi';

describe('the demonstration province before and after 1 July 2025', () => {
  let stage: Stage, browser: Browser, close: () => Promise<void>;
  before(async () => {
    const { db, web } = await demoWorld();
    browser = await openBrowser();
    close = async () => { await browser.close(); await web.close(); };
    stage = { browser, web, db };
  });
  after(() => close());

  const get = async (who: string, path: string): Promise<Response> => fetch(stage.web.origin + path, { headers: { cookie: `__Host-loa=${await cookieFor(stage.db, stage.web, who)}` } });
  /** Rows of a workbook: name of the unit → its numbers. */
  const sheet = async (who: string, path: string): Promise<{ title: string; rows: Map<string, (number | null)[]>; first: (number | null)[] }> => {
    const response = await get(who, path);
    assert.equal(response.status, 200, path);
    const [{ data }] = (await readExcel(Buffer.from(await response.arrayBuffer()))) as unknown as [{ data: (string | number | null)[][] }];
    const rows = data.slice(2).map((row) => [String(row[0]), row.slice(1) as (number | null)[]] as const);
    return { title: String(data[0]![0]), rows: new Map(rows), first: rows[0]![1] };
  };

  it('has the same totals for 2024, 2025 and 2026 in every frame, under other units', async () => {
    for (const year of [2024, 2025, 2026]) {
      const [today, then, day] = await Promise.all(['', '&khung=khi-do', '&khung=2025-06-30'].map((frame) => sheet('focal', `${BOARD}/tong-hop.xlsx?ky=${year}${frame}`)));
      assert.ok(today!.first[0]! > 1_000);
      assert.deepEqual(then!.first, today!.first);
      assert.deepEqual(day!.first, today!.first);
    }
    const [today, then] = await Promise.all(['', '&khung=khi-do'].map((frame) => sheet('focal', `${BOARD}/tong-hop.xlsx?ky=2024${frame}`)));
    assert.ok(then!.rows.has('UBND huyện Sơn Thạch') && then!.rows.has('UBND thị trấn Sơn Thạch') && then!.rows.has('Sở Thông tin và Truyền thông'));
    assert.ok(!today!.rows.has('UBND thị trấn Sơn Thạch') && today!.rows.has('UBND huyện Sơn Thạch (đã sắp xếp ngày 01/07/2025)') && today!.rows.has('UBND xã Mộ Hưng'));
    const products = await Promise.all(['', '&khung=khi-do'].map((frame) => sheet('focal', `${BOARD}/so-lieu.xlsx?theo=quy&chi-tieu=${encodeURIComponent('sp:Tin, bài')}${frame}`)));
    assert.equal(products[0]!.first.length, 12);
    assert.deepEqual(products[1]!.first, products[0]!.first);
  });

  it('board, levels and years agree with each other in every frame, for the province and for one commune', async () => {
    const frames = ['', '&khung=khi-do', '&khung=2024-12-31', '&khung=2025-02-28', '&khung=2025-06-30'], sums = (rows: Map<string, (number | null)[]>, last: number) => [...rows.values()].reduce((total, row) => row.slice(-last).map((cell, at) => total[at]! + (cell ?? 0)), Array.from({ length: last }, () => 0));
    for (const who of ['focal', 'approver']) {
      const years = await Promise.all(frames.map((frame) => sheet(who, `${BOARD}/so-lieu.xlsx?theo=nam&chi-tieu=den-han${frame}`))), owed = await Promise.all(frames.map((frame) => sheet(who, `${BOARD}/so-lieu.xlsx?theo=quy&chi-tieu=con-no${frame}`)));
      const whole = (one: { title: string; rows: Map<string, (number | null)[]>; first: (number | null)[] }) => (one.rows.has('UBND tỉnh Lam Giang') ? one.first : sums(one.rows, one.first.length));
      for (const one of years) assert.deepEqual(whole(one), whole(years[0]!), one.title);
      for (const one of owed) assert.deepEqual(whole(one), whole(owed[0]!), one.title);
      for (const [at, year] of [2024, 2025, 2026].entries()) {
        const levels = await Promise.all(frames.map((frame) => sheet(who, `${BOARD}/tong-hop.xlsx?ky=${year}${frame}`))), boards = await Promise.all(frames.map((frame) => sheet(who, `${BOARD}.xlsx?ky=${year}${frame}`)));
        for (const one of levels) assert.equal(whole(one)[0], whole(years[0]!)[at], `${who} ${one.title}`);
        for (const one of boards) assert.deepEqual(sums(one.rows, 2), sums(boards[0]!.rows, 2), `${who} ${one.title}`);
      }
    }
  });

  it('lets a merged commune see the communes it was, and nobody else’s', async () => {
    const [today, then] = await Promise.all(['', '&khung=khi-do'].map((frame) => sheet('approver', `${BOARD}/tong-hop.xlsx?ky=2024${frame}`)));
    assert.deepEqual([...today!.rows.keys()], ['UBND xã Mộ Hưng']);
    assert.ok(then!.rows.size >= 2 && [...then!.rows.keys()].every((name) => /^UBND (xã|thị trấn) /.test(name)));
    const sum = [...then!.rows.values()].reduce((total, row) => total + row[0]!, 0);
    assert.equal(sum, today!.first[0]);
    const old = await get('approver', `${BOARD}/tong-hop?ky=2024&khung=khi-do`), href = /href="(\/lam-viec\/theo-doi\/tong-hop\?[^"]*don-vi=[^"]*)"/.exec(await old.text())![1]!.replaceAll('&amp;', '&');
    assert.equal((await get('approver', href)).status, 200);
    const id = new URLSearchParams(href.split('?')[1]).get('don-vi')!;
    assert.equal((await get('approver', `${BOARD}/don-vi/${id}?ky=2024&khung=khi-do`)).status, 200);
    assert.equal((await get('commune', `${BOARD}/don-vi/${id}`)).status, 200);
    assert.equal((await get('department', `${BOARD}/don-vi/${id}`)).status, 403);
  });

  for (const javaScript of [true, false]) it(`is looked at both ways by the chooser, and each square opens its list${javaScript ? '' : ', without JavaScript'}`, async () => {
    const watched = await enter(stage, 'focal', { javaScript, width: 1280 }), { page, context } = watched, tile = () => page.locator('.tiles .tile strong').first().innerText();
    await watched.visit(`${BOARD}?ky=2025-q2&tat-ca=1`);
    assert.match(await page.locator('.matrix tbody tr', { hasText: 'UBND huyện Sơn Thạch' }).innerText(), /\(đã sắp xếp ngày 01\/07\/2025\)/);
    const today = await tile();
    await page.selectOption('select[name=khung]', 'khi-do');
    await watched.click({ role: 'button', name: 'Xem' });
    await page.waitForURL(/khung=khi-do/);
    assert.equal(await tile(), today);
    await page.goto(`${page.url()}&tat-ca=1`);
    const row = page.locator('.matrix tbody tr', { hasText: 'UBND thị trấn Sơn Thạch' });
    assert.equal(await row.count(), 1);
    await row.locator('a.cell').first().click();
    await page.waitForURL(/\/don-vi\//);
    assert.match(await page.locator('h1').innerText(), /thị trấn Sơn Thạch/);
    assert.ok(await page.locator('table.rows tbody tr').count() > 0);
    await context.close();
  });

  it('goes down level by level to the division, and each page has no barrier at the desk and on a phone', async () => {
    const watched = await enter(stage, 'leader', { width: 1280 }), { page, context } = watched, faults: string[] = [];
    const look = async () => { for (const width of [1280, 360]) { await page.setViewportSize({ width, height: 860 }); faults.push(...await inspect(watched)); } await page.setViewportSize({ width: 1280, height: 860 }); };
    await watched.visit(`${BOARD}/tong-hop?tat-ca=1`);
    await page.locator('table.rows a', { hasText: 'UBND xã Mộ Hưng' }).click();
    await page.waitForURL(/don-vi=/);
    assert.match(await page.locator('table.rows tbody').innerText(), /Phòng Văn hóa - Xã hội/);
    await look();
    for (const path of [`${BOARD}/so-lieu?theo=quy`, `${BOARD}?ky=2024&khung=2024-12-31`]) { await watched.visit(path); await look(); }
    await context.close();
    assert.deepEqual(faults, []);
  });
});
