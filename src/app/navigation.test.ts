import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ENTRIES } from './navigation.ts';

it('the menu leads to each page once, under one name', () => {
  for (const key of ['href', 'label'] as const) assert.deepEqual(ENTRIES.map((entry) => entry[key]), [...new Set(ENTRIES.map((entry) => entry[key]))]);
});
