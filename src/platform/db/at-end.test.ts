import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tx } from './tables.ts';
import { atEnd, beginWork, runAtEnd } from './at-end.ts';

test('work put off is done once at the end of its own transaction, in the order first asked for; outside of an action at once', async () => {
  const done: string[] = [], [one, other, plain] = [{}, {}, {}] as [Tx, Tx, Tx], [sums, totals] = [{}, {}], work = (name: string) => async () => { done.push(name); };
  beginWork(one);
  beginWork(other);
  for (const time of [1, 2]) await atEnd(one, sums, work(`sums ${time}`));
  await atEnd(one, totals, work('totals'));
  await atEnd(other, sums, work('other'));
  assert.deepEqual(done, []);
  await atEnd(plain, sums, work('at once'));
  await runAtEnd(one);
  await runAtEnd(one);
  assert.deepEqual(done, ['at once', 'sums 1', 'totals']);
});
