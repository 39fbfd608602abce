import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { legalKey, type CitedPaper } from '#features/documents/rules/legal-key.ts';
import { keyOfPlan, paperOfPlan, papersInUse, restingOn, type CitingPlan, type KeyedPaper } from './legal-graph.ts';

const day = plainDate('2026-01-12');
const plan = (n: number, bases: readonly CitedPaper[]): CitingPlan => ({ id: `plan-${n}` as Id, type: 'Kế hoạch', number: `${n}/KH-UBND`, signedOn: day, issuer: 'UBND xã', title: `Kế hoạch ${n}`, bases });
const decision: CitedPaper = { type: 'Quyết định', number: '1256/QĐ-UBND', date: plainDate('2021-12-22'), issuer: 'UBND tỉnh' };
const among = (plans: readonly CitingPlan[]) => async (papers: readonly KeyedPaper[]) => plans.filter((one) => one.bases.some((base) => papers.some(({ key }) => key === legalKey(base))));

describe('what rests on a paper', () => {
  test('plans that cite it, and plans that cite those, each once with the way it came', async () => {
    const province = plan(7, [decision]), commune = plan(12, [paperOfPlan(province)]), both = plan(13, [decision, paperOfPlan(province)]), other = plan(14, []);
    const found = await restingOn(decision, among([province, commune, both, other]));
    assert.deepEqual(found.map((one) => [one.plan.number, one.via.map((way) => way.number)]), [['7/KH-UBND', []], ['13/KH-UBND', []], ['12/KH-UBND', ['7/KH-UBND']]]);
  });
  test('another paper of the same number but another day is another paper', async () => {
    const namesake = plan(9, [{ ...decision, date: plainDate('2024-12-22') }]);
    assert.deepEqual(await restingOn(decision, async () => [namesake]), []);
  });
  test('plans that cite each other end, and none is told twice', () => fc.assert(fc.asyncProperty(fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 4 }), { minLength: 1, maxLength: 9 }), async (cites) => {
    const bare = cites.map((_, n) => plan(n + 1, []));
    const plans = cites.map((to, n) => plan(n + 1, [...(n === 0 ? [decision] : []), ...to.filter((other) => other < bare.length).map((other) => paperOfPlan(bare[other]!))]));
    const found = await restingOn(decision, among(plans));
    assert.equal(new Set(found.map((one) => one.plan.id)).size, found.length);
    for (const { plan: one, via } of found) assert.ok(one.bases.some((base) => legalKey(base) === (via.length ? keyOfPlan(via.at(-1)!) : legalKey(decision))));
  })));
});

test('papers in use: the most cited first, by their fullest citation, a plan counted once', () => {
  const short = { ...decision, issuer: null };
  const [first, ...rest] = papersInUse([plan(1, [short, decision]), plan(2, [decision, { type: 'Luật', number: null, date: null, issuer: null, name: 'Ngân sách nhà nước' }]), plan(3, [{ ...decision, number: '/QĐ-UBND' }])]);
  assert.deepEqual([first!.paper.issuer, first!.plans.map((one) => one.id)], ['UBND tỉnh', ['plan-1', 'plan-2']]);
  assert.equal(rest.length, 1);
});
