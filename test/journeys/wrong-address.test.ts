import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { makeAccounts } from '../../demo/accounts.ts';
import { makeUnits } from '../../demo/units.ts';

describe('an address that leads nowhere', () => {
  let web: TestWeb, cookie: string;
  before(async () => {
    const { db } = await testDb();
    await actingFor(db, { today: '2026-01-05' }).run(async (acting) => { await makeAccounts(acting, await makeUnits(acting)); });
    web = await startWeb(db);
    cookie = `__Host-loa=${await cookieFor(db, web, 'commune')}`;
  });
  after(() => web.close());
  const open = async (path: string, headers: Record<string, string> = {}) => { const answer = await fetch(web.origin + path, { headers, redirect: 'manual' }); return { status: answer.status, text: await answer.text() }; };

  it('keeps those who are signed in inside the console, with the way out', async () => {
    for (const path of ['/lam-viec/khong-co', '/lam-viec/ket-qua/019ba07b-0000-7001-8000-000000000000']) {
      const { status, text } = await open(path, { cookie });
      assert.equal(status, 404);
      assert.match(text, /Việc phải làm/);
      assert.match(text, /Không tìm thấy/);
    }
  });

  it('tells strangers no more than that', async () => {
    const { status, text } = await open('/lam-viec/khong-co');
    assert.equal(status, 404);
    assert.doesNotMatch(text, /Việc phải làm/);
  });
});
