import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isId, MAX_SHARD, randomIds, seededIds, shardOf } from './id.ts';

describe('an id', () => {
  it('tells the shard its row was first stored in', () => {
    for (const shard of [0, 1, 34, MAX_SHARD]) for (const source of [randomIds(), seededIds(7, Date.UTC(2026, 0, 1))]) {
      const id = source(shard);
      assert.ok(isId(id), id);
      assert.equal(shardOf(id), shard);
    }
  });
  it('sorts by the time it was made', () => {
    let now = 1_000;
    const source = randomIds(() => now), ids = Array.from({ length: 50 }, () => { now += 1; return source(1); });
    assert.deepEqual([...ids].sort(), ids);
  });
  it('sorts by the order of making, within a millisecond and when the clock steps back', () => {
    let now = 1_000;
    const source = randomIds(() => now), ids = Array.from({ length: 2_000 }, (_, index) => { now = index === 1_000 ? 900 : now; return source(1); });
    assert.deepEqual([...ids].sort(), ids);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every(isId));
  });
  it('is never given twice, and by a seed the same every time', () => {
    const many = (source: (shard: number) => string) => Array.from({ length: 5_000 }, () => source(1));
    const first = many(seededIds(1, 0));
    assert.equal(new Set(first).size, 5_000);
    assert.deepEqual(many(seededIds(1, 0)), first);
    assert.notDeepEqual(many(seededIds(2, 0)), first);
  });
});
