import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';

/** One round of a regime in which reports wait for the one step or the other, with the two that wait longest. */
export interface WaitingRound {
  readonly regimeId: Id; readonly name: string; readonly periodKey: string; readonly periodLabel: string; readonly toAccept: number; readonly toApprove: number;
  readonly firstToAccept: readonly Id[]; readonly firstToApprove: readonly Id[];
}

/** Rounds of all regimes that this unit receives in which something waits, the longest waiting first. */
export async function waitingRounds(reader: Reader, ownerId: Id): Promise<WaitingRound[]> {
  return (await sql<WaitingRound>`
    select "regimeId", name, "periodKey", "periodLabel", count(*) filter (where not taken)::int as "toAccept", count(*) filter (where taken)::int as "toApprove",
      coalesce((array_agg(id order by submitted_at, id) filter (where not taken))[1:2], '{}')::text[] as "firstToAccept", coalesce((array_agg(id order by submitted_at, id) filter (where taken))[1:2], '{}')::text[] as "firstToApprove"
    from (select g.id as "regimeId", g.name, r.period_key as "periodKey", r.period_label as "periodLabel", r.status = 'accepted' as taken, r.id, r.submitted_at
      from reporting_regimes g join reports r on r.regime_id = g.id
      where g.owner_id = ${ownerId} and r.scope = 'unit' and (r.status = 'submitted' or r.status = 'accepted' and g.definition ->> 'approval' = 'two-step')) x
    group by 1, 2, 3, 4 order by min(submitted_at) limit 100`.execute(reader)).rows;
}

/** Whose reports these are. */
export async function organisationsOfReports(reader: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, Id>> {
  if (!ids.length) return new Map();
  return new Map((await sql<{ id: Id; organisation: Id }>`select id, organisation_id as organisation from reports where id = any(${ids}::uuid[]) and shard_id = any(${[...new Set(ids.map(shardOf))]}::int[])`.execute(reader)).rows.map((row) => [row.id, row.organisation]));
}
