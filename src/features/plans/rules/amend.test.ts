import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Id } from '#kernel/id.ts';
import { plainDate, type PlainDate } from '#kernel/plain-date.ts';
import type { CommitmentDraft } from '#features/obligations/rules/commitment.ts';
import { draftCommitment } from '#test/support/small-province.ts';
import { amendments, countChanges, type InForce } from './amend.ts';

let count = 0;
const newId = (): Id => `00000000-0000-7000-8000-${String(++count).padStart(12, '0')}` as Id;
const [a, b] = [newId(), newId()];
const own = (id: Id) => ({ organisationId: id, boardOrganisationId: id });
const inForce = (draft: CommitmentDraft, credited: (periodKey: string) => number = () => 0): InForce => ({
  id: newId(), key: draft.key, title: draft.title, item: 'III.1', demand: draft,
  obligations: draft.units.flatMap(({ organisationId }) => draft.instances.map(({ key, period, due }) => ({ id: newId(), organisationId, periodKey: key, periodFrom: period.from, due: due!.due, credited: credited(key), closed: false }))),
});
const monthly = draftCommitment(newId, [own(a)]);
const once = draftCommitment(newId, [own(a)], { schedule: { cadence: null } });
const amend = (old: InForce, next: CommitmentDraft | null, from = '2026-07-01', today: PlainDate = plainDate('2026-06-20')) => amendments([old], next ? [next] : [], plainDate(from), today)[0]!;

describe('an amendment', () => {
  test('that asks for the same changes nothing', () => {
    assert.deepEqual([amend(inForce(monthly), monthly).change, countChanges([amend(inForce(monthly), monthly)])], ['kept', { added: 0, closed: 0, carried: 0, staying: 0 }]);
  });
  test('leaves every period that has begun as it was issued', () => {
    const next = { ...monthly, amount: 6, instances: monthly.instances.map((one) => ({ ...one, amount: 6 })) };
    const change = amend(inForce(monthly), next, '2026-06-15', plainDate('2026-06-15'));
    assert.deepEqual([change.close.length, change.draft!.instances.length, change.draft!.instances[0]!.key], [6, 6, 'month/2026-07-01']);
  });
  test('never reaches back behind today, so no debt disappears', () => {
    const change = amend(inForce(monthly), null, '2026-01-01', plainDate('2026-06-20'));
    assert.deepEqual([change.change, change.close.length], ['closed', 7]); // June is running and due on the 30th
  });
  test('carries what was done for a whole-year line that changed to its successor', () => {
    const next = { ...once, amount: 2, instances: once.instances.map((one) => ({ ...one, amount: 2 })) };
    const change = amend(inForce(once, () => 1), next);
    assert.deepEqual([change.change, change.close.length, change.carried.length, change.staying.length, change.draft!.instances.length], ['changed', 1, 1, 0, 1]);
  });
  test('that drops a line leaves what has results', () => {
    const change = amend(inForce(once, () => 1), null);
    assert.deepEqual([change.change, change.close.length, change.staying.length], ['closed', 0, 1]);
  });
  test('gives a unit that joined its own future, under the same commitment, and lets one that left go', () => {
    const old = inForce(monthly);
    const joined = amend(old, { ...monthly, units: [own(a), own(b)] });
    assert.deepEqual([joined.change, joined.existingId, joined.draft!.units.map(({ organisationId }) => organisationId), joined.draft!.instances.length], ['changed', old.id, [b], 6]);
    const left = amend(old, { ...monthly, units: [own(b)] });
    assert.deepEqual([left.close.length, left.draft!.units.length], [6, 1]);
  });
});
