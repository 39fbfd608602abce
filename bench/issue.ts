import { performance } from 'node:perf_hooks';
import { impose } from '#features/obligations/actions/impose.ts';
import { actingFor } from '#test/support/acting.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { benchDatabase } from './database.ts';

/**
 * Issuing 100,000 obligations in one transaction, with totals and the audit digest: at most 5 s.
 *
 *     node --import tsx bench/issue.ts
 */
const { db, close } = await benchDatabase();
const t = actingFor(db);
const province = await smallProvince(t, { departments: 24, communes: 96 });
const units = [...province.departments, ...province.communes].map((id) => ({ organisationId: id, boardOrganisationId: id }));
const runs: number[] = [];
let obligations = 0;
for (let run = 0; run < 3; run++) {
  // 120 units × 69.5 tasks × 12 months ≈ 100,000
  const commitments = Array.from({ length: 70 }, (_, i) => draftCommitment(t.newId, i === 69 ? units.slice(0, 54) : units));
  const source = { noun: 'plans' as const, id: t.newId(), version: 1 };
  const start = performance.now();
  const done = await t.run((a) => impose(a, { source, issuerId: province.root, commitments }));
  runs.push(Math.round(performance.now() - start));
  obligations = done.obligations;
}
const sorted = [...runs].sort((a, b) => a - b);
console.log(JSON.stringify({ bench: 'issue', obligations, milliseconds: runs, median: sorted[1], limit: 5_000, within: sorted.at(-1)! <= 5_000 }));
await close();
