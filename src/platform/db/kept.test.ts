import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { isOneOf, isOutdatedPlan, kept, keptLast, keptLater } from './kept.ts';

const { db } = await testDb({ empty: true });
await sql`create table things (id integer primary key, name text)`.execute(db);
await sql`insert into things values (1, 'một'), (2, 'hai')`.execute(db);

describe('kept statements', () => {
  test('are prepared on the connection that ran them, one for each text', async () => {
    await db.connection().execute(async (one) => {
      for (const ids of [[1], [2], [1, 2], [2, 1]]) await sql`${kept} select name from things where ${isOneOf(sql`id`, ids, 'integer')}`.execute(one);
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements where statement like '%from things%' order by statement`.execute(one);
      assert.deepEqual(rows.map(({ statement }) => statement.slice(statement.indexOf('where'))), ['where id = $1::integer', 'where id = any($1::integer[])']);
    });
  });

  test('a column that is added while we run costs one refusal, after which they work again; an action does not notice', async () => {
    const t = actingFor(db), all = sql<{ id: number }>`${kept} select * from things where id = ${1}`;
    await db.connection().execute(async (one) => {
      await all.execute(one);
      await sql`alter table things add column note text`.execute(one);
      await assert.rejects(all.execute(one), isOutdatedPlan);
      assert.equal((await all.execute(one)).rows.length, 1);
    });
    await t.run(async (a) => { await all.execute(a.tx); });
    await sql`alter table things add column more text`.execute(db);
    assert.deepEqual(await t.run(async (a) => Object.keys((await all.execute(a.tx)).rows[0]!)), ['id', 'name', 'note', 'more']);
  });
});

describe('statements that travel together', () => {
  const names = async () => (await sql<{ name: string }>`select name from things where id > 10 order by id`.execute(db)).rows.map(({ name }) => name);
  const later = (id: number, name: string | null) => sql`${keptLater} insert into things (id, name) values (${id}, ${name})`, last = (id: number, name: string) => sql`${keptLast} insert into things (id, name) values (${id}, ${name})`;

  test('what is sent later is there for the next statement, marked or not, and for the commit', async () => {
    await db.transaction().execute(async (tx) => {
      await later(11, 'mười một').execute(tx);
      assert.equal((await sql`${kept} select name from things where id = ${11}`.execute(tx)).rows.length, 1);
      await later(12, 'mười hai').execute(tx);
      assert.equal((await sql`select name from things where id >= ${11}`.execute(tx)).rows.length, 2);
      await later(13, 'mười ba').execute(tx);
      await sql`create table more (id integer); insert into more select count(*) from things where id > 10`.execute(tx);
      await later(14, 'mười bốn').execute(tx);
    });
    assert.deepEqual(await names(), ['mười một', 'mười hai', 'mười ba', 'mười bốn']);
    assert.deepEqual((await sql`select id from more`.execute(db)).rows, [{ id: 3 }]);
  });

  test('the last statement commits; behind it there is none', async () => {
    await db.transaction().execute(async (tx) => { await last(15, 'mười lăm').execute(tx); });
    await assert.rejects(db.transaction().execute(async (tx) => { await last(16, 'mười sáu').execute(tx); await later(17, 'muộn').execute(tx); }), /after the last one/);
    assert.deepEqual((await names()).slice(4), ['mười lăm', 'mười sáu']);
    assert.equal((await sql`${kept} select 1 from things where id = ${1}`.execute(db)).rows.length, 1);
  });

  test('refused: the statement that waited, the one behind it, or the last: nothing of the transaction stays, and the connection goes on', async () => {
    const refused = { code: '23505' };
    for (let time = 0; time < 3; time++) {
      await assert.rejects(db.transaction().execute(async (tx) => { await later(20, 'a').execute(tx); await later(1, 'có rồi').execute(tx); await sql`${kept} select 1`.execute(tx); }), refused);
      await assert.rejects(db.transaction().execute(async (tx) => { await later(20, 'a').execute(tx); await sql`insert into things (id) values (${1})`.execute(tx); }), refused);
      await assert.rejects(db.transaction().execute(async (tx) => { await later(20, 'a').execute(tx); await last(1, 'có rồi').execute(tx); }), refused);
      await assert.rejects(db.transaction().execute(async (tx) => { await later(1, 'có rồi').execute(tx); }), refused);
      await assert.rejects(db.transaction().execute(async (tx) => { await later(20, 'a').execute(tx); throw new Error('no'); }), /no/);
      await db.transaction().execute(async () => {});
    }
    assert.deepEqual((await names()).slice(4), ['mười lăm', 'mười sáu']);
    assert.deepEqual((await sql<{ open: number }>`select count(*)::integer as open from pg_stat_activity where datname = current_database() and state like 'idle in%'`.execute(db)).rows, [{ open: 0 }]);
  });

  test('outside of a transaction they are sent at once', async () => {
    await later(30, 'ba mươi').execute(db);
    await last(31, 'ba mốt').execute(db);
    assert.deepEqual((await names()).slice(6), ['ba mươi', 'ba mốt']);
  });
});
