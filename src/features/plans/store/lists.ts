import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { PlanStatus } from '../rules/state.ts';
import type { PlanRow } from './tables.ts';

export interface PlanListRow extends PlanRow { readonly tasks: number; readonly unresolved: number; readonly draftOfNextVersion: boolean }
export interface PlanFilter { readonly ownerIds?: readonly Id[]; readonly issuerIds?: readonly Id[]; /** That give work to these units or their divisions. */ readonly owedBy?: readonly Id[]; readonly year?: number; readonly statuses?: readonly PlanStatus[]; readonly words?: string }

/** Newest first; `page` from 1. */
export async function planList(db: Reader, filter: PlanFilter, page = 1, size = 50): Promise<{ rows: PlanListRow[]; total: number; page: number; pages: number }> {
  const parts = [sql`true`];
  if (filter.ownerIds) parts.push(sql`p.owner_id = any(${filter.ownerIds}::uuid[])`);
  if (filter.issuerIds) parts.push(sql`p.issuer_id = any(${filter.issuerIds}::uuid[])`);
  if (filter.owedBy) parts.push(sql`p.id in (select t.source_id from obligation_totals t where t.organisation_id = any(${filter.owedBy}::uuid[]) or t.board_organisation_id = any(${filter.owedBy}::uuid[]))`);
  if (filter.year) parts.push(sql`p.year = ${filter.year}`);
  if (filter.statuses) parts.push(sql`p.status = any(${filter.statuses}::text[])`);
  if (filter.words?.trim()) parts.push(sql`lower(unaccent(p.title)) like lower(unaccent(${`%${filter.words.trim().normalize('NFC').replace(/[\\%_]/g, '\\$&')}%`}))`);
  const where = sql.join(parts, sql` and `);
  const { rows: [count] } = await sql<{ total: number }>`select count(*)::integer as total from plans p where ${where}`.execute(db), place = pageAt(count!.total, size, page);
  const { rows } = await sql<PlanListRow>`
    select p.*, p.issued_version is not null and p.current_version > p.issued_version as "draftOfNextVersion",
      (select count(*)::integer from plan_tasks t where t.shard_id = p.shard_id and t.plan_id = p.id and t.version = p.current_version) as tasks,
      (select count(*)::integer from plan_task_parties r where r.shard_id = p.shard_id and r.plan_id = p.id and r.version = p.current_version and r.role in ('lead', 'implementing')
        and r.organisation_id is null and r.group_id is null and r.dropped_reason is null) as unresolved
    from plans p where ${where} order by coalesce(p.signed_on, p.created_at::date) desc, p.id desc limit ${size} offset ${place.before}`.execute(db);
  return { rows, total: count!.total, page: place.page, pages: place.pages };
}

/** Drafts that this account began and nobody has issued or dropped. */
export const draftsOf = async (db: Reader, accountId: Id): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::integer as n from plans where created_by = ${accountId} and status in ('draft', 'in-review', 'approved')`.execute(db)).rows[0]!.n;
