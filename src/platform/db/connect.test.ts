import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDb } from '../../../test/support/database.ts';
import { safeNumber } from './connect.ts';

const { db } = await testDb();
const one = async (expression: string): Promise<unknown> => (await sql<{ v: unknown }>`select ${sql.raw(expression)} as v`.execute(db)).rows[0]!.v;

test('a day comes back as the day on the calendar, in no time zone', async () => {
  assert.equal(await one(`date '2026-11-20'`), '2026-11-20');
  assert.deepEqual(await one(`array[date '2026-11-20', null]`), ['2026-11-20', null]);
});

test('counts and sums are numbers', async () => {
  assert.equal(await one('count(*)'), 1);
  assert.equal(await one('(select sum(n) from (values (1::bigint), (41)) as t(n))'), 42);
  assert.equal(await one('numeric \'78.4\''), 78.4);
  assert.deepEqual(await one('array[1::bigint, null, 3]'), [1, null, 3]);
  assert.deepEqual(await one('array[]::bigint[]'), []);
});

test('a number that would lose digits is refused', async () => {
  assert.throws(() => safeNumber('9007199254740993'), RangeError);
  await assert.rejects(async () => one('9007199254740993::bigint'), RangeError);
});

test('an instant comes back as an instant, and sessions speak UTC', async () => {
  assert.deepEqual(await one(`timestamptz '2026-11-20 09:00+07'`), new Date('2026-11-20T02:00:00Z'));
  assert.deepEqual(await one(`timestamp '2026-11-20 02:00:00'`), new Date('2026-11-20T02:00:00Z'));
  assert.equal(await one(`current_setting('TimeZone')`), 'UTC');
  assert.equal(await one(`current_setting('random_page_cost')`), '1.1');
});

test('Vietnamese names sort in the order of the alphabet', async () => {
  const names = ['Đb', 'ả', 'đa', 'a', 'á', 'az', 'da'];
  const { rows } = await sql<{ n: string }>`select n from unnest(${names}::text[]) as t(n) order by n collate vietnamese`.execute(db);
  assert.deepEqual(rows.map(({ n }) => n), ['a', 'ả', 'á', 'az', 'da', 'đa', 'Đb']);
});
