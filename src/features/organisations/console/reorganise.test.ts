import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { SUCCESSION_PARTS } from '#app/succession-parts.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import type { TestWeb } from '#test/support/web.ts';
import { people, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';
import { reorganise } from '../actions/reorganise.ts';
import { useSuccessionParts } from '../succession-part.ts';

const BASE = '/lam-viec/don-vi/sap-xep';

describe('who sees what a reorganisation would move, and whom it left without a place', () => {
  let web: TestWeb, province: Worked, db: Awaited<ReturnType<typeof testDb>>['db'], event: Id;
  const page = async (who: string, path: string, body?: Record<string, string>) => fetch(web.origin + path, { redirect: 'manual', headers: { cookie: `__Host-loa=${await cookieFor(db, web, who)}`, origin: web.origin }, ...(body ? { method: 'POST', body: new URLSearchParams(body) } : {}) });
  const division = (unit: string) => ({ loai: 'split', day: '18/11/2026', unit, into: 'UBND xã Đông\nUBND xã Tây', unitKind: 'Ủy ban nhân dân xã', successor: 'UBND xã Tây', citation: 'Nghị quyết số 06/NQ-HĐND', note: 'ghi chú đã gõ' });
  before(async () => {
    ({ db, web, province } = await workedWorld());
    useSuccessionParts(...SUCCESSION_PARTS);
    const t = actingFor(db, { today: '2026-11-20', seed: 77 });
    await people(t, [
      { userName: 'tri@songtra.example', name: 'Phạm Trị Một', at: province.communes[0]!, roles: ['administrator'] }, { userName: 'tinh@songtra.example', name: 'Phạm Trị Tỉnh', at: province.root, roles: ['administrator'] },
      { userName: 'hai@songtra.example', name: 'Nguyễn Thị Hai', at: province.communes[1]!, roles: ['officer'] }, { userName: 'nam@songtra.example', name: 'Lê Văn Năm', at: province.communes[4]!, roles: ['officer'] },
    ]);
    const done = await t.run((a) => reorganise(a, { scopeId: province.root, answers: () => ({ answers: (question) => (question.noun === 'accounts' ? undefined : question.options[0]!.value) }), events: [{
      kind: 'split', unit: 'X5', into: [{ fresh: { name: 'UBND xã Ía Đông', unitKind: 'commune' } }, { fresh: { name: 'UBND xã Ía Tây', unitKind: 'commune' } }], remains: false, heir: 'UBND xã Ía Tây', line: 1, onDay: plainDate('2026-11-16'), citation: 'Nghị quyết số 05/NQ-HĐND', reason: '',
    }] }));
    assert.ok(done.applied, JSON.stringify(done.faults));
    event = done.eventIds[0]!;
    await people(t, [{ userName: 'tay@songtra.example', name: 'Ngô Thị Tây', at: done.planned.events[0]!.applied.born[1]!, roles: ['officer'] }]);
  });
  after(() => web.close());

  it('the administrator of a commune is not shown the work and the people of another one, and what was typed stays', async () => {
    const response = await page('tri@songtra.example', `${BASE}/xem-truoc`, division('X2')), html = await response.text();
    assert.equal(response.status, 422);
    assert.match(html, /Bạn chưa được giao quyền sắp xếp “UBND phường Đức Phổ”[^<]*hãy đề nghị cấp trên/);
    assert.match(html, /value="ghi chú đã gõ"/);
    assert.ok(!html.includes('Nguyễn Thị Hai') && !html.includes('Chọn nơi nhận'));
    const file = JSON.stringify({ json: [{ kind: 'dissolve', onDay: '2026-11-18', citation: 'NQ 7', unit: 'X2', successor: 'X4' }] });
    const sent = await (await page('tri@songtra.example', BASE, { source: file })).text();
    assert.ok(!sent.includes('Nguyễn Thị Hai') && !sent.includes('Những gì sẽ chuyển'));
  });
  it('who stands above sees it', async () => {
    const html = await (await page('tinh@songtra.example', `${BASE}/xem-truoc`, division('X2'))).text();
    assert.match(html, /Những gì sẽ chuyển/);
    assert.match(html, /Nguyễn Thị Hai/);
  });
  it('people who were not placed are named to who decides about their unit, not to everybody who reads the event', async () => {
    assert.match(await (await page('tinh@songtra.example', `${BASE}/${event}`)).text(), /Lê Văn Năm/);
    const html = await (await page('tay@songtra.example', `${BASE}/${event}`)).text();
    assert.match(html, /Chia UBND xã Ía Lang/);
    assert.ok(!html.includes('Lê Văn Năm'));
  });
  it('a tampered list, an unknown event and an id of nothing are refused with a page, never an error', async () => {
    for (const source of ['', '{', '{"json":{}}', '{"json":[null]}', '{"table":{"head":[],"rows":[]}}', JSON.stringify({ json: [{ kind: 'rename', onDay: '2026-11-18', citation: 'NQ', unit: 'khong-co', name: 'x' }] })]) {
      const { status } = await page('tinh@songtra.example', BASE, { source });
      assert.ok(status >= 400 && status < 500, `${source}: ${status}`);
    }
    for (const id of ['khong-co', province.plan]) assert.equal((await page('tinh@songtra.example', `${BASE}/${id}`)).status, 404);
  });
});
