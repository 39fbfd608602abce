import { sql } from 'kysely';
import { AppError } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { takeTurn } from '#platform/db/take-turn.ts';
import type { CheckAnswerRow, OmissionRow, PlanRow, TaskLinkRow } from './tables.ts';

export const linkRows = (db: Reader, planId: Id): Promise<TaskLinkRow[]> =>
  db.selectFrom('plan_task_links').selectAll().where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).orderBy('id').execute();
export const omissionRows = (db: Reader, planId: Id): Promise<OmissionRow[]> =>
  db.selectFrom('plan_task_omissions').selectAll().where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).orderBy('id').execute();
/** Reasons given in this version or an earlier one: the same finding with the same values is not asked again. The latest last. */
export const answerRows = (db: Reader, planId: Id, version: number): Promise<CheckAnswerRow[]> =>
  db.selectFrom('plan_check_answers').selectAll().where('shard_id', '=', shardOf(planId)).where('plan_id', '=', planId).where('version', '<=', version).orderBy('version').orderBy('id').execute();

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

/** One at a time makes a unit's plan out of another one, until its transaction ends: two officers who click in the same second get one plan. */
export const holdPlanOfUnit = (tx: Tx, fromId: Id, unitId: Id): Promise<unknown> => takeTurn(tx, `plans:${fromId}:${unitId}`);

/** A copy of a plan for a year that still stands. */
export const copiedPlan = (db: Reader, { id, owner_id: ownerId }: Pick<PlanRow, 'id' | 'owner_id'>, year: number): Promise<Pick<PlanRow, 'id' | 'title'> | undefined> =>
  db.selectFrom('plans').select(['id', 'title']).where('owner_id', '=', ownerId).where('year', '=', year).where('copied_from_id', '=', id).where('status', '<>', 'recalled').executeTakeFirst();

/** The unit's own plans under these plans of others, the newest first: "đã lập kế hoạch của xã". Recalled ones do not count. */
export async function plansUnder(db: Reader, parentIds: readonly Id[], keptBy: readonly Id[]): Promise<Pick<PlanRow, 'id' | 'parent_plan_id' | 'status' | 'title'>[]> {
  if (parentIds.length === 0 || keptBy.length === 0) return [];
  return db.selectFrom('plans').select(['id', 'parent_plan_id', 'status', 'title']).where('parent_plan_id', 'in', [...parentIds]).where('status', '<>', 'recalled')
    .where((where) => where.or([where('owner_id', 'in', [...keptBy]), where('issuer_id', 'in', [...keptBy])])).orderBy('created_at', 'desc').execute();
}

export const notOfThisPlan = (what: string): AppError => new AppError('not-found', `${what} không thuộc kế hoạch này. Hãy tải lại trang.`);
