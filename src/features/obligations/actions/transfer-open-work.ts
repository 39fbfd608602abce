import { conflict } from '#kernel/app-error.ts';
import { inShard, shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { boardUnitOf } from '../rules/board-unit.ts';
import { openObligationsOf } from '../store/owner.ts';
import { insertTransfers, lockTotals, refreshTotals } from '../store/writing.ts';

/** One obligation that goes over to another holder, or along with its holder into another row of the board. */
export interface Transferred { readonly obligationId: Id; readonly from: Id; readonly to: Id; readonly board: Id; readonly onDay: PlainDate; readonly reason: string }

/** After a reorganisation: what an organisation still owes goes over to its successor, with a record; what is over stays told under the old name. */
export async function transferOpenWork(a: Acting, { fromId, toId, reason }: { readonly fromId: Id; readonly toId: Id; readonly reason: string }): Promise<number> {
  await a.authorise('obligations.transfer', toId);
  const tree = await organisationTree(a.tx, a.today);
  if (!tree.get(toId)) throw conflict('Đơn vị kế thừa không còn hoạt động. Hãy chọn đơn vị khác.');
  const open = await openObligationsOf(a.tx, fromId, a.today), board = boardUnitOf(tree, toId);
  return write(a, open.map((obligationId) => ({ obligationId, from: fromId, to: toId, board, onDay: a.today, reason })));
}

/** The same for many at once, each to its own successor: part of `reorganise`. Asked of the units that give, which were there before. */
export async function transferObligations(a: Acting, transfers: readonly Transferred[]): Promise<number> {
  for (const from of new Set(transfers.map((one) => one.from))) await a.authorise('obligations.transfer', from);
  return write(a, transfers);
}

const PART = 5_000;

/** One batch for each shard: the record stands with its obligation, wherever the acting person's rows stand. */
async function write(a: Acting, transfers: readonly Transferred[]): Promise<number> {
  const byShard = new Map<number, Transferred[]>();
  for (const one of transfers) { const shard = shardOf(one.obligationId), list = byShard.get(shard); if (list) list.push(one); else byShard.set(shard, [one]); }
  for (const [shard, list] of [...byShard].sort(([x], [y]) => x - y)) {
    const batchId = inShard(a.newId(), shard);
    for (let from = 0; from < list.length; from += PART) {
      const part = list.slice(from, from + PART), ids = part.map((one) => one.obligationId);
      await lockTotals(a.tx, ids);
      await insertTransfers(a.tx, part.map((one) => ({
        shard_id: shard, id: inShard(a.newId(), shard), batch_id: batchId, obligation_id: one.obligationId, from_organisation_id: one.from, to_organisation_id: one.to, board_organisation_id: one.board,
        on_day: one.onDay, at: a.now, reason: one.reason,
      })));
      await refreshTotals(a.tx, ids);
    }
    const receivers = new Set(list.map((one) => one.to)), givers = new Set(list.map((one) => one.from)), [first] = list;
    a.recordBatch({
      verb: 'obligations.transferred', table: 'obligation_transfers', batchId, shard, organisationId: first!.to,
      facts: receivers.size === 1 && givers.size === 1 ? { from: first!.from, to: first!.to, obligations: list.length, reason: first!.reason } : { givers: givers.size, receivers: receivers.size, obligations: list.length, reason: first!.reason },
    });
  }
  return transfers.length;
}
