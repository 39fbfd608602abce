import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { TaskRow } from './tables.ts';

/** A task as the newest version of its plan has it, by the id it keeps through all of them. */
export const taskByItem = (db: Reader, itemId: Id): Promise<TaskRow | undefined> =>
  db.selectFrom('plan_tasks').selectAll().where('item_id', '=', itemId).orderBy('version', 'desc').limit(1).executeTakeFirst();
