import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { escapeHtml } from '#kernel/escape-html.ts';
import { addDays, dayAt, plainDate, startOfDay, timeAt, weekdayOf } from '#kernel/plain-date.ts';
import { isWorkingDay, PROPOSED_CALENDAR } from '#features/calendar/rules/working-days.ts';
import { afterRefusal, GIVE_UP_DAYS } from '#platform/mail/delivery.ts';
import { addressOf } from './delivery.ts';
import { isFresh, latestSlot } from './digest.ts';
import { composeLetter } from './letter.ts';

const at = (day: string, hours: number): Date => new Date(startOfDay(plainDate(day)).getTime() + hours * 3_600_000);
const slot = (rhythm: 'daily' | 'weekly', now: Date): string => { const found = latestSlot(rhythm, now, PROPOSED_CALENDAR); return `${dayAt(found)} ${timeAt(found)}`; };

describe('when gathered letters are due', () => {
  it('at seven on a working day; before that the day before', () => {
    assert.equal(slot('daily', at('2026-11-20', 7)), '2026-11-20 07:00');
    assert.equal(slot('daily', at('2026-11-20', 6.99)), '2026-11-19 07:00');
    assert.equal(slot('daily', at('2026-11-22', 12)), '2026-11-20 07:00', 'Sunday: the one of Friday');
  });
  it('weekly on the first working day of the week, also when Monday is off', () => {
    assert.equal(slot('weekly', at('2026-11-20', 12)), '2026-11-16 07:00');
    assert.equal(slot('weekly', at('2027-02-10', 12)).slice(11), '07:00');
    assert.ok(isWorkingDay(PROPOSED_CALENDAR, dayAt(latestSlot('weekly', at('2027-02-10', 12), PROPOSED_CALENDAR))), 'Tết');
  });
  it('is the same hour until the next one comes, however often it is asked', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 700 * 24 * 60 }), fc.constantFrom('daily' as const, 'weekly' as const), (minutes, rhythm) => {
      const now = new Date(at('2026-01-05', 8).getTime() + minutes * 60_000), found = latestSlot(rhythm, now, PROPOSED_CALENDAR);
      assert.ok(found <= now && timeAt(found) === '07:00' && isWorkingDay(PROPOSED_CALENDAR, dayAt(found)));
      assert.equal(latestSlot(rhythm, found, PROPOSED_CALENDAR).getTime(), found.getTime());
      if (rhythm === 'daily') for (let day = addDays(dayAt(found), 1); day < dayAt(now); day = addDays(day, 1)) assert.ok(!isWorkingDay(PROPOSED_CALENDAR, day), `${day} (${weekdayOf(day)}) was passed over`);
    }), { numRuns: 200 });
  });
  it('what is two hours old is no longer sent at once', () => {
    assert.deepEqual([isFresh(at('2026-11-20', 8), at('2026-11-20', 10)), isFresh(at('2026-11-20', 8), at('2026-11-20', 10.1))], [true, false]);
  });
});

describe('a letter that was not taken', () => {
  const created = at('2026-11-20', 7), base = { attempts: 1, createdAt: created, now: created };
  const refused = (code: number | null, where: Parameters<typeof afterRefusal>[0]['at']) => ({ sent: false, code, at: where, answer: '' }) as const;
  it('is tried again after 4xx, a cut line, a slow server, and when our own settings are at fault', () => {
    for (const outcome of [refused(451, 'content'), refused(450, 'recipient'), refused(null, 'connect'), refused(null, 'content'), refused(535, 'sign-in'), refused(null, 'tls'), refused(503, 'content'), refused(454, 'tls')])
      assert.equal(afterRefusal(outcome, base).do, 'retry', JSON.stringify(outcome));
  });
  it('is given up at once when the address or the content is refused for good', () => {
    assert.deepEqual(['recipient', 'content', 'sender'].map((where) => { const next = afterRefusal(refused(550, where as 'recipient'), base); return next.do === 'fail' && next.markAddress; }), [true, false, false]);
  });
  it('waits longer each time and is given up after four days', () => {
    let now = created, waits: number[] = [];
    for (let attempts = 1; attempts < 100; attempts++) {
      const next = afterRefusal(refused(451, 'content'), { attempts, createdAt: created, now });
      if (next.do === 'fail') break;
      waits = [...waits, (next.at.getTime() - now.getTime()) / 60_000];
      now = next.at;
    }
    assert.deepEqual(waits, waits.toSorted((a, b) => a - b));
    assert.equal(waits[0], 1);
    assert.ok(now.getTime() - created.getTime() <= GIVE_UP_DAYS * 86_400_000 && now.getTime() - created.getTime() > (GIVE_UP_DAYS - 1) * 86_400_000, `${waits.length} tries`);
  });
  it('goes to the address of the person, else to a user name that is one', () => {
    assert.deepEqual([addressOf('An@Xa.gov.vn ', 'an'), addressOf(null, 'an@xa.gov.vn'), addressOf('an', 'an'), addressOf('a@b.vn>\r\nBcc: x@y.vn', 'an')], ['an@xa.gov.vn', 'an@xa.gov.vn', null, null]);
  });
});

describe('the words of a letter', () => {
  const lines = [{ id: '019ba07b-0000-7001-8000-000000000000' as never, kind: 'plans' as const, sentence: 'Kế hoạch <b>“A & B”</b> bị trả lại.', day: plainDate('2026-11-19') }];
  const letter = composeLetter({ reason: 'daily', personName: 'Nguyễn Văn An', today: plainDate('2026-11-20'), publicUrl: 'https://loa.example.vn', lines });
  it('are the same in text and in HTML, with what people wrote never taken for markup', () => {
    assert.ok(letter.text.includes(lines[0]!.sentence) && letter.html.includes(escapeHtml(lines[0]!.sentence)) && !letter.html.includes('<b>“A'));
    for (const part of [letter.text, letter.html]) assert.ok(part.includes('https://loa.example.vn/lam-viec/hop-thu/019ba07b') && part.includes('Kính gửi Nguyễn Văn An'));
  });
  it('ask nothing of strangers: no picture, no style sheet, no other address', () => {
    assert.deepEqual([...new Set([...letter.html.matchAll(/https?:\/\/[^"/]+/g)].map(([found]) => found))], ['https://loa.example.vn']);
    assert.doesNotMatch(letter.html, /<(img|link|script|iframe|style)\b/i);
  });
  it('are bounded: forty lines, the rest counted', () => {
    const many = composeLetter({ reason: 'weekly', personName: 'A', today: plainDate('2026-11-20'), publicUrl: 'https://loa.example.vn', lines: Array.from({ length: 90 }, () => lines[0]!) });
    assert.match(many.text, /Còn 50 thông báo khác/);
    assert.ok(many.subject.length <= 110 && many.subject.startsWith('[Loa] 90 thông báo trong tuần'));
  });
});
