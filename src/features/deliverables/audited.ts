import { defineAudited } from '#features/audit/audited.ts';

export const deliverablesAudited = [
  defineAudited({ table: 'deliverables', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'deliverable_versions', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'evidence', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'confirmation_settings', key: 'id', by: 'row' }),
];
