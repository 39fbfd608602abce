import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { randomIds, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { reject } from '#features/deliverables/actions/reject.ts';
import { follow } from '#features/notifications/follow.ts';
import { claimMail, noteFailed, queueMail } from '#features/notifications/store/outgoing.ts';
import { refuseAddress } from '#features/notifications/store/preferences.ts';
import type { Database } from '#platform/db/tables.ts';
import { testClock } from '#platform/clock.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { openBrowser } from '#test/support/browser.ts';
import { testDb } from '#test/support/database.ts';
import { enter, inspect, inspectWithScripts, overflowAt, type Stage } from '#test/support/journey.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { people, songTra } from '#test/support/worked-province.ts';

const OFFICER = 'officer@songtra.example', SECOND = 'second@songtra.example', ADMIN = 'admin@songtra.example';

describe('the inbox', () => {
  let db: Database, web: TestWeb, browser: Browser, stage: Stage, commune: Id, officer: Id, titles: Record<string, Id>;
  before(async () => {
    ({ db } = await testDb());
    const t = actingFor(db, { today: '2026-11-20' }), province = await songTra(t), ids = randomIds();
    commune = province.communes[0]!;
    const who = await people(t, [
      { userName: OFFICER, name: 'Nguyễn Văn An', at: commune, roles: ['officer'] }, { userName: SECOND, name: 'Trần Thị Lan', at: commune, roles: ['officer'] },
      { userName: ADMIN, name: 'Phạm Văn Quang', at: province.root, roles: ['administrator'] },
    ]);
    await sql`insert into notification_cursors select shard_id, position from audit_heads`.execute(db);
    officer = who.get(OFFICER)!;
    titles = {};
    for (const [name, title] of [[OFFICER, 'Ra mắt tổ công nghệ số'], [OFFICER, 'Tuyên truyền dịch vụ công'], [SECOND, 'Hội nghị thôn Đông']] as const) {
      const as = t.as(actorFor({ accountId: who.get(name)!, organisationId: commune }));
      titles[title] = (await as.run((a) => record(a, { organisationId: commune, form: { product: 'article', title, doneOn: plainDate('2026-11-20'), amount: 1 } }))).id;
      await t.as(actorFor({ personName: 'Võ Đức Khánh', organisationId: commune })).run((a) => reject(a, { deliverableId: titles[title]!, rowVersion: null, reason: 'Thiếu ảnh minh chứng.' }));
    }
    await follow({ db, clock: testClock(t.env.clock.now()), ids, mail: null });
    const id = ids(1), now = t.env.clock.now();
    await db.transaction().execute((tx) => queueMail(tx, [{ id, account_id: officer, mail_key: 'k', to_address: OFFICER, subject: '[Loa] 2 thông báo mới', text_body: 'x', html_body: 'x', message_id: `<${id}@x>` }], now));
    await claimMail(db, now, now, 1);
    await noteFailed(db, id, { attempts: 1, sentence: 'Máy chủ bên nhận từ chối hẳn địa chỉ này.', answer: '550 no such mailbox', at: now });
    await refuseAddress(db, OFFICER, '550 no such mailbox', now);
    web = await startWeb(db);
    browser = await openBrowser();
    stage = { browser, web, db };
  });
  after(async () => { await browser.close(); await web.close(); });

  it('from the bell to what it is about: one click each, and the bell counts down', async () => {
    const me = await enter(stage, OFFICER, { width: 360, height: 740 }), { page } = me;
    await me.visit('/lam-viec/viec');
    assert.equal(await page.locator('.bell').getAttribute('aria-label'), 'Hộp thư, 2 thông báo chưa đọc');
    await me.click('.bell');
    await page.waitForURL('**/hop-thu');
    assert.deepEqual((await page.locator('.notices li a').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')), ['Tuyên truyền dịch vụ công', 'Ra mắt tổ công nghệ số'].map((title) => `Chưa đọc: Võ Đức Khánh trả lại “${title}”: Thiếu ảnh minh chứng.`));
    assert.deepEqual(await inspect(me), []);
    await me.click({ role: 'link', name: /Ra mắt tổ công nghệ số/ });
    await page.waitForURL(`**/ket-qua/${titles['Ra mắt tổ công nghệ số']}`);
    assert.equal(await page.locator('.bell').getAttribute('aria-label'), 'Hộp thư, 1 thông báo chưa đọc');
    assert.equal(me.clicks, 2);
    await me.visit('/lam-viec/hop-thu');
    assert.equal(await page.locator('.notices li.unread').count(), 1, 'the one that was opened is read, and stands below');
    await me.click({ role: 'button', name: 'Đánh dấu đã đọc tất cả' });
    await page.waitForSelector('.bell[aria-label="Hộp thư, không có thông báo mới"]');
    await me.visit('/lam-viec/hop-thu?loc=chua-doc');
    assert.match(await page.locator('.empty').innerText(), /Không còn thông báo chưa đọc/);
    for (const width of [320, 1280]) assert.deepEqual(await overflowAt(page, width), []);
    await me.context.close();
  });

  it('without JavaScript: marking, choosing e-mail, an address for a calendar that is shown once and revoked', async () => {
    const me = await enter(stage, SECOND, { javaScript: false, width: 360 }), { page } = me;
    await me.visit('/lam-viec/hop-thu');
    await me.click({ role: 'button', name: /^Đánh dấu đã đọc: / });
    assert.equal(await page.locator('.notices li.unread').count(), 0);
    await me.click({ role: 'link', name: 'Cách nhận thông báo' });
    await page.getByRole('radio', { name: /Một thư gộp mỗi tuần/ }).check();
    await me.click({ role: 'button', name: 'Lưu cách gửi thư' });
    assert.ok(await page.getByRole('radio', { name: /Một thư gộp mỗi tuần/ }).isChecked());
    await me.click({ role: 'button', name: 'Tạo đường dẫn lịch của tôi' });
    const address = await page.locator('#dia-chi-lich').inputValue();
    assert.equal((await fetch(address)).status, 200);
    await page.reload();
    assert.equal(await page.locator('#dia-chi-lich').count(), 0, 'shown once');
    await me.click({ role: 'button', name: /^Thu hồi đường dẫn/ });
    assert.equal((await fetch(address)).status, 404);
    assert.deepEqual(me.problems, []);
    await me.context.close();
    await inspectWithScripts(stage, SECOND, '/lam-viec/tai-khoan/thong-bao', 360);
  });

  it('a choice made in another window is not overwritten unseen', async () => {
    const [one, other] = [await enter(stage, OFFICER), await enter(stage, OFFICER)];
    for (const me of [one, other]) await me.visit('/lam-viec/tai-khoan/thong-bao');
    await one.page.getByRole('radio', { name: /Không gửi thư/ }).check();
    await one.click({ role: 'button', name: 'Lưu cách gửi thư' });
    await one.page.waitForURL('**/thong-bao?xong=1');
    await other.page.getByRole('radio', { name: /Một thư gộp/ }).check();
    await other.click({ role: 'button', name: 'Lưu cách gửi thư' });
    await other.page.waitForSelector('.message.bad[role=alert] ul');
    assert.match(await other.page.locator('.message.bad ul').innerText(), /vừa được đổi ở cửa sổ khác/);
    assert.ok(await other.page.getByRole('radio', { name: /Một thư gộp/ }).isChecked(), 'what was chosen stays chosen');
    await one.context.close();
    await other.context.close();
  });

  it('the operator sees what was not taken and why, sends it again, and the address is free again', async () => {
    const me = await enter(stage, ADMIN, { width: 360 }), { page } = me;
    await me.visit(`/lam-viec/don-vi/${commune}/nguoi-dung/${officer}`);
    assert.match(await page.locator('main').innerText(), /từ chối hẳn địa chỉ officer@songtra\.example từ 20\/11\/2026/, 'the mark stands at the person');
    await me.visit('/lam-viec/he-thong/thu');
    assert.match(await page.locator('#truc-trac').innerText(), /Nguyễn Văn An[\s\S]*Không gửi được[\s\S]*từ chối hẳn địa chỉ[\s\S]*550 no such mailbox/);
    assert.deepEqual(await inspect(me), []);
    assert.deepEqual(await overflowAt(page, 1280), []);
    await me.click({ role: 'button', name: `Gửi lại thư cho ${OFFICER}` });
    await page.waitForURL('**/thu?xong=1');
    assert.match(await page.locator('#truc-trac').innerText(), /Không có thư nào trục trặc/);
    assert.equal((await sql`select 1 from undeliverable_addresses`.execute(db)).rows.length, 0);
    assert.deepEqual((await sql<{ state: string }>`select state from outgoing_mail`.execute(db)).rows, [{ state: 'waiting' }]);
    await me.context.close();
  });
});
