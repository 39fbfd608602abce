import { defineAudited } from '#features/audit/audited.ts';

export const organisationsAudited = (['organisations', 'organisation_versions', 'organisation_groups', 'name_choices', 'succession_events', 'successions'] as const)
  .map((table) => defineAudited({ table, key: 'id', by: 'row' }));
