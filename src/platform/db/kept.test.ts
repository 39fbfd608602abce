import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { isOneOf, isOutdatedPlan, kept } from './kept.ts';

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
