import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { differingTotals, obligationList, workList } from '#features/obligations/store.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { deliverableView } from '../store.ts';
import { record } from './record.ts';

const { db } = await testDb();
const t = actingFor(db);
const province = await smallProvince(t);
const [commune] = province.communes;
const unit = { organisationId: commune!, boardOrganisationId: commune! };
const source = { noun: 'plans' as const, id: t.newId(), version: 1 };
const commitments = [draftCommitment(t.newId, [unit])];
const today = plainDate('2026-11-20');
const form = { product: 'article', channel: 'portal', title: 'Bài về một cửa', doneOn: plainDate('2026-11-10'), amount: 1 };

describe('from an obligation to a deliverable', () => {
  test('imposing twice writes the year once', async () => {
    const first = await t.run((a) => impose(a, { source, issuerId: province.root, commitments }));
    assert.equal(first.obligations, 12);
    const second = await t.run((a) => impose(a, { source, issuerId: province.root, commitments }));
    assert.equal(second.obligations, 0);
  });

  test('the work list shows ten months owed and November running', async () => {
    const list = await workList(db, commune!, today);
    assert.equal(list.owed.length, 10);
    assert.equal(list.owed[0]!.periodLabel, 'tháng 01/2026');
    assert.deepEqual(list.open.map((card) => [card.periodLabel, card.amount, card.credited]), [['tháng 11/2026', 5, 0]]);
    assert.equal(list.owed[0]!.citation.number, '07/KH-UBND');
  });

  test('a result without a card counts for the period of the day it was done', async () => {
    const done = await t.run((a) => record(a, { organisationId: commune!, form, evidence: [{ kind: 'link', url: 'https://www.songtra.gov.vn/bai-1?utm_source=zalo' }] }));
    assert.equal(done.credits.length, 1);
    assert.equal((await workList(db, commune!, today)).open[0]!.credited, 1);
    const view = await deliverableView(db, done.id);
    assert.equal(view!.evidence[0]!.url, 'https://www.songtra.gov.vn/bai-1?utm_source=zalo');
    assert.equal(view!.credits[0]!.periodLabel, 'tháng 11/2026');
  });

  test('the same link again is pointed out', async () => {
    const again = await t.run((a) => record(a, { organisationId: commune!, form: { ...form, title: 'Bài khác' }, evidence: [{ kind: 'link', url: 'songtra.gov.vn/bai-1/' }] }));
    assert.deepEqual(again.reused.map(({ title }) => title), ['Bài về một cửa']);
  });

  test('what exceeds the month is offered to the oldest debt, not applied', async () => {
    const done = await t.run((a) => record(a, { organisationId: commune!, form: { ...form, amount: 6 } }));
    assert.deepEqual(done.credits.map(({ amount }) => amount), [3]);
    assert.equal(done.surplus[0]!.amount, 3);
    const [january] = await obligationList(db, { organisationIds: [commune!] }, { today });
    assert.deepEqual(done.surplus[0]!.offers, [{ obligationId: january!.id, amount: 3 }]);
    assert.equal(january!.credited, 0);
  });

  test('a double tap records once, also when both arrive together', async () => {
    const [a1, a2] = await Promise.all([1, 2].map(() => t.run((a) => record(a, { organisationId: commune!, form: { ...form, doneOn: plainDate('2026-10-02') }, idempotencyKey: 'k1' }))));
    assert.equal(a1!.id, a2!.id);
    assert.deepEqual([a1!.again, a2!.again].sort(), [false, true]);
  });

  test('from an old card it counts for that card, however late', async () => {
    const [january] = await obligationList(db, { organisationIds: [commune!] }, { today });
    await t.run((a) => record(a, { organisationId: commune!, form: { ...form, amount: 5 }, countsFor: { obligationIds: [january!.id], commitmentIds: null } }));
    const [after] = await obligationList(db, { organisationIds: [commune!] }, { today });
    assert.equal(after!.state, 'met-late');
  });

  test('a field that is wrong gets a sentence of its own', async () => {
    await assert.rejects(t.run((a) => record(a, { organisationId: commune!, form: { ...form, title: ' ', doneOn: plainDate('2026-12-01'), amount: 0 } })),
      (error: { details: { fields: object } }) => { assert.deepEqual(Object.keys(error.details.fields), ['title', 'doneOn', 'amount']); return true; });
  });

  test('the totals are what the ledger says', async () => assert.deepEqual(await differingTotals(db), []));
});
