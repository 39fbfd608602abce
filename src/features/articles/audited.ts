import { defineAudited } from '#features/audit/audited.ts';

export const articlesAudited = (['article_columns', 'articles', 'article_versions', 'article_previews', 'article_contributions'] as const).map((table) => defineAudited({ table, key: 'shard_id,id', by: 'row' }));
