import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { credit } from '../actions/credit.ts';
import { excuse } from '../actions/excuse.ts';
import { impose } from '../actions/impose.ts';
import { boardCells, obligationList, standingsByProduct, unitStandings } from '../store.ts';

const { db } = await testDb(), t = actingFor(db, { today: '2026-11-20' }), today = plainDate('2026-11-20'), window = { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') };
const province = await smallProvince(t, { departments: 1, communes: 3 }), units = [...province.departments, ...province.communes].map((id) => ({ organisationId: id, boardOrganisationId: id }));
const sourceId = t.newId(), rate = (count: number, unit: string, per: 'month' | 'quarter') => ({ cadence: { count, unit, per, durationMinutes: null, product: null } });
await t.run((a) => impose(a, { source: { noun: 'plans', id: sourceId, version: 1 }, issuerId: province.root, commitments: [
  draftCommitment(t.newId, units, { schedule: rate(5, 'tin, bài', 'month') }), draftCommitment(t.newId, units, { product: 'leaflet', unit: 'mẫu', schedule: rate(1, 'mẫu', 'quarter') }),
  draftCommitment(t.newId, units, { optional: true }), draftCommitment(t.newId, units, { schedule: { cadence: null, tracked: true } }),
] }));
const cards = await obligationList(db, { sourceId }, { today });
for (const [index, card] of cards.entries()) {
  if (index % 3 !== 2 && card.amount) await t.run((a) => credit(a, { id: t.newId(), organisationId: card.organisationId, boardOrganisationId: card.boardOrganisationId, product: card.product, channel: card.channel, amount: Math.min(card.amount!, 1 + (index % 5)), doneOn: card.periodFrom < today ? card.periodFrom : today, recordedOn: today, confirmedOn: index % 4 ? today : null, confirmedBy: null }, { obligationIds: [card.id], commitmentIds: null }));
  if (index % 17 === 5 && card.amount && !card.optional) await t.run((a) => excuse(a, { obligationId: card.id, reason: 'Thiên tai, không thực hiện được' })).catch(() => undefined);
}
const sum = (rows: readonly object[], key: string): number => rows.reduce<number>((total, row) => total + Number((row as Record<string, unknown>)[key] ?? 0), 0);

describe('promised and delivered by product', () => {
  test('asks of each unit what the board asks', async () => {
    const rows = await standingsByProduct(db, { sourceId, today }), board = await unitStandings(db, { window, today, sourceIds: [sourceId] });
    for (const { organisationId, amount } of board) assert.equal(sum(rows.filter((row) => row.organisationId === organisationId), 'amount'), amount);
    assert.ok(sum(rows, 'promised') > sum(rows, 'amount'), 'December has not begun');
  });
  test('counts as done the confirmed part of what the board shows', async () => {
    const rows = await standingsByProduct(db, { sourceId, today }), after = await obligationList(db, { sourceId }, { today }), counted = after.filter((card) => card.amount !== null && !card.optional && card.excused < card.amount);
    assert.equal(sum(rows, 'done'), sum(counted, 'confirmed'));
    assert.ok(sum(rows, 'done') > 0 && sum(rows, 'done') < sum(counted, 'credited'), 'some wait for a confirmation');
    const items = [...new Set(counted.filter((card) => card.product === 'leaflet').map(({ itemId }) => itemId))], cells = await boardCells(db, { organisationIds: units.map((one) => one.organisationId), itemIds: items, window, today });
    const excused = after.filter((card) => items.includes(card.itemId) && card.excused >= card.amount!);
    assert.equal(sum(rows.filter((row) => row.product === 'leaflet'), 'done') + sum(excused, 'confirmed'), sum(cells, 'confirmed'));
    assert.equal(sum(rows, 'debt'), counted.filter((card) => card.due < today).reduce((total, card) => total + Math.max(0, card.amount! - card.excused - card.confirmed), 0));
  });
  test('is asked for some units alone', async () => {
    const [unit] = province.communes, all = await standingsByProduct(db, { sourceId, today });
    assert.deepEqual(await standingsByProduct(db, { sourceId, today, organisationIds: [unit!] }), all.filter(({ organisationId }) => organisationId === unit));
  });
});
