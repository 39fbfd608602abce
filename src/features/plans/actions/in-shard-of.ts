import { inShard, shardOf, type Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';

/** The same acting, whose new rows stand with their plan: after a merger the actor's shard and the plan's may differ. */
export function inShardOf(a: Acting, planId: Id): Acting {
  const shard = shardOf(planId);
  return shard === a.shard ? a : { ...a, shard, newId: () => inShard(a.newId(), shard) };
}
