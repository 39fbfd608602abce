import { defineAudited } from '#features/audit/audited.ts';

export const discussionsAudited = [defineAudited({ table: 'comments', key: 'shard_id,id', by: 'row' })];
