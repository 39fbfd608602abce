import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AppError } from '#kernel/app-error.ts';
import { plainDate } from '#kernel/plain-date.ts';
import type { Organisation } from '#features/organisations/rules/tree.ts';
import { makeTree } from '#features/organisations/rules/tree.ts';
import { averageCost, costInWords } from './cost.ts';
import { distribute } from './distribute.ts';
import { lumpWithin, mayAmend, maySpend, settlementWarnings, withinEstimate } from './guards.ts';
import { lineAmount, parseQuantity, quantityText } from './line.ts';
import { levelOf, officeAbove, officeFor, sendersOf } from './office.ts';
import { afterVerb, BUDGET_STATES, BUDGET_VERBS, isApproved, REFUSAL, STATE_LABEL } from './states.ts';
import type { Id } from '#kernel/id.ts';

describe('the life of an estimate', () => {
  it('says for every state and verb where it leads', () => {
    const table = Object.fromEntries(BUDGET_STATES.map((state) => [state, BUDGET_VERBS.flatMap((verb) => (afterVerb(state, verb) ? [`${verb}→${afterVerb(state, verb)}`] : []))]));
    assert.deepEqual(table, {
      draft: ['edit→draft', 'submit→submitted'],
      submitted: ['return→returned', 'consolidate→consolidated', 'approve→approved'],
      returned: ['edit→returned', 'submit→submitted'],
      consolidated: ['return→returned', 'approve→approved'],
      approved: ['amend→amended', 'spend→approved', 'settle→settled'],
      amended: ['amend→amended', 'spend→amended', 'settle→settled'],
      settled: [],
    });
    for (const state of BUDGET_STATES) {
      assert.match(REFUSAL[state], /\. .*(?:[Hh]ãy|cần|chờ)/, `${state}: a sentence and the way out`);
      assert.ok(STATE_LABEL[state].label);
    }
  });

  it('is spent from only once it was approved, and never after the settlement', () => {
    for (const state of BUDGET_STATES) assert.equal(afterVerb(state, 'spend') !== null, isApproved(state) && state !== 'settled', state);
    assert.ok(BUDGET_VERBS.every((verb) => afterVerb('settled', verb) === null));
  });
});

describe('a line', () => {
  it('comes to quantity × price, rounded half up to whole đồng', () => {
    assert.deepEqual([lineAmount(12_500, 200_000), lineAmount(1, 499), lineAmount(1, 500), lineAmount(333, 1_000), lineAmount(2_500, 1)], [2_500_000, 0, 1, 333, 3]);
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), fc.integer({ min: 0, max: 9_000_000 }), (quantity, price) => {
      const amount = BigInt(lineAmount(quantity, price)) * 2000n, twice = BigInt(quantity) * BigInt(price) * 2n;
      assert.ok(amount - twice <= 1000n && twice - amount < 1000n);
    }));
    assert.throws(() => lineAmount(2_000, 10_000_000_000_000), AppError);
  });

  it('reads quantities as officials write them, and writes them back', () => {
    assert.deepEqual(['12,5', '1.200', '1 200', '0,001', '96', '0', '1,2345', '-3', '1.20', 'mười'].map(parseQuantity), [12_500, 1_200_000, 1_200_000, 1, 96_000, null, null, null, null, null]);
    fc.assert(fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (quantity) => { assert.equal(parseQuantity(quantityText(quantity)), quantity); }));
  });
});

describe('a lump divided among lines', () => {
  it('comes out exactly, gives nobody more than was asked, and is in proportion to within one đồng', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 5_000_000_000 }), { minLength: 1, maxLength: 30 }), fc.double({ min: 0, max: 1, noNaN: true }), (asked, share) => {
      const total = asked.reduce((sum, one) => sum + one, 0), lump = Math.floor(total * share), shares = distribute(lump, asked);
      assert.equal(shares.reduce((sum, one) => sum + one, 0), lump);
      for (const [index, one] of shares.entries()) {
        assert.ok(one >= 0 && one <= asked[index]!);
        if (total > 0) assert.ok(BigInt(Math.abs(one)) * BigInt(total) - BigInt(lump) * BigInt(asked[index]!) < BigInt(total) && BigInt(lump) * BigInt(asked[index]!) - BigInt(one) * BigInt(total) < BigInt(total));
      }
    }));
    assert.deepEqual(distribute(100, [100, 100, 100]), [34, 33, 33]);
    assert.throws(() => distribute(301, [100, 100, 100]), RangeError);
  });
});

describe('what is refused, with the way out', () => {
  const refused = (verb: () => void, sentence: RegExp) => assert.throws(verb, (error) => error instanceof AppError && sentence.test(error.message), String(sentence));
  const payment = { year: 2026, decidedOn: plainDate('2026-03-20'), spentOn: plainDate('2026-05-04'), today: plainDate('2026-11-20'), amount: 100, allotted: 1_000, spent: 950, line: 'In tờ rơi' };
  it('an approval above the estimate, in a line and in total', () => {
    refused(() => withinEstimate({ description: 'In tờ rơi', estimated: 5_000_000 }, 5_000_001, 'x'), /In tờ rơi.*5\.000\.001.*lớn hơn dự toán 5\.000\.000.*Hãy/);
    refused(() => lumpWithin('Sở Nội vụ', 11, 10, 'x'), /lớn hơn dự toán đã lập.*Hãy/);
    refused(() => withinEstimate({ description: 'x', estimated: 5 }, -1, 'x'), /không âm/);
    refused(() => withinEstimate({ description: 'x', estimated: 5 }, 1.5, 'x'), /nguyên/);
  });
  it('spending beyond the line without an amendment, before the decision, in the future, after the year, of nothing', () => {
    refused(() => maySpend(payment), /còn được chi 50\u00a0đ .*điều chỉnh/);
    maySpend({ ...payment, amount: 50 });
    refused(() => maySpend({ ...payment, amount: 1, spentOn: plainDate('2026-03-19') }), /trước ngày quyết định/);
    refused(() => maySpend({ ...payment, amount: 1, spentOn: plainDate('2026-11-21') }), /chưa đến/);
    refused(() => maySpend({ ...payment, amount: 1, spentOn: plainDate('2027-02-01'), today: plainDate('2027-03-01') }), /năm sau/);
    for (const amount of [0, -5, 1.5]) refused(() => maySpend({ ...payment, amount }), /lớn hơn 0/);
  });
  it('an amendment below what was spent', () => {
    refused(() => mayAmend({ description: 'Pa nô', spent: 300 }, 299, 'x'), /đã chi 300/);
    mayAmend({ description: 'Pa nô', spent: 300 }, 300, 'x');
  });
  it('warns of payments without a voucher and of lines never spent from', () => {
    assert.deepEqual(settlementWarnings({ unvouchered: 0, unspentLines: [] }), []);
    assert.match(settlementWarnings({ unvouchered: 2, unspentLines: ['In tờ rơi'] }).join(' '), /2 khoản chi chưa có số chứng từ.*1 dòng.*In tờ rơi/);
  });
});

describe('what one result cost', () => {
  it('is whole đồng, and the remainder is told', () => {
    assert.equal(costInWords(averageCost(3_000_003, 25)!, 'tin, bài'), 'chi phí bình quân một tin, bài: 120.000\u00a0đ (3.000.003\u00a0đ cho 25 tin, bài, dư 3\u00a0đ)');
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000_000_000 }), fc.integer({ min: 1, max: 10_000 }), (spent, pieces) => { const cost = averageCost(spent, pieces)!; assert.equal(cost.each * pieces + cost.remainder, spent); assert.ok(cost.remainder < pieces); }));
    assert.deepEqual([averageCost(0, 5), averageCost(5, 0)], [null, null]);
  });
});

describe('who consolidates', () => {
  const id = (name: string) => name as Id;
  const unit = (name: string, kind: Organisation['kind'], parent: string | null, functions: Organisation['functions'] = [], external = false): Organisation => ({
    id: id(name), versionId: id(name), shard: 1, validFrom: plainDate('2025-07-01'), validTo: null, name, shortName: name, aliases: [], kind, tier: parent === 'xa' ? 'commune' : 'province', parentId: parent ? id(parent) : null,
    path: parent === 'xa' ? `tinh/xa/${name}/` : parent ? `tinh/${name}/` : 'tinh/', sortOrder: 0, codes: {}, functions, external, address: null, hotline: null,
  });
  const tree = (financeBelow: boolean) => makeTree([
    unit('tinh', 'province', null), unit('so-tc', 'department', 'tinh', ['finance']), unit('so-nv', 'department', 'tinh'), unit('mat-tran', 'front', 'tinh', [], true), unit('xa', 'commune', 'tinh'),
    unit('phong-vhxh', 'division', 'xa'), unit('phong-kt', 'division', 'xa', financeBelow ? ['finance'] : ['economy']),
  ], plainDate('2026-01-01'));

  it('the body with the function finance of the committee above; without one the committee itself', () => {
    assert.deepEqual(officeFor(tree(true), id('so-nv')), { officeId: 'so-tc', committeeId: 'tinh' });
    assert.deepEqual(officeFor(tree(true), id('xa')), { officeId: 'so-tc', committeeId: 'tinh' });
    assert.deepEqual(officeFor(tree(true), id('phong-vhxh')), { officeId: 'phong-kt', committeeId: 'xa' });
    assert.deepEqual(officeFor(tree(false), id('phong-vhxh')), { officeId: 'xa', committeeId: 'xa' });
    assert.deepEqual(officeFor(tree(true), id('tinh')), { officeId: 'so-tc', committeeId: 'tinh' });
    assert.equal(officeFor(tree(true), id('khong-co')), null);
  });
  it('whose level it is, who sends to it, and where it may be sent on', () => {
    assert.deepEqual([levelOf(tree(true), id('so-tc')), levelOf(tree(true), id('phong-kt')), levelOf(tree(false), id('xa')), levelOf(tree(true), id('so-nv')), levelOf(tree(true), id('xa'))], ['tinh', 'xa', 'xa', null, null]);
    assert.deepEqual(sendersOf(tree(true), id('tinh')).map((one) => one.id).sort(), ['so-nv', 'so-tc', 'xa']);
    assert.deepEqual(officeAbove(tree(true), id('phong-kt')), { officeId: 'so-tc', committeeId: 'tinh' });
    assert.deepEqual(officeAbove(tree(false), id('xa')), { officeId: 'so-tc', committeeId: 'tinh' });
    assert.equal(officeAbove(tree(true), id('so-tc')), null);
  });
});
