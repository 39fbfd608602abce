import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { afterVerb, PLAN_ORIGINS, PLAN_STATUSES, PLAN_STATUS_LABEL, PLAN_VERBS, verbsOf } from './state.ts';

describe('the states of a plan', () => {
  for (const origin of PLAN_ORIGINS) for (const status of PLAN_STATUSES)
    test(`${origin}, ${status}: every verb leads to a state or is refused`, () => {
      for (const verb of PLAN_VERBS) { const next = afterVerb(origin, status, verb); assert.ok(next === null || PLAN_STATUSES.includes(next)); }
      assert.ok(PLAN_STATUS_LABEL[status]);
      assert.equal(verbsOf(origin, status).includes('edit'), status === 'draft');
    });
  test('a plan signed elsewhere is issued by one person; one written here only after approval', () => {
    assert.equal(afterVerb('imported', 'draft', 'issue'), 'issued');
    assert.equal(afterVerb('authored', 'draft', 'issue'), null);
    assert.equal(afterVerb('authored', 'in-review', 'issue'), null);
    assert.equal(afterVerb('authored', 'approved', 'issue'), 'issued');
  });
  test('nothing leads out of a recall', () => assert.deepEqual(PLAN_ORIGINS.flatMap((origin) => verbsOf(origin, 'recalled')), []));
});
