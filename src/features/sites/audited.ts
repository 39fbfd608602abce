import { defineAudited } from '#features/audit/audited.ts';

export const sitesAudited = [defineAudited({ table: 'sites', key: 'id', by: 'row' }), defineAudited({ table: 'public_items', key: 'shard_id,id', by: 'row' })];
