import { conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { boardUnitOf } from '../rules/board-unit.ts';
import { openObligationsOf } from '../store/owner.ts';
import { insertTransfers, lockTotals, refreshTotals } from '../store/writing.ts';

/** After a reorganisation: what an organisation still owes goes over to its successor, with a record; what is over stays told under the old name. */
export async function transferOpenWork(a: Acting, { fromId, toId, reason }: { readonly fromId: Id; readonly toId: Id; readonly reason: string }): Promise<number> {
  await a.authorise('obligations.transfer', toId);
  const tree = await organisationTree(a.tx, a.today);
  if (!tree.get(toId)) throw conflict('Đơn vị kế thừa không còn hoạt động. Hãy chọn đơn vị khác.');
  const open = await openObligationsOf(a.tx, fromId, a.today);
  if (open.length === 0) return 0;
  await lockTotals(a.tx, open);
  const batchId = a.newId();
  await insertTransfers(a.tx, open.map((obligation_id) => ({
    shard_id: a.shard, id: a.newId(), batch_id: batchId, obligation_id, from_organisation_id: fromId, to_organisation_id: toId, board_organisation_id: boardUnitOf(tree, toId),
    on_day: a.today, at: a.now, reason,
  })));
  await refreshTotals(a.tx, open);
  a.recordBatch({ verb: 'obligations.transferred', table: 'obligation_transfers', batchId, organisationId: toId, facts: { from: fromId, to: toId, obligations: open.length, reason } });
  return open.length;
}
