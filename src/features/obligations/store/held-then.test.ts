import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainDate, type DateRange } from '#kernel/plain-date.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { draftCommitment, smallProvince, YEAR_2026 } from '#test/support/small-province.ts';
import { impose } from '../actions/impose.ts';
import { transferOpenWork } from '../actions/transfer-open-work.ts';
import { boardCells, heldThen, obligationList, unitStandings } from '../store.ts';

describe('what went over to a successor, seen as it was then', () => {
  it('stands with the unit that owed it on its due day, and with the successor in the view of now; the sums agree', async () => {
    const { db } = await testDb(), t = actingFor(db, { today: '2026-01-09' });
    const { communes, root } = await smallProvince(t, { communes: 3 }), [old, middle, last] = communes as [typeof root, typeof root, typeof root];
    const sourceId = t.newId();
    await t.run((a) => impose(a, { source: { noun: 'plans', id: sourceId, version: 1 }, issuerId: root, commitments: [draftCommitment(t.newId, [{ organisationId: old, boardOrganisationId: old }])] }));
    await t.on('2026-04-01').run((a) => transferOpenWork(a, { fromId: old, toId: middle, reason: 'Sáp nhập' }));
    await t.on('2026-09-01').run((a) => transferOpenWork(a, { fromId: middle, toId: last, reason: 'Sáp nhập' }));

    const today = plainDate('2026-11-20'), organisationIds = communes, window: DateRange = YEAR_2026;
    const missed = async (then: boolean) => new Map((await unitStandings(db, { organisationIds, window, today, heldThen: then })).map((row) => [row.organisationId, row.missed]));
    const debts = async (then: boolean) => new Map((await boardCells(db, { organisationIds, window, today, heldThen: then })).map((cell) => [cell.organisationId, cell.debt]));
    assert.deepEqual([...await missed(false)], [[last, 10]]);
    assert.deepEqual(await missed(true), new Map([[old, 3], [middle, 5], [last, 2]]));
    assert.deepEqual(await debts(true), new Map([[old, 15], [middle, 25], [last, 10]]));
    assert.deepEqual(await debts(false), new Map([[last, 50]]));

    const moved = await heldThen(db, organisationIds), cards = await obligationList(db, { organisationIds }, { today });
    assert.deepEqual(cards.map((card) => moved.get(card.id) ?? card.boardOrganisationId), [old, old, old, middle, middle, middle, middle, middle, last, last, last, last]);
  });
});
