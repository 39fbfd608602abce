import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededIds, type Id } from '#kernel/id.ts';
import { addDays, plainDate, type PlainDate } from '#kernel/plain-date.ts';
import { resolveRule, type Group } from './group.ts';
import { succeedGroups } from './group-successors.ts';
import { makeFrame } from './frame.ts';
import { successionsOfHop } from './apply-event.ts';
import { planReorganisation, type PlannedReorganisation } from './plan-reorganisation.ts';
import { sampleProvince } from './sample-province.ts';
import { pickFrom, someEvent } from '#test/support/succession-events.ts';
import type { EventContent, EventInput } from './succession.ts';
import { makeTree, type Organisation } from './tree.ts';

const DAY = plainDate('2026-07-01'), EVE = plainDate('2026-06-30');
const province = sampleProvince({ communes: 12, residentialGroups: 2 });
const before = makeTree(province.versions, EVE);
const on = (day: PlainDate, content: EventContent, line = 2): EventInput => ({ line, onDay: day, citation: 'Nghị quyết số 01/NQ', reason: '', ...content });
const plan = (...contents: EventContent[]): PlannedReorganisation => planReorganisation(province.versions, contents.map((content, at) => on(DAY, content, at + 2)), seededIds(99, 1_800_000_000_000).bind(null, 1));
const X = (number: number): Organisation => before.byCode('local', `X${number}`)!;
const sentences = (planned: PlannedReorganisation): string => planned.faults.map((fault) => `${fault.line} ${fault.column}: ${fault.reason}`).join('\n');
const done = (...contents: EventContent[]): PlannedReorganisation => { const planned = plan(...contents); assert.equal(sentences(planned), ''); return planned; };

describe('a merger', () => {
  const planned = done({ kind: 'merge', units: ['X11', 'X12'], into: { fresh: { name: 'Ủy ban nhân dân xã Nguyễn Nghiêm', codes: { local: 'X11' } } } });
  const after = planned.treeOn(DAY), made = after.byCode('local', 'X11')!;
  it('makes one unit, under the common superior, which may bear the code of one that ended', () => {
    assert.deepEqual([made.name, made.shortName, made.kind, made.parentId], ['Ủy ban nhân dân xã Nguyễn Nghiêm', 'Xã Nguyễn Nghiêm', 'commune', X(11).parentId]);
    assert.notEqual(made.id, X(11).id);
    assert.equal(after.get(X(11).id), undefined);
    assert.equal(planned.treeOn(EVE).get(X(11).id)?.name, X(11).name);
  });
  it('joins offices of one function, takes everything else along and forgets nobody', () => {
    const names = after.childrenOf(made.id).map((one) => one.name);
    assert.deepEqual(names.filter((name) => !name.startsWith('Thôn')), before.childrenOf(X(11).id).map((one) => one.name).filter((name) => !name.startsWith('Thôn')));
    assert.equal(names.filter((name) => name === 'Thôn 1').length, 2, 'two villages of one name stay two');
    assert.equal(planned.events[0]!.applied.below!.joined.length, 4);
  });
  it('leaves one successor, with the history, for each unit that ended', () => {
    const rows = planned.hops.flatMap(successionsOfHop);
    assert.equal(rows.length, 6);
    assert.ok(rows.every((row) => row.carriesHistory && row.share === 'whole'));
    assert.deepEqual(rows.filter((row) => row.toId === made.id).map((row) => row.fromId), [X(11).id, X(12).id]);
  });
  it('goes into a unit that was there as well, and gives it the functions of who ended', () => {
    const joined = done({ kind: 'merge', units: ['Sở Tư pháp'], into: { existing: 'Sở Nội vụ' } }), home = joined.treeOn(DAY).byCode('local', 'S2')!;
    assert.deepEqual(home.functions, ['home-affairs', 'justice']);
    assert.deepEqual(joined.treeOn(EVE).byCode('local', 'S2')!.functions, ['home-affairs']);
  });
});

describe('a unit', () => {
  it('is renamed and keeps everything else; the old name may go to another one on the same day', () => {
    const [a, b] = [X(1), X(2)];
    const planned = done({ kind: 'rename', unit: a.id, name: 'UBND phường Trần Quang Diệu' }, { kind: 'rename', unit: b.id, name: a.name });
    const after = planned.treeOn(DAY);
    assert.deepEqual([after.get(a.id)!.name, after.get(a.id)!.shortName, after.get(b.id)!.name], ['UBND phường Trần Quang Diệu', 'Phường Trần Quang Diệu', a.name]);
    assert.equal(planned.treeOn(EVE).get(a.id)!.name, a.name);
    const unclear = plan({ kind: 'rename', unit: a.id, name: 'UBND phường Trần Quang Diệu' }, { kind: 'rename', unit: b.id, name: a.name }, { kind: 'move', unit: a.name, parent: 'S1' });
    assert.match(sentences(unclear), /^4 Đơn vị: .* có thể là 2 đơn vị: .* Hãy ghi mã/);
  });
  it('becomes another kind', () => {
    const planned = done({ kind: 'retype', unit: 'X11', unitKind: 'ward', name: 'Ủy ban nhân dân phường Mới', codes: { 'admin-unit': '21001' } }), unit = planned.treeOn(DAY).get(X(11).id)!;
    assert.deepEqual([unit.kind, unit.shortName, unit.codes['admin-unit'], unit.codes.local], ['ward', 'Phường Mới', '21001', 'X11']);
  });
  it('is divided: what is below goes to the named heir, or must be placed first', () => {
    const into = [{ fresh: { name: 'UBND xã Đông' } }, { fresh: { name: 'UBND xã Tây' } }];
    assert.match(sentences(plan({ kind: 'split', unit: 'X11', into, remains: false })), /còn 6 đơn vị trực thuộc .* Hãy nêu đơn vị kế thừa/);
    const planned = done({ kind: 'split', unit: 'X11', into, remains: false, heir: 'UBND xã Tây' }), after = planned.treeOn(DAY), west = after.all.find((one) => one.name === 'UBND xã Tây')!;
    assert.equal(after.childrenOf(west.id).length, 6);
    assert.deepEqual(planned.hops.flatMap(successionsOfHop).map((row) => [row.share, row.toId === west.id, row.carriesHistory]), [['part', false, false], ['part', true, true]]);
  });
  it('gives a part away and lives on', () => {
    const planned = done({ kind: 'split', unit: 'S3', into: [{ fresh: { name: 'Sở Du lịch', unitKind: 'department' } }], remains: true }), after = planned.treeOn(DAY);
    assert.ok(after.byCode('local', 'S3'));
    assert.ok(planned.hops.flatMap(successionsOfHop).every((row) => !row.carriesHistory));
  });
  it('is dissolved: nobody follows unless said', () => {
    const planned = done({ kind: 'dissolve', unit: 'S9' });
    assert.equal(planned.treeOn(DAY).byCode('local', 'S9'), undefined);
    assert.deepEqual(planned.hops.flatMap(successionsOfHop).map((row) => [row.toId, row.carriesHistory]), [[null, false]]);
    assert.match(sentences(plan({ kind: 'dissolve', unit: 'X1' })), /còn 6 đơn vị trực thuộc/);
  });
  it('hands one function over', () => {
    const planned = done({ kind: 'transfer', function: 'information', from: 'S4', to: 'S3' }), after = planned.treeOn(DAY);
    assert.deepEqual([after.byCode('local', 'S4')!.functions, after.byCode('local', 'S3')!.functions], [[], ['culture', 'information']]);
    assert.match(sentences(plan({ kind: 'transfer', function: 'press', from: 'S4', to: 'S3' })), /không mang chức năng “Báo chí”/);
  });
  it('moves with what is below, and never below itself', () => {
    const planned = done({ kind: 'move', unit: 'X11', parent: 'S1' });
    assert.equal(planned.events[0]!.moved.length, 7);
    assert.ok(planned.treeOn(DAY).isWithin(before.childrenOf(X(11).id)[0]!.id, before.byCode('local', 'S1')!.id));
    assert.match(sentences(plan({ kind: 'move', unit: 'X11', parent: before.childrenOf(X(11).id)[0]!.id })), /nằm trong/);
  });
  it('is named in the refusal, with row, column and the way out; nothing of the row happens, the others are looked at too', () => {
    const planned = plan({ kind: 'merge', units: ['X1', 'X99'], into: { existing: 'X2' } }, { kind: 'dissolve', unit: 'S9' }, { kind: 'rename', unit: 'S9', name: 'Sở Khác' }, { kind: 'merge', units: ['X1', 'X2'], into: { fresh: { name: 'UBND xã Mới', codes: { local: 'X3' } } } });
    assert.equal(sentences(planned), [
      '2 Đơn vị: Không có đơn vị nào mang mã hoặc tên “X99” vào ngày 01/07/2026.',
      `4 Đơn vị: “${before.byCode('local', 'S9')!.name}” không còn vào ngày 01/07/2026: một sự kiện trước đã kết thúc đơn vị này.`,
      `5 Mã mới: Mã “X3” đang là mã của “${X(3).name}”; hãy ghi mã khác.`,
    ].join('\n'));
    assert.ok(planned.treeOn(DAY).get(X(1).id) && planned.treeOn(DAY).get(X(2).id), 'a refused row leaves no trace');
  });
  it('is not changed before its newest version began', () => {
    const planned = planReorganisation(province.versions, [on(plainDate('2025-06-01'), { kind: 'rename', unit: X(1).id, name: 'UBND xã Khác' })], seededIds(1, 1).bind(null, 1));
    assert.match(sentences(planned), /Không có đơn vị nào/);
  });
});

describe('groups', () => {
  it('mean the old members before the day and who came after from the day on', () => {
    const list: Group = { id: 'g' as Id, ownerId: before.roots[0]!.id, name: 'Các xã biên giới', aliases: [], rule: { by: 'list', members: [X(11).id, X(5).id] }, standard: null };
    const planned = done({ kind: 'merge', units: ['X11', 'X12'], into: { fresh: { name: 'UBND xã Mới' } } }), groups = new Map([...province.groups, [list.id, list] as const]);
    const [changed] = succeedGroups(groups, planned.hops).filter((group) => group.id === list.id), made = planned.events[0]!.applied.born[0]!;
    const members = (day: PlainDate): Id[] => [...resolveRule(planned.treeOn(day), changed!.rule, list.ownerId, groups).members].map((one) => one.id).sort();
    assert.deepEqual(members(EVE), [X(11).id, X(5).id].sort());
    assert.deepEqual(members(DAY), [made, X(5).id].sort());
    assert.deepEqual(resolveRule(planned.treeOn(DAY), changed!.rule, list.ownerId, groups).unknown, []);
  });
});

/** Draws events day by day, each against the tree as the ones before have left it. */
function sequence(versions: readonly Organisation[], count: number, seed: number): { inputs: EventInput[]; planned: PlannedReorganisation } {
  const pick = pickFrom(seed);
  // planned from the beginning each time with the same ids, so that later events may speak of units that earlier ones made
  const ids = (): (() => Id) => seededIds(seed, 1_900_000_000_000).bind(null, 1);
  let planned = planReorganisation(versions, [], ids()), day = DAY, inputs: EventInput[] = [];
  while (inputs.length < count) {
    const tree = inputs.length ? planned.treeOn(day) : makeTree(versions, day), wanted = Math.min(1 + pick(5), count - inputs.length), first = inputs.length;
    inputs = [...inputs, ...Array.from({ length: wanted }, (_none, index) => on(day, someEvent(tree, pick, first + index), first + index + 2))];
    planned = planReorganisation(versions, inputs, ids());
    day = addDays(day, pick(20));
  }
  return { inputs, planned };
}
const applied = (versions: readonly Organisation[], { changes }: PlannedReorganisation): Organisation[] => {
  const gone = new Set([...changes.rewritten, ...changes.removed].map((one) => one.versionId));
  return [...versions.filter((one) => !gone.has(one.versionId)), ...changes.rewritten, ...changes.born, ...changes.inserted];
};

describe('after any sequence of events', () => {
  it('versions tile, every living unit stands under one that lives, nothing hangs below itself, and each unit that ended has one history at most', () => {
    const small = sampleProvince({ communes: 8, residentialGroups: 1 });
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const { planned } = sequence(small.versions, 30, seed), versions = applied(small.versions, planned), byId = new Map<Id, Organisation[]>();
      for (const version of versions) byId.set(version.id, [...(byId.get(version.id) ?? []), version]);
      for (const list of byId.values()) {
        list.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
        list.forEach((version, at) => {
          assert.ok(version.validTo === null ? at === list.length - 1 : version.validTo >= version.validFrom);
          if (at) assert.equal(version.validFrom, addDays(list[at - 1]!.validTo!, 1));
        });
      }
      assert.ok(planned.events.length >= 10, `only ${planned.events.length} events were possible`);
      for (const day of new Set(planned.events.map((event) => event.input.onDay))) {
        const tree = planned.treeOn(day);
        for (const unit of tree.all) {
          assert.ok(unit.parentId === null || tree.get(unit.parentId), `${unit.name} hangs on somebody who is gone on ${day}`);
          assert.equal(unit.path, `${unit.parentId ? tree.get(unit.parentId)!.path : ''}${unit.id}/`);
        }
        assert.equal(tree.roots.length, 1);
      }
      const rows = planned.hops.flatMap(successionsOfHop), links = rows.filter((row) => row.carriesHistory), last = planned.treeOn(plainDate('2099-01-01'));
      assert.equal(new Set(links.map((row) => row.fromId)).size, links.length);
      assert.ok(links.every((row) => !last.get(row.fromId)), 'only who ended leaves the history to another');
      assert.ok([...planned.ended.keys()].every((id) => rows.some((row) => row.fromId === id)), 'each end is written down');
      const frame = makeFrame({ tree: last, links: links.map((row) => ({ fromId: row.fromId, toId: row.toId!, onDay: row.onDay })), choice: 'today' });
      for (const id of byId.keys()) assert.ok(byId.has(frame.place(id).rowId));
    }), { numRuns: 40 });
  });
});
