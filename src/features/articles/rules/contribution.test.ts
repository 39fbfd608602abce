import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowContribution, CONTRIBUTION_STATES, CONTRIBUTION_VERBS, mayContribution } from './contribution.ts';

test('every state of a contribution says which verbs it knows; an end has no way on', () => {
  const ways = CONTRIBUTION_STATES.map((state) => [state, CONTRIBUTION_VERBS.filter((verb) => mayContribution(state, verb)).join(' ')]);
  assert.deepEqual(ways, [['sent', 'recall take return decline'], ['returned', 'send-again recall'], ['taken-over', ''], ['declined', ''], ['recalled', '']]);
  for (const state of CONTRIBUTION_STATES) for (const verb of CONTRIBUTION_VERBS)
    if (mayContribution(state, verb)) assert.ok(CONTRIBUTION_STATES.includes(allowContribution(state, verb)));
    else assert.throws(() => allowContribution(state, verb), /\. /u, 'a sentence with the way out');
});
