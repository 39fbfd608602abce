import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { randomIds } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { standingClock } from '#platform/clock.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { syncedLater } from '#platform/files/synced-later.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { loadDemo } from '../../demo/load.ts';
import { makeTemplate, testDb } from './database.ts';
import { testServer } from './server.ts';
import { startWeb, type TestWeb } from './web.ts';

let loaded: Promise<{ readonly template: string; readonly files: FileStore }> | undefined;

/** The demonstration province behind a running application. It is loaded once for all tests of a run, before anybody follows what happens; each has a database of its own. */
export async function demoWorld(): Promise<{ readonly db: Database; readonly web: TestWeb }> {
  const { template, files } = await (loaded ??= load()), { db } = await testDb({ template });
  return { db, web: await startWeb(db, { files }) };
}

async function load(): Promise<Awaited<NonNullable<typeof loaded>>> {
  const { directory } = await testServer(), files = await openLocalFiles(mkdtempSync(join(directory, 'demo-files-')), syncedLater()); // gone with the server
  const template = await makeTemplate('demo', (db) => loadDemo({ db, files, clock: standingClock(plainDate('2026-11-20')), ids: randomIds() }));
  return { template, files };
}
