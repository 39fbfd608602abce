import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { workList } from '#features/obligations/store.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { songTraPlan } from '#test/support/song-tra-plan.ts';
import { importSongTraPlan, people, songTra, type SongTra } from '#test/support/worked-province.ts';

describe('the work list of a commune with work of its division', () => {
  let web: TestWeb, province: SongTra, card: Id, open: (who: string, path: string) => Promise<{ status: number; html: string }>;
  before(async () => {
    const { db } = await testDb();
    web = await startWeb(db);
    const t = actingFor(db, { today: '2026-11-20' });
    province = await songTra(t);
    await people(t, [
      { userName: 'rieng@songtra.example', name: 'Huỳnh Thị Riêng', at: province.communes[0]!, roles: ['officer'], subtree: false },
      { userName: 'ca-xa@songtra.example', name: 'Võ Cả Xã', at: province.communes[0]!, roles: ['officer'], subtree: true },
    ]);
    await importSongTraPlan(t, web.files, province.root, { text: songTraPlan().replace('Cơ quan thực hiện: UBND các xã, phường', 'Cơ quan thực hiện: Phòng Văn hóa – Xã hội của từng xã, phường, đặc khu') });
    const list = await workList(db, province.communes[0]!, t.env.clock.today()), all = [...list.owed, ...list.dueSoon, ...list.open, ...list.followed];
    card = all.find((one) => one.organisationId !== province.communes[0]! && one.product !== 'report')!.id;
    open = async (who, path) => {
      const response = await fetch(web.origin + path, { headers: { cookie: `__Host-loa=${await cookieFor(db, web, who)}` } });
      return { status: response.status, html: await response.text() };
    };
  });
  after(() => web.close());

  it('shows it to everybody of the commune, and offers to record only to those who may', async () => {
    const [own, whole] = await Promise.all(['rieng@songtra.example', 'ca-xa@songtra.example'].map((who) => open(who, '/lam-viec/viec')));
    for (const { html } of [own!, whole!]) assert.match(html, new RegExp(`/lam-viec/viec/${card}`));
    assert.ok(!own!.html.includes(`moi?viec=${card}`) && whole!.html.includes(`moi?viec=${card}`));
  });
  it('says whose it is before anything is typed', async () => {
    const refused = await open('rieng@songtra.example', `/lam-viec/ket-qua/moi?viec=${card}`);
    assert.equal(refused.status, 403);
    assert.match(refused.html, /Việc này do Phòng Văn hóa – Xã hội ghi kết quả/);
    assert.equal((await open('ca-xa@songtra.example', `/lam-viec/ket-qua/moi?viec=${card}`)).status, 200);
  });
});
