import { defineAudited } from '#features/audit/audited.ts';

export const directoryAudited = [defineAudited({ table: 'directory_entries', key: 'shard_id,id', by: 'row' })];
