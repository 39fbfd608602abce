import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { plainDate } from '#kernel/plain-date.ts';
import { CHANNELS } from '#features/channels/rules/channels.ts';
import { PRODUCTS } from '#features/channels/rules/products.ts';
import { FormValues } from '#platform/http/forms.ts';
import type { TaskContent } from '../rules/content.ts';
import { readTask, taskValues } from './task-form.ts';

const product = fc.constantFrom(...PRODUCTS.map(({ key }) => key as string)), channel = fc.option(fc.constantFrom(...CHANNELS.map(({ key }) => key as string))), words = fc.stringMatching(/^[a-zạ-ỹ]{1,12}( [a-zạ-ỹ]{1,8})?$/u);
const [first, last] = [plainDate('2026-04-01'), plainDate('2026-09-30')];
const content: fc.Arbitrary<TaskContent> = fc.record({
  printedIndex: fc.constantFrom('III.6', 'PL.2', '1.(2)'), title: words, parentIndex: fc.constant(null), parentTitle: fc.constant(null), channel, product: fc.option(product), themes: fc.constant([]), timing: fc.option(words),
  period: fc.constantFrom(null, { kind: 'range', from: first, to: last }, { kind: 'deadline', from: null, to: last }, { kind: 'continuous', from: null, to: null }, { kind: 'open', from: first, to: null }) as fc.Arbitrary<TaskContent['period']>,
  rates: fc.array(fc.record({
    count: fc.option(fc.integer({ min: 1, max: 999 })), unit: words, per: fc.constantFrom('day', 'week', 'month', 'quarter', 'half-year', 'year'), durationMinutes: fc.option(fc.constant({ min: 5, max: 15 })), product: fc.option(words),
    productKey: product, channelKey: channel, unitSet: fc.boolean(), annualTotal: fc.constant({ count: 50, unit: 'tin, bài', approximate: true }),
  }), { maxLength: 6 }) as fc.Arbitrary<TaskContent['rates']>,
  amount: fc.constant(null),
  deadline: fc.constantFrom(null, { kind: 'date', mode: 'before', date: last }, { kind: 'day-of-month', mode: 'by', day: 20, month: 'last-of-period' }, { kind: 'within', days: 5, counting: 'working-days', after: { kind: 'period-end' } }, { kind: 'day-of-year', mode: 'by', month: 11, day: 25 }) as fc.Arbitrary<TaskContent['deadline']>,
  roll: fc.constantFrom('none', 'back', 'forward'), optional: fc.boolean(), carrySurplus: fc.boolean(), reportRhythm: fc.constant('quarter'), purpose: fc.constant('task'), note: fc.option(words),
}) as fc.Arbitrary<TaskContent>;
/** What a browser sends of the form: product and channel of each rate only where there are several. */
const sent = (one: TaskContent): Record<string, string | readonly string[]> => Object.fromEntries(Object.entries(taskValues({ content: one, parties: [] })).filter(([name]) =>
  (one.rates.length > 1 ? !['product', 'channel'].includes(name) : !/^r\d\.(product|channel)$/.test(name)) && !/^r[4-9]\./.test(name)));

describe('the form of a task', () => {
  test('sent back as it was shown changes nothing', () => {
    fc.assert(fc.property(content, (one) => {
      const { typed, errors } = readTask(FormValues.of(sent(one)), one, []);
      assert.deepEqual(errors, {});
      assert.deepEqual(JSON.parse(JSON.stringify(typed.content)), JSON.parse(JSON.stringify(one)));
    }));
  });

  const [one] = fc.sample(content, { numRuns: 1, seed: 3 }) as [TaskContent];
  const base: TaskContent = { ...one, rates: [], deadline: null, period: null, product: 'article', channel: 'portal', amount: null };
  const after = (change: Record<string, string>, from = base) => readTask(FormValues.of({ ...sent(from), ...change }), from, ['x']);

  test('a number that is not printed is marked as given by the unit; a printed one is not', () => {
    assert.equal(after({ 'r0.count': '2', 'r0.per': 'month' }).typed.content.rates[0]!.unitSet, true);
    const printed: TaskContent = { ...base, rates: [{ count: 5, unit: 'tin, bài', per: 'month', durationMinutes: null, product: null, productKey: 'article', channelKey: 'portal', unitSet: false }] };
    assert.equal(after({}, printed).typed.content.rates[0]!.unitSet, false);
    assert.equal(after({ 'r0.count': '6' }, printed).typed.content.rates[0]!.unitSet, true);
    assert.deepEqual(after({ 'r0.per': '' }, printed).typed.content.rates, []);
    // One rate counts as what the task is said to be.
    assert.equal(after({ product: 'video' }, printed).typed.content.rates[0]!.productKey, 'video');
  });

  test('what cannot be taken is said at its field, in a sentence', () => {
    assert.match(after({ title: '' }).errors.title!, /tên nhiệm vụ/);
    assert.match(after({ amount: 'nhiều' }).errors.amount!, /số nguyên/);
    assert.match(after({ kind: 'range', from: '31/2/2026', to: '' }).errors.from!, /30\/6\/2026/);
    assert.match(after({ kind: 'deadline' }).errors.to!, /ngày cuối cùng/);
    assert.match(after({ due: 'by' }).errors.dueDate!, /ngày hạn/);
    assert.match(after({ 'p.x.drop': '1', 'p.x.reason': '' }).errors['p.x.reason']!, /vì sao/);
  });

  test('days are taken as officials write them', () => {
    assert.deepEqual(after({ kind: 'range', from: '1/4/2026', to: '30/09/2026' }).typed.content.period, { kind: 'range', from: '2026-04-01', to: '2026-09-30' });
    assert.deepEqual(after({ due: 'before', dueDate: '25/11/2026' }).typed.content.deadline, { kind: 'date', mode: 'before', date: '2026-11-25' });
  });
});
