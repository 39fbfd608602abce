/** Writes test/migrations/frozen/<newest migration>.tar from small made-up data: `node --import tsx test/migrations/freeze.ts`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PORTAL_PARTS } from '#app/portal-parts.ts';
import { PRINT_SOURCES } from '#app/print-sources.ts';
import { openVault, useVault } from '#features/accounts/secrets.ts';
import { usePortalParts } from '#features/sites/portal-part.ts';
import { usePrintSources } from '#features/prints/source.ts';
import { backupStore } from '#app/keeping.ts';
import { readConfig } from '#platform/config.ts';
import { openStore } from '#platform/db/store.ts';
import { silentLog } from '#platform/log.ts';
import { migrations } from '#migrations/index.ts';
import { actingFor } from '../support/acting.ts';
import { sampleArticle, sampleContribution } from '../support/sample-article.ts';
import { sampleNewsletter } from '../support/sample-newsletter.ts';
import { samplePosting } from '../support/sample-posting.ts';
import { samplePrint } from '../support/sample-print.ts';
import { sampleProcedures } from '../support/sample-procedure.ts';
import { workedProvince } from '../support/worked-province.ts';

useVault(openVault(Buffer.alloc(32, 7)));
usePortalParts(...PORTAL_PARTS);
usePrintSources(...PRINT_SOURCES);
const folder = await mkdtemp(join(tmpdir(), 'loa-freeze-'));
const config = readConfig({});
const store = await openStore({ config, data: join(folder, 'data'), kind: 'real', create: true, migrate: true, migrations, log: silentLog });
try {
  const { db } = store, { root, communes: [commune], departments: [department], photo } = await workedProvince(db, store.files), acting = actingFor(db, { today: '2026-11-20', seed: 77 });
  const { column } = await sampleArticle(acting, db, commune!, photo);
  await sampleContribution(acting, db, { column, from: department!, photo });
  await sampleNewsletter(acting, db, commune!);
  await samplePrint(acting, db, commune!);
  await samplePosting(acting, db, commune!, photo);
  await sampleProcedures(acting, db, root, commune!, photo);
  const path = fileURLToPath(new URL(`./frozen/${Object.keys(migrations).at(-1)}.tar`, import.meta.url));
  const { rows, bytes } = await backupStore(store, config, path, new Date('2026-11-20T02:00:00Z'));
  console.log(`${path}: ${rows} rows, ${bytes} bytes`);
} finally {
  await store.close();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0); // the reader of files waits for more to read
