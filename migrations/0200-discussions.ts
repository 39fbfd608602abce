import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people say to each other about a task, an obligation, a report: beside the thing, kept with it. */
export const discussions: Migration = {
  async up(db) {
    await sql`
      create table comments (
        shard_id integer not null,
        id uuid not null,
        subject_noun text not null,
        subject_id uuid not null,
        organisation_id uuid not null,
        body text not null check (body <> ''),
        mentions uuid[] not null,
        author_account uuid,
        author_name text not null,
        author_organisation_id uuid,
        author_unit text not null,
        created_at timestamptz not null,
        edited_at timestamptz,
        withdrawn_at timestamptz,
        withdrawn_reason text,
        row_version integer not null default 1,
        primary key (shard_id, id),
        check (withdrawn_reason is null or withdrawn_at is not null)
      )`.execute(db);
    await sql`create index comments_subject on comments (subject_id, created_at)`.execute(db);
    await sql`create index comments_mentions on comments using gin (mentions)`.execute(db);
    // a task is talked about by the id it keeps through all versions of its plan
    await sql`create index plan_tasks_item on plan_tasks (item_id)`.execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('column comments.subject_noun', 'obligations, plan-tasks, reports: what is talked about');
    await say('column comments.organisation_id', 'Whose affair the subject is');
    await say('column comments.mentions', 'Accounts named in it');
    await say('column comments.author_unit', 'The unit in whose name it was said, as it was called then');
    await say('column comments.withdrawn_at', 'Taken back by its author or by who keeps order there: shown as taken back, its words no longer');
  },
};
