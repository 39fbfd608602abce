import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Database } from '#platform/db/tables.ts';
import { actingFor } from '#test/support/acting.ts';
import { cookieFor } from '#test/support/demo.ts';
import type { TestWeb } from '#test/support/web.ts';
import { people, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';
import { report } from './store/reports.ts';

describe('a report that was sent', () => {
  let db: Database, web: TestWeb, province: Worked, cookie: string;
  before(async () => {
    ({ db, web, province } = await workedWorld());
    await people(actingFor(db, { today: '2026-11-20', seed: 9 }), [{ userName: 'daumoi@songtra.example', name: 'Trần Đầu Mối', at: province.root, roles: ['focal'] }]);
    cookie = `__Host-loa=${await cookieFor(db, web, 'daumoi@songtra.example')}`;
  });
  after(() => web.close());

  it('is not returned without a reason: the page says so where the reason belongs', async () => {
    const path = `/lam-viec/bao-cao/${province.report}`, version = (await report(db, province.report))!.row_version;
    const send = (fields: Record<string, string>) => fetch(`${web.origin}${path}/tra-lai`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', headers: { cookie, origin: web.origin } });
    const refused = await send({ _version: String(version), reason: '' }), html = await refused.text();
    assert.equal(refused.status, 422);
    assert.ok((html.match(/Hãy ghi lý do trả lại\./g) ?? []).length >= 1, 'the sentence');
    assert.match(html, /<details open/);
    const stale = await send({ _version: String(version + 7), reason: 'Thiếu phần tồn tại' }), said = await stale.text();
    assert.equal(stale.status, 409);
    assert.match(said, /value="Thiếu phần tồn tại"/);
    assert.equal((await send({ _version: String(version), reason: 'Thiếu phần tồn tại' })).status, 303);
  });
});
