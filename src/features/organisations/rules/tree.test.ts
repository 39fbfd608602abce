import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, plainDate } from '#kernel/plain-date.ts';
import { sampleProvince } from './sample-province.ts';
import { fullNameOf, makeTree, verbFor, type Organisation } from './tree.ts';

const { versions } = sampleProvince({ communes: 12 });
const start = plainDate('2025-07-01');

/** Cuts the life of some organisations into versions at random days; the last may end. */
const histories = fc.array(fc.record({ at: fc.nat({ max: versions.length - 1 }), cuts: fc.uniqueArray(fc.integer({ min: 1, max: 700 }), { maxLength: 3 }), ends: fc.boolean() }), { maxLength: 8 }).map((changes) => {
  const byId = new Map<string, Organisation[]>(versions.map((version) => [version.id, [version]]));
  for (const { at, cuts, ends } of changes) {
    const whole = versions[at]!, days = [0, ...cuts.sort((a, b) => a - b)];
    byId.set(whole.id, days.map((day, index) => ({
      ...whole, name: `${whole.name} ${index}`, validFrom: addDays(start, day),
      validTo: index + 1 < days.length ? addDays(start, days[index + 1]! - 1) : ends ? addDays(start, 800) : null,
    })));
  }
  return [...byId.values()].flat();
});

describe('the tree of a day', () => {
  it('holds exactly the versions that hold on that day, each organisation once', () => {
    fc.assert(fc.property(histories, fc.integer({ min: -10, max: 900 }), (history, offset) => {
      const day = addDays(start, offset), tree = makeTree(history, day);
      const expected = history.filter((version) => version.validFrom <= day && (version.validTo === null || day <= version.validTo));
      assert.equal(tree.all.length, expected.length);
      assert.deepEqual(new Set(tree.all), new Set(expected));
    }));
  });
  it('tells a subtree as one slice: itself first, everything within, nothing else', () => {
    fc.assert(fc.property(fc.constantFrom(...versions), (one) => {
      const tree = makeTree(versions, start), subtree = tree.subtree(one.id);
      assert.equal(subtree[0], one);
      for (const other of tree.all) assert.equal(subtree.includes(other), tree.isWithin(other.id, one.id));
      for (const below of subtree.slice(1)) assert.ok(tree.ancestorsOf(below.id).includes(one));
    }));
  });
  it('still names what is closed, by its last version', () => {
    fc.assert(fc.property(histories, (history) => {
      const tree = makeTree(history, addDays(start, 2000));
      for (const version of history) {
        const last = history.filter((one) => one.id === version.id).at(-1)!;
        assert.equal(tree.latest(version.id), last);
        assert.ok(tree.isWithin(version.id, versions[0]!.id));
      }
    }));
  });
  it('says where a unit belongs, and how a plan addresses it', () => {
    const tree = makeTree(versions, start);
    const division = tree.all.find((one) => one.kind === 'division')!, front = tree.all.find((one) => one.kind === 'front')!, press = tree.all.find((one) => one.kind === 'press')!;
    assert.match(fullNameOf(tree, division.id), /^Phòng .+, (Xã|Phường|Đặc khu) /);
    assert.equal(fullNameOf(tree, front.id), front.name);
    assert.deepEqual([verbFor(division), verbFor(front), verbFor(press)], ['Giao', 'Đề nghị', 'Đề nghị']);
  });
});
