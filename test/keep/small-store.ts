import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { defineAudited } from '#features/audit/audited.ts';
import type { Database } from '#platform/db/tables.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { actingFor } from '#test/support/acting.ts';

export const AUDITED = [
  defineAudited({ table: 'k_papers', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'k_units', key: 'id', by: 'row' }),
  defineAudited({ table: 'k_dues', key: 'shard_id,id', by: 'batch' }),
];
export const FILES = [{ table: 'k_files', column: 'sha256' }];

/** A few tables as nouns have them, with awkward types; names that no noun uses. */
export async function smallTables(db: Database): Promise<void> {
  await sql`create table k_papers (shard_id integer not null, id uuid not null, title text not null, note text, body jsonb, tags text[], raw bytea, day date,
    at timestamptz, amount numeric(12, 3), ratio double precision, flag boolean, counter bigint, seen integer,
    plain text generated always as (lower(title)) stored, primary key (shard_id, id))`.execute(db);
  await sql`comment on column k_papers.seen is 'unaudited: how often it was opened'`.execute(db);
  await sql`create table k_units (id uuid primary key, name text not null)`.execute(db);
  await sql`create table k_dues (shard_id integer not null, id uuid not null, batch_id uuid not null, due date not null, amount integer, primary key (shard_id, id))`.execute(db);
  await sql`create table k_files (shard_id integer not null, sha256 text not null, name text, primary key (shard_id, sha256))`.execute(db);
}

let parent: string | null = null;

/** A folder that goes away with the program. */
export async function temporaryFolder(): Promise<string> {
  if (!parent) {
    const made = parent = await mkdtemp(join(tmpdir(), 'loa-keep-'));
    process.once('exit', () => { rmSync(made, { recursive: true, force: true }); });
  }
  return mkdtemp(join(parent, 'x-'));
}

export async function temporaryFiles() {
  const root = join(await temporaryFolder(), 'files');
  return { ...await openLocalFiles(root), root };
}

/** Some papers, a unit, a batch of dues and two files, all written the proper way. */
export async function fillSmallStore(db: Database, files: Awaited<ReturnType<typeof temporaryFiles>>) {
  const { run, newId } = actingFor(db, { today: '2026-05-04' });
  const papers = [newId(), newId(), newId()];
  const unit = newId();
  await run(async (acting) => {
    await sql`insert into k_units values (${unit}, 'UBND xã Tân An')`.execute(acting.tx);
    acting.record({ verb: 'units.added', table: 'k_units', id: unit });
    for (const id of papers) {
      await sql`insert into k_papers (shard_id, id, title, body, day, at) values (1, ${id}, 'Kế hoạch', '{"a": [1, null]}', '2026-05-04', ${acting.now})`.execute(acting.tx);
      acting.record({ verb: 'papers.written', table: 'k_papers', id });
    }
  });
  await run(async (acting) => {
    await sql`update k_papers set title = 'Kế hoạch số 2' where shard_id = 1 and id = ${papers[1]}`.execute(acting.tx);
    acting.record({ verb: 'papers.renamed', table: 'k_papers', id: papers[1]! });
    await sql`delete from k_papers where shard_id = 1 and id = ${papers[2]}`.execute(acting.tx);
    acting.record({ verb: 'papers.removed', table: 'k_papers', id: papers[2]! });
  });
  const batches = [newId(), newId()];
  const dues = batches.map(() => [newId(), newId(), newId()]);
  await run(async (acting) => {
    for (const [n, batchId] of batches.entries()) {
      for (const id of dues[n]!) await sql`insert into k_dues values (1, ${id}, ${batchId}, '2026-06-30', 5)`.execute(acting.tx);
      acting.recordBatch({ verb: 'dues.issued', table: 'k_dues', batchId, facts: { count: 3 } });
    }
  });
  const stored = [await files.put(Buffer.from('ảnh một')), await files.put(Buffer.from('ảnh hai'))];
  for (const { sha256 } of stored) await sql`insert into k_files values (1, ${sha256}, 'ảnh.jpg')`.execute(db);
  return { papers, unit, batches, dues, stored };
}
