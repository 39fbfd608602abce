import { inShard, shardOf, type Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';

/** The same acting, whose new rows stand with their budget: after a merger the actor's shard and the budget's may differ. */
export function beside(a: Acting, budgetId: Id): Acting {
  const shard = shardOf(budgetId);
  return shard === a.shard ? a : { ...a, shard, newId: () => inShard(a.newId(), shard) };
}
export const idsBeside = (a: Acting, budgetId: Id): (() => Id) => beside(a, budgetId).newId;
