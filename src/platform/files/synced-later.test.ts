import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openLocalFiles } from './local-files.ts';
import { syncedLater } from './synced-later.ts';

test('files that are brought to the disk together are all there, also one that was put twice', async () => {
  const root = await mkdtemp(join(tmpdir(), 'loa-later-'));
  try {
    const disk = syncedLater(), store = await openLocalFiles(root, disk);
    const put = [];
    for (const text of ['một', 'hai', 'một', 'ba']) put.push(await store.put(Buffer.from(text)));
    await disk.settle();
    assert.equal(new Set(put.map((one) => one.sha256)).size, 3);
    for (const one of put) assert.equal(await store.verify(one.sha256), 'whole');
    await disk.settle(); // nothing waits any more
  } finally {
    await rm(root, { recursive: true });
  }
});
