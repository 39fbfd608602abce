import { inShard, shardOf, type Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';

/** Ids of rows that stand with their budget: the actor's shard and the budget's may differ after a merger. */
export const idsBeside = (a: Acting, budgetId: Id): (() => Id) => () => inShard(a.newId(), shardOf(budgetId));
