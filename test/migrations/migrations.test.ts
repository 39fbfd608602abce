import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { AppError } from '#kernel/app-error.ts';
import { migrations } from '#migrations/index.ts';
import { connect } from '#platform/db/connect.ts';
import { appliedMigrations, migrate, pendingMigrations, schemaVersion } from '#platform/db/migrate.ts';
import { testDb } from '../support/database.ts';

const names = Object.keys(migrations);
const noop: Migration = { async up() {} };

describe('migrations', () => {
  test('are listed in their order, each under the number and noun of its file', () => {
    assert.deepEqual(names, [...names].sort());
    for (const name of names) assert.match(name, /^\d{4}-[a-z][a-z-]*$/);
    assert.equal(new Set(names.map((name) => name.slice(0, 4))).size, names.length, 'two migrations share a number');
  });

  test('can stop after every one of them and go on to the newest', async () => {
    const database = await testDb({ empty: true });
    for (const name of names) {
      assert.deepEqual(await migrate(database, migrations, name), [name]);
      assert.equal(await schemaVersion(database), name);
    }
    assert.deepEqual(await migrate(database, migrations), []);
  });

  test('three starts at once: each is applied once, none fails', async () => {
    const { address } = await testDb({ empty: true });
    const starts = [1, 2, 3].map(() => connect(address, { max: 3, statementTimeout: 0, allowExitOnIdle: true }));
    try {
      const applied = await Promise.all(starts.map((start) => migrate(start, migrations)));
      assert.deepEqual(applied.flat().sort(), names);
    } finally {
      await Promise.all(starts.map((start) => start.close()));
    }
  });

  test('one that fails keeps those before it, leaves nothing of itself, says which, and is done again', async () => {
    const database = await testDb({ empty: true });
    let broken = true;
    const set = {
      '0001-first': { async up(db) { await sql`create table first_table (id int)`.execute(db); } },
      '0002-second': { async up(db) { await sql`create table second_table (id int)`.execute(db); if (broken) throw new Error('power cut'); } },
    } satisfies Record<string, Migration>;
    await assert.rejects(migrate(database, set), (error) => error instanceof AppError && /0002-second không xong: power cut/.test(error.message));
    assert.deepEqual(await pendingMigrations(database, set), ['0002-second']);
    const half = await sql<{ there: boolean }>`select to_regclass('second_table') is not null as there`.execute(database.db);
    assert.equal(half.rows[0]!.there, false, 'half a migration was kept');
    broken = false;
    assert.deepEqual(await migrate(database, set), ['0002-second']);
  });

  test('a database of a newer program is refused and not touched', async () => {
    const database = await testDb({ empty: true });
    await migrate(database, { '0001-a': noop, '0002-b': noop });
    await assert.rejects(migrate(database, { '0001-a': noop }), (error) => error instanceof AppError && /bản Loa mới hơn.*0002-b/.test(error.message));
    assert.deepEqual(await appliedMigrations(database), ['0001-a', '0002-b']);
  });

  test('need no superuser', async () => {
    const { address, pool } = await testDb({ empty: true });
    const role = `plain_${address.database}`;
    await pool.query(`create role ${role} login password 'plain' nosuperuser nocreatedb nocreaterole`);
    await pool.query(`grant create on database ${address.database} to ${role}`);
    await pool.query(`alter schema public owner to ${role}`);
    const plain = connect({ ...address, user: role, password: 'plain' }, { statementTimeout: 0, allowExitOnIdle: true });
    try {
      assert.deepEqual(await migrate(plain, migrations), names);
    } finally {
      await plain.close();
      await pool.query(`drop owned by ${role} cascade`).catch(() => {});
      await pool.query(`drop role if exists ${role}`);
    }
  });

  test('no trigger, and no table without a key', async () => {
    const { db } = await testDb();
    const triggers = await sql<{ name: string }>`select tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where not tgisinternal and n.nspname = 'public'`.execute(db);
    assert.deepEqual(triggers.rows, []);
    const keyless = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')
      and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p') and c.relname not like 'schema_migrations%'`.execute(db);
    assert.deepEqual(keyless.rows, []);
  });

  test('unique indexes of sharded tables carry the shard, so that the tables can be spread over machines', async () => {
    const { db } = await testDb();
    const { rows } = await sql<{ name: string }>`
      select i.relname as name from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'shard_id' and not a.attisdropped
      where n.nspname = 'public' and x.indisunique and not (a.attnum = any (x.indkey::int2[]))`.execute(db);
    assert.deepEqual(rows, []);
  });
});
