import { defineAudited } from '#features/audit/audited.ts';

export const budgetsAudited = (['budgets', 'budget_lines', 'budget_amendments', 'expenditures', 'settlements'] as const)
  .map((table) => defineAudited({ table, key: 'shard_id,id', by: 'row' }));
