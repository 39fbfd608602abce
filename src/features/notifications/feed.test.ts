import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import ICAL from 'ical.js';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { addDays, plainDate, toDayNumber } from '#kernel/plain-date.ts';
import { isWorkingDay, PROPOSED_CALENDAR } from '#features/calendar/rules/working-days.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { obligationList } from '#features/obligations/store.ts';
import type { Database } from '#platform/db/tables.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { cookieFor } from '#test/support/demo.ts';
import { draftCommitment, smallProvince, type SmallProvince } from '#test/support/small-province.ts';
import { startWeb, type TestWeb } from '#test/support/web.ts';
import { people } from '#test/support/worked-province.ts';
import { calendarText } from '#platform/icalendar.ts';
import { chosenEvents, feedWindow, MOST_EVENTS } from './rules/calendar-feed.ts';
import type { CalendarEvent } from '#platform/icalendar.ts';

const TODAY = plainDate('2026-11-20');
const eventsIn = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));

describe('the text of a feed', () => {
  const event = (n: number, change: Partial<CalendarEvent> = {}): CalendarEvent => ({ uid: `u${n}@loa`, day: addDays(TODAY, n % 400), summary: `Hạn: tin, bài; “chuyên mục” số ${n} \\ dòng dài `.repeat(3), lines: ['Đơn vị: UBND xã', 'BEGIN:VEVENT'], path: `/lam-viec/viec/${n}`, alarm: 57_600, ...change });

  it('is read back by another program as it was meant, with lines no longer than 75 octets', () => {
    const text = calendarText('Hạn việc, UBND xã Ấp Bắc', [event(1), event(2, { alarm: null })], TODAY, (path) => 'https://loa.example.vn' + path), [one, two] = eventsIn(text);
    assert.deepEqual([one!.summary, one!.startDate.toString(), one!.startDate.isDate, one!.uid, one!.component.getFirstPropertyValue('url')], [event(1).summary, '2026-11-21', true, 'u1@loa', 'https://loa.example.vn/lam-viec/viec/1']);
    assert.equal(one!.description, 'Đơn vị: UBND xã\nBEGIN:VEVENT');
    assert.equal(one!.component.getFirstSubcomponent('valarm')!.getFirstPropertyValue('trigger')!.toString(), '-PT16H');
    assert.equal(two!.component.getFirstSubcomponent('valarm'), null);
    assert.equal(new ICAL.Component(ICAL.parse(text)).getFirstPropertyValue('x-wr-timezone'), 'Asia/Ho_Chi_Minh');
    assert.deepEqual(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75), []);
  });

  it('a name is text, whatever stands in it: no line of the calendar', () => {
    const text = calendarText('Hạn việc, UBND xã A; B\\C\r\nATTENDEE:mailto:x@example.vn\u0000', [event(1, { summary: 'Tin\r\nATTENDEE:mailto:y@example.vn' })], TODAY, (path) => 'https://loa.example.vn' + path), calendar = new ICAL.Component(ICAL.parse(text));
    assert.deepEqual([calendar.getFirstProperty('attendee'), calendar.getFirstSubcomponent('vevent')!.getFirstProperty('attendee')], [null, null]);
    assert.match(text.replaceAll('\r\n ', ''), /\r\nNAME:Hạn việc\\, UBND xã A\\; B\\\\C ATTENDEE:mailto:x@example\.vn\r\nX-WR-CALNAME:Hạn việc\\, /);
  });

  it('is bounded: two thousand days, the latest, each once', () => {
    const chosen = chosenEvents([...Array.from({ length: MOST_EVENTS + 50 }, (_one, n) => event(n, { day: addDays(TODAY, n) })), event(7)]);
    assert.deepEqual([chosen.length, new Set(chosen.map((one) => one.uid)).size, chosen[0]!.day], [MOST_EVENTS, MOST_EVENTS, addDays(TODAY, 50)]);
  });
});

describe('a feed over http', () => {
  let web: TestWeb, db: Database, province: SmallProvince, cookie: string, officer: Id;
  const address = { me: '', unit: '' };
  before(async () => {
    ({ db } = await testDb());
    const acting = actingFor(db, { today: '2026-01-05' });
    province = await smallProvince(acting);
    const [commune, other] = province.communes as [Id, Id];
    officer = (await people(acting, [{ userName: 'officer@xa.example', name: 'Lê Thị Hoa', at: commune, roles: ['officer'] }])).get('officer@xa.example')!;
    await acting.run((a) => impose(a, { source: { noun: 'plans', id: a.newId(), version: 1 }, issuerId: province.root, commitments: [draftCommitment(a.newId, [commune, other].map((unit) => ({ organisationId: unit, boardOrganisationId: unit })))] }));
    await acting.on('2026-10-03').run(async (a) => { for (let i = 0; i < 5; i++) await record(a, { organisationId: commune, form: { product: 'article', channel: 'portal', title: `Tin ${i}`, doneOn: plainDate('2026-10-02'), amount: 1 } }); });
    web = await startWeb(db);
    cookie = `__Host-loa=${await cookieFor(db, web, 'officer@xa.example')}`;
    for (const which of ['me', 'unit'] as const) address[which] = await create(which === 'me' ? 'toi' : 'don-vi');
  });

  after(() => web.close());

  const post = (path: string, form: Record<string, string> = {}) => fetch(web.origin + path, { method: 'POST', redirect: 'manual', headers: { cookie, origin: web.origin, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(form).toString() });
  /** Makes an address as a click does and reads it from the page that shows it once. */
  async function create(whose: string): Promise<string> {
    const made = await post('/lam-viec/tai-khoan/thong-bao/lich', { cua: whose }), flash = made.headers.getSetCookie().map((one) => one.split(';')[0]!).join('; ');
    const page = await (await fetch(`${web.origin}/lam-viec/tai-khoan/thong-bao`, { headers: { cookie: `${cookie}; ${flash}` } })).text();
    return /value="(http[^"]*\/calendar\/[\w-]{43}\.ics)"/.exec(page)![1]!;
  }
  const ask = (url: string, headers: Record<string, string> = {}) => fetch(url, { headers });

  it('says the same days as the ledger, for the unit alone, without signing in', async () => {
    for (const url of [address.me, address.unit]) {
      const answer = await ask(url), events = eventsIn(await answer.text());
      assert.equal(answer.headers.get('content-type'), 'text/calendar; charset=utf-8');
      const ledger = await obligationList(db, { organisationIds: [province.communes[0]!], dueIn: feedWindow(TODAY) }, { today: TODAY });
      assert.ok(ledger.length >= 4);
      assert.deepEqual(events.map((one) => `${one.uid} ${one.startDate.toString()}`).toSorted(), ledger.map((card) => `${card.id}@loa ${card.due}`).toSorted());
      for (const one of events) { const expansion = one.iterator(); assert.deepEqual([expansion.next()?.toString(), expansion.next()], [one.startDate.toString(), undefined], 'one day each'); }
    }
  });

  it('tells what is done, overdue and to come, and reminds at eight of the working day before of what is not done', async () => {
    const events = eventsIn(await (await ask(address.me)).text()), of = (day: string) => events.find((one) => one.startDate.toString() === day)!;
    assert.match(of('2026-10-31').summary, /^Đã xong: Tin, bài/);
    assert.match(of('2026-09-30').summary, /^Quá hạn, còn 5 tin, bài: /);
    assert.match(of('2026-11-30').summary, /^Hạn: .*\(tháng 11\/2026\), còn 5 tin, bài$/);
    for (const over of ['2026-10-31', '2026-09-30']) assert.equal(of(over).component.getFirstSubcomponent('valarm'), null, over);
    const due = of('2026-11-30'), trigger = due.component.getFirstSubcomponent('valarm')!.getFirstPropertyValue('trigger') as ICAL.Duration;
    const rings = new Date(toDayNumber(plainDate('2026-11-30')) * 86_400_000 + trigger.toSeconds() * 1000), day = plainDate(rings.toISOString().slice(0, 10));
    assert.deepEqual([day, rings.getUTCHours()], [plainDate('2026-11-27'), 8], 'Friday before a Monday');
    assert.ok(isWorkingDay(PROPOSED_CALENDAR, day));
  });

  it('is not sent again while nothing changed', async () => {
    const first = await ask(address.me), etag = first.headers.get('etag')!;
    await first.arrayBuffer();
    assert.equal((await ask(address.me, { 'if-none-match': etag })).status, 304);
    await actingFor(db, { today: '2026-11-20', seed: 9 }).run((a) => record(a, { organisationId: province.communes[0]!, form: { product: 'article', channel: 'portal', title: 'Tin mới', doneOn: TODAY, amount: 1 } }));
    const changed = await ask(address.me, { 'if-none-match': etag });
    assert.equal(changed.status, 200);
    assert.match(await changed.text(), /còn 4/);
  });

  it('keeps only a digest of the address, and notes when it was used', async () => {
    const token = /([\w-]{43})\.ics$/.exec(address.me)![1]!;
    const { rows } = await sql<{ row: string }>`select f::text as row from calendar_feeds f`.execute(db);
    assert.ok(rows.length === 2 && rows.every(({ row }) => !row.includes(token)));
    assert.equal((await sql`select 1 from calendar_feed_uses`.execute(db)).rows.length, 2);
  });

  it('ends when it is revoked, and of the unit when its owner works there no more; a wrong address looks the same', async () => {
    const { rows: [own] } = await sql<{ id: Id }>`select id from calendar_feeds where organisation_id is null`.execute(db);
    await post(`/lam-viec/tai-khoan/thong-bao/lich/${own!.id}/thu-hoi`);
    assert.equal((await ask(address.me)).status, 404);
    assert.equal((await ask(address.unit)).status, 200);
    await sql`update account_roles set organisation_id = ${province.communes[1]!} where account_id = ${officer}`.execute(db);
    assert.equal((await ask(address.unit)).status, 404);
    assert.equal((await ask(`${web.origin}/calendar/${'A'.repeat(43)}.ics`)).status, 404);
    assert.equal((await ask(`${web.origin}/calendar/x.ics`)).status, 404);
  });

  it('is not answered a thousand times a minute', async () => {
    const answers = await Promise.all(Array.from({ length: 140 }, async () => { const answer = await ask(`${web.origin}/calendar/x.ics`); await answer.arrayBuffer(); return answer.status; }));
    assert.ok(answers.includes(429));
  });
});
