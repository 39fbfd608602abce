import { defineAudited } from '#features/audit/audited.ts';

export const proceduresAudited = [
  ...(['procedure_fields', 'procedure_decisions', 'procedures', 'one_stop_shops', 'check_sheets'] as const).map((table) => defineAudited({ table, key: 'shard_id,id', by: 'row' })),
  ...(['procedure_versions', 'check_answers', 'shop_postings'] as const).map((table) => defineAudited({ table, key: 'shard_id,id', by: 'batch' })),
];
