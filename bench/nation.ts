import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { migrations } from '#migrations/index.ts';
import type { Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { connect, type Connection } from '#platform/db/connect.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { rebuildSums } from '#features/obligations/store.ts';

/**
 * A nation in the product's own tables, on the embedded database with the settings of `bin/loa serve` (everything
 * acknowledged is on disk): 34 provinces, 3,321 communes, 10,000 agencies (communes, departments, divisions of communes),
 * 2,000,500 obligations of one year in 34 shards, 1.4 million results with their credits. A board unit (4,001 of them: a commune, a department) owes
 * 500: 38 tasks each month, 11 each quarter; in communes the divisions handle two tasks of three. Loaded by bulk SQL.
 *
 * `--keep DIR` keeps the nation in a directory (or uses the one there), so that several benches load it once.
 */
export const SIZE = { provinces: 34, communes: 3_321, departments: 20, divisions: 5_999, monthly: 38, quarterly: 11 } as const;
export const TODAY = plainDate('2026-11-20');
export const ROOT = id(0, 1, 0);

/** The id that the SQL below makes: shard, kind, number. */
function id(shard: number, kind: number, number: number): Id {
  return `019b0000-0000-7${shard.toString(16).padStart(3, '0')}-8${kind.toString(16).padStart(3, '0')}-${number.toString(16).padStart(12, '0')}` as Id;
}
export const provinceId = (number: number): Id => id(number, 2, number);

export interface Nation extends Connection { readonly loadSeconds: number | null; readonly sizes: Readonly<Record<string, number>>; open(max: number): Connection;
  /** Milliseconds of processor time that the database server and its processes have used, ended ones too. */
  databaseCpu(): number }

export async function openNation(): Promise<Nation> {
  const { values } = parseArgs({ options: { keep: { type: 'string' } }, strict: false });
  const keep = typeof values.keep === 'string' ? values.keep : null;
  const directory = keep ?? join(tmpdir(), `loa-nation-${process.pid}`);
  mkdirSync(directory, { recursive: true });
  const done = existsSync(join(directory, 'loaded'));
  if (!done) rmSync(join(directory, 'pg'), { recursive: true, force: true });
  const postgres = await startEmbedded({ cluster: join(directory, 'pg'), password: 'nation', logFile: join(directory, 'postgres.log'), unref: true });
  process.once('exit', () => { try { process.kill(postgres.pid, 'SIGINT'); } catch { /* gone already */ } });
  const open = (max: number): Connection => connect(postgres.address, { max, statementTimeout: 0 });
  const connection = open(10);
  const start = performance.now();
  await migrate(connection, migrations);
  if (!done) {
    await load(connection);
    mkdirSync(join(directory, 'loaded'));
  }
  const loadSeconds = done ? null : Math.round((performance.now() - start) / 1_000);
  const sizes: Record<string, number> = {};
  for (const table of ['organisations', 'obligations', 'obligation_totals', 'standing_sums', 'square_sums', 'credits', 'deliverables'])
    sizes[table] = (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(connection.db)).rows[0]!.n;
  return {
    ...connection, loadSeconds, sizes, open, databaseCpu: () => cpuBelow(postgres.pid),
    close: async () => { await connection.close(); await postgres.stop(); if (!keep) rmSync(directory, { recursive: true, force: true }); },
  };
}

function cpuBelow(postmaster: number): number {
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const [, ppid, ...rest] = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      const [own, children] = [Number(rest[9]) + Number(rest[10]), Number(rest[11]) + Number(rest[12])];
      if (Number(name) === postmaster) ticks += own + children; // of children that ended
      else if (Number(ppid) === postmaster) ticks += own;
    } catch { /* gone in between */ }
  }
  return ticks * 10;
}

/** For the line that every bench prints. */
export const machine = () => ({ loadAverage: loadavg().map((one) => Math.round(one * 100) / 100), node: process.version });

/** Secondary indexes are made after the rows: the loading takes a third of the time. */
const BIG = ['commitments', 'obligations', 'obligation_totals', 'credits', 'deliverables'];

async function load({ db }: Connection): Promise<void> {
  const { provinces, communes, departments, divisions, monthly, quarterly } = SIZE;
  await db.connection().execute(async (one) => {
    const run = (text: string) => sql.raw(text).execute(one);
    const { rows: indexes } = await sql<{ name: string; definition: string }>`
      select indexname as name, indexdef as definition from pg_indexes where tablename = any(${BIG}::text[]) and not exists (select 1 from pg_constraint c where c.conname = indexname)`.execute(one);
    for (const { name } of indexes) await run(`drop index ${name}`);
    await run(`set work_mem = '256MB'; set maintenance_work_mem = '512MB';
      create function pg_temp.nation_id(shard integer, kind integer, number bigint) returns uuid language sql immutable as $$
        select ('019b0000-0000-7' || lpad(to_hex(shard), 3, '0') || '-8' || lpad(to_hex(kind), 3, '0') || '-' || lpad(to_hex(number), 12, '0'))::uuid $$;
      create temp table unit as
        select 0 as shard, pg_temp.nation_id(0, 1, 0) as id, null::uuid as parent, null::uuid as board, 'ministry' as kind, 'central' as tier, 'Cơ quan trung ương' as name, 0::bigint as number, '' as above
        union all select p, pg_temp.nation_id(p, 2, p), pg_temp.nation_id(0, 1, 0), null, 'province', 'province', 'UBND tỉnh số ' || p, p, pg_temp.nation_id(0, 1, 0) || '/' from generate_series(1, ${provinces}) p;
      insert into unit select shard, pg_temp.nation_id(shard, 3, number), parent, pg_temp.nation_id(shard, 3, number), kind, tier, name, number, above from (
        select p.shard, p.id as parent, 'department' as kind, 'province' as tier, 'Sở số ' || d || ' của tỉnh số ' || p.shard as name, 100000 + p.shard * 100 + d as number, p.above || p.id || '/' as above
          from unit p, generate_series(1, ${departments}) d where p.kind = 'province'
        union all select p.shard, p.id, 'commune', 'commune', 'UBND xã số ' || k, k, p.above || p.id || '/' from generate_series(1, ${communes}) k join unit p on p.kind = 'province' and p.shard = 1 + (k - 1) % ${provinces}) x;
      insert into unit select c.shard, pg_temp.nation_id(c.shard, 4, d), c.id, c.id, 'division', 'commune', 'Phòng số ' || 1 + (d - 1) / ${communes}, d, c.above || c.id || '/'
        from generate_series(1, ${divisions}) d join unit c on c.kind = 'commune' and c.number = 1 + (d - 1) % ${communes};
      insert into organisations select id, shard, '2025-07-01' from unit;
      insert into organisation_versions (id, organisation_id, valid_from, name, short_name, kind, tier, parent_id, path, sort_order)
        select pg_temp.nation_id(shard, 9, ('x' || substr(md5(id::text), 1, 12))::bit(48)::bigint), id, '2025-07-01', name, name, kind, tier, parent, above || id || '/', number from unit;
      update organisation_tree_state set version = gen_random_uuid();

      create temp table task as select p as shard, t as number, pg_temp.nation_id(p, 5, t) as item, pg_temp.nation_id(p, 6, t) as commitment, t <= ${monthly} as monthly, case when t <= ${monthly} then 5 else 2 end as amount
        from generate_series(1, ${provinces}) p, generate_series(1, ${monthly + quarterly}) t;
      insert into commitments (shard_id, id, batch_id, source_noun, source_id, source_version, item_id, key, issuer_id, citation, title, product, channel, unit, amount, provenance, rhythm, timing, window_from, window_to,
          optional, evidence, roll, carry_surplus, report_rhythm, party_kind, party_id, party_name, created_at)
        select shard, commitment, pg_temp.nation_id(shard, 7, 0), 'plans', pg_temp.nation_id(shard, 8, 0), 1, item, item || ':1', pg_temp.nation_id(shard, 2, shard),
          jsonb_build_object('type', 'Kế hoạch', 'number', '07/KH-UBND', 'date', '2026-01-05', 'issuer', 'UBND tỉnh số ' || shard, 'title', 'Tuyên truyền CCHC năm 2026', 'item', 'III.' || number),
          'Nhiệm vụ số ' || number, 'article', 'portal', 'tin, bài', amount, 'read', case when monthly then 'month' else 'quarter' end, 'Thường xuyên trong năm', '2026-01-01', '2026-12-31',
          false, '[["link", "photo"]]', 'none', false, 'quarter', 'group', pg_temp.nation_id(shard, 2, shard), 'Các đơn vị', '2026-01-05' from task;

      create temp table period as
        select true as monthly, m::date as first, (m + interval '1 month - 1 day')::date as last, 'month/' || m::date as key, 'tháng ' || extract(month from m) || '/2026' as label from generate_series('2026-01-01'::timestamp, '2026-12-01', '1 month') m
        union all select false, q::date, (q + interval '3 months - 1 day')::date, 'quarter/' || q::date, 'quý ' || extract(quarter from q) || '/2026' from generate_series('2026-01-01'::timestamp, '2026-10-01', '3 months') q;
      create temp table owed (n bigint, shard integer, item uuid, commitment uuid, amount integer, board uuid, holder uuid, first date, last date, key text, label text)`);
    // Who handles which task is asked once for a unit and task, not once for a period.
    await run(`create temp table holder as select t.shard, t.number, t.item, t.commitment, t.amount, t.monthly, u.id as board,
        case when t.number % 3 = 0 or d.divisions is null then u.id else d.divisions[1 + t.number % cardinality(d.divisions)] end as holder
      from task t join unit u on u.shard = t.shard and u.kind in ('department', 'commune')
      left join (select parent, array_agg(id order by number) as divisions from unit where kind = 'division' group by parent) d on d.parent = u.id;
      insert into owed select row_number() over (order by h.shard, h.number, h.holder, x.first), h.shard, h.item, h.commitment, h.amount, h.board, h.holder, x.first, x.last, x.key, x.label from holder h join period x on x.monthly = h.monthly;
      insert into obligations select shard, pg_temp.nation_id(shard, 10, n), pg_temp.nation_id(shard, 7, 0), commitment, holder, board, key, first, last, label, amount, last, last from owed order by n`);
    // Of a hundred: 72 in full and in time, 8 in full and late, 8 in part, 12 not at all; nine of ten confirmed.
    await run(`create temp table done as
        select n, shard, commitment, board, holder, amount, last, case when chance < 80 then amount else amount - 1 end as given, case when chance between 72 and 79 then last + 4 else first + 10 end as day, chance % 10 > 0 as confirmed
        from (select *, abs(hashint8(n)) % 100 as chance from owed) o where chance < 88 and first <= '2026-11-01' and (chance not between 72 and 79 or last + 4 <= '${TODAY}');
      insert into credits (shard_id, id, obligation_id, commitment_id, deliverable_id, amount, from_card, done_on, recorded_on, known_on, confirmed_on)
        select shard, pg_temp.nation_id(shard, 11, n), pg_temp.nation_id(shard, 10, n), commitment, pg_temp.nation_id(shard, 12, n), given, true, day, day, day, case when confirmed then day + 2 end from done order by n;
      insert into deliverables (shard_id, id, organisation_id, board_organisation_id, status, product, channel, themes, title, done_on, amount, unit, counts_for, recorded_by_name, recorded_on, recorded_at, confirmed_by_name, confirmed_on)
        select shard, pg_temp.nation_id(shard, 12, n), holder, board, case when confirmed then 'confirmed' else 'recorded' end, 'article', 'portal', '{}', 'Tin, bài số ' || n, day, given, 'tin, bài',
          jsonb_build_object('obligationIds', jsonb_build_array(pg_temp.nation_id(shard, 10, n)), 'commitmentIds', null), 'Cán bộ', day, day + time '09:00', case when confirmed then 'Lãnh đạo' end, case when confirmed then day + 2 end from done order by n;
      insert into obligation_totals (shard_id, obligation_id, commitment_id, source_id, item_id, organisation_id, board_organisation_id, period_from, period_to, due, amount, optional, report_rhythm,
          recorded, recorded_in_time, confirmed, confirmed_in_time, last_done, met_on)
        select o.shard, pg_temp.nation_id(o.shard, 10, o.n), o.commitment, pg_temp.nation_id(o.shard, 8, 0), o.item, o.holder, o.board, o.first, o.last, o.last, o.amount, false, 'quarter',
          coalesce(d.given, 0), case when d.day <= o.last then d.given else 0 end, case when d.confirmed then d.given else 0 end, case when d.confirmed and d.day <= o.last then d.given else 0 end, d.day, case when d.given >= o.amount then d.day end
        from owed o left join done d on d.n = o.n order by o.n`);
    for (const { definition } of indexes) await run(definition);
    await run('drop table unit, task, period, holder, owed, done');
  });
  await db.transaction().execute((tx) => rebuildSums(tx));
  await sql`vacuum (analyze)`.execute(db);
  await sql`checkpoint`.execute(db);
}
