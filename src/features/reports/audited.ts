import { defineAudited } from '#features/audit/audited.ts';

export const reportsAudited = [
  defineAudited({ table: 'reporting_regimes', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'reports', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'report_versions', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'report_steps', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'report_publications', key: 'shard_id,id', by: 'row' }),
  defineAudited({ table: 'report_extensions', key: 'shard_id,id', by: 'batch' }),
];
