import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { readRichText, EMPTY } from '#features/articles/rules/rich-text/index.ts';
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
