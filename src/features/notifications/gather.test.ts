import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { randomIds, type Id } from '#kernel/id.ts';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import { testClock } from '#platform/clock.ts';
import { silentLog } from '#platform/log.ts';
import { act } from '#features/audit/act.ts';
import { endRole } from '#features/accounts/store.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { reject } from '#features/deliverables/actions/reject.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { people, songTra } from '#test/support/worked-province.ts';
import { chooseEmail } from './actions/choose-email.ts';
import { follow, type FollowEnvironment } from './follow.ts';
import { gather } from './gather.ts';
import { notificationsJobs } from './jobs.ts';
import { inbox, markRead } from './store/notices.ts';

const at = (day: string, hours: number): Date => new Date(startOfDay(plainDate(day)).getTime() + hours * 3_600_000);

/** An office, its mail switched on on Thursday 12/11/2026; every act is done at the clock's own time. */
async function office() {
  const { db } = await testDb(), t = actingFor(db, { today: '2026-10-01' }), province = await songTra(t), commune = province.communes[0]!;
  const who = await people(t, (['officer', 'leader', 'weekly', 'silent'] as const).map((name) => ({ userName: `${name}@xa.example`, name, at: commune, roles: name === 'officer' || name === 'weekly' ? ['officer' as const] : ['approver' as const] })));
  const clock = testClock(at('2026-11-12', 9)), ids = randomIds(() => clock.now().getTime()), env: FollowEnvironment = { db, clock, ids, mail: { publicUrl: 'https://loa.example.vn', domain: 'example.vn' } };
  const id = (name: string): Id => who.get(`${name}@xa.example`)!;
  const as = <T>(name: string, verb: Parameters<typeof act<T>>[2]): Promise<T> => act({ db, clock, ids, shard: 1 }, actorFor({ accountId: id(name), personName: name, organisationId: commune }), verb);
  const done = (by: string, title: string) => as(by, (a) => record(a, { organisationId: commune, form: { product: 'article', title, doneOn: clock.today(), amount: 1 } }));
  const back = async (by: string, title: string): Promise<void> => { const { id: deliverableId } = await done(by, title); await as('leader', (a) => reject(a, { deliverableId, rowVersion: null, reason: 'Thiếu ảnh minh chứng.' })); };
  const letters = async () => (await sql<{ line: string; text_body: string }>`select split_part(to_address, '@', 1) || ': ' || subject as line, text_body from outgoing_mail order by created_at, to_address`.execute(db)).rows;
  const tick = async (): Promise<void> => { await follow(env); await gather(env); };
  await tick();
  await as('weekly', (a) => chooseEmail(a, { email: 'weekly', seen: null }));
  await as('silent', (a) => chooseEmail(a, { email: 'off', seen: null }));
  return { db, t, commune, clock, env, id, done, back, letters, tick };
}

describe('gathered letters', () => {
  let o: Awaited<ReturnType<typeof office>>;
  before(async () => { o = await office(); });

  it('say nothing of what was before e-mail was switched on, and nothing when there is nothing', async () => {
    o.clock.set(at('2026-11-13', 7));
    await o.tick();
    assert.deepEqual(await o.letters(), []);
  });

  it('what is urgent goes at once; the rest on the next working morning, in one letter; who wants none gets none', async () => {
    o.clock.set(at('2026-11-13', 10));
    await o.done('officer', 'Tin chuyên mục');
    await o.back('officer', 'Tin thiếu ảnh');
    await o.tick();
    assert.deepEqual((await o.letters()).map((one) => one.line), ['officer: [Loa] leader trả lại “Tin thiếu ảnh”: Thiếu ảnh minh chứng.']);
    o.clock.set(at('2026-11-14', 9)); // Saturday
    await o.tick();
    assert.equal((await o.letters()).length, 1);
    o.clock.set(at('2026-11-16', 7)); // Monday: the daily one, and nothing for the week of who got nothing
    await o.tick();
    await o.tick();
    assert.deepEqual((await o.letters()).slice(1).map((one) => one.line), ['leader: [Loa] 1 thông báo mới đến ngày 16/11/2026']);
  });

  it('down for three days: one letter a person with everything, nothing at once any more, nothing twice', async () => {
    const before = (await o.letters()).length;
    for (const [day, hour] of [['2026-11-16', 11], ['2026-11-17', 9], ['2026-11-18', 15]] as const) {
      o.clock.set(at(day, hour));
      await o.back('officer', `Tin ngày ${day}`);
      await o.back('weekly', `Bài ngày ${day}`);
    }
    o.clock.set(at('2026-11-19', 10));
    for (let i = 0; i < 3; i++) await o.tick();
    const fresh = (await o.letters()).slice(before);
    assert.deepEqual(fresh.map((one) => one.line), ['officer: [Loa] 3 thông báo mới đến ngày 19/11/2026']);
    for (const day of ['2026-11-16', '2026-11-17', '2026-11-18']) assert.equal(fresh[0]!.text_body.split(`“Tin ngày ${day}”`).length, 2, 'told once');
    assert.equal((await inbox(o.db, o.id('weekly'), { unread: true })).total, 3, 'and each has everything in the inbox');
  });

  it('weekly: everything of the week on its first working morning, unread things only', async () => {
    const before = (await o.letters()).length, [first] = (await inbox(o.db, o.id('weekly'), {})).rows;
    await markRead(o.db, o.id('weekly'), { ids: [first!.id] }, o.clock.now());
    o.clock.set(at('2026-11-23', 7));
    await o.tick();
    const [letter] = (await o.letters()).slice(before);
    assert.equal(letter!.line, 'weekly: [Loa] 2 thông báo trong tuần, đến ngày 23/11/2026');
  });

  it('stopped in the middle: nobody gets a second letter for the same hour', async () => {
    o.clock.set(at('2026-11-24', 12));
    await o.done('officer', 'Tin hôm thứ Ba');
    o.clock.set(at('2026-11-25', 7));
    await o.tick();
    const written = (await o.letters()).length;
    await sql`update digest_slots set slot = ${at('2026-11-24', 7)} where rhythm = 'daily'`.execute(o.db); // the last step was lost
    o.clock.set(at('2026-11-25', 7.2));
    await o.done('officer', 'Tin viết ngay sau đó');
    await o.tick();
    assert.equal((await o.letters()).length, written);
    o.clock.set(at('2026-11-26', 7));
    await o.tick();
    assert.equal((await o.letters()).length, written + 1, 'the later one comes the next morning');
  });

  it('what was read half a year ago is forgotten, what nobody read is kept, and letters that went out for a month', async () => {
    const count = async () => (await sql<{ read: number; unread: number; letters: number }>`select (count(*) filter (where read_at is not null))::integer as read, (count(*) filter (where read_at is null))::integer as unread,
      (select count(*)::integer from outgoing_mail) as letters from notices`.execute(o.db)).rows[0]!;
    const before = await count(), [, , , forget] = notificationsJobs(null), context = { db: o.db, ids: o.env.ids, log: silentLog, files: null as never, attempt: 1 };
    assert.ok(before.read > 0 && before.unread > 0 && before.letters > 0);
    await sql`update outgoing_mail set state = 'sent', finished_at = ${o.clock.now()} where mail_key like 'digest/weekly/%'`.execute(o.db);
    await forget!.run({}, { ...context, clock: testClock(new Date(o.clock.now().getTime() + 29 * 86_400_000)) });
    assert.deepEqual(await count(), before);
    await forget!.run({}, { ...context, clock: testClock(new Date(o.clock.now().getTime() + 190 * 86_400_000)) });
    assert.deepEqual(await count(), { read: 0, unread: before.unread, letters: before.letters - 1 });
  });

  it('of a unit that one works for no more nothing is sent, also when it was told before', async () => {
    o.clock.set(at('2026-11-26', 9));
    await o.done('officer', 'Tin trước khi chuyển');
    await o.tick();
    const { rows: [role] } = await sql<{ id: Id }>`select id from account_roles where account_id = ${o.id('leader')}`.execute(o.db), before = (await o.letters()).length;
    await o.t.run((a) => endRole(a.tx, { id: role!.id, accountId: o.id('leader'), organisationId: o.commune, role: 'approver', subtree: true, validFrom: plainDate('2025-07-01'), validTo: null }, plainDate('2026-11-26')));
    o.clock.set(at('2026-11-27', 7));
    await o.tick();
    assert.equal((await o.letters()).length, before);
  });
});
