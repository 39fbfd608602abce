import { defineAudited } from '#features/audit/audited.ts';

export const filesAudited = [defineAudited({ table: 'files', key: 'shard_id,id', by: 'row' })];
