import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { randomIds, type Id } from '#kernel/id.ts';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import { SUCCESSION_PARTS } from '#app/succession-parts.ts';
import { testClock } from '#platform/clock.ts';
import { noAnswers } from '#features/organisations/rules/handing-over.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { endRole } from '#features/accounts/store.ts';
import { confirm } from '#features/deliverables/actions/confirm.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { reject } from '#features/deliverables/actions/reject.ts';
import { useSuccessionParts } from '#features/organisations/succession-part.ts';
import { actingFor, actorFor, type TestActing } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { people, songTra } from '#test/support/worked-province.ts';
import { follow, type FollowEnvironment } from './follow.ts';
import { inbox, markRead, unreadCount } from './store/notices.ts';
import { saidOf } from './rules/notices.ts';

/** An hour after the acts, which are done at nine. */
const TEN = new Date(startOfDay(plainDate('2026-11-20')).getTime() + 10 * 3_600_000);
const MAIL = { publicUrl: 'https://loa.songtra.example', domain: 'songtra.example' };

/** A commune with an officer who records and a leader who confirms; what happened before the test is nobody's news. */
async function office() {
  const { db } = await testDb(), t = actingFor(db, { today: '2026-11-20' });
  const province = await songTra(t), commune = province.communes[0]!, other = province.communes[1]!;
  const who = await people(t, [
    { userName: 'officer@songtra.example', name: 'Nguyễn Văn An', at: commune, roles: ['officer'] }, { userName: 'leader@songtra.example', name: 'Trần Thị Bình', at: commune, roles: ['officer', 'approver'] },
    { userName: 'elsewhere@songtra.example', name: 'Lê Văn Cường', at: other, roles: ['officer', 'approver'] },
  ]);
  const clock = testClock(TEN), env: FollowEnvironment = { db, clock, ids: randomIds(() => clock.now().getTime()), mail: MAIL };
  await follow({ ...env, clock: testClock(new Date(TEN.getTime() + 90 * 86_400_000)) }); // the founding of the province is long ago
  const id = (name: string): Id => who.get(`${name}@songtra.example`)!;
  const as = (name: string): TestActing => t.as(actorFor({ accountId: id(name), personName: name, organisationId: commune }));
  const done = (by: string, title: string, at = commune) => as(by).run((a) => record(a, { organisationId: at, form: { product: 'article', title, doneOn: plainDate('2026-11-20'), amount: 1 } }));
  const told = async (name: string) => (await inbox(db, id(name), {})).rows.map(saidOf);
  const letters = async () => (await sql<{ n: number }>`select count(*)::integer as n from outgoing_mail`.execute(db)).rows[0]!.n;
  return { db, t, province, commune, other, env, clock, id, as, done, told, letters };
}
type Office = Awaited<ReturnType<typeof office>>;

describe('telling people what happened', () => {
  let o: Office;
  before(async () => { o = await office(); });

  it('tells those it concerns, never who did it, nobody of other units, and once', async () => {
    const { id } = await o.done('officer', 'Ra mắt tổ công nghệ số');
    await follow(o.env);
    assert.deepEqual(await o.told('leader'), ['“Ra mắt tổ công nghệ số” của UBND xã Bình An chờ xác nhận.']);
    assert.deepEqual([await o.told('officer'), await o.told('elsewhere')], [[], []]);
    await o.as('leader').run((a) => reject(a, { deliverableId: id, rowVersion: null, reason: 'Thiếu ảnh chụp buổi ra mắt.' }));
    assert.equal(await follow(o.env), 1);
    assert.equal(await follow(o.env), 0, 'followed again: no news');
    assert.deepEqual(await o.told('officer'), ['leader trả lại “Ra mắt tổ công nghệ số”: Thiếu ảnh chụp buổi ra mắt.']);
    assert.deepEqual(await o.told('leader'), ['“Ra mắt tổ công nghệ số” của UBND xã Bình An chờ xác nhận.']);
  });

  it('gathers what is of one kind on one day, counts on, and is news again', async () => {
    await markRead(o.db, o.id('leader'), { until: TEN }, TEN);
    await o.done('officer', 'Tin thứ hai');
    await o.done('officer', 'Tin thứ ba');
    await follow(o.env);
    assert.deepEqual(await o.told('leader'), ['3 kết quả UBND xã Bình An ghi ngày 20/11 chờ xác nhận.']);
    assert.equal(await unreadCount(o.db, o.id('leader')), 1);
  });

  it('leaves out what nobody has to do any more', async () => {
    const { id } = await o.done('officer', 'Tin đã có người xem', o.commune);
    await o.as('leader').run((a) => confirm(a, { deliverableId: id, rowVersion: null }));
    await follow(o.env);
    assert.deepEqual(await o.told('leader'), ['3 kết quả UBND xã Bình An ghi ngày 20/11 chờ xác nhận.']);
    assert.equal((await o.told('officer')).length, 2, 'who recorded it hears of the confirmation');
  });

  it('tells the same once when the log is read again from its beginning', async () => {
    const before = await sql<{ n: number }>`select count(*)::integer as n, sum(times)::integer as times from notices where kind = 'deliverables'`.execute(o.db);
    await sql`update notification_cursors set position = 0`.execute(o.db);
    await follow(o.env);
    assert.deepEqual((await sql`select count(*)::integer as n, sum(times)::integer as times from notices where kind = 'deliverables'`.execute(o.db)).rows, before.rows);
  });

  it('a letter goes out at once for what is urgent, to who wants it, and stands in the queue once', async () => {
    const { rows } = await sql<{ to_address: string; subject: string; text_body: string }>`select to_address, subject, text_body from outgoing_mail order by id`.execute(o.db);
    assert.deepEqual(rows.map((row) => [row.to_address, row.subject]), [['officer@songtra.example', '[Loa] leader trả lại “Ra mắt tổ công nghệ số”: Thiếu ảnh chụp buổi ra mắt.']]);
    assert.match(rows[0]!.text_body, /https:\/\/loa\.songtra\.example\/lam-viec\/hop-thu\/[0-9a-f-]{36}/);
  });

  it('who works no longer in a unit hears no more of it, and whoever came instead does', async () => {
    const [role] = (await sql<{ id: Id; valid_from: string }>`select id, valid_from from account_roles where account_id = ${o.id('leader')} and role = 'approver'`.execute(o.db)).rows;
    await o.t.run((a) => endRole(a.tx, { id: role!.id, accountId: o.id('leader'), organisationId: o.commune, role: 'approver', subtree: true, validFrom: plainDate(role!.valid_from), validTo: null }, plainDate('2026-11-19')));
    await people(o.t, [{ userName: 'next@songtra.example', name: 'Phạm Thị Dung', at: o.commune, roles: ['approver'] }]);
    const leaderBefore = await o.told('leader');
    await o.done('officer', 'Tin sau khi đổi người');
    await follow(o.env);
    const next = (await sql<{ id: Id }>`select id from accounts where user_name = 'next@songtra.example'`.execute(o.db)).rows[0]!.id;
    const heard = (await inbox(o.db, next, {})).rows.filter((row) => row.kind === 'deliverables').map(saidOf);
    assert.deepEqual(heard, ['“Tin sau khi đổi người” của UBND xã Bình An chờ xác nhận.']);
    assert.deepEqual(await o.told('leader'), leaderBefore);
  });
});

describe('after a reorganisation', () => {
  it('the people of the successor hear of what was done in the unit that ended, and of the reorganisation', async () => {
    useSuccessionParts(...SUCCESSION_PARTS);
    const o = await office(), [, , heir] = o.province.communes, old = o.other;
    const kept = (await people(o.t, [{ userName: 'heir@songtra.example', name: 'Hồ Văn Hải', at: heir!, roles: ['officer', 'approver'] }])).get('heir@songtra.example')!;
    await o.done('officer', 'Tin của xã cũ', old);
    const { applied } = await o.t.run((a) => reorganise(a, {
      scopeId: o.province.root, answers: () => ({ answers: noAnswers }),
      events: [{ kind: 'merge', units: [old], into: { existing: heir! }, line: 0, onDay: plainDate('2026-11-20'), citation: 'Nghị quyết số 12/NQ-HĐND', reason: '' }],
    }));
    assert.equal(applied, true);
    await follow(o.env);
    const told = (await inbox(o.db, kept, {})).rows.filter((row) => row.notice_key.startsWith('accounts.') === false).map(saidOf).toSorted();
    assert.deepEqual(told, ['Từ ngày 20/11/2026: Nhập UBND phường Đức Phổ vào UBND xã Ấp Bắc; 2 phòng, đơn vị cùng chức năng nhập làm một (Nghị quyết số 12/NQ-HĐND).', '“Tin của xã cũ” của UBND phường Đức Phổ chờ xác nhận.'].toSorted());
    const { rows } = await inbox(o.db, o.id('elsewhere'), {});
    assert.deepEqual([...new Set(rows.filter((row) => row.kind === 'deliverables').map((row) => row.organisation_id))], [heir], 'who came along hears of it in the new unit');
    assert.deepEqual((await sql<{ n: number }>`select count(*)::integer as n from notices where organisation_id = ${old}`.execute(o.db)).rows[0]!.n, 0, 'nobody is told in the name of a unit that ended');
  });
});

describe('a follower that is killed, and two at once', () => {
  let o: Office;
  before(async () => { o = await office(); });

  it('killed between the notices and the cursor: nothing is told; the next one tells everything once', async () => {
    const { id } = await o.done('officer', 'Tin trước khi mất điện');
    await o.as('leader').run((a) => reject(a, { deliverableId: id, rowVersion: null, reason: 'Sai ngày thực hiện.' }));
    // Its letters wait for this lock: the notices are written by then, the cursor is not moved.
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => { open = resolve; });
    const locked = Promise.withResolvers<void>();
    const lock = o.db.transaction().execute(async (tx) => { await sql`lock table outgoing_mail in access exclusive mode`.execute(tx); locked.resolve(); await opened; });
    await locked.promise;
    const following = follow(o.env).then(() => 'told', () => 'killed');
    for (let killed = 0, looked = 0; killed === 0 && looked < 1_000; await delay(10), looked++)
      killed = (await sql<{ pid: number }>`select pid, pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%outgoing_mail%'`.execute(o.db)).rows.length;
    assert.equal(await following, 'killed');
    open();
    await lock;
    assert.deepEqual([await o.told('officer'), await o.letters()], [[], 0]);
    await follow(o.env);
    assert.equal((await o.told('officer')).length, 1);
    assert.equal(await o.letters(), 1);
  });

  it('four workers at once tell everything, and nothing twice', async () => {
    for (let i = 0; i < 6; i++) {
      const { id } = await o.done('officer', `Tin ${i}`);
      await o.as('leader').run((a) => reject(a, { deliverableId: id, rowVersion: null, reason: `Thiếu minh chứng số ${i}.` }));
    }
    await Promise.all([follow(o.env), follow(o.env), follow(o.env), follow(o.env)]);
    await follow(o.env);
    const told = (await o.told('officer')).filter((one) => one.includes('Thiếu minh chứng'));
    assert.deepEqual([told.length, new Set(told).size], [6, 6]);
  });
});
