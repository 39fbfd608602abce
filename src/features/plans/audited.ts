import { defineAudited } from '#features/audit/audited.ts';

export const plansAudited = (['plans', 'plan_versions', 'plan_tasks', 'plan_task_parties', 'plan_imports', 'plan_task_links', 'plan_task_omissions', 'plan_check_answers', 'plan_publications'] as const)
  .map((table) => defineAudited({ table, key: 'shard_id,id', by: 'row' }));
