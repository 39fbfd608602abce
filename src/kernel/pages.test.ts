import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pageAt } from './pages.ts';

test('a page is the one that is meant, the first where nothing is meant, and never beyond an end', () => {
  assert.deepEqual(pageAt(101, 20, '2'), { page: 2, pages: 6, before: 20 });
  assert.deepEqual(pageAt(0, 20, 3), { page: 1, pages: 1, before: 0 });
  for (const [wanted, page] of [[undefined, 1], ['', 1], ['hai', 1], ['0', 1], ['-3', 1], ['1.9', 1], ['6', 6], ['7', 6], ['1e400', 6], ['-Infinity', 1], [NaN, 1]] as const) assert.equal(pageAt(101, 20, wanted).page, page, String(wanted));
  fc.assert(fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 200 }), fc.oneof(fc.double(), fc.string()), (total, size, wanted) => {
    const { page, pages, before } = pageAt(total, size, wanted);
    assert.ok(Number.isInteger(page) && page >= 1 && page <= pages && before === (page - 1) * size);
    assert.ok(before < total || (before === 0 && total === 0), 'something stands on it');
  }));
});
