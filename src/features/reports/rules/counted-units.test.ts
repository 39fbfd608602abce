import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { countedUnits } from './counted-units.ts';

const [a, b, c, d] = ['a', 'b', 'c', 'd'] as unknown as [Id, Id, Id, Id];
const links = ([[a, c], [b, c], [c, d]] as const).map(([fromId, toId]) => ({ fromId, toId, onDay: plainDate('2026-07-01') }));
const of = (unit: Id, asked: readonly Id[], sent: readonly Id[] = []) => countedUnits(unit, { links, asked: (id) => asked.includes(id), sent: (id) => sent.includes(id) });

describe('whose work a report holds after units were merged', () => {
  it('is that of the unit and of everybody it came after, through generations', () => {
    assert.deepEqual(of(d, [d]), [d, c, a, b]);
    assert.deepEqual(of(c, [c, d]), [c, a, b]);
  });
  it('leaves out who sent a report of its own, and whom that one counted', () => {
    assert.deepEqual(of(d, [d], [a]), [d, c, b]);
    assert.deepEqual(of(d, [d], [c]), [d]);
  });
  it('counts units of a round that was over before the successor came, but not those asked beside a successor that was there', () => {
    assert.deepEqual(of(c, [a, b]), [c, a, b]);
    assert.deepEqual(of(c, [a, b, c]), [c]);
  });
});
