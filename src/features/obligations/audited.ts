import { defineAudited } from '#features/audit/audited.ts';

/** `obligation_totals` is derived and not audited; `differingTotals` proves it against these. */
export const obligationsAudited = [
  defineAudited({ table: 'commitments', key: 'shard_id,id', by: 'batch' }),
  defineAudited({ table: 'obligations', key: 'shard_id,id', by: 'batch' }),
  defineAudited({ table: 'obligation_closures', key: 'shard_id,id', by: 'batch' }),
  defineAudited({ table: 'obligation_transfers', key: 'shard_id,id', by: 'batch' }),
  defineAudited({ table: 'citation_additions', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'excuses', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'credits', key: 'shard_id,id', by: 'row' }),
];
