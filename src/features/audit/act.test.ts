import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { heads } from './store/events.ts';
import { tableShape } from './store/row-digest.ts';
import { chainFaults, rowFaults } from './store/verification.ts';

const { db } = await testDb();
await sql`create table notes (shard_id integer not null, id uuid not null, body text, extra jsonb, seen integer, primary key (shard_id, id))`.execute(db);
await sql`comment on column notes.seen is 'unaudited: a counter'`.execute(db);

const write = (acting: Parameters<Parameters<ReturnType<typeof actingFor>['run']>[0]>[0], id: Id, body: string) =>
  sql`insert into notes (shard_id, id, body, extra) values (${acting.shard}, ${id}, ${body}, ${'{"a":null}'})
      on conflict (shard_id, id) do update set body = excluded.body`.execute(acting.tx);

const events = async () => (await sql<{ shard_id: number; position: number; verb: string; row_id: string; row_sha256: Buffer | null; facts: unknown; person_name: string; at: Date }>`
  select * from audit_events order by shard_id, position`.execute(db)).rows;

test('a change and its event are written together, with the digest of the row as it ended', async () => {
  const { run, newId } = actingFor(db, { today: '2026-03-02' });
  const id = newId();
  await run(async (acting) => {
    await write(acting, id, 'nháp');
    acting.record({ verb: 'notes.written', table: 'notes', id, facts: { title: 'Nhịp sống' } });
    await write(acting, id, 'bản cuối');
  });
  const [event] = await events();
  assert.equal(event!.verb, 'notes.written');
  assert.equal(event!.person_name, 'Nguyễn Thị Kiểm Thử');
  assert.deepEqual(event!.facts, { title: 'Nhịp sống' });
  assert.equal(event!.at.toISOString(), '2026-03-02T02:00:00.000Z');
  const text = `{"id": "${id}", "body": "bản cuối", "extra": "{\\"a\\": null}", "shard_id": 1}`;
  assert.equal(event!.row_sha256!.toString('hex'), createHash('sha256').update(text).digest('hex'));
});

test('a verb that fails leaves neither change nor event', async () => {
  const before = (await events()).length;
  const { run, newId } = actingFor(db);
  const id = newId();
  await assert.rejects(run(async (acting) => {
    await write(acting, id, 'x');
    acting.record({ verb: 'notes.written', table: 'notes', id });
    throw new Error('no');
  }), /no/);
  assert.equal((await events()).length, before);
  assert.equal((await sql`select 1 from notes where id = ${id}`.execute(db)).rows.length, 0);
});

test('who may not gets a sentence and nothing is written', async () => {
  const { run, newId } = actingFor(db, { actor: actorFor({ may: async (permission) => permission === 'notes.read' }) });
  await run((acting) => acting.authorise('notes.read', newId()));
  await assert.rejects(run((acting) => acting.authorise('notes.write', newId())), { name: 'AppError', code: 'forbidden' });
});

test('positions count up without a gap when many write at once, and every event links to the one before', async () => {
  const { run, newId } = actingFor(db, { seed: 7 });
  await Promise.all(Array.from({ length: 60 }, (_, n) => run(async (acting) => {
    const id = newId();
    await write(acting, id, `song song ${n}`);
    acting.record({ verb: 'notes.written', table: 'notes', id });
  })));
  const rows = (await sql<{ position: number; linked: boolean }>`
    select position, previous_sha256 = coalesce(lag(sha256) over (order by position), decode(repeat('00', 32), 'hex')) as linked
      from audit_events where shard_id = 1 order by position`.execute(db)).rows;
  assert.deepEqual(rows.map((row) => row.position), rows.map((_, n) => n + 1));
  assert.ok(rows.every((row) => row.linked));
  assert.deepEqual((await heads(db)).map((head) => [head.shard, head.position]), [[1, rows.length]]);
});

test('a deadlock is tried again instead of being shown to anyone', async () => {
  const { run, newId } = actingFor(db, { seed: 8 });
  const [a, b] = [newId(), newId()];
  await run(async (acting) => { await write(acting, a, '0'); await write(acting, b, '0'); });
  const touch = (first: Id, second: Id) => run(async (acting) => {
    await sql`update notes set seen = coalesce(seen, 0) + 1 where shard_id = 1 and id = ${first}`.execute(acting.tx);
    await new Promise((resolve) => { setTimeout(resolve, 30); });
    await sql`update notes set seen = coalesce(seen, 0) + 1 where shard_id = 1 and id = ${second}`.execute(acting.tx);
  });
  await Promise.all([touch(a, b), touch(b, a)]);
  const { rows } = await sql<{ seen: number }>`select seen from notes where id in (${a}, ${b})`.execute(db);
  assert.deepEqual(rows, [{ seen: 2 }, { seen: 2 }]);
});

test('bulk work is one event that says how many rows it wrote', async () => {
  await sql`create table readings (shard_id integer not null, id uuid not null, batch_id uuid not null, amount numeric, primary key (shard_id, id))`.execute(db);
  const { run, newId } = actingFor(db, { seed: 9 });
  await run(async (acting) => {
    const batchId = acting.newId();
    for (let n = 0; n < 500; n++) await sql`insert into readings values (1, ${newId()}, ${batchId}, ${n / 4})`.execute(acting.tx);
    acting.recordBatch({ verb: 'readings.imported', table: 'readings', batchId });
  });
  const { rows } = await sql<{ row_count: number; batch_id: string; row_id: null }>`select row_count, batch_id, row_id from audit_events where verb = 'readings.imported'`.execute(db);
  assert.equal(rows.length, 1);
  assert.equal(rows[0]!.row_count, 500);
});

test('few events or many, of two chains, of rows that are gone: hashed by the database or by us, all chains hold', async () => {
  await sql`create table kinds (id uuid primary key, name text)`.execute(db);
  const { run, newId } = actingFor(db, { seed: 11 });
  for (const rows of [1, 3, 40, 2]) await run(async (acting) => {
    for (let n = 0; n < rows; n++) {
      const id = newId(), kind = newId();
      await write(acting, id, `dòng “${n}”: 5:vàng,`);
      acting.record({ verb: 'notes.written', table: 'notes', id, facts: n % 2 ? { title: 'Đăng tải ✓', quote: '"\\\n' } : {}, organisationId: n % 2 ? kind : null });
      await sql`insert into kinds values (${kind}, 'loại')`.execute(acting.tx);
      acting.record({ verb: 'kinds.made', table: 'kinds', id: kind });
      if (n === 1) { await sql`delete from kinds where id = ${kind}`.execute(acting.tx); acting.record({ verb: 'kinds.removed', table: 'kinds', id: kind }); }
    }
  });
  for (const shard of [0, 1]) assert.deepEqual(await chainFaults(db, shard, 10), []);
  const faults = async (table: string, key: 'id' | 'shard_id,id') => (await rowFaults(db, { table, key, by: 'row' }, (await tableShape(db, table))!, 100)).first.map(({ kind }) => kind);
  assert.deepEqual(await faults('kinds', 'id'), []);
  assert.deepEqual((await faults('notes', 'shard_id,id')).filter((kind) => kind !== 'unrecorded'), []); // the tests above wrote some without a word
});

test('a chain whose end is gone, because somebody emptied the database while we ran, begins anew', async () => {
  const { run, newId } = actingFor(db, { seed: 12 });
  await sql`truncate audit_events, audit_heads`.execute(db);
  const id = newId();
  await run(async (acting) => { await write(acting, id, 'mới'); acting.record({ verb: 'notes.written', table: 'notes', id }); });
  assert.deepEqual((await events()).map(({ position, row_id }) => [position, row_id]), [[1, id]]);
  assert.deepEqual(await chainFaults(db, 1, 10), []);
});
