import { AppError, invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { planRow } from '#features/plans/store.ts';
import { regime } from '#features/reports/store/reports.ts';
import type { LadderStep } from '../rules/ladder.ts';
import { ladderFault } from '../rules/ladder-faults.ts';
import { removeLadder, saveLadder } from '../store/ladders.ts';
import type { LadderScope } from '../store/tables.ts';

interface Whose { readonly ownerId: Id; readonly scope: LadderScope; readonly scopeId: Id }

/** Lays down the ladder for everything a unit gives, for one of its plans or for one of its reporting regimes. It holds from the next morning on; what was taken stays taken. */
export async function setLadder(a: Acting, input: Whose & { readonly steps: readonly LadderStep[]; readonly reason: string; readonly seen: number | null }): Promise<Id> {
  await a.authorise('urging.write', input.ownerId);
  await checkScope(a, input);
  const beside = inShardOf(a, input.scopeId);
  const fault = ladderFault(input.steps), reason = input.reason.trim();
  if (fault) throw invalid(fault.sentence, fault.field);
  if (reason.length < 5) throw invalid('Hãy ghi lý do thay đổi, ví dụ “theo Quy chế làm việc của UBND tỉnh”.', 'reason');
  const id = await saveLadder(a.tx, { shard: beside.shard, id: beside.newId(), ...input, reason, byName: a.by.personName, at: a.now });
  if (!id) throw staleLadder();
  a.record({ verb: 'urging.ladder-set', table: 'urging_ladders', id, organisationId: input.ownerId, facts: { scope: input.scope, reason } });
  return id;
}

/** Back to what holds above it: the unit's own for all, or the program's. */
export async function resetLadder(a: Acting, input: Whose & { readonly seen: number }): Promise<void> {
  await a.authorise('urging.write', input.ownerId);
  await checkScope(a, input);
  const id = await removeLadder(a.tx, input.scopeId, input.seen);
  if (!id) throw staleLadder();
  a.record({ verb: 'urging.ladder-reset', table: 'urging_ladders', id, organisationId: input.ownerId, facts: { scope: input.scope } });
}

/** A unit lays down ladders for what it gave itself, not for the work of others. */
async function checkScope(a: Acting, { ownerId, scope, scopeId }: Whose): Promise<void> {
  const owner = scope === 'all' ? scopeId : scope === 'plans' ? (await planRow(a.tx, scopeId))?.owner_id : (await regime(a.tx, scopeId))?.owner_id;
  if (owner !== ownerId) throw notFound(scope === 'plans' ? 'kế hoạch này của đơn vị' : 'chế độ báo cáo này của đơn vị');
}

const staleLadder = (): AppError => new AppError('stale', 'Người khác vừa sửa bậc thang này. Những gì bạn chọn vẫn còn dưới đây; hãy so với bản mới rồi lưu lại.');
