import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AppError } from '#kernel/app-error.ts';
import { seededIds, type Id } from '#kernel/id.ts';
import { addDays, daysBetween, plainDate, type PlainDate } from '#kernel/plain-date.ts';
import { applyEvent, successionsOfHop } from './apply-event.ts';
import { heirOf, makeFrame, rollUp, type Frame, type FrameChoice, type HistoryLink } from './frame.ts';
import type { KindId } from './kinds.ts';
import { versionContent } from './organisation-input.ts';
import type { EventContent } from './succession.ts';
import { makeWorld } from './succession-world.ts';
import { makeTree, type Organisation } from './tree.ts';

const START = plainDate('2024-01-01');

/** Units with their real rules: what happens to them is applied as people's events are. */
function history() {
  const ids = seededIds(11, 1_700_000_000_000), founded: Organisation[] = [], links: HistoryLink[] = [];
  const found = (name: string, kind: KindId, parent: Organisation | null): Organisation => {
    const id = ids(1), made: Organisation = { id, versionId: ids(1), shard: 1, ...versionContent(id, { name, kind, parentId: parent?.id ?? null }, parent, START) };
    founded.push(made);
    return made;
  };
  let world: ReturnType<typeof makeWorld> | null = null;
  const happen = (onDay: PlainDate, content: EventContent) => {
    const outcome = applyEvent(world ??= makeWorld(founded, () => ids(1)), { ...content, onDay, line: 0, citation: 'Nghị quyết sắp xếp', reason: '' });
    for (const row of outcome.hops.flatMap(successionsOfHop)) if (row.carriesHistory) links.push({ fromId: row.fromId, toId: row.toId!, onDay: row.onDay });
    return outcome;
  };
  const versions = () => world?.versions() ?? founded;
  const frame = (choice: FrameChoice, day: PlainDate): Frame => makeFrame({ tree: makeTree(versions(), day), links, choice });
  return { found, happen, frame, versions, links, world: () => world! };
}

const sum = (a: number, b: number): number => a + b;

describe('one row for every unit of any time', () => {
  const h = history(), before = plainDate('2025-06-30'), day = plainDate('2025-07-01'), after = plainDate('2026-11-20');
  const province = h.found('UBND tỉnh Sông Trà', 'province', null), district = h.found('UBND huyện Ba Vinh', 'district', province), other = h.found('UBND huyện Trà Lam', 'district', province);
  const culture = h.found('Phòng VH&TT huyện Ba Vinh', 'district-body', district);
  const [a, b, c, d] = ['An', 'Bình', 'Cát', 'Đông'].map((name, index) => h.found(`UBND xã ${name}`, 'commune', index < 2 ? district : other));
  const merged = h.happen(day, { kind: 'merge', units: [a!.id, b!.id], into: { fresh: { name: 'UBND xã An Bình', parent: province.id } } }).subject;
  const across = h.happen(day, { kind: 'merge', units: [c!.id, d!.id], into: { fresh: { name: 'UBND xã Cát Đông', parent: province.id } } }).subject;
  h.happen(day, { kind: 'dissolve', unit: culture.id });
  h.happen(day, { kind: 'dissolve', unit: district.id });
  const split = h.happen(plainDate('2026-03-01'), { kind: 'split', unit: across, into: [{ fresh: { name: 'UBND xã Cát' } }, { fresh: { name: 'UBND xã Mới' } }], remains: false, heir: 'UBND xã Cát' });
  const [heir, younger] = split.applied.born as [Id, Id];

  it('today: a merged unit stands in its successor, also over two steps; one without a successor keeps a row of its own', () => {
    const frame = h.frame('today', after);
    assert.deepEqual(frame.place(a!.id), { rowId: merged, kind: 'successor' });
    assert.deepEqual(frame.place(c!.id), { rowId: heir, kind: 'successor' });
    assert.deepEqual(frame.place(across), { rowId: heir, kind: 'successor' });
    assert.deepEqual(frame.place(culture.id), { rowId: culture.id, kind: 'ended' });
    assert.deepEqual([...frame.ancestorsOf(culture.id)], [district.id, province.id]);
    assert.equal(heirOf(h.links, c!.id), heir);
  });
  it('then: everything stands as it was, what has ended in its own place', () => {
    const frame = h.frame('then', after);
    for (const one of [a!.id, c!.id, culture.id, district.id]) assert.deepEqual(frame.place(one), { rowId: one, kind: 'ended' });
    assert.deepEqual([...frame.ancestorsOf(a!.id)], [district.id, province.id]);
  });
  it('on a day before: what came later stands below the lowest unit that has all its forebears', () => {
    const frame = h.frame(before, before);
    assert.deepEqual(frame.place(merged), { rowId: merged, kind: 'later' });
    assert.equal(frame.parentOf(merged), district.id);
    assert.equal(frame.parentOf(across), other.id);
    assert.equal(frame.parentOf(heir), across);
    assert.equal(frame.parentOf(younger), province.id);
  });
  it('a district has the same total with the communes it had as with the commune they became', () => {
    const figures = [{ unitId: a!.id, figure: 3 }, { unitId: b!.id, figure: 4 }, { unitId: merged, figure: 5 }, { unitId: across, figure: 7 }];
    const rolled = rollUp(h.frame(before, before), figures, 0, sum);
    assert.deepEqual([rolled.rows.get(district.id)!.total, rolled.rows.get(other.id)!.total, rolled.total], [12, 7, 19]);
    assert.equal(rollUp(h.frame('today', after), figures, 0, sum).rows.get(merged)!.total, 12);
  });
});

/** 34 provinces with districts and communes, some 3,400 units, and 500 things that happen to them. */
function longHistory(seed: number) {
  const h = history(), units: Organisation[] = [];
  let state = seed >>> 0;
  const below = (limit: number): number => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return Math.floor((state / 4_294_967_296) * limit); };
  const country = h.found('Cả nước', 'ministry', null);
  for (let p = 0; p < 34; p++) {
    const province = h.found(`UBND tỉnh số ${p}`, 'province', country), above = [province, ...Array.from({ length: 9 }, (_, i) => h.found(`UBND huyện ${p}.${i}`, 'district', province))];
    units.push(...above);
    for (let x = 0; x < 90; x++) units.push(h.found(`UBND xã ${p}.${x}`, 'commune', above[x % 10]!));
  }
  const living = units.map((one) => one.id), ever = [country.id, ...living];
  let day = START, happened = 0;
  for (let turn = 0; happened < 500 && turn < 5_000; turn++) {
    const pick = (): Id => living[below(living.length)]!, one = pick(), on = h.world?.() as ReturnType<typeof makeWorld> | null, place = (id: Id): Id | null => on?.on(id, day)?.parentId ?? null;
    const near = place(one) ? on!.childrenOn(place(one)!, day).map((each) => each.id) : [], mates = [one, ...[...new Set([near[below(near.length || 1)], near[below(near.length || 1)], pick()])].filter((id): id is Id => id !== undefined && id !== one)];
    const fresh = (n: number) => ({ fresh: { name: `UBND xã mới ${turn}.${n}`, unitKind: 'commune' as const, ...(below(3) ? {} : { parent: place(one) ?? country.id }) } });
    const kind = below(12);
    const content: EventContent = kind < 4 ? { kind: 'merge', units: mates, into: { fresh: { name: `UBND xã gộp ${turn}`, unitKind: 'commune', parent: place(one) ?? country.id } } }
      : kind < 6 ? { kind: 'merge', units: mates.slice(1), into: { existing: one } }
      : kind < 8 ? { kind: 'split', unit: one, into: [fresh(1), fresh(2)], remains: kind === 7, ...(kind === 6 && below(2) ? { heir: `UBND xã mới ${turn}.1` } : {}) }
      : kind < 9 ? { kind: 'dissolve', unit: one, ...(below(2) ? { successor: mates[1] ?? country.id } : {}) }
      : kind < 11 ? { kind: 'move', unit: one, parent: pick() } : { kind: 'rename', unit: one, name: `UBND xã đổi tên ${turn}` };
    day = addDays(day, below(4));
    try {
      const outcome = h.happen(day, content), gone = new Set(outcome.hops.filter((hop) => !hop.remains).map((hop) => hop.from));
      for (let at = living.length; at--;) if (gone.has(living[at]!)) living.splice(at, 1);
      living.push(...outcome.applied.born);
      ever.push(...outcome.applied.born);
      happened++;
    } catch (error) { if (!(error instanceof AppError)) throw error; } // what cannot happen is refused, as for people
  }
  const figures = Array.from({ length: 6_000 }, () => ({ unitId: ever[below(ever.length)]!, figure: { count: 1, amount: below(1_000), mark: below(2 ** 30) } }));
  return { h, figures, ever, happened, last: day, at: () => addDays(START, below(daysBetween(START, day) + 60)) };
}

/** `mark`: a random number of each figure; equal sums of marks mean the same figures. */
interface Counted { readonly count: number; readonly amount: number; readonly mark: number }
const add = (a: Counted, b: Counted): Counted => ({ count: a.count + b.count, amount: a.amount + b.amount, mark: a.mark + b.mark });
const NOTHING: Counted = { count: 0, amount: 0, mark: 0 };

describe('500 reorganisations over 3,400 units', () => {
  it('lose nothing and count nothing twice, in every frame and at every level', () => {
    fc.assert(fc.property(fc.integer(), (seed) => {
      const { h, figures, ever, happened, last, at } = longHistory(seed), today = addDays(last, 30);
      assert.equal(happened, 500);
      assert.ok(ever.length > 3_400 && h.links.length > 100);
      const everything = figures.map(({ figure }) => figure).reduce(add, NOTHING);
      for (const choice of ['then', 'today', ...Array.from({ length: 20 }, at)] as FrameChoice[]) {
        const frame = h.frame(choice, choice === 'then' || choice === 'today' ? today : choice), rolled = rollUp(frame, figures, NOTHING, add), rows = [...rolled.rows.values()];
        assert.deepEqual(rolled.total, everything);
        assert.deepEqual(rows.map((row) => row.own).reduce(add, NOTHING), everything);
        assert.deepEqual(rolled.tops.map((id) => rolled.rows.get(id)!.total).reduce(add, NOTHING), everything);
        for (const row of rows) assert.deepEqual(row.total, row.below.map((id) => rolled.rows.get(id)!.total).reduce(add, row.own));
        assert.equal(rows.reduce((all, row) => all + row.below.length, rolled.tops.length), rows.length);
        for (const { unitId } of figures) {
          const { rowId, kind } = frame.place(unitId);
          assert.equal(frame.place(rowId).rowId, rowId);
          if (choice === 'then' || frame.tree.get(unitId)) assert.equal(rowId, unitId);
          assert.equal(kind === 'same', frame.tree.get(unitId) !== undefined);
        }
      }
    }), { numRuns: 3 });
  });
});
