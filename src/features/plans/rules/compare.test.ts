import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '#kernel/plain-date.ts';
import { compareLines, compareVersions, pieces, type ComparedTask, type ComparedVersion, type Wording } from './compare.ts';
import { EMPTY_CONTENT, type TaskContent } from './content.ts';

const content = (change: Partial<TaskContent> = {}): TaskContent => ({
  printedIndex: '1', title: 'Đăng tin, bài', parentIndex: null, parentTitle: null, channel: 'portal', product: 'article', themes: [], timing: 'Thường xuyên', period: null, rates: [], amount: 5,
  deadline: null, roll: 'none', optional: false, carrySurplus: false, reportRhythm: 'quarter', purpose: 'task', note: null, ...change,
});
const task = (itemId: string, change: Partial<TaskContent> = {}, lead = 'Sở Nội vụ'): ComparedTask => ({ itemId, content: content(change), parties: [{ role: 'lead', name: lead, dropped: false, optional: false }] });
const version = (tasks: readonly ComparedTask[], change: Partial<ComparedVersion['content']> = {}): ComparedVersion =>
  ({ tasks, content: { ...EMPTY_CONTENT, ...change }, window: { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') } });
const words: Wording = {
  timing: (one) => one.timing ?? '', quota: (one) => (one.amount === null ? '' : `${one.amount} tin, bài`), deadline: () => '', product: (one) => one.product ?? '', channel: (one) => one.channel ?? '',
  section: (section, { content: said }) => (section === 'purpose' ? said.purpose : []),
};

describe('two versions of a plan', () => {
  test('what came, what went and what is said differently are told apart by the task, not by its place', () => {
    const before = version([task('a'), task('b', { printedIndex: '2', title: 'Mở lớp tập huấn' }), task('c', { printedIndex: '3' })]);
    const after = version([task('c', { printedIndex: '1' }), task('a', { printedIndex: '2', amount: 8 }, 'Sở Khoa học và Công nghệ'), task('d', { printedIndex: '3', title: 'In tờ rơi' })]);
    const { tasks, same } = compareVersions(before, after, words);
    assert.deepEqual(tasks.map((one) => [one.itemId, one.change, one.fields.map(({ field }) => field)]), [
      ['c', 'changed', ['index']], ['a', 'changed', ['index', 'party-lead', 'quota']], ['d', 'added', tasks[2]!.fields.map(({ field }) => field)], ['b', 'dropped', tasks[3]!.fields.map(({ field }) => field)],
    ]);
    assert.equal(same, 0);
    assert.deepEqual(tasks[1]!.fields[2]!.pieces, [{ text: '5 ', in: 'before' }, { text: '8 ', in: 'after' }, { text: 'tin, bài', in: 'both' }]);
  });
  test('whatever changes what is owed is told: a day that moves off holidays, what is beyond, a party that may', () => {
    const before = version([task('a'), task('b'), task('c')]), may: ComparedTask = { ...task('c'), parties: [{ role: 'lead', name: 'Sở Nội vụ', dropped: false, optional: true }] };
    const after = version([task('a', { roll: 'back' }), task('b', { carrySurplus: true }), may]);
    assert.deepEqual(compareVersions(before, after, words).tasks.map(({ fields }) => fields.map(({ field, pieces: said }) => [field, said.filter(({ in: where }) => where === 'after').map(({ text }) => text).join('')])), [[['roll', 'lùi về ngày làm việc trước']], [['surplus', 'tính sang kỳ sau']], [['party-lead', '(khi có điều kiện)']]]);
  });
  test('a version is the same as itself', () => {
    const one = version([task('a'), task('b')], { purpose: ['Nâng cao nhận thức.'] });
    assert.deepEqual(compareVersions(one, one, words), { tasks: [], sections: [], same: 2 });
  });
  test('a line said in other words is one changed line, others come and go', () => {
    const lines = compareLines(['Nâng cao nhận thức của cán bộ về cải cách.', 'Bỏ câu này đi.'], ['Nâng cao nhận thức của người dân về cải cách.', 'Một ý hoàn toàn mới.']);
    assert.deepEqual(lines.map(({ change }) => change), ['changed', 'dropped', 'added']);
  });
});

describe('two texts word by word', () => {
  const text = fc.array(fc.constantFrom('tin', 'bài', 'tháng', '5', '8', 'quý', 'hằng'), { maxLength: 12 }).map((parts) => parts.join(' '));
  const side = (all: readonly { text: string; in: string }[], which: string) => all.filter((piece) => piece.in !== which).map((piece) => piece.text.trim()).filter(Boolean).join(' ');
  test('the pieces give both texts back', () => fc.assert(fc.property(text, text, (a, b) => {
    const found = pieces(a, b);
    assert.equal(side(found, 'after'), a);
    assert.equal(side(found, 'before'), b);
  })));
  test('the same text is one piece', () => fc.assert(fc.property(text.filter(Boolean), (a) => { assert.deepEqual(pieces(a, a), [{ text: a, in: 'both' }]); })));
});
