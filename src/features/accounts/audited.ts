import { defineAudited } from '#features/audit/audited.ts';

export const accountsAudited = (['persons', 'accounts', 'account_roles', 'api_tokens', 'security_settings', 'role_reviews'] as const)
  .map((table) => defineAudited({ table, key: 'id', by: 'row' }));
