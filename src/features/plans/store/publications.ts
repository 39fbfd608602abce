import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { plansById } from './by-ids.ts';
import type { PlanPublicationRow, PlanRow } from './tables.ts';

/** Everything done with a plan in public, the newest first. */
export const publicationsOf = (db: Reader, planId: Id): Promise<PlanPublicationRow[]> =>
  db.selectFrom('plan_publications').selectAll().where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).orderBy('at', 'desc').orderBy('id', 'desc').limit(100).execute();
/** The version that readers see; null when the plan was never public or was taken down. */
export async function publicVersion(db: Reader, planId: Id): Promise<number | null> {
  const [last] = await publicationsOf(db, planId);
  return last?.act === 'published' ? last.version : null;
}
export async function insertPublication(tx: Tx, row: PlanPublicationRow): Promise<void> { await tx.insertInto('plan_publications').values(row).execute(); }

/** Plans of a year that these units keep and show to everybody, the newest signed first. */
export async function publicPlansOf(db: Reader, ownerIds: readonly Id[], year: number): Promise<PlanRow[]> {
  if (!ownerIds.length) return [];
  const { rows } = await sql<{ id: Id }>`
    select p.id from plans p where p.owner_id = any(${ownerIds}::uuid[]) and p.year = ${year} and p.status in ('issued', 'amended', 'closed')
      and (select l.act from plan_publications l where l.shard_id = p.shard_id and l.plan_id = p.id order by l.at desc, l.id desc limit 1) = 'published'
    order by p.signed_on desc nulls last, p.id desc limit 20`.execute(db);
  const found = new Map((await plansById(db, rows.map(({ id }) => id))).map((plan) => [plan.id, plan]));
  return rows.map(({ id }) => found.get(id)!);
}
