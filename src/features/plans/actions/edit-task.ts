import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { tidy } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import { isChannel } from '#features/channels/rules/channels.ts';
import { isProduct } from '#features/channels/rules/products.ts';
import type { TaskContent } from '../rules/content.ts';
import type { DraftParty } from '../rules/from-reading.ts';
import { contentOf } from '../store/review.ts';
import { deleteTask, holdTask, rewriteTask, taskRows } from '../store/rows.ts';
import type { TaskRow } from '../store/tables.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { openDraft, openDraftOf } from './open-draft.ts';
import { taskRowOf, writeTasks } from './write-draft.ts';

const NEW_TASK: TaskContent = {
  printedIndex: '', title: '', parentIndex: null, parentTitle: null, channel: null, product: null, themes: [], timing: null, period: null, rates: [], amount: null, deadline: null, roll: 'none',
  optional: false, carrySurplus: false, reportRhythm: 'quarter', purpose: 'task', note: null,
};

/** Changes a task of a draft. What is left out stays. */
export async function editTask(a: Acting, input: { readonly taskId: Id; readonly rowVersion: number | null; readonly change: Partial<TaskContent> }): Promise<void> {
  const row = await holdTask(a.tx, input.taskId, input.rowVersion);
  const { plan } = await openDraftOf(a, row);
  const content = checked({ ...contentOf(row), ...input.change });
  await rewriteTask(a.tx, { ...taskRowOf(a, { planId: row.plan_id, version: row.version, itemId: row.item_id, ordinal: row.ordinal, path: row.path, paragraphs: row.paragraphs }, content), shard_id: row.shard_id, id: row.id, row_version: row.row_version });
  a.record({ verb: 'plans.task-edited', table: 'plan_tasks', id: row.id, organisationId: plan.owner_id, facts: { plan: plan.id, fields: Object.keys(input.change) } });
}

/** Adds a task at the end, with the agencies as written. */
export async function addTask(a: Acting, input: { readonly planId: Id; readonly task: Partial<TaskContent>; readonly parties?: readonly DraftParty[] }): Promise<TaskRow> {
  const { plan, version } = await openDraft(a, input.planId);
  const last = (await taskRows(a.tx, plan.id, version.version)).at(-1)?.ordinal ?? 0;
  const content = checked({ ...NEW_TASK, printedIndex: String(last + 1), ...input.task });
  const [row] = await writeTasks(inShardOf(a, plan.id), { id: plan.id, version: version.version, ownerId: plan.owner_id, issuerId: plan.issuer_id }, [{ content, parties: input.parties ?? [], path: '', paragraphs: [] }], last + 1);
  return row!;
}

/** Takes a task out of a draft; the import still shows that it was read. */
export async function dropTask(a: Acting, input: { readonly taskId: Id; readonly rowVersion: number | null }): Promise<void> {
  const row = await holdTask(a.tx, input.taskId, input.rowVersion);
  const { plan } = await openDraftOf(a, row);
  for (const id of await deleteTask(a.tx, row.id)) a.record({ verb: 'plans.party-dropped', table: 'plan_task_parties', id, organisationId: plan.owner_id, facts: { task: row.id } });
  a.record({ verb: 'plans.task-dropped', table: 'plan_tasks', id: row.id, organisationId: plan.owner_id, facts: { plan: plan.id, index: row.printed_index, title: row.title } });
}

function checked(content: TaskContent): TaskContent {
  const wrong: Record<string, string> = {};
  const title = tidy(content.title).replace(/\s+/g, ' ').trim();
  if (!title) wrong.title = 'Chưa ghi nội dung nhiệm vụ. Hãy ghi nhiệm vụ phải làm.';
  if (!content.printedIndex.trim()) wrong.printedIndex = 'Chưa ghi số mục. Hãy ghi như trong văn bản, ví dụ III.5.';
  if (content.product !== null && !isProduct(content.product)) wrong.product = 'Loại sản phẩm này không có trong danh sách. Hãy chọn lại.';
  if (content.channel !== null && !isChannel(content.channel)) wrong.channel = 'Kênh này không có trong danh sách. Hãy chọn lại.';
  if (content.amount !== null && (!Number.isInteger(content.amount) || content.amount < 1)) wrong.amount = 'Số lượng phải là số nguyên từ 1 trở lên; không ấn định thì để trống.';
  for (const rate of content.rates) {
    if (rate.count !== null && (!Number.isInteger(rate.count) || rate.count < 1)) wrong.rates = 'Định mức phải là số nguyên từ 1 trở lên; chỉ có nhịp mà không có số thì để trống.';
    if (!isProduct(rate.productKey)) wrong.rates = 'Loại sản phẩm của định mức không có trong danh sách. Hãy chọn lại.';
  }
  const first = Object.entries(wrong)[0];
  if (first) throw new AppError('invalid', first[1], { field: first[0], fields: wrong });
  return { ...content, title, printedIndex: content.printedIndex.trim() };
}
