import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import { act, systemActor } from '#features/audit/act.ts';
import { impose } from '#features/obligations/actions/impose.ts';
import { climb } from '#features/urging/actions/climb.ts';
import { actingFor } from '#test/support/acting.ts';
import { draftCommitment, smallProvince } from '#test/support/small-province.ts';
import { benchDatabase } from './database.ts';

/**
 * The morning's round over 100,000 open obligations (100 units, nobody has delivered anything): the first morning ever, on which everything that is
 * overdue goes into one draft; an ordinary morning after it; the same morning again. An ordinary one takes at most 5 seconds.
 *
 *     node --import tsx bench/urging.ts
 */
const { db, close } = await benchDatabase();
const t = actingFor(db, { today: '2026-01-09' }), province = await smallProvince(t, { departments: 20, communes: 80 }), units = [...province.departments, ...province.communes];
const commitments = Array.from({ length: 84 }, () => draftCommitment(t.newId, units.map((id) => ({ organisationId: id, boardOrganisationId: id }))));
const { obligations } = await t.run((a) => impose(a, { source: { noun: 'plans', id: t.newId(), version: 1 }, issuerId: province.root, commitments }));
await sql`vacuum analyze`.execute(db);

async function morning(day: string) {
  const start = performance.now(), climbed = await act(t.on(day).env, systemActor('Bậc thang đôn đốc'), climb);
  return { day, seconds: Math.round((performance.now() - start) / 10) / 100, ...climbed };
}
const first = await morning('2026-10-15'); // nine months are overdue
await sql`vacuum analyze urging_steps`.execute(db);
const result = { first, idle: await morning('2026-10-16'), reminding: await morning('2026-10-26'), onTheDay: await morning('2026-10-30'), late: await morning('2026-11-02'), again: await morning('2026-11-02') };
const size = (await sql<{ megabytes: number }>`select round(pg_total_relation_size('urging_steps') / 1048576.0)::int as megabytes from urging_steps limit 1`.execute(db)).rows[0]?.megabytes;
const ordinary = Math.max(...Object.entries(result).filter(([name]) => name !== 'first').map(([, one]) => one.seconds));
console.log(JSON.stringify({ bench: 'urging', obligations, mornings: result, stepsMegabytes: size, peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024), limitSeconds: 5, within: ordinary <= 5 }));
await close();
