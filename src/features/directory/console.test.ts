import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import type { Database } from '#platform/db/tables.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { people, songTra, type SongTra } from '#test/support/worked-province.ts';
import { contactOf, entriesOn } from './store.ts';

describe('the directory at the desk', () => {
  let db: Database, web: TestWeb, close: () => Promise<void>, province: SongTra, cookie: string;
  before(async () => {
    const test = await testDb();
    db = test.db;
    web = await startWeb(db, { today: '2026-11-20' });
    province = await songTra(actingFor(db, { today: '2026-01-08' }));
    await people(actingFor(db, { today: '2026-01-08', seed: 91 }), [{ userName: 'xa@songtra.example', name: 'Trần Thị Xã', at: province.communes[0]!, roles: ['officer'] }]);
    cookie = `__Host-loa=${await cookieFor(db, web, 'xa@songtra.example')}`;
    close = async () => { await web.close(); await test.close(); };
  });
  after(() => close());
  const get = async (path: string) => { const answer = await fetch(web.origin + path, { headers: { cookie }, redirect: 'manual' }); return { status: answer.status, text: await answer.text() }; };
  const post = async (path: string, fields: Record<string, string>) => { const answer = await fetch(web.origin + path, { method: 'POST', headers: { cookie, origin: web.origin, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields), redirect: 'manual' }); return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') }; };

  it('refuses a number that nobody can call beside its field, and keeps what was typed', async () => {
    assert.equal((await get('/lam-viec/danh-ba')).status, 200);
    const form = `/lam-viec/danh-ba/${province.communes[0]}/them/office`, refused = await post(form, { address: 'Thôn Đông', phone: '12345678', from: '20/11/2026' });
    assert.equal(refused.status, 422);
    assert.ok(refused.text.includes('chưa phải số điện thoại') && refused.text.includes('value="Thôn Đông"'));
    const saved = await post(form, { address: 'Thôn Đông', phone: '(0230) 3000.101', from: '20/11/2026' });
    assert.equal(saved.status, 303);
    assert.equal((await contactOf(db, province.communes[0]!, plainDate('2026-11-20'))).office?.phone, '02303000101');
    assert.ok((await get('/lam-viec/danh-ba')).text.includes('0230 3000 101'));
  });
  it('ends a line only as it was seen', async () => {
    const [one] = await entriesOn(db, [province.communes[0]!], plainDate('2026-11-20')), end = `/lam-viec/danh-ba/muc/${one!.id}/ket-thuc`;
    assert.equal((await post(end, {})).status, 422);
    assert.equal((await post(end, { _version: String(one!.row_version + 1) })).status, 409);
    assert.equal((await get(`/lam-viec/danh-ba/muc/${one!.id}`)).status, 200);
    assert.equal((await post(end, { _version: String(one!.row_version) })).status, 303);
    assert.equal((await contactOf(db, province.communes[0]!, plainDate('2026-11-20'))).office, null);
  });
  it('is no business of another commune', async () => {
    assert.equal((await get(`/lam-viec/danh-ba/${province.communes[1]}/them/office`)).status, 403);
    assert.equal((await get(`/lam-viec/danh-ba/${province.communes[0]}/them/khac`)).status, 404);
  });
});
