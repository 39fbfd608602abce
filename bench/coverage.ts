import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { createPlan } from '#features/plans/actions/create-plan.ts';
import { derivePlanFrom } from '#features/plans/actions/derive-plan.ts';
import type { DraftTask } from '#features/plans/rules/from-reading.ts';
import { planChecks, planCoverage, planReview } from '#features/plans/store.ts';
import { actingFor } from '#test/support/acting.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { benchDatabase } from './database.ts';

/**
 * A plan of 40 tasks for 120 units, each with a plan of its own: what deriving one costs, the checks of one draft, and the page that shows all of
 * them. Coverage and checks take at most 300 ms at the 95th percentile on two cores.
 *
 *     node --import tsx bench/coverage.ts
 */
const { db, close } = await benchDatabase();
const t = actingFor(db, { today: '2026-01-14' }), province = await smallProvince(t, { departments: 24, communes: 96 }), today = plainDate('2026-01-14'), units: Id[] = [...province.departments, ...province.communes];
const task = (i: number): DraftTask => ({
  path: '', paragraphs: [], parties: [{ role: 'implementing', asWritten: 'Các sở, ban, ngành', optional: false }, { role: 'implementing', asWritten: 'UBND các xã, phường', optional: false }],
  content: {
    printedIndex: `III.${i + 1}`, title: `Nhiệm vụ tuyên truyền thứ ${i + 1}`, parentIndex: null, parentTitle: null, channel: 'portal', product: 'article', themes: [], timing: 'Thường xuyên trong năm', period: { kind: 'continuous', from: plainDate('2026-01-01'), to: plainDate('2026-12-31') },
    rates: [{ count: 2 + (i % 4), unit: 'tin, bài', per: (['month', 'quarter', 'week'] as const)[i % 3]!, durationMinutes: null, product: null, productKey: 'article', channelKey: 'portal', unitSet: false }],
    amount: null, deadline: null, roll: 'none', optional: false, carrySurplus: false, reportRhythm: 'quarter', purpose: 'task', note: null,
  },
});
const parentId = await t.run((a) => createPlan(a, { organisationId: province.root, origin: 'manual', title: 'Tuyên truyền năm 2026', year: 2026, tasks: Array.from({ length: 40 }, (_, i) => task(i)) }));
await sql`update plans set status = 'issued', issued_version = 1, issued_at = ${t.env.clock.now()} where id = ${parentId}`.execute(db);
const deriving: number[] = [], below: Id[] = [];
for (const organisationId of units) {
  const start = performance.now();
  below.push(await t.run((a) => derivePlanFrom(a, { parentId, organisationId })));
  deriving.push(performance.now() - start);
}
await sql`update plans set status = 'issued', issued_version = 1, issued_at = ${t.env.clock.now()} where parent_plan_id = ${parentId}`.execute(db);
// A third of the units ask for less in every fifth task.
await sql`update plan_tasks set rates = jsonb_set(rates, '{0,count}', '1') where ordinal % 5 = 0 and abs(hashtext(plan_id::text)) % 3 = 0 and plan_id <> ${parentId}`.execute(db);
await sql`vacuum analyze`.execute(db);

const spread = (took: number[]): { median: number; p95: number } => { took.sort((a, b) => a - b); const at = (share: number) => Math.round(took[Math.min(took.length - 1, Math.floor(took.length * share))]! * 10) / 10; return { median: at(0.5), p95: at(0.95) }; };
async function measure(times: number, work: (i: number) => Promise<unknown>): Promise<{ median: number; p95: number }> {
  for (let i = 0; i < 3; i++) await work(i);
  const took: number[] = [];
  for (let i = 0; i < times; i++) { const start = performance.now(); await work(i); took.push(performance.now() - start); }
  return spread(took);
}
const coverage = await measure(40, () => planCoverage(db, parentId, today)), oneUnit = await measure(40, (i) => planCoverage(db, parentId, today, units[i % units.length]!));
const checks = await measure(40, async (i) => planChecks(db, await planReview(db, below[i % below.length]!, today), today));
const found = (await planCoverage(db, parentId, today))!.rows;
console.log(JSON.stringify({ bench: 'coverage', units: found.length, tasks: 40, weaker: found.reduce((sum, row) => sum + row.counts.weaker, 0), milliseconds: { derive: spread(deriving), coverage, coverageOfOne: oneUnit, checks }, limit: 300, within: coverage.p95 <= 300 && checks.p95 <= 300 }));
await close();
