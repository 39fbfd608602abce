import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { sql } from 'kysely';
import { verify } from '#features/audit/verify.ts';
import { migrate } from '#platform/db/migrate.ts';
import { connect } from '#platform/db/connect.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { globalTeardown } from '#test/support/global.ts';
import { backupOf, MIGRATIONS, restoreInto, temporaryFolder } from '#test/keep/backup-support.ts';
import { AUDITED, temporaryFiles } from '#test/keep/small-store.ts';

/**
 * What keeping costs: an action with its audit event, proving, backing up and restoring a store of a million rows, and
 * the memory a backup needs.
 *
 *     node --import tsx bench/keep.ts [ROWS]
 */
const rows = Number(process.argv[2] ?? 1_000_000);
const database = await testDb();
const patient = connect(database.address, { max: 4, statementTimeout: 0 });
const { db } = patient;
await migrate(patient, MIGRATIONS);
await sql`insert into store_identity (id, kind, created_at) values (gen_random_uuid(), 'real', now())`.execute(db);
const { run, newId } = actingFor(db);
const seconds = async (work: () => Promise<unknown>): Promise<number> => { const start = performance.now(); await work(); return Math.round(performance.now() - start) / 1000; };

const byRow = Math.round(rows / 10);
await run(async (acting) => {
  const batchId = acting.newId();
  await sql`insert into k_dues select 1, gen_random_uuid(), ${batchId}, '2026-01-01', n from generate_series(1, ${sql.lit(rows - byRow)}) as n`.execute(acting.tx);
  acting.recordBatch({ verb: 'dues.issued', table: 'k_dues', batchId });
});
const rowEvents = await seconds(() => run(async (acting) => {
  const ids = Array.from({ length: byRow }, newId);
  await sql`insert into k_papers (shard_id, id, title, body) select 1, x, 'Kế hoạch tuyên truyền', '{"a": [1, 2, 3]}' from unnest(${ids}::uuid[]) as x`.execute(acting.tx);
  for (const id of ids) acting.record({ verb: 'papers.written', table: 'k_papers', id });
}));
const single: number[] = [];
for (let n = 0; n < 500; n++) {
  single.push(await seconds(() => run(async (acting) => {
    const id = acting.newId();
    await sql`insert into k_papers (shard_id, id, title) values (1, ${id}, 'một')`.execute(acting.tx);
    acting.record({ verb: 'papers.written', table: 'k_papers', id });
  })) * 1000);
}
single.sort((a, b) => a - b);

let differences = -1;
const verifySeconds = await seconds(async () => { differences = (await verify(db, { audited: AUDITED, files: [], fileStore: null })).differences.length; });
const files = await temporaryFiles();
const path = join(await temporaryFolder(), 'kho.tar');
const before = process.memoryUsage().rss;
let most = before;
const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss); }, 20);
let bytes = 0;
const backupSeconds = await seconds(async () => { ({ bytes } = await backupOf({ address: database.address, files }, path)); });
const target = await testDb({ empty: true });
const restoreSeconds = await seconds(() => restoreInto(target.address, path));
clearInterval(watch);
console.log(JSON.stringify({
  bench: 'keep', rows, actionMedianMilliseconds: single[250], rowEventsPerSecond: Math.round(byRow / rowEvents), verifySeconds, differences, backupSeconds, backupMegabytes: Math.round(bytes / 1e6),
  restoreSeconds, memoryGrowthMegabytes: Math.round((most - before) / 1e6),
}));
await patient.close();
await database.close();
await target.close();
await globalTeardown();
