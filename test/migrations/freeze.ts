/** Writes test/migrations/frozen/<newest migration>.tar from small made-up data: `node --import tsx test/migrations/freeze.ts`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backupStore } from '#app/keeping.ts';
import { readConfig } from '#platform/config.ts';
import { openStore } from '#platform/db/store.ts';
import { silentLog } from '#platform/log.ts';
import { migrations } from '#migrations/index.ts';
import { workedProvince } from '../support/worked-province.ts';

const folder = await mkdtemp(join(tmpdir(), 'loa-freeze-'));
const config = readConfig({});
const store = await openStore({ config, data: join(folder, 'data'), kind: 'real', create: true, migrate: true, migrations, log: silentLog });
try {
  await workedProvince(store.db, store.files);
  const path = fileURLToPath(new URL(`./frozen/${Object.keys(migrations).at(-1)}.tar`, import.meta.url));
  const { rows, bytes } = await backupStore(store, config, path, new Date('2026-11-20T02:00:00Z'));
  console.log(`${path}: ${rows} rows, ${bytes} bytes`);
} finally {
  await store.close();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0); // the reader of files waits for more to read
