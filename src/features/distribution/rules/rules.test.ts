import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { plainDate, startOfDay } from '#kernel/plain-date.ts';
import { AppError } from '#kernel/app-error.ts';
import { isChannel } from '#features/channels/rules/channels.ts';
import { isProduct } from '#features/channels/rules/products.ts';
import { isWorkingDay, PROPOSED_CALENDAR } from '#features/calendar/rules/working-days.ts';
import { afterAnswer, MOST_TRIES } from './backoff.ts';
import { commitmentsFor, type CountableCard } from './counting.ts';
import { dueDay, dueInWords } from './due.ts';
import { kindOf, openableKinds, OUTLET_KINDS, outletKind, type OutletKind } from './kinds/index.ts';
import { checkAddress, checkProof, linkFault, proofWanted, type ProofForm } from './proof.ts';
import { afterVerb, isOpen, may, POSTING_STATES, POSTING_VERBS, stateLabel, WHATS } from './states.ts';
import { countLetters, prepareText, shorten } from './words.ts';

const at = (day: string, hours: number): Date => new Date(startOfDay(plainDate(day)).getTime() + hours * 3_600_000);
const kind = (key: string): OutletKind => outletKind(key)!;

describe('the life of a posting', () => {
  it('can always be proven while something is to be done, and never after it was skipped', () => {
    for (const status of POSTING_STATES) assert.equal(may(status, 'prove'), status !== 'skipped', status);
  });
  it('says of every state and task what it is, and leaves no open state without a way out', () => {
    for (const status of POSTING_STATES) {
      for (const what of WHATS) assert.ok(stateLabel(status, what).label);
      if (isOpen(status)) assert.ok(POSTING_VERBS.some((verb) => afterVerb(status, verb, false) === 'done'), status);
    }
  });
  it('comes to a driver where there is one, else to a hand', () => {
    assert.deepEqual([afterVerb('planned', 'come-due', true), afterVerb('planned', 'come-due', false), afterVerb('failed', 'retry', true), afterVerb('failed', 'retry', false)], ['sending', 'waiting', 'sending', 'waiting']);
    assert.equal(may('sending', 'skip'), false, 'nobody skips what is on its way');
  });
});

describe('kinds of outlets', () => {
  it('are written out whole: by hand with steps, proof and text; counting in channels and products that there are', () => {
    for (const one of OUTLET_KINDS as readonly OutletKind[]) {
      assert.equal(one.way === 'publication', one.steps === null, one.key);
      if (one.way === 'publication') continue;
      assert.ok(one.text && one.proof !== 'none' && WHATS.every((what) => one.steps![what].length > 0), one.key);
      if (one.proof === 'link') assert.ok(one.hosts === 'own' ? one.address?.required : one.hosts.length, one.key);
      if (one.counts && one.counts !== 'item') assert.ok(isChannel(one.counts.channel) && [one.counts.product, ...Object.values(one.counts.of)].every(isProduct), one.key);
    }
    assert.equal(new Set(OUTLET_KINDS.map(({ key }) => key)).size, OUTLET_KINDS.length);
  });
  it('of the demonstration are offered nowhere else', () => {
    assert.deepEqual([openableKinds(true).length - openableKinds(false).length, openableKinds(false).some((one) => one.way === 'driver')], [1, false]);
  });
});

describe('the prepared text', () => {
  const words = { title: 'Một cửa mở thêm sáng thứ Bảy', summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy hằng tuần.', link: 'https://loa.example.vn/x/019', organisation: 'UBND xã Bình An', day: '20/11/2026' };
  it('has title, summary and short link, each in its own paragraph', () => {
    assert.equal(prepareText(kind('facebook-page'), words), `${words.title}\n\n${words.summary}\n\n${words.link}`);
    assert.equal(prepareText(kind('led-screen'), words), words.title);
  });
  it('is never longer than the kind allows, keeps the link whole, and breaks no letter', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aăâđêôơưế ọ́ự\u0065\u0323\u0302\n', '👩‍👩‍👧', 'nghiêng '), maxLength: 400 }), parts = kind('zalo-oa').text!.parts;
    fc.assert(fc.property(text, text, fc.integer({ min: 40, max: 300 }), (title, summary, most) => {
      const made = prepareText({ text: { parts, most } }, { ...words, title, summary });
      assert.ok(countLetters(made) <= most, `${countLetters(made)} > ${most}`);
      assert.ok(made.endsWith(words.link) && made.isWellFormed());
    }), { numRuns: 300 });
  });
  it('is shortened at a word, with a sign that something is missing; emoji and marks count as people count them', () => {
    assert.equal(shorten('Một cửa mở thêm sáng thứ Bảy', 18), 'Một cửa mở thêm…');
    assert.equal(countLetters('ế👩‍👩‍👧'), 2);
  });
});

describe('the proof', () => {
  const page = { name: 'Trang Facebook xã', address: 'https://www.facebook.com/xabinhan' }, today = plainDate('2026-11-20'), since = plainDate('2026-11-10');
  const form = (change: Partial<ProofForm> = {}): ProofForm => ({ link: '', file: null, day: today, ...change }), photo = { sha256: 'a'.repeat(64), name: 'anh.jpg' };
  const refused = (run: () => unknown): Readonly<Record<string, string>> => { try { run(); } catch (error) { if (error instanceof AppError) return error.details.fields ?? {}; throw error; } return {}; };
  it('is a link on the host of the outlet, also as phones and shares write it', () => {
    for (const link of ['https://www.facebook.com/xabinhan/posts/123', 'm.facebook.com/story.php?story_fbid=1&id=2', 'https://fb.watch/abc/', 'https://web.facebook.com/share/p/1A/']) assert.equal(linkFault(kind('facebook-page'), page, link), null, link);
  });
  it('is not a look-alike, another network, a page without the post, or no address at all', () => {
    for (const link of ['https://facebook.com.evil.example/posts/1', 'https://notfacebook.com/p/1', 'https://zalo.me/1', 'https://facebook.com@evil.example/1', 'javascript:alert(1)', 'facebook', 'https://www.facebook.com/xabinhan/', 'https://m.facebook.com/xabinhan?ref=share'])
      assert.ok(linkFault(kind('facebook-page'), page, link), link);
  });
  it('of a site of one\'s own lies on that site', () => {
    const site = { name: 'Trang cũ', address: 'https://binhan.example.vn' };
    assert.deepEqual([linkFault(kind('website'), site, 'https://binhan.example.vn/tin/1'), typeof linkFault(kind('website'), site, 'https://khac.example.vn/tin/1')], [null, 'string']);
  });
  it('is asked for as the kind says; a removal by a picture, whatever the kind', () => {
    assert.deepEqual(Object.keys(refused(() => checkProof(kind('led-screen'), page, 'post', form({ link: 'https://a.vn/1' }), { since, today }))), ['proof']);
    assert.deepEqual(Object.keys(refused(() => checkProof(kind('zalo-oa'), page, 'post', form(), { since, today }))), ['link']);
    assert.equal(checkProof(kind('zalo-oa'), page, 'post', form({ file: photo }), { since, today }).file, photo);
    assert.deepEqual(OUTLET_KINDS.map((one) => proofWanted(one, 'remove')), OUTLET_KINDS.map(() => 'photo'));
  });
  it('is of a day between publication and today', () => {
    for (const day of ['2026-11-21', '2026-11-09']) assert.deepEqual(Object.keys(refused(() => checkProof(kind('led-screen'), page, 'post', form({ file: photo, day: plainDate(day) }), { since, today }))), ['day'], day);
    assert.equal(checkProof(kind('led-screen'), page, 'post', form({ file: photo, day: since }), { since, today }).day, since);
  });
  it('an outlet\'s own address is on its network too', () => {
    assert.equal(checkAddress(kind('zalo-oa'), 'zalo.me/408'), 'https://zalo.me/408');
    for (const text of ['', 'https://facebook.com/a', 'zalo']) assert.deepEqual(Object.keys(refused(() => checkAddress(kind('zalo-oa'), text))), ['address'], text);
    assert.equal(checkAddress(kind('led-screen'), 'x'), null);
  });
});

describe('the day by which it is due', () => {
  it('is the same day while offices work, else the next working day', () => {
    const due = (when: Date, rule: 'same-day' | 'next-working-day' = 'same-day') => dueDay(when, rule, PROPOSED_CALENDAR);
    assert.deepEqual([due(at('2026-11-20', 9)), due(at('2026-11-20', 16.5)), due(at('2026-11-20', 17)), due(at('2026-11-21', 9)), due(at('2026-11-19', 9), 'next-working-day')], ['2026-11-20', '2026-11-20', '2026-11-23', '2026-11-23', '2026-11-20']);
    assert.equal(due(at('2026-12-31', 20)), '2027-01-04', 'New Year');
  });
  it('is a working day, never before', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 500 * 24 * 60 }), fc.constantFrom('same-day' as const, 'next-working-day' as const), (minutes, rule) => {
      const when = new Date(at('2026-01-05', 0).getTime() + minutes * 60_000), due = dueDay(when, rule, PROPOSED_CALENDAR);
      assert.ok(isWorkingDay(PROPOSED_CALENDAR, due) && startOfDay(due).getTime() >= when.getTime() - 86_400_000);
    }), { numRuns: 150 });
    assert.deepEqual([dueInWords(plainDate('2026-11-18'), plainDate('2026-11-20')).words, dueInWords(plainDate('2026-11-20'), plainDate('2026-11-20')).words, dueInWords(plainDate('2026-11-23'), plainDate('2026-11-20')).words], ['Quá hạn 2 ngày', 'Hôm nay', 'Còn 3 ngày']);
  });
});

describe('what a posting counts for', () => {
  const social = kind('facebook-page').counts as Exclude<OutletKind['counts'], null | 'item'>, day = plainDate('2026-11-20');
  const card = (id: string, change: Partial<CountableCard>): CountableCard => ({ commitmentId: id as Id, sourceId: 'plan' as Id, product: 'article', channel: 'portal', periodFrom: plainDate('2026-11-01'), periodTo: plainDate('2026-11-30'), amount: 5, optional: false, ...change });
  const counts = (...cards: CountableCard[]) => commitmentsFor(social, 'articles', cards, day);
  it('is the commitment of its own channel, never that of articles on the portal or without a channel', () => {
    assert.deepEqual(counts(card('portal', {}), card('any', { channel: null }), card('posts', { product: 'post', channel: 'social' })), ['posts']);
    assert.deepEqual(counts(card('portal', {}), card('any', { channel: null })), []);
  });
  it('also counts where the plan calls it an article but names the channel, or names posts without a channel', () => {
    assert.deepEqual(counts(card('zalo', { channel: 'social' })), ['zalo']);
    assert.deepEqual(counts(card('posts', { product: 'post', channel: null })), ['posts']);
    assert.deepEqual(counts(card('video', { product: 'video', channel: 'social' })), [], 'an article is no video');
  });
  it('counts once in a plan, in its own plan and in the one above, and only in periods that hold the day', () => {
    assert.deepEqual(counts(card('a', { product: 'post', channel: 'social' }), card('b', { channel: 'social' }), card('own', { sourceId: 'own' as Id, product: 'post', channel: null })), ['a', 'own']);
    assert.deepEqual(counts(card('past', { product: 'post', channel: 'social', periodTo: plainDate('2026-11-19') })), []);
  });
  it('a procedure on a notice board is posted up; an article there is not', () => {
    const board = kindOf({ kind: 'notice-board' }).counts as typeof social;
    assert.deepEqual([board.of.procedures, board.product], ['posting', 'activity']);
  });
});

describe('a driver that was not understood', () => {
  const now = at('2026-11-20', 9);
  it('is asked again, later each time, and given up after eight times; a refusal at once', () => {
    let last = 0;
    for (let tries = 1; tries < MOST_TRIES; tries++) {
      const next = afterAnswer({ kind: 'unknown', words: 'không nối được' }, tries, now);
      assert.ok(next.do === 'retry' && next.at.getTime() - now.getTime() >= last);
      last = next.at.getTime() - now.getTime();
    }
    assert.match((afterAnswer({ kind: 'unknown', words: 'x' }, MOST_TRIES, now) as { words: string }).words, /mở kênh xem/);
    assert.equal(afterAnswer({ kind: 'refused', words: 'x' }, 1, now).do, 'give-up');
  });
  it('is left alone as long as it asked for', () => {
    const next = afterAnswer({ kind: 'later', words: 'x', afterSeconds: 900 }, 1, now);
    assert.equal(next.do === 'retry' && next.at.getTime() - now.getTime(), 900_000);
  });
});
