import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { readRichText, EMPTY } from '#features/articles/rules/rich-text/index.ts';
import { blameOf, failuresInARow, idOfMessage, reasonInWords, rests, returnAddressOf, RULE_IN_WORDS, signOf, signsIn } from './bounce.ts';
import { articlesIn, checkIssue, leadOf, moved, numberInWords, rowsOf, sectionsOf, tidyIssue, type IssueContent } from './contents.ts';
import { printedBody } from './print-body.ts';
import { afterVerb, allow, ISSUE_STATES, ISSUE_VERBS, STATE_LABEL } from './states.ts';

const id = (name: string) => name as Id;
const row = (name: string, order: number, heading = '', text = '') => ({ articleId: id(name), heading, order, text });
const content = (change: Partial<IssueContent> = {}): IssueContent => ({ year: 2026, number: 11, overall: 23, title: 'Một cửa gần dân', foreword: EMPTY, sections: [], fromDay: plainDate('2026-11-01'), toDay: plainDate('2026-11-30'), ...change });
const refused = (change: Partial<IssueContent>, field: string) => assert.throws(() => tidyIssue(content(change)), (error: { details?: { field?: string } }) => error.details?.field === field);

describe('the life of an issue', () => {
  test('only an approved one goes out, only one that is out is taken back, and what was out is never thrown away', () => {
    for (const status of ISSUE_STATES) for (const verb of ISSUE_VERBS) {
      const after = afterVerb(status, verb);
      if (after === null) assert.throws(() => allow(status, verb), /Số này/);
      if (after === 'published') assert.equal(status, 'approved');
      if (after === 'withdrawn') assert.equal(status, 'published');
      if (after === 'gone') assert.ok(status === 'draft' || status === 'returned');
    }
    assert.deepEqual(Object.keys(STATE_LABEL), [...ISSUE_STATES]);
  });
});

describe('what an issue is made of', () => {
  test('rows are ordered by their numbers and gathered under their headings, an article once', () => {
    const sections = sectionsOf([row('c', 30, 'Hỏi đáp'), row('a', 10), row('b', 20, 'hỏi  đáp', ' Lời  riêng '), row('a', 40)], 'c');
    assert.deepEqual(sections, [{ heading: '', entries: [{ articleId: 'a', text: null, lead: false }] }, { heading: 'hỏi đáp', entries: [{ articleId: 'b', text: 'Lời riêng', lead: false }, { articleId: 'c', text: null, lead: true }] }]);
    assert.equal(leadOf(sections), 'c');
    assert.equal(leadOf(sectionsOf([row('x', 1), row('y', 2)], null)), 'x', 'the first leads where none is marked');
    assert.equal(leadOf([]), null);
  });
  test('a step moves an article past its neighbour, and over the end of a section into the next', () => {
    const sections = sectionsOf([row('a', 1), row('b', 2), row('c', 3, 'Hỏi đáp'), row('d', 4, 'Hỏi đáp')], null), order = (all: typeof sections) => all.map((one) => [one.heading, ...articlesIn([one])]);
    assert.deepEqual(order(moved(sections, id('b'), -1)), [['', 'b', 'a'], ['Hỏi đáp', 'c', 'd']]);
    assert.deepEqual(order(moved(sections, id('b'), 1)), [['', 'a'], ['Hỏi đáp', 'b', 'c', 'd']]);
    assert.deepEqual(order(moved(sections, id('c'), -1)), [['', 'a', 'b', 'c'], ['Hỏi đáp', 'd']]);
    assert.deepEqual(moved(sections, id('a'), -1), sections, 'the first cannot go further up');
  });
  test('moving loses and doubles nothing, and rows read back are the same issue', () => {
    const some = fc.array(fc.record({ articleId: fc.constantFrom(...'abcdefgh').map(id), heading: fc.constantFrom('', 'Một', 'Hai'), order: fc.integer({ min: 0, max: 9 }), text: fc.constant('') }), { maxLength: 8 });
    fc.assert(fc.property(some, fc.constantFrom(...'abcdefgh').map(id), fc.constantFrom(-1 as const, 1 as const), (rows, one, by) => {
      const sections = sectionsOf(rows, null);
      assert.deepEqual(articlesIn(moved(sections, one, by)).sort(), articlesIn(sections).sort());
      assert.deepEqual(sectionsOf(rowsOf(sections), null), sections);
    }), { numRuns: 100 });
  });
  test('every field that cannot be kept is named', () => {
    assert.equal(tidyIssue(content({ title: '  Một   cửa ' })).title, 'Một cửa');
    refused({ title: ' ' }, 'title');
    refused({ number: 0 }, 'number');
    refused({ overall: 3 }, 'overall');
    refused({ year: 26 }, 'year');
    refused({ toDay: plainDate('2026-10-01') }, 'toDay');
    assert.throws(() => checkIssue({ sections: [], gone: [] }), /chưa có bài nào/);
    assert.throws(() => checkIssue({ sections: sectionsOf([row('a', 1)], null), gone: ['Bài đã gỡ'] }), /“Bài đã gỡ”/);
    assert.equal(numberInWords(content()), 'Số 11/2026 (tổng số 23)');
  });
});

describe('what of an article is printed', () => {
  const doc = readRichText({ html: `<p>${'a '.repeat(300)}</p><h2>Nửa sau</h2><p>${'b '.repeat(300)}</p><p>${'c '.repeat(300)}</p>` }).doc;
  test('whole paragraphs up to a length, no heading left alone, and whether something is left', () => {
    assert.deepEqual([printedBody(doc, 10_000).blocks.length, printedBody(doc, 10_000).more], [4, false]);
    assert.deepEqual([printedBody(doc, 700).blocks.length, printedBody(doc, 700).more], [1, true]);
    assert.equal(printedBody(doc, 10).blocks.length, 1, 'never nothing');
  });
});

describe('letters that come back', () => {
  const sent = { state: 'sent', answer: '250 ok' }, full = { state: 'failed', answer: '5.2.2 550 mailbox full' }, filtered = { state: 'failed', answer: '5.7.1 554 spam' };
  test('only what names the mailbox as absent ends it at once; a full one three times running; a filter never', () => {
    assert.deepEqual(['5.1.1 x', '5.1.10 null MX', '5.2.1 disabled', '550 5.1.2 host', '5.2.2 full', '4.4.7 expired', '5.0.0 550 no', '5.4.5 quota', '5.7.1 blocked', '5.1.8 bad sender', '5.6.1 media', '5.3.4 too big', 'no such user'].map((answer) => blameOf(answer)),
      ['gone', 'gone', 'gone', 'gone', 'receiver', 'receiver', 'receiver', 'sender', 'sender', 'sender', 'sender', 'sender', 'receiver']);
    assert.deepEqual([blameOf('550 no such user', true), blameOf('550 5.7.1 blocked using a list', true)], ['gone', 'sender'], 'refused at the door');
    assert.deepEqual([failuresInARow([full, filtered, full, sent, full]), failuresInARow([sent, full]), failuresInARow([])], [2, 0, 0]);
    assert.deepEqual([rests('gone', 1), rests('receiver', 2), rests('receiver', 3), rests('sender', 9)], [true, false, true, false]);
    assert.ok(RULE_IN_WORDS.some((words) => words.includes('sau 3 thư liền')));
    assert.deepEqual([reasonInWords('5.1.1 550 5.1.1 <an@xa.vn> unknown'), reasonInWords('550 no such user'), reasonInWords('5.2.2 full')], ['địa chỉ không tồn tại (5.1.1)', 'máy chủ bên nhận không nhận', 'hộp thư đầy (5.2.2)']);
  });

  test('the sign of a letter stands in its return address whatever happens to capitals, and nobody can make one up', () => {
    const letter = { id: '019a9b1c-7d00-7001-8a2b-0123456789ab' as Id, token_sha256: 'f'.repeat(64) }, pattern = 'tralai+*@songtra.example', address = returnAddressOf(pattern, letter);
    assert.match(address, /^tralai\+[0-9a-z]{38}@songtra\.example$/);
    assert.ok(address.indexOf('@') <= 64);
    assert.deepEqual(signsIn(`to: <${address.toUpperCase()}>, khac@songtra.example`, pattern), [{ id: letter.id, sign: signOf(letter) }]);
    assert.notEqual(signOf(letter), signOf({ ...letter, token_sha256: 'e'.repeat(64) }));
    assert.deepEqual([signsIn(`to: ${address}`, null), signsIn(`to: ${address}`, 'cu*@songtra.example')].map(([one]) => one?.id), [letter.id, letter.id], 'also where the pattern is not known');
    assert.deepEqual([signsIn(`to: tralai+${'z'.repeat(38)}@songtra.example`, pattern), signsIn(`to: x${address.slice(7)}`, null)], [[], []]);
    fc.assert(fc.property(fc.uuid({ version: 7 }), fc.stringMatching(/^[0-9a-f]{64}$/), (id, secret) => signsIn(`delivered-to: ${returnAddressOf('*@tra.xa.vn', { id: id as Id, token_sha256: secret })}`, '*@tra.xa.vn')[0]?.id === id));
    assert.deepEqual([idOfMessage(`<${letter.id.toUpperCase()}@songtra.example>`), idOfMessage('<abc@songtra.example>')], [letter.id, null]);
  });
});
