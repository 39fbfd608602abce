/**
 * The victim of crash.test.ts: writes files and rows the way the program does and says "saved ID SHA256" on stdout only
 * after the commit. At its start it looks for everything that was ever acknowledged (lines of the file given) and says
 * what is missing. Arguments: data directory, file of acknowledged lines.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { sql } from 'kysely';
import { readConfig } from '#platform/config.ts';
import { openStore, type Store } from '#platform/db/store.ts';
import { silentLog } from '#platform/log.ts';
import { base } from '#migrations/0001-base.ts';

const [, , data, acknowledged] = process.argv;
const WRITERS = 4;

// One pipe write of a short line is never split, and a synchronous one has left the program when it returns.
const say = (line: string): void => { writeSync(1, `${line}\n`); };

async function missing(store: Store): Promise<string[]> {
  const lines = readFileSync(acknowledged!, 'utf8').split('\n').filter(Boolean).map((line) => line.split(' ') as [string, string]);
  const { rows } = await sql<{ id: string; sha256: string }>`select id, sha256 from crash_rows`.execute(store.db);
  const found = new Map(rows.map(({ id, sha256 }) => [id, sha256]));
  const lost = [];
  for (const [id, sha256] of lines) {
    if (found.get(id) !== sha256) lost.push(`row ${id}`);
    if ((await store.files.verify(sha256)) !== 'whole') lost.push(`file ${sha256}`);
  }
  return lost;
}

async function write(store: Store): Promise<never> {
  for (;;) {
    const id = randomUUID();
    const { sha256 } = await store.files.put(randomBytes(2_000));
    await store.db.transaction().execute((tx) => sql`insert into crash_rows (id, sha256) values (${id}, ${sha256})`.execute(tx));
    say(`saved ${id} ${sha256}`);
  }
}

const store = await openStore({ config: readConfig({}), data: data!, kind: 'real', create: true, exclusive: true, migrate: true, migrations: { '0001-base': base }, log: silentLog });
await sql`create table if not exists crash_rows (id uuid primary key, sha256 text not null)`.execute(store.db);
say(`missing ${JSON.stringify(await missing(store))}`);
await Promise.all(Array.from({ length: WRITERS }, () => write(store)));
