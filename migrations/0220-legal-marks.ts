import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What offices know of the papers they cite: superseded or expired, since when, by what. */
export const legalMarks: Migration = {
  async up(db) {
    await sql`
      create table legal_marks (
        id uuid primary key,
        organisation_id uuid not null references organisations (id),
        key text not null,
        words text not null check (words <> ''),
        condition text not null check (condition in ('superseded', 'expired')),
        from_day date not null,
        replaced_by_key text,
        replaced_by_words text,
        note text,
        marked_by_name text not null,
        marked_at timestamptz not null,
        lifted_at timestamptz,
        lifted_reason text,
        row_version integer not null default 1,
        check ((condition = 'superseded') = (replaced_by_words is not null)),
        check ((lifted_at is null) = (lifted_reason is null))
      )`.execute(db);
    await sql`create unique index legal_marks_standing on legal_marks (organisation_id, key) where lifted_at is null`.execute(db);
    await sql`create index legal_marks_key on legal_marks (key) where lifted_at is null`.execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('table legal_marks', 'A cited paper that holds no more, as marked by a unit for itself and everything below');
    await say('column legal_marks.key', 'The cited paper: see features/documents/rules/legal-key.ts');
    await say('column legal_marks.words', 'The paper as people cite it: type, number, date, issuer');
    await say('column legal_marks.from_day', 'First day on which it holds no more');
    // Which plans cite a paper: by its number, or by its name where it has none.
    await sql`create index plan_versions_bases on plan_versions using gin ((content -> 'legalBases') jsonb_path_ops)`.execute(db);
  },
};
