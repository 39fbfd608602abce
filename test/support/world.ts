import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { syncedLater } from '#platform/files/synced-later.ts';
import { makeTemplate, testDb } from './database.ts';
import { testServer } from './server.ts';
import { startWeb, type TestWeb } from './web.ts';

/**
 * A running application over what `fill` puts into an empty store. It is filled once for all tests of a run, before anybody follows what happens; each test has a database of its own
 * and closes its web. Files are shared: one that is kept is never changed.
 */
export function world<Facts>(name: string, fill: (db: Database, files: FileStore) => Promise<Facts>): (options?: { readonly today?: string }) => Promise<{ readonly db: Database; readonly web: TestWeb; readonly facts: Facts }> {
  let filled: Promise<{ readonly template: string; readonly files: FileStore; readonly facts: Facts }> | undefined;
  const made = async () => {
    const { directory } = await testServer(), files = await openLocalFiles(mkdtempSync(join(directory, `${name}-files-`)), syncedLater()); // gone with the server
    let facts: Facts;
    const template = await makeTemplate(name, async (db) => { facts = await fill(db, files); });
    return { template, files, facts: facts! };
  };
  return async (options = {}) => {
    const { template, files, facts } = await (filled ??= made()), { db } = await testDb({ template });
    return { db, web: await startWeb(db, { ...options, files }), facts };
  };
}
