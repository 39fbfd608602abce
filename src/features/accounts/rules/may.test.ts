import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededIds, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { ROLES, type Permission, type Role } from '#platform/policy.ts';
import { mayAt, outranks, type HeldRole } from './may.ts';

const ids = seededIds(3, 0);
const place = { grandparent: ids(1), parent: ids(1), own: ids(1), child: ids(1), grandchild: ids(1), sibling: ids(1), otherBranch: ids(1) };
const up = new Map<Id, Id>([[place.parent, place.grandparent], [place.own, place.parent], [place.child, place.own], [place.grandchild, place.child], [place.sibling, place.parent], [place.otherBranch, place.grandparent]]);
const isWithin = (id: Id, ancestor: Id): boolean => { for (let at: Id | undefined = id; at; at = up.get(at)) if (at === ancestor) return true; return false; };
const today = plainDate('2026-11-20');
const held = (role: Role, organisationId: Id, subtree: boolean, dates: Partial<HeldRole> = {}): HeldRole => ({ role, organisationId, subtree, validFrom: plainDate('2026-01-01'), validTo: null, ...dates });
/** One permission for each role alone, one for all, one for none. */
const policy = { ...Object.fromEntries(ROLES.map((role) => [`only.${role}`, [role]])), 'only.everyone': ROLES, 'only.nobody': [] } as Record<Permission, readonly Role[]>;
const may = (roles: readonly HeldRole[], permission: Permission, at: Id): boolean => mayAt(roles, policy, permission, at, isWithin, today);

describe('a permission at an organisation', () => {
  for (const role of ROLES) for (const subtree of [false, true])
    for (const [where, id] of Object.entries(place)) {
      const expected = where === 'own' || (subtree && (where === 'child' || where === 'grandchild'));
      it(`${role}${subtree ? ' over the subtree' : ''}: ${expected ? 'may' : 'may not'} act at ${where}`, () => {
        for (const permission of Object.keys(policy) as Permission[])
          assert.equal(may([held(role, place.own, subtree)], permission, id), expected && policy[permission]!.includes(role), permission);
      });
    }
  it('is nobody’s without roles, and nobody’s when no policy knows it', () => {
    for (const id of Object.values(place)) assert.equal(may([], 'only.everyone', id), false);
    assert.equal(may([held('administrator', place.own, true)], 'un.known', place.own), false);
    assert.equal(may([held('administrator', place.own, true)], 'constructor' as Permission, place.own), false);
  });
  it('begins and ends with the role’s days', () => {
    for (const [dates, expected] of [[{ validFrom: today }, true], [{ validFrom: plainDate('2026-11-21') }, false], [{ validTo: today }, true], [{ validTo: plainDate('2026-11-19') }, false]] as const)
      assert.equal(may([held('officer', place.own, false, dates)], 'only.officer', place.own), expected);
  });
  it('adds up over several roles in several units', () => {
    const roles = [held('officer', place.child, false), held('observer', place.otherBranch, true)];
    assert.equal(may(roles, 'only.officer', place.child), true);
    assert.equal(may(roles, 'only.observer', place.otherBranch), true);
    assert.equal(may(roles, 'only.officer', place.otherBranch), false);
  });
});

describe('deciding over an account', () => {
  const admin = held('administrator', place.own, true);
  for (const [what, other, expected] of [
    ['an officer of the own unit', [held('officer', place.own, false)], true],
    ['an administrator below', [held('administrator', place.child, true)], true],
    ['an administrator beside, of the same reach', [held('administrator', place.own, true)], true],
    ['somebody above', [held('officer', place.parent, false)], false],
    ['somebody of a sibling', [held('officer', place.sibling, false)], false],
    ['an officer here who is also one above', [held('officer', place.own, false), held('officer', place.parent, false)], false],
    ['an officer here who was one above once', [held('officer', place.own, false), held('officer', place.parent, false, { validTo: plainDate('2026-06-30') })], true],
    ['an officer here who will be one above', [held('officer', place.own, false), held('officer', place.parent, false, { validFrom: plainDate('2027-01-01') })], false],
    ['somebody without any role', [], true],
  ] as const) it(`${expected ? 'reaches' : 'does not reach'} ${what}`, () => assert.equal(outranks([admin], other, isWithin, today), expected));
  it('over one unit alone does not reach a role over its subtree', () => {
    assert.equal(outranks([held('administrator', place.own, false)], [held('officer', place.own, true)], isWithin, today), false);
    assert.equal(outranks([held('administrator', place.own, false)], [held('officer', place.child, false)], isWithin, today), false);
    assert.equal(outranks([held('administrator', place.own, false)], [held('officer', place.own, false)], isWithin, today), true);
  });
  it('needs an administrator whose role holds today', () => {
    assert.equal(outranks([held('focal', place.grandparent, true)], [], isWithin, today), false);
    assert.equal(outranks([held('administrator', place.grandparent, true, { validTo: plainDate('2026-11-19') })], [], isWithin, today), false);
  });
});
