import { inShard, shardOf, type Id } from '#kernel/id.ts';
import type { Acting } from './acting.ts';

/** The same acting, whose new rows stand with this one: after provinces were merged the actor's shard and the row's may differ. */
export function inShardOf(a: Acting, id: Id): Acting {
  const shard = shardOf(id);
  return shard === a.shard ? a : { ...a, shard, newId: () => inShard(a.newId(), shard) };
}
