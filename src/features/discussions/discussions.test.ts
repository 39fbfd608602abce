import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { actorFor, actingFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { songTraPlan } from '#test/support/song-tra-plan.ts';
import type { TestWeb } from '#test/support/web.ts';
import { importSongTraPlan, people, type Worked } from '#test/support/worked-province.ts';
import { workedWorld } from '#test/support/worked-world.ts';
import { comment } from './actions/comment.ts';
import { editComment } from './actions/edit-comment.ts';
import { withdrawComment } from './actions/withdraw-comment.ts';
import { commentById, commentsAbout, commentsOf, PAGE } from './store/comments.ts';
import type { DiscussedSubject } from './subjects.ts';

describe('a talk', () => {
  let web: TestWeb, db: Awaited<ReturnType<typeof testDb>>['db'], province: Worked, t: TestActing, ids: ReadonlyMap<string, Id>, subject: DiscussedSubject, task: Id;
  before(async () => {
    ({ db, web, province } = await workedWorld());
    t = actingFor(db, { today: '2026-11-20', seed: 77 });
    const [commune, other] = province.communes;
    ids = await people(t, [
      { userName: 'thao@songtra.example', name: 'Huỳnh Thị Thảo', at: commune!, roles: ['officer'] }, { userName: 'khanh@songtra.example', name: 'Võ Đức Khánh', at: commune!, roles: ['approver'] },
      { userName: 'ha@songtra.example', name: 'Trần Thị Hà', at: province.root, roles: ['focal'] }, { userName: 'rieng@songtra.example', name: 'Lê Văn Riêng', at: province.root, roles: ['officer'], subtree: false },
      { userName: 'xem@songtra.example', name: 'Đặng Ngọc Yến', at: province.root, roles: ['observer'] }, { userName: 'kia@songtra.example', name: 'Phan Thị Kia', at: other!, roles: ['officer'] },
      { userName: 'quantri@songtra.example', name: 'Phạm Quản Trị', at: province.root, roles: ['administrator'] },
    ]);
    subject = { noun: 'obligations', id: province.obligation, organisationId: commune!, title: 'Chuyên mục', href: `/lam-viec/viec/${province.obligation}`, readers: 'up' };
    task = (await sql<{ id: Id }>`select item_id as id from plan_tasks where plan_id = ${province.plan} order by ordinal limit 1`.execute(db)).rows[0]!.id;
  });
  after(() => web.close());

  const as = (who: string) => t.as(actorFor({ accountId: ids.get(who)!, personName: who }));
  const say = (who: string, body: string, picked: readonly Id[] = []) => as(who).run((a) => comment(a, { subject, body, picked, as: { unitId: subject.organisationId, unit: 'UBND xã Bình An' } }));
  const ask = async (who: string, path: string, fields?: Record<string, string>) => {
    const cookie = `__Host-loa=${await cookieFor(db, web, who)}`;
    const answer = await fetch(web.origin + path, { redirect: 'manual', headers: { cookie, ...(fields ? { origin: web.origin } : {}) }, ...(fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}) });
    return { status: answer.status, to: answer.headers.get('location'), html: await answer.text() };
  };

  it('names only people who can read the subject: own unit, and those above whose role reaches down', async () => {
    const id = await say('thao@songtra.example', 'Nhờ @Võ Đức Khánh xem giúp', [ids.get('ha@songtra.example')!]);
    assert.deepEqual((await commentById(db, id))!.mentions, [ids.get('khanh@songtra.example'), ids.get('ha@songtra.example')]);
    for (const name of ['@Lê Văn Riêng', '@Phan Thị Kia']) await assert.rejects(say('thao@songtra.example', `${name} xem nhé`), /Không có ai tên/);
    await assert.rejects(say('thao@songtra.example', 'Xem nhé', [ids.get('kia@songtra.example')!]), /không xem được/);
    const { rows: [event] } = await sql<{ facts: { noun: string; id: Id; href: string; mentions: Id[] } }>`select facts from audit_events where verb = 'discussions.commented' and row_id = ${id}`.execute(db);
    assert.deepEqual([event!.facts.noun, event!.facts.id, event!.facts.mentions.length], ['obligations', province.obligation, 2]);
  });

  it('lets an author put a slip right for a quarter of an hour, and take it back at any time; "đã gỡ" stays', async () => {
    const id = await say('thao@songtra.example', 'Sai chính tả'), later = t.on('2026-11-21').as(actorFor({ accountId: ids.get('thao@songtra.example')!, personName: 'Thảo' }));
    const fix = (when: TestActing, seen: number) => when.run((a) => editComment(a, { commentId: id, seen, subject, body: 'Đúng chính tả', asUnit: subject.organisationId }));
    await assert.rejects(fix(as('khanh@songtra.example'), 1), /Chỉ người viết/);
    await fix(as('thao@songtra.example'), 1);
    assert.equal((await commentById(db, id))!.body, 'Đúng chính tả');
    await assert.rejects(fix(as('thao@songtra.example'), 1), /vừa được sửa/);
    await assert.rejects(fix(later, 2), /15 phút/);
    const count = (await commentsAbout(db, 'obligations', [province.obligation])).get(province.obligation)!;
    await later.run((a) => withdrawComment(a, { commentId: id, seen: 2, reason: '', asUnit: subject.organisationId }));
    assert.equal((await commentsAbout(db, 'obligations', [province.obligation])).get(province.obligation), count - 1);
    const { html } = await ask('thao@songtra.example', subject.href);
    assert.match(html, /Ý kiến đã gỡ/);
    assert.ok(!html.includes('Đúng chính tả'));
  });

  it('is taken back by who keeps order only with a reason', async () => {
    const id = await say('thao@songtra.example', 'Lời không hay');
    assert.equal((await ask('khanh@songtra.example', `/lam-viec/trao-doi/${id}/go`)).status, 409);
    const refused = await ask('quantri@songtra.example', `/lam-viec/trao-doi/${id}/go`, { _version: '1', reason: '' });
    assert.equal(refused.status, 422);
    assert.match(refused.html, /lý do gỡ/);
    assert.equal((await ask('quantri@songtra.example', `/lam-viec/trao-doi/${id}/go`, { _version: '1', reason: 'Không đúng nơi trao đổi' })).status, 303);
    assert.match((await ask('thao@songtra.example', subject.href)).html, /Ý kiến đã gỡ: Không đúng nơi trao đổi/);
  });

  it('is open to whoever reads the subject and closed to everybody else; who only looks on stays silent', async () => {
    const place = `/lam-viec/trao-doi/obligations/${province.obligation}`;
    assert.equal((await ask('kia@songtra.example', place)).status, 404);
    assert.equal((await ask('kia@songtra.example', place, { body: 'Chào' })).status, 404);
    assert.equal((await ask('xem@songtra.example', place)).status, 200);
    assert.equal((await ask('xem@songtra.example', place, { body: 'Chào' })).status, 403);
    // a task of an issued plan is read by everybody it is addressed to
    assert.equal((await ask('kia@songtra.example', `/lam-viec/trao-doi/plan-tasks/${task}`, { body: 'Xin hướng dẫn, @Trần Thị Hà' })).status, 303);
    assert.match((await ask('thao@songtra.example', `/lam-viec/ke-hoach/${province.plan}/nhiem-vu/${task}`)).html, /Xin hướng dẫn/);
    assert.match((await ask('thao@songtra.example', `/lam-viec/ke-hoach/${province.plan}`)).html, /1 ý kiến/);
  });

  it('of a draft names nobody below, who could not read it; of an issued plan everybody whom it binds, also when a body of the house keeps it', async () => {
    const draft = await importSongTraPlan(t, web.files, province.root, { issue: false, text: songTraPlan().replaceAll('2026', '2027') }), other = (await sql<{ id: Id }>`select item_id as id from plan_tasks where plan_id = ${draft} order by ordinal limit 1`.execute(db)).rows[0]!.id;
    const place = (one: Id) => `/lam-viec/trao-doi/plan-tasks/${one}`, picked = { body: 'Xem giúp', picked: ids.get('kia@songtra.example')! };
    assert.ok(!(await ask('ha@songtra.example', `/lam-viec/ke-hoach/${draft}/nhiem-vu/${other}`)).html.includes('Phan Thị Kia'));
    assert.equal((await ask('ha@songtra.example', place(other), picked)).status, 422);
    assert.equal((await ask('ha@songtra.example', place(task), picked)).status, 303);
    await sql`update plans set owner_id = ${province.departments[0]!} where id = ${province.plan}`.execute(db);
    assert.equal((await ask('ha@songtra.example', place(task), picked)).status, 303);
    assert.equal((await ask('kia@songtra.example', place(task))).status, 200);
    await sql`update plans set owner_id = ${province.root} where id = ${province.plan}`.execute(db);
  });

  it('shows markup as text, and gives back what was typed when it is refused', async () => {
    await say('thao@songtra.example', '<script>alert(1)</script> https://binhan.example/a?b="c"');
    const { html } = await ask('thao@songtra.example', subject.href);
    assert.ok(!html.includes('<script>alert'));
    assert.match(html, /href="https:\/\/binhan\.example\/a\?b=" rel="noopener/);
    const refused = await ask('thao@songtra.example', `/lam-viec/trao-doi/obligations/${province.obligation}`, { body: 'Hỏi @Không Có Thật nhé' });
    assert.equal(refused.status, 422);
    assert.match(refused.html, /Hỏi @Không Có Thật nhé<\/textarea>/);
  });

  it('is paged: the newest fifty, older ones by link, none twice and none lost', async () => {
    const report: DiscussedSubject = { ...subject, noun: 'reports', id: province.report };
    await as('thao@songtra.example').run(async (a) => { for (let i = 0; i < PAGE + 12; i++) await comment(a, { subject: report, body: `Ý kiến ${i}`, picked: [], as: { unitId: subject.organisationId, unit: 'UBND xã Bình An' } }); });
    const first = await commentsOf(db, 'reports', province.report), second = await commentsOf(db, 'reports', province.report, first.rows.at(-1));
    assert.deepEqual([first.rows.length, first.older, second.rows.length, second.older, first.total], [PAGE, true, 12, false, PAGE + 12]);
    assert.equal(new Set([...first.rows, ...second.rows].map((row) => row.id)).size, PAGE + 12);
    const older = await ask('thao@songtra.example', `/lam-viec/trao-doi/reports/${province.report}?truoc=${first.rows.at(-1)!.id}`);
    assert.match(older.html, /Về ý kiến mới nhất/);
    assert.match(older.html, /Ý kiến 0</);
  });
});
