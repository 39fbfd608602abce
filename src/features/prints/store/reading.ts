import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { shardOf } from '#kernel/id.ts';
import { pageAt } from '#kernel/pages.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { PrintState } from '../rules/states.ts';
import type { HandoutRow, PrintRow, RunRow } from './tables.ts';

export type PrintListRow = Pick<PrintRow, 'id' | 'organisation_id' | 'kind' | 'title' | 'status' | 'author_name' | 'changed_at' | 'published_at' | 'alt' | 'row_version'>;
export interface PrintFilter { readonly organisationIds: readonly Id[]; readonly states?: readonly PrintState[]; readonly kind?: string }

/** Newest change first, a page at a time. */
export async function printList(db: Reader, filter: PrintFilter, page = 1, size = 20): Promise<{ rows: PrintListRow[]; total: number; page: number; pages: number }> {
  const where = sql.join([sql`organisation_id = any(${filter.organisationIds}::uuid[])`, ...(filter.states ? [sql`status = any(${filter.states}::text[])`] : []), ...(filter.kind ? [sql`kind = ${filter.kind}`] : [])], sql` and `);
  const total = (await sql<{ total: number }>`select count(*)::integer as total from prints where ${where}`.execute(db)).rows[0]!.total, place = pageAt(total, size, page);
  const { rows } = await sql<PrintListRow>`select id, organisation_id, kind, title, status, author_name, changed_at, published_at, alt, row_version from prints where ${where} order by changed_at desc, id desc limit ${size} offset ${place.before}`.execute(db);
  return { rows, total, page: place.page, pages: place.pages };
}
export async function printCounts(db: Reader, organisationIds: readonly Id[]): Promise<ReadonlyMap<PrintState, number>> {
  const { rows } = await sql<{ status: PrintState; count: number }>`select status, count(*)::integer as count from prints where organisation_id = any(${organisationIds}::uuid[]) group by status`.execute(db);
  return new Map(rows.map((row) => [row.status, row.count]));
}
export const printsById = async (db: Reader, ids: readonly Id[]): Promise<PrintRow[]> =>
  ids.length === 0 ? [] : db.selectFrom('prints').selectAll().where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute();
/** What somebody began and has not handed in. */
export const draftsOf = async (db: Reader, accountId: Id): Promise<number> =>
  (await sql<{ count: number }>`select count(*)::integer as count from prints where author_id = ${accountId} and status in ('draft', 'returned')`.execute(db)).rows[0]!.count;

export interface Run extends RunRow { readonly handouts: readonly HandoutRow[]; /** still in hand */ readonly left: number }
/** Runs of a design, newest first, each with where its copies went. */
export async function runsOf(db: Reader, printId: Id): Promise<Run[]> {
  const shard = shardOf(printId), runs = await db.selectFrom('print_runs').selectAll().where('shard_id', '=', shard).where('print_id', '=', printId).orderBy('printed_on', 'desc').orderBy('id', 'desc').limit(100).execute();
  const handouts = await db.selectFrom('print_handouts').selectAll().where('shard_id', '=', shard).where('print_id', '=', printId).orderBy('handed_on').orderBy('id').limit(1000).execute();
  return runs.map((run) => { const own = handouts.filter((one) => one.run_id === run.id); return { ...run, cost: run.cost === null ? null : Number(run.cost), handouts: own, left: run.quantity - own.reduce((sum, one) => sum + (one.withdrawn_at ? 0 : one.quantity), 0) }; });
}
/** Copies of a run that were handed out. */
export const handedOut = async (db: Reader, runId: Id): Promise<number> =>
  (await sql<{ sum: number }>`select coalesce(sum(quantity), 0)::integer as sum from print_handouts where shard_id = ${shardOf(runId)} and run_id = ${runId} and withdrawn_at is null`.execute(db)).rows[0]!.sum;
/** How many designs of each of these units were never out. */
export const printsInHand = async (db: Reader, organisationIds: readonly Id[]): Promise<readonly { readonly organisation_id: Id; readonly count: number }[]> =>
  (await sql<{ organisation_id: Id; count: number }>`select organisation_id, count(*)::integer as count from prints where organisation_id = any(${organisationIds}::uuid[]) and published_at is null group by organisation_id order by organisation_id`.execute(db)).rows;
/** Designs taken down whose result counts after all: it was in a sent report then, and the report came back since. */
export const countedAfterAll = async (db: Reader, limit = 100): Promise<readonly { readonly id: Id; readonly shard_id: number }[]> =>
  (await sql<{ id: Id; shard_id: number }>`select p.id, p.shard_id from prints p join deliverables d on d.shard_id = ('x' || substr(p.deliverable_id::text, 16, 3))::bit(12)::integer and d.id = p.deliverable_id
    where p.status = 'withdrawn' and p.deliverable_id is not null and d.status = 'confirmed' order by p.id limit ${limit}`.execute(db)).rows;
