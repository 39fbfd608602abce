import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Reader } from '#platform/db/tables.ts';
import { percentOf } from '../rules/posting.ts';
import './tables.ts';

/** Decisions as far as other nouns speak of them, with the units whose shops have to post up what they say. */
export async function decisionsTold(db: Reader, ids: readonly Id[], today: PlainDate): Promise<{ readonly id: Id; readonly organisation_id: Id; readonly number: string; readonly effective_on: PlainDate; readonly procedures: number; readonly units: readonly Id[] }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: Id; organisation_id: Id; number: string; effective_on: PlainDate; procedures: number; units: Id[] }>`
    select d.id, d.organisation_id, d.number, d.effective_on, (select count(distinct v.procedure_id)::integer from procedure_versions v where v.decision_id = d.id) as procedures,
      coalesce((select array_agg(distinct s.organisation_id) from one_stop_shops s join procedure_versions v on v.decision_id = d.id join procedure_fields f on f.id = v.field_id where s.closed_on is null and not v.procedure_id = any(s.except_ids)
        and (v.procedure_id = any(s.also_ids) or (v.level = any(s.levels) and (s.field_ids is null or coalesce(f.merged_into, f.id) = any(s.field_ids))))), '{}') as units
    from procedure_decisions d where d.shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and d.id = any(${ids}::uuid[])`.execute(db);
  const tree = await organisationTree(db, today);
  return rows.map((row) => ({ ...row, units: row.units.filter((id) => tree.isWithin(id, row.organisation_id)) }));
}

/** Signed sheets with their score. */
export async function sheetsTold(db: Reader, ids: readonly Id[]): Promise<{ readonly id: Id; readonly organisation_id: Id; readonly shop: string; readonly shop_id: Id; readonly percent: number | null; readonly missing: number; readonly outdated: number }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: Id; organisation_id: Id; shop: string; shop_id: Id; posted: number; missing: number; outdated: number }>`
    select c.id, c.organisation_id, s.name as shop, s.id as shop_id, c.posted, c.missing, c.outdated from check_sheets c join one_stop_shops s on s.id = c.shop_id
    where c.shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[]) and c.id = any(${ids}::uuid[]) and c.status = 'signed'`.execute(db);
  return rows.map(({ posted, ...row }) => ({ ...row, percent: percentOf(posted, posted + row.missing + row.outdated) }));
}
