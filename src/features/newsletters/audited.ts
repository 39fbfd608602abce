import { defineAudited } from '#features/audit/audited.ts';

export const newslettersAudited = (['newsletters', 'newsletter_issues', 'newsletter_subscriptions'] as const).map((table) => defineAudited({ table, key: 'shard_id,id', by: 'row' }));
