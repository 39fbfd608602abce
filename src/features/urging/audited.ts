import { defineAudited } from '#features/audit/audited.ts';

export const urgingAudited = [defineAudited({ table: 'urging_letters', key: 'shard_id,id', by: 'row' })];
