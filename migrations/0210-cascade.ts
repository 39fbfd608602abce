import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which task of a plan carries out which task of the plan above; what was left out, and findings that were answered, each with its reason. */
export const cascade: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on column ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('plans.copied_from_id', 'The plan of an earlier year it was copied from');
    await say('plan_task_links.item_id', 'Of the plan below: the same through its versions');
    await say('plan_task_links.parent_item_id', 'Of the plan above: the same through its versions');
    await say('plan_task_links.made', 'derived: the task came from the plan above; confirmed: a person linked them');
    await say('plan_task_omissions.reason', 'Why the plan below does not carry out this task of the plan above');
    await say('plan_check_answers.finding', 'Which finding it answers: its code, its places and the values compared; a value that changes asks again');
    await say('plan_check_answers.reason', 'Why the plan goes its way all the same');
  },
};

const STATEMENTS = [
  `alter table plans add column copied_from_id uuid`,
  `create index plans_parent on plans (parent_plan_id) where parent_plan_id is not null`,
  `create table plan_task_links (
    shard_id integer not null,
    id uuid not null,
    plan_id uuid not null,
    item_id uuid not null,
    parent_plan_id uuid not null,
    parent_item_id uuid not null,
    made text not null check (made in ('derived', 'confirmed')),
    made_by uuid,
    made_by_name text not null,
    made_at timestamptz not null,
    primary key (shard_id, id),
    unique (shard_id, plan_id, item_id, parent_item_id)
  )`,
  `create index plan_task_links_parent on plan_task_links (parent_plan_id)`,
  `create table plan_task_omissions (
    shard_id integer not null,
    id uuid not null,
    plan_id uuid not null,
    parent_plan_id uuid not null,
    parent_item_id uuid not null,
    reason text not null,
    made_by uuid,
    made_by_name text not null,
    made_at timestamptz not null,
    primary key (shard_id, id),
    unique (shard_id, plan_id, parent_item_id)
  )`,
  `create index plan_task_omissions_parent on plan_task_omissions (parent_plan_id)`,
  `create table plan_check_answers (
    shard_id integer not null,
    id uuid not null,
    plan_id uuid not null,
    version integer not null,
    finding text not null,
    code text not null,
    sentence text not null,
    reason text not null,
    answered_by uuid,
    answered_by_name text not null,
    answered_at timestamptz not null,
    primary key (shard_id, id),
    unique (shard_id, plan_id, version, finding)
  )`,
];
