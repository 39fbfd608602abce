import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sharedBuffers } from './embedded.ts';

it('the database takes a sixteenth of the memory for itself, on a small machine as on a large one within bounds', () => {
  const gigabyte = 2 ** 30;
  assert.deepEqual([1, 4, 8, 64].map((memory) => sharedBuffers(memory * gigabyte)), [128, 256, 512, 1_024]);
});
