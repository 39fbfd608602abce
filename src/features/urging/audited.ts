import { defineAudited } from '#features/audit/audited.ts';

export const audited = [defineAudited({ table: 'urging_letters', key: 'shard_id,id', by: 'row' })];
