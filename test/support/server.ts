import { readdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '#migrations/index.ts';
import { connect } from '#platform/db/connect.ts';
import { startEmbedded, type Embedded } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { isAlive, isLivingPostmaster, livingPostmaster } from '#platform/db/postmaster.ts';
import { POSTGRES_FOR_TESTS, TEMPLATE } from './settings.ts';

/**
 * One PostgreSQL for all tests of a run, with a migrated template from which `testDb()` copies. Durability is off: these
 * databases live for seconds (the tests of durability start their own, with the real settings). Started by
 * --test-global-setup (global.ts), or by the first test file that asks when a file is run alone.
 */
export interface TestServer { readonly postgres: Embedded; readonly directory: string }

declare global { var loaTestServer: Promise<TestServer> | undefined }

export const testServer = (): Promise<TestServer> => (globalThis.loaTestServer ??= start());

async function start(): Promise<TestServer> {
  clearAbandoned();
  const directory = await mkdtemp(join(tmpdir(), `loa-test-${process.pid}-`));
  const cluster = join(directory, 'pg');
  const postgres = await startEmbedded({
    cluster, password: 'test', major: POSTGRES_FOR_TESTS, logFile: join(directory, 'postgres.log'), unref: true,
    settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', autovacuum: 'off', max_connections: '200', shared_buffers: '128MB' },
  });
  // Whatever ends this program ends the server: also a test run that is interrupted.
  process.once('exit', () => {
    if (!globalThis.loaTestServer) return;
    try { process.kill(postgres.pid, 'SIGQUIT'); } catch { /* gone already */ }
    const nap = new Int32Array(new SharedArrayBuffer(4));
    for (let i = 0; i < 200 && isLivingPostmaster(postgres.pid, cluster); i++) Atomics.wait(nap, 0, 0, 10);
    rmSync(directory, { recursive: true, force: true });
  });
  const admin = connect(postgres.address, { max: 1 });
  await admin.pool.query(`create database ${TEMPLATE}`);
  await admin.close();
  const template = connect({ ...postgres.address, database: TEMPLATE }, { statementTimeout: 0 });
  await migrate(template, migrations);
  await template.close(); // nothing may be connected to a template while it is copied
  return { postgres, directory };
}

/** Servers of test runs that were killed: their folder carries the number of a process that is gone. */
function clearAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const run = /^loa-test-(\d+)-/.exec(name)?.[1];
    if (!run || isAlive(Number(run))) continue;
    const living = livingPostmaster(join(tmpdir(), name, 'pg'));
    if (living) process.kill(living.pid, 'SIGQUIT');
    rmSync(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

export async function stopTestServer(): Promise<void> {
  if (!globalThis.loaTestServer) return;
  const { postgres, directory } = await globalThis.loaTestServer;
  globalThis.loaTestServer = undefined;
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
}
