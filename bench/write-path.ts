import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import pg from 'pg';
import { policyTable } from '#app/registry.ts';
import { randomIds, type Id } from '#kernel/id.ts';
import { addDays, plainDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Actor } from '#platform/acting.ts';
import { makeActor } from '#features/accounts/actor.ts';
import { act } from '#features/audit/act.ts';
import { confirm } from '#features/deliverables/actions/confirm.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { differingSums, unitStandings } from '#features/obligations/store.ts';
import { machine, openNation, SIZE, TODAY } from './nation.ts';

/**
 * The way of a result: an officer records it from a card, with a link as proof; another person of the unit confirms it; the
 * unit's row of the roll-up shows it. 8 clients at once in one Node process, through the real actions with permissions,
 * idempotency keys and audit chain, on the embedded database of the nation with its usual settings: what is acknowledged
 * is on disk. Two runs of 20 s: all clients in one shard (one audit chain), and spread over the 34. At least 300 a second. Before
 * them 8 s of each that are not counted and what autovacuum does once a minute: a nation just loaded in bulk has no submissions, evidence
 * and events yet, and PostgreSQL plans for empty tables until it has counted them.
 *
 *     node --import tsx bench/write-path.ts [--keep DIR] [--seconds 20]
 */
let journeys = 0; // to the database; statements that travel together are one
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function (this: unknown, ...args: unknown[]) { journeys++; return (query as (...a: unknown[]) => unknown).apply(this, args); } as typeof query;

const CLIENTS = 8, LIMIT = 300, WARM = 2, WINDOW = { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') };
const { values } = parseArgs({ options: { seconds: { type: 'string' }, keep: { type: 'string' } } });
const seconds = Number(values.seconds ?? 20);
const nation = await openNation();
const web = nation.open(20); // as many connections as `bin/loa serve` has
const { db } = web;
const settings = (await sql<{ name: string; setting: string }>`select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'commit_delay')`.execute(db)).rows;

interface Card { readonly id: Id; readonly holder: Id; readonly board: Id; readonly shard: number; readonly from: PlainDate }
/** Cards with room for one more, as often as they have room; each client gets units of its own. */
async function cardsOf(shards: readonly number[], each: number): Promise<Card[][]> {
  const { rows } = await sql<Card>`
    select t.obligation_id as id, t.organisation_id as holder, t.board_organisation_id as board, t.shard_id as shard, t.period_from as from
    from obligation_totals t cross join lateral generate_series(1, t.amount - t.recorded)
    where t.shard_id = any(${shards}::integer[]) and t.period_from <= ${TODAY}::date and t.recorded < t.amount order by hashint8(('x' || right(t.obligation_id::text, 8))::bit(32)::bigint), t.obligation_id`.execute(db);
  const lists: Card[][] = Array.from({ length: CLIENTS }, () => []), owner = new Map<Id, number>();
  for (const card of rows) {
    const client = owner.get(card.board) ?? owner.set(card.board, owner.size % CLIENTS).get(card.board)!;
    if (lists[client]!.length < each) lists[client]!.push(card);
  }
  return lists;
}

const policy = policyTable(), ids = randomIds();
const person = (role: 'officer' | 'approver', organisationId: Id, client: number): Actor => makeActor(db, {
  accountId: `019b0000-0000-7000-8${role === 'officer' ? '0a' : '0b'}0-${client.toString(16).padStart(12, '0')}` as Id, personName: `Cán bộ ${client}`, organisationId,
  roles: [{ role, organisationId, subtree: false, validFrom: plainDate('2025-07-01'), validTo: null }], policy, today: TODAY, via: 'console',
});
const clock = { now: () => new Date(), today: () => TODAY };

async function run(shards: readonly number[], seconds: number) {
  const lists = await cardsOf(shards, Math.ceil((seconds + WARM) * 1_000 / CLIENTS));
  const took = { record: [] as number[], confirm: [] as number[], see: [] as number[] };
  const seen = new Map<Id, number>();
  let loops = 0, end = Number.POSITIVE_INFINITY, number = 0;
  const warm = performance.now() + WARM * 1_000;
  let start = 0, journeysBefore = 0, cpuBefore = process.cpuUsage(), databaseBefore = 0;
  async function client(at: number): Promise<void> {
    const cards = lists[at]!;
    for (const card of cards) {
      const began = performance.now();
      if (began >= end) return;
      const env = { db, clock, ids, shard: card.shard };
      const { id } = await act(env, person('officer', card.holder, at), (a) => record(a, {
        organisationId: card.holder, form: { product: 'article', channel: 'portal', title: `Bài viết số ${++number}`, doneOn: addDays(card.from, 3), amount: 1 },
        evidence: [{ kind: 'link', url: `https://xa.gov.vn/bai-viet/${id16()}` }], countsFor: { obligationIds: [card.id], commitmentIds: null }, idempotencyKey: crypto.randomUUID(),
      }));
      const recorded = performance.now();
      await act(env, person('approver', card.holder, at), (a) => confirm(a, { deliverableId: id, rowVersion: 1 }));
      const confirmed = performance.now();
      const [row] = await unitStandings(db, { window: WINDOW, today: TODAY, organisationIds: [card.board] });
      const done = performance.now();
      if (!(row!.credited > (seen.get(card.board) ?? -1))) throw new Error('the roll-up does not show what was just confirmed');
      seen.set(card.board, row!.credited);
      if (start === 0 && done >= warm) { start = done; end = done + seconds * 1_000; journeysBefore = journeys; cpuBefore = process.cpuUsage(); databaseBefore = nation.databaseCpu(); loops = 0; for (const list of Object.values(took)) list.length = 0; }
      loops++;
      took.record.push(recorded - began); took.confirm.push(confirmed - recorded); took.see.push(done - confirmed);
    }
    throw new Error('a client has no cards left: load more');
  }
  const id16 = (): string => Math.random().toString(16).slice(2);
  await Promise.all(Array.from({ length: CLIENTS }, (_, at) => client(at)));
  const measured = (performance.now() - start) / 1_000, cpu = process.cpuUsage(cpuBefore);
  const at = (list: number[], share: number): number => tenth(list.sort((a, b) => a - b)[Math.floor(list.length * share)]!);
  return {
    perSecond: Math.round(loops / measured), loops, seconds: tenth(measured), journeysPerLoop: tenth((journeys - journeysBefore) / loops), cpuMillisecondsPerLoop: { node: tenth((cpu.user + cpu.system) / 1e3 / loops), postgres: tenth((nation.databaseCpu() - databaseBefore) / loops) },
    milliseconds: Object.fromEntries(Object.entries(took).map(([name, list]) => [name, { p50: at(list, 0.5), p95: at(list, 0.95) }])),
  };
}

function tenth(value: number): number { return Math.round(value * 10) / 10; }

const all = Array.from({ length: SIZE.provinces }, (_, i) => i + 1);
for (const shards of [[1], all]) await run(shards, 8);
await sql`vacuum (analyze) deliverable_submissions, deliverables, evidence, credits, obligation_totals, audit_events, audit_heads, standing_sums, square_sums`.execute(db);
const oneShard = await run([1], seconds), allShards = await run(all, seconds);
const differing = await differingSums(db);
console.log(JSON.stringify({
  bench: 'write-path', clients: CLIENTS, processes: 1, settings: Object.fromEntries(settings.map(({ name, setting }) => [name, setting])), sizes: nation.sizes, loadSeconds: nation.loadSeconds,
  oneShard, allShards, limit: LIMIT, within: Math.min(oneShard.perSecond, allShards.perSecond) >= LIMIT, differingSums: differing.length, ...machine(),
}));
await web.close();
await nation.close();
