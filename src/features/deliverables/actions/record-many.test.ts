import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { differingTotals, obligationList } from '#features/obligations/store.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { recordMany, type DoneWork } from './record-many.ts';

const { db } = await testDb();
const t = actingFor(db);
const province = await smallProvince(t);
const commune = province.communes[0]!;
await t.run((a) => impose(a, { source: { noun: 'plans', id: t.newId(), version: 1 }, issuerId: province.root, commitments: [draftCommitment(t.newId, [{ organisationId: commune, boardOrganisationId: commune }])] }));
const [january] = await obligationList(db, { organisationIds: [commune] }, { today: plainDate('2026-11-20') });

describe('the books of an office, taken over', () => {
  const work = (change: Partial<DoneWork> = {}): DoneWork => ({
    organisationId: commune, obligationId: january!.id, doneOn: plainDate('2026-01-10'), recordedOn: plainDate('2026-01-12'), confirmedOn: plainDate('2026-01-15'), link: 'https://x.example/1',
    form: { title: 'Bài', product: 'article', channel: 'portal', doneOn: plainDate('2026-01-10'), amount: 1 }, ...change,
  });
  test('count as if recorded one by one on their days, never beyond the amount', async () => {
    await t.run((a) => recordMany(a, [...Array.from({ length: 6 }, () => work()), work({ link: null })]));
    const on = async (today: string) => (await obligationList(db, { organisationIds: [commune] }, { today: plainDate(today), asKnownThen: true }))[0]!;
    assert.deepEqual([(await on('2026-01-11')).credited, (await on('2026-01-12')).credited, (await on('2026-01-12')).confirmed, (await on('2026-01-15')).confirmed], [0, 5, 0, 5]);
    assert.deepEqual(await differingTotals(db), []);
  });
  test('are refused when they were written down before they were done', async () => {
    await assert.rejects(t.run((a) => recordMany(a, [work({ recordedOn: plainDate('2026-01-09') })])), /ngày ghi phải từ ngày thực hiện/);
  });
});
