import { performance } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { boardUnitsEver } from '#features/monitoring/rules/board-units.ts';
import { addStandings, NO_STANDING, type Standing } from '#features/monitoring/rules/standings.ts';
import { unitStandings } from '#features/obligations/store.ts';
import { rollUp } from '#features/organisations/rules/frame.ts';
import { frameFor } from '#features/organisations/store.ts';
import { machine, openNation, provinceId, ROOT, SIZE, TODAY } from './nation.ts';

/**
 * The national roll-up of a year: how each of 34 provinces stands with 2,000,000 obligations, summed up the tree of today, as
 * the page does it; and one province opened into its communes and departments. At most 250 ms at the 95th percentile.
 *
 * Beside it, in turns, hand-written SQL over ready-made summary tables that gives the same figures:
 * - `byUnit`: a row for each unit and due day with its province written into it: what one keeps by hand to open a province
 *   into its communes as well. The figure to compare with: at most twice its time.
 * - `byProvince`: a row for each province and due day, good for these 34 lines only.
 * Neither knows what was recorded since it was made, units that moved to another province, plans, or views of another time;
 * Loa's figure contains every credit that was acknowledged before it.
 *
 *     node --import tsx bench/rollup.ts [--keep DIR]
 */
const TIMES = 60, LIMIT = 250, RATIO = 2, window = { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') };
const nation = await openNation();
const { db } = nation;

const day = sql`${TODAY}::date`;
const figures = sql`
  sum(counted) filter (where due < ${day}) as due, sum(met_in_time) filter (where due < ${day}) as "metInTime", sum(met_late) filter (where due < ${day}) as "metLate",
  sum(counted - met_in_time - met_late) filter (where due < ${day}) as missed,
  sum(case when due < ${day} then 0 when begins <= ${day} then counted - met_in_time - met_late else partly end) as open,
  sum(case when due < ${day} or due > ${day} + 7 then 0 when begins <= ${day} then counted - met_in_time - met_late else partly end) as "dueSoon",
  sum(excused) as excused, sum(amount) filter (where begins <= ${day}) as amount, sum(credited) filter (where begins <= ${day}) as credited, sum(missing) filter (where due < ${day}) as debt`;
const kept = sql`count(*) filter (where excused < amount)::int as counted, count(*) filter (where recorded_in_time >= amount - excused)::int as met_in_time,
  count(*) filter (where recorded >= amount - excused and recorded_in_time < amount - excused)::int as met_late, count(*) filter (where recorded > 0 and recorded < amount - excused)::int as partly,
  count(*) filter (where excused >= amount)::int as excused, sum(amount)::int as amount, sum(recorded)::int as credited, sum(greatest(0, amount - excused - recorded))::int as missing`;
await sql`drop schema if exists peer cascade`.execute(db);
await sql`create schema peer`.execute(db);
await sql`create table peer.by_unit as select split_part(v.path, '/', 2)::uuid as province, t.board_organisation_id as unit, t.due, t.period_from as begins, ${kept}
  from obligation_totals t join organisation_versions v on v.organisation_id = t.board_organisation_id and v.valid_to is null where t.amount is not null and not t.optional and t.closed_on is null group by 1, 2, 3, 4`.execute(db);
await sql`create index on peer.by_unit (province, due)`.execute(db);
await sql`create table peer.by_province as select province, due, begins, sum(counted)::int as counted, sum(met_in_time)::int as met_in_time, sum(met_late)::int as met_late, sum(partly)::int as partly,
  sum(excused)::int as excused, sum(amount)::int as amount, sum(credited)::int as credited, sum(missing)::int as missing from peer.by_unit group by 1, 2, 3`.execute(db);
await sql`vacuum analyze peer.by_unit`.execute(db);
await sql`vacuum analyze peer.by_province`.execute(db);

type Lines = Map<Id, Standing>;
const asLines = (rows: readonly (Standing & { id: Id })[]): Lines => new Map(rows.map(({ id, ...one }) => [id, one]));
/** As src/features/monitoring/roll-up.tsx: whose units, how they stand, summed up the tree; the rows right below one. */
async function loa(below: Id): Promise<Lines> {
  const frame = await frameFor(db, { choice: 'today', until: window.to, today: TODAY }), units = boardUnitsEver(frame, below);
  const standings = await unitStandings(db, { organisationIds: units, window, today: TODAY });
  const all = rollUp(frame, standings.map(({ organisationId, ...figure }) => ({ unitId: organisationId, figure: figure as Standing })), NO_STANDING, addStandings);
  return new Map(all.rows.get(below)!.below.map((id) => [id, all.rows.get(id)!.total]));
}
const due = sql`due between ${window.from}::date and ${window.to}::date`;
const peers = {
  byUnit: async () => asLines((await sql<Standing & { id: Id }>`select province as id, ${figures} from peer.by_unit where ${due} group by 1 order by 1`.execute(db)).rows),
  byProvince: async () => asLines((await sql<Standing & { id: Id }>`select province as id, ${figures} from peer.by_province where ${due} group by 1 order by 1`.execute(db)).rows),
};
const peerProvince = async (id: Id) => asLines((await sql<Standing & { id: Id }>`select unit as id, ${figures} from peer.by_unit where province = ${id} and ${due} group by 1 order by 1`.execute(db)).rows);

const same = (a: Lines, b: Lines): boolean => a.size === b.size && [...a].every(([id, one]) => isDeepStrictEqual({ ...one }, { ...b.get(id) }));
const national = await loa(ROOT);
if (national.size !== SIZE.provinces) throw new Error(`${national.size} provinces`);
for (const [name, peer] of Object.entries(peers)) if (!same(national, await peer())) throw new Error(`the peer ${name} gives other figures`);
for (const number of [1, 17, 34]) if (!same(await loa(provinceId(number)), await peerProvince(provinceId(number)))) throw new Error('the peer gives other figures for a province');

const took: Record<string, number[]> = { national: [], byUnit: [], byProvince: [], province: [], peerProvince: [] };
async function time(name: string, work: () => Promise<unknown>): Promise<void> { const start = performance.now(); await work(); took[name]!.push(performance.now() - start); }
for (let i = -5; i < TIMES; i++) {
  if (i === 0) for (const list of Object.values(took)) list.length = 0;
  const province = provinceId(1 + (i + 5) % SIZE.provinces);
  await time('national', () => loa(ROOT));
  await time('byUnit', peers.byUnit);
  await time('byProvince', peers.byProvince);
  await time('province', () => loa(province));
  await time('peerProvince', () => peerProvince(province));
}
const at = (name: string) => { const list = took[name]!.sort((a, b) => a - b), of = (share: number) => Math.round(list[Math.floor(list.length * share)]! * 10) / 10; return { p50: of(0.5), p95: of(0.95) }; };
const [ours, byUnit, byProvince, province, provincePeer] = ['national', 'byUnit', 'byProvince', 'province', 'peerProvince'].map(at) as [Quantiles, Quantiles, Quantiles, Quantiles, Quantiles];
interface Quantiles { p50: number; p95: number }
const ratio = (a: Quantiles, b: Quantiles): { p50: number; p95: number } => ({ p50: Math.round(a.p50 / b.p50 * 100) / 100, p95: Math.round(a.p95 / b.p95 * 100) / 100 });
const total = [...national.values()].reduce(addStandings, NO_STANDING);
console.log(JSON.stringify({
  bench: 'rollup', sizes: nation.sizes, loadSeconds: nation.loadSeconds, equalFigures: true, total, milliseconds: { national: ours, peerByUnit: byUnit, peerByProvince: byProvince, province, peerProvince: provincePeer },
  ratio: { national: ratio(ours, byUnit), province: ratio(province, provincePeer), againstByProvince: ratio(ours, byProvince) }, limit: LIMIT, ratioLimit: RATIO, within: ours.p95 <= LIMIT && ratio(ours, byUnit).p50 <= RATIO, ...machine(),
}));
await sql`drop schema peer cascade`.execute(db);
await nation.close();
