import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { cookieFor } from '#test/support/demo.ts';
import type { Database } from '#platform/db/tables.ts';
import { actingFor } from '#test/support/acting.ts';
import type { TestWeb } from '#test/support/web.ts';
import { people, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';
import { deliverableView } from '../store.ts';

describe('a result after its report was sent, and one beyond what was asked', () => {
  let db: Database, web: TestWeb, province: Worked, cookie: string;
  before(async () => {
    ({ db, web, province } = await workedWorld());
    await people(actingFor(db, { today: '2026-11-20', seed: 9 }), [{ userName: 'canbo@songtra.example', name: 'Huỳnh Thị Thảo', at: province.communes[0]!, roles: ['officer'] }]);
    cookie = `__Host-loa=${await cookieFor(db, web, 'canbo@songtra.example')}`;
  });
  after(() => web.close());
  const see = async (path: string): Promise<string> => (await fetch(web.origin + path, { headers: { cookie } })).text();
  const send = async (path: string, fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const answer = await fetch(web.origin + path, { method: 'POST', body, redirect: 'manual', headers: { cookie, origin: web.origin } });
    return { status: answer.status, html: await answer.text(), to: answer.headers.get('location') };
  };

  it('is corrected only with a mark on the report, which the form offers', async () => {
    const path = `/lam-viec/ket-qua/${province.deliverable}/sua`, view = (await deliverableView(db, province.deliverable))!;
    assert.equal(view.status, 'locked');
    assert.match(await see(path), /name="markReport"/);
    const typed = { title: 'Người dân Bình An nộp hồ sơ trực tuyến (sửa)', doneOn: '12/08/2026', amount: '1', product: view.product, channel: view.channel ?? '', reason: 'Sửa tên bài', _version: String(view.row_version) };
    const refused = await send(path, typed);
    assert.equal(refused.status, 422);
    assert.match(refused.html, /Hãy đánh dấu báo cáo là “số liệu đã đổi”/);
    assert.doesNotMatch(refused.html, /Hiện đang lưu/);
    assert.equal((await send(path, { ...typed, markReport: '1' })).status, 303);
    assert.equal((await deliverableView(db, province.deliverable))!.changed_after_lock, true);
  });

  it('offers what is left over to the oldest debt, and counts it there only when asked', async () => {
    const card = `/lam-viec/ket-qua/moi?viec=${province.obligation}`;
    assert.match(await see(card), /name="obligationId"/);
    const done = await send('/lam-viec/ket-qua/moi', { obligationId: province.obligation, title: 'Loạt bài cuối năm', doneOn: '20/11/2026', amount: '60' });
    assert.equal(done.status, 303, done.html.slice(0, 400));
    const path = done.to!.split('?')[0]!, page = await see(path), offered = /name="obligation" value="([^"]+)"/.exec(page)?.[1];
    assert.ok(offered && /Phần thừa có thể bù/.test(page));
    const counted = async () => (await deliverableView(db, path.split('/').at(-1) as never))!.credits.map((credit) => credit.obligationId as string);
    assert.ok(!(await counted()).includes(offered));
    assert.equal((await send(`${path}/phan-thua`, { obligation: offered })).status, 303);
    assert.ok((await counted()).includes(offered));
    assert.equal((await send(`${path}/phan-thua`, { obligation: offered })).status, 409, 'a second tap counts nothing twice');
  });
});
