import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomIds } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { assetsDirectory } from '#app/assets-directory.ts';
import { listen } from '#app/listen.ts';
import { createApp } from '#app/wiring.ts';
import type { Portal } from '#features/sites/portal/portal.ts';
import { standingClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import type { Database } from '#platform/db/tables.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { syncedLater } from '#platform/files/synced-later.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { openAssets } from '#platform/http/assets.ts';

export interface TestWeb {
  readonly origin: string; readonly portal: Portal; readonly files: FileStore; readonly clock: ReturnType<typeof standingClock>;
  /** The application asked without a socket between: the same ladder, nothing packed and sent. */
  ask(path: string, init?: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string }): Promise<Response>;
  close(): Promise<void>;
}

/** The whole application on a free port over a test database, with the day standing still. */
export async function startWeb(db: Database, options: { today?: string; mode?: 'real' | 'demo'; /** those of a template that the database is a copy of */ files?: FileStore } = {}): Promise<TestWeb> {
  // a power cut is not what these tests are about: the disk is not waited for
  const directory = mkdtempSync(join(tmpdir(), 'loa-web-')), files = options.files ?? await openLocalFiles(join(directory, 'files'), syncedLater());
  const clock = standingClock(plainDate(options.today ?? '2026-11-20')), key = Buffer.alloc(32, 7), problems: string[] = [];
  // what opening a data directory notes in a store
  await db.insertInto('store_identity').values({ only_row: true, id: randomUUID(), kind: options.mode ?? 'demo', state_directory: null, demo_loaded_at: null, created_at: clock.now() }).onConflict((conflict) => conflict.doNothing()).execute();
  let origin = '';
  const { app, portal } = await createApp({
    db, files, config: readConfig({}), clock, ids: randomIds(() => clock.now().getTime()), mode: options.mode ?? 'demo', assets: openAssets(assetsDirectory()), ready: async () => true, pages: join(directory, 'pages'), origin: () => origin,
    secrets: { key: () => key }, log: { info() {}, warn() {}, error: (message: string, facts?: object) => { problems.push(`${message} ${JSON.stringify(facts, (_key, value: unknown) => (value instanceof Error ? value.stack : value))}`); } } as never,
  });
  const web = await listen(app, { host: '127.0.0.1', port: 0, tls: null }, (req, res) => portal.serve(req, res));
  origin = web.origin;
  await portal.start();
  return {
    origin, files, clock, portal,
    ask: async (path, init = {}) => app.request(origin + path, { ...init, headers: { host: new URL(origin).host, ...init.headers } }, { incoming: { socket: { remoteAddress: '127.0.0.1' } } }),
    async close() {
      await web.close();
      await portal.stop();
      rmSync(directory, { recursive: true, force: true });
      if (problems.length) throw new Error(`the server reported faults:\n${problems.join('\n')}`);
    },
  };
}
