import { defineAudited } from '#features/audit/audited.ts';

export const distributionAudited = (['outlets', 'outlet_defaults', 'postings'] as const).map((table) => defineAudited({ table, key: 'shard_id,id', by: 'row' }));
