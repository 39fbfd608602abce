import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { AppError } from '#kernel/app-error.ts';
import { plainDate } from '#kernel/plain-date.ts';
import type { Id } from '#kernel/id.ts';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { insertOrganisations } from '#features/organisations/store.ts';
import { confirmYear } from './actions/confirm-year.ts';
import { isWorkingDay, unconfirmedYears } from './rules/working-days.ts';
import { proposeChoices } from './rules/yearly-table.ts';
import { loadCalendar, yearTable } from './store.ts';

const { db } = await testDb();
const { run, newId, as } = actingFor(db);
const root = newId(), external = newId();
await run(async ({ tx, now }) => {
  const organisation = (id: Id, name: string, isExternal: boolean) => ({
    id, versionId: newId(), shard: 1, createdAt: now,
    content: {
      validFrom: plainDate('2025-07-01'), validTo: null, name, shortName: name, aliases: [], kind: 'province' as const, tier: 'province' as const, parentId: null, path: `${id}/`, sortOrder: isExternal ? 0 : 1,
      codes: {}, functions: [], external: isExternal, address: null, hotline: null,
    },
  });
  await insertOrganisations(tx, [organisation(external, 'Ủy ban Mặt trận', true), organisation(root, 'UBND tỉnh', false)]);
});
const choices = proposeChoices(2026);
const confirmed = { ...choices, swaps: [{ off: plainDate('2026-01-02'), work: plainDate('2026-01-10'), citation: 'Thông báo số 1' }] };
const events = async () => (await db.selectFrom('audit_events').select(['verb', 'subject_id']).where('verb', 'like', 'calendar.%').orderBy('position').execute()).map(({ verb }) => verb);

test('an unconfirmed year works with its proposal and says so', async () => {
  const calendar = await loadCalendar(db, 2026, 2027);
  assert.deepEqual(unconfirmedYears(calendar, { from: plainDate('2026-01-01'), to: plainDate('2027-12-31') }), [2026, 2027]);
  assert.equal(isWorkingDay(calendar, plainDate('2026-08-31')), false);
  assert.equal((await yearTable(db, 2026)).status, 'proposed');
  assert.equal(await loadCalendar(db, 2026, 2027), calendar, 'kept in memory while nothing changes');
});

test('only who may confirm at the root organisation confirms a year', async () => {
  const officer = as(actorFor({ may: async (_, organisationId) => organisationId !== root }));
  await assert.rejects(officer.run((acting) => confirmYear(acting, { year: 2026, choices: confirmed, citation: null, seen: null })), { code: 'forbidden' });
  assert.equal((await yearTable(db, 2026)).status, 'proposed');
});

test('a confirmed year replaces its proposal at once, with an event for the year and each day', async () => {
  await run((acting) => confirmYear(acting, { year: 2026, choices: confirmed, citation: ' Thông báo số 5 ', seen: null }));
  const table = await yearTable(db, 2026);
  assert.ok(table.status === 'confirmed');
  assert.equal(table.citation, 'Thông báo số 5');
  assert.equal(table.confirmedByName, 'Nguyễn Thị Kiểm Thử');
  assert.deepEqual(table.choices, confirmed);
  assert.equal(table.days.filter(({ kind }) => kind === 'holiday').length, 12);
  const calendar = await loadCalendar(db, 2026, 2027);
  assert.deepEqual(unconfirmedYears(calendar, { from: plainDate('2026-01-01'), to: plainDate('2027-12-31') }), [2027]);
  assert.equal(isWorkingDay(calendar, plainDate('2026-08-31')), true);
  assert.equal(isWorkingDay(calendar, plainDate('2026-11-24')), false);
  assert.equal(isWorkingDay(calendar, plainDate('2027-11-24')), false);
  assert.deepEqual([...new Set(await events())], ['calendar.confirmed', 'calendar.day-added']);
});

test('confirming again changes only the days that differ', async () => {
  const before = (await events()).length;
  await run((acting) => confirmYear(acting, { year: 2026, choices, citation: null, seen: 1 }));
  const since = (await events()).slice(before);
  assert.deepEqual(since.sort(), ['calendar.confirmed', 'calendar.day-added', 'calendar.day-added', 'calendar.day-changed', 'calendar.day-changed']);
  assert.equal(isWorkingDay(await loadCalendar(db, 2026, 2026), plainDate('2026-08-31')), false);
  await run((acting) => confirmYear(acting, { year: 2026, choices: { ...choices, swaps: [] }, citation: null, seen: 2 }));
  assert.equal((await events()).filter((verb) => verb === 'calendar.day-removed').length, 4);
});

test('who confirms what somebody else has just confirmed is told, and nothing changes', async () => {
  for (const seen of [null, 1]) await assert.rejects(run((acting) => confirmYear(acting, { year: 2026, choices, citation: null, seen })), { code: 'stale' });
  assert.equal((await yearTable(db, 2026) as { rowVersion: number }).rowVersion, 3);
});

test('a wrong table is refused with a sentence at its field; nothing is kept', async () => {
  const wrong = { ...choices, swaps: [{ off: plainDate('2027-04-30'), work: plainDate('2027-05-08'), citation: null }] };
  await assert.rejects(run((acting) => confirmYear(acting, { year: 2027, choices: wrong, citation: null, seen: null })),
    (error: AppError) => error.code === 'invalid' && error.details.field === 'swaps.0' && error.message.includes('trùng'));
  assert.equal((await yearTable(db, 2027)).status, 'proposed');
  await assert.rejects(run((acting) => confirmYear(acting, { year: 2099, choices, citation: null, seen: null })), { code: 'invalid' });
});

test('a change that is rolled back is not remembered by the process', async () => {
  await assert.rejects(run(async (acting) => {
    await confirmYear(acting, { year: 2028, choices: proposeChoices(2028), citation: null, seen: null });
    assert.deepEqual(unconfirmedYears(await loadCalendar(acting.tx, 2028, 2028), { from: plainDate('2028-01-01'), to: plainDate('2028-12-31') }), []);
    throw new Error('no');
  }), /no/);
  assert.deepEqual(unconfirmedYears(await loadCalendar(db, 2028, 2028), { from: plainDate('2028-01-01'), to: plainDate('2028-12-31') }), [2028]);
});
