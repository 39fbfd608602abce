import { defineAudited } from '#features/audit/audited.ts';

export const urgingAudited = [
  defineAudited({ table: 'urging_letters', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'urging_ladders', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'urging_drafts', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'urging_steps', key: 'shard_id,id', by: 'batch' }),
  defineAudited({ table: 'urging_runs', key: 'shard_id,id', by: 'row' }),
];
