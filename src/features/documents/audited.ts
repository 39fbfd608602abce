import { defineAudited } from '#features/audit/audited.ts';

export const documentsAudited = [defineAudited({ table: 'legal_marks', key: 'id', by: 'row' }), defineAudited({ table: 'public_documents', key: 'shard_id,id', by: 'row' })];
