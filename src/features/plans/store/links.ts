import { sql } from 'kysely';
import { AppError } from '#kernel/app-error.ts';
import { isId, shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { CheckAnswerRow, OmissionRow, PlanRow, TaskLinkRow } from './tables.ts';

export const linkRows = (db: Reader, planId: Id): Promise<TaskLinkRow[]> =>
  db.selectFrom('plan_task_links').selectAll().where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).orderBy('id').execute();
export const omissionRows = (db: Reader, planId: Id): Promise<OmissionRow[]> =>
  db.selectFrom('plan_task_omissions').selectAll().where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).orderBy('id').execute();
export const answerRows = (db: Reader, planId: Id, version: number): Promise<CheckAnswerRow[]> =>
  db.selectFrom('plan_check_answers').selectAll().where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).where('version', '=', version).orderBy('id').execute();

/** Why the version in force differs from the plan above, by task of that plan: the item stands in the key of the finding. */
export async function answersOf(db: Reader, planId: Id): Promise<{ parentItemId: string; reason: string }[]> {
  const rows = await db.selectFrom('plan_check_answers as a').innerJoin('plans as p', (join) => join.onRef('p.shard_id', '=', 'a.shard_id').onRef('p.id', '=', 'a.plan_id').onRef('p.issued_version', '=', 'a.version'))
    .select(['a.finding', 'a.reason']).where('a.shard_id', '=', shardOf(planId)).where('a.plan_id', '=', planId).orderBy('a.id').execute();
  return rows.flatMap(({ finding, reason }) => finding.split(':').filter((part) => isId(part)).slice(0, 1).map((parentItemId) => ({ parentItemId, reason })));
}

/** Links that are there already stay; gives those that were written. */
export async function insertLinks(tx: Tx, rows: readonly TaskLinkRow[]): Promise<Id[]> {
  if (rows.length === 0) return [];
  const written = await tx.insertInto('plan_task_links').values([...rows]).onConflict((conflict) => conflict.columns(['shard_id', 'plan_id', 'item_id', 'parent_item_id']).doNothing()).returning('id').execute();
  return written.map(({ id }) => id);
}
export async function deleteLink(tx: Tx, planId: Id, itemId: Id, parentItemId: Id): Promise<Id | null> {
  const gone = await tx.deleteFrom('plan_task_links').where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).where('item_id', '=', itemId).where('parent_item_id', '=', parentItemId).returning('id').executeTakeFirst();
  return gone?.id ?? null;
}
/** All links and reasons of a plan to another parent than this one: they say nothing any more. */
export async function deleteLinksExcept(tx: Tx, planId: Id, parentPlanId: Id | null): Promise<{ links: Id[]; omissions: Id[] }> {
  const kept = parentPlanId === null ? sql<boolean>`false` : sql<boolean>`parent_plan_id = ${parentPlanId}`;
  const links = await tx.deleteFrom('plan_task_links').where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).where(sql<boolean>`not ${kept}`).returning('id').execute();
  const omissions = await tx.deleteFrom('plan_task_omissions').where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).where(sql<boolean>`not ${kept}`).returning('id').execute();
  return { links: links.map(({ id }) => id), omissions: omissions.map(({ id }) => id) };
}
export const insertOmission = async (tx: Tx, row: OmissionRow): Promise<void> => { await tx.insertInto('plan_task_omissions').values(row).execute(); };
export async function deleteOmission(tx: Tx, planId: Id, parentItemId: Id): Promise<Id | null> {
  const gone = await tx.deleteFrom('plan_task_omissions').where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).where('parent_item_id', '=', parentItemId).returning('id').executeTakeFirst();
  return gone?.id ?? null;
}
export const insertAnswers = async (tx: Tx, rows: readonly CheckAnswerRow[]): Promise<void> => { if (rows.length > 0) await tx.insertInto('plan_check_answers').values([...rows]).execute(); };

/** The unit's own plans under these plans of others, the newest first: "đã lập kế hoạch của xã". Recalled ones do not count. */
export async function plansUnder(db: Reader, parentIds: readonly Id[], keptBy: readonly Id[]): Promise<Pick<PlanRow, 'id' | 'parent_plan_id' | 'status' | 'title'>[]> {
  if (parentIds.length === 0 || keptBy.length === 0) return [];
  return db.selectFrom('plans').select(['id', 'parent_plan_id', 'status', 'title']).where('parent_plan_id', 'in', [...parentIds]).where('status', '<>', 'recalled')
    .where((where) => where.or([where('owner_id', 'in', [...keptBy]), where('issuer_id', 'in', [...keptBy])])).orderBy('created_at', 'desc').execute();
}

export const notOfThisPlan = (what: string): AppError => new AppError('not-found', `${what} không thuộc kế hoạch này. Hãy tải lại trang.`);
