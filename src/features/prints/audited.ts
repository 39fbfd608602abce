import { defineAudited } from '#features/audit/audited.ts';

export const printsAudited = (['prints', 'print_runs', 'print_handouts'] as const).map((table) => defineAudited({ table, key: 'shard_id,id', by: 'row' }));
