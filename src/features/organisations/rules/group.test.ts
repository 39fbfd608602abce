import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededIds, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { containsItself, resolveRule, type Group, type GroupRule } from './group.ts';
import { FUNCTIONS, KIND_IDS, type OrganisationFunction } from './kinds.ts';
import { sampleProvince } from './sample-province.ts';
import { STANDARD_GROUPS } from './standard-groups.ts';
import { makeTree, type Organisation } from './tree.ts';

const day = plainDate('2026-11-20');
const province = sampleProvince();
const tree = makeTree(province.versions, day), root = tree.roots[0]!;
const resolve = (rule: GroupRule, groups = province.groups) => resolveRule(tree, rule, root.id, groups);
const standard = (name: string) => resolve(STANDARD_GROUPS[name]!.rule);

describe('the groups of a province', () => {
  it('“UBND các xã, phường, đặc khu” are the 96', () => assert.equal(standard('communes').members.length, 96));
  it('“Các sở, ban, ngành” are the departments, the office and the agencies, not press, service units or parties outside', () => {
    assert.deepEqual([...new Set(standard('departments').members.map((one) => one.kind))].sort(), ['department', 'provincial-agency', 'provincial-office']);
    assert.ok(standard('agencies').members.every((one) => !one.external));
  });
  it('a union holds each member once, in the order of the tree', () => {
    const { members } = standard('everyone');
    assert.equal(members.length, standard('departments').members.length + 96);
    assert.deepEqual(members, tree.all.filter((one) => members.includes(one)));
  });
  it('the culture division of each commune is 96 divisions; a commune without one is missing, never skipped', () => {
    assert.deepEqual([standard('culture-divisions').members.length, standard('culture-divisions').missing.length], [96, 0]);
    const gone = tree.all.find((one) => one.functions.includes('culture') && one.tier === 'commune')!;
    const less = makeTree(province.versions.filter((version) => version.id !== gone.id), day);
    const { members, missing } = resolveRule(less, STANDARD_GROUPS['culture-divisions']!.rule, root.id, province.groups);
    assert.deepEqual([members.length, missing.map((one) => one.id)], [95, [gone.parentId]]);
  });
  it('a listed organisation that does not exist on the day is named', () => {
    const stranger = seededIds(1, 0)(1);
    assert.deepEqual(resolve({ by: 'list', members: [root.id, stranger] }).unknown, [stranger]);
  });
});

const ids = fc.constantFrom(...tree.all.map((one) => one.id));
const { rule } = fc.letrec<{ rule: GroupRule }>((tie) => ({
  rule: fc.oneof({ maxDepth: 3 },
    fc.record({ by: fc.constant('list' as const), members: fc.array(ids, { maxLength: 5 }) }),
    fc.record({ by: fc.constant('kind' as const), kinds: fc.subarray([...KIND_IDS]), external: fc.boolean(), direct: fc.boolean() }),
    fc.record({ by: fc.constant('union' as const), of: fc.array(tie('rule') as fc.Arbitrary<GroupRule>, { maxLength: 3 }) }),
    fc.record({ by: fc.constant('each' as const), in: tie('rule') as fc.Arbitrary<GroupRule>, function: fc.constantFrom(...Object.keys(FUNCTIONS) as OrganisationFunction[]) }),
  ),
}));

describe('any rule', () => {
  it('gives each member once, in the order of the tree', () => {
    fc.assert(fc.property(rule, (any) => {
      const { members } = resolve(any), order = members.map((one) => tree.all.indexOf(one));
      assert.deepEqual(order, [...new Set(order)].sort((a, b) => a - b));
    }));
  });
  it('distributed over a group accounts for every member of it: a unit inside, or missing', () => {
    fc.assert(fc.property(rule, fc.constantFrom(...Object.keys(FUNCTIONS) as OrganisationFunction[]), (inner, tag) => {
      const outer = resolve(inner), each = resolve({ by: 'each', in: inner, function: tag });
      const missing = new Set<Organisation>(each.missing);
      for (const member of outer.members) assert.ok(missing.has(member) || each.members.some((unit) => unit.parentId === member.id), member.name);
      for (const before of outer.missing) assert.ok(missing.has(before), 'what was missing before stays missing');
    }));
  });
  it('that leads back to its own group ends, and is recognised', () => {
    const [a, b] = [seededIds(2, 0)(1), seededIds(3, 0)(1)] as [Id, Id];
    const group = (id: Id, of: GroupRule): Group => ({ id, ownerId: root.id, name: id, aliases: [], rule: of, standard: null });
    const groups = new Map([[a, group(a, { by: 'union', of: [{ by: 'group', group: b }, { by: 'list', members: [root.id] }] })], [b, group(b, { by: 'each', in: { by: 'group', group: a }, function: 'office' })]]);
    assert.deepEqual(resolve({ by: 'group', group: a }, groups).members.map((one) => one.id)[0], root.id);
    assert.ok(containsItself(a, groups.get(a)!.rule, groups));
    assert.ok(!containsItself(a, { by: 'list', members: [root.id] }, groups));
  });
});
