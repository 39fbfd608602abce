import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Organisations are reference rows: few, read everywhere, therefore keyed by `id` alone. */
export const organisations: Migration = {
  async up(db: Kysely<any>) {
    await sql`
      create table organisations (
        id uuid primary key,
        shard integer not null check (shard between 0 and 4095),
        created_at timestamptz not null
      )`.execute(db);
    await sql`comment on column organisations.shard is 'Where rows of this organisation are stored; has no other meaning'`.execute(db);

    await sql`
      create table organisation_versions (
        id uuid primary key,
        organisation_id uuid not null references organisations (id),
        valid_from date not null,
        valid_to date check (valid_to >= valid_from),
        name text not null check (name <> ''),
        short_name text not null check (short_name <> ''),
        aliases text[] not null default '{}',
        kind text not null,
        tier text not null,
        parent_id uuid references organisations (id),
        path text not null,
        sort_order integer not null default 0,
        codes jsonb not null default '{}',
        functions text[] not null default '{}',
        external boolean not null default false,
        address text,
        hotline text,
        unique (organisation_id, valid_from)
      )`.execute(db);
    await sql`comment on column organisation_versions.valid_to is 'Last day on which this version holds; null while it has no end'`.execute(db);
    await sql`comment on column organisation_versions.path is 'Ids from the root down to this organisation, each followed by a slash: a subtree is a prefix'`.execute(db);
    await sql`comment on column organisation_versions.codes is 'Scheme → code, e.g. {"local": "SNV", "agency": "H48.05", "admin-unit": "21001"}; never used as a key'`.execute(db);
    await sql`comment on column organisation_versions.functions is 'What the unit is there for, e.g. culture, office, one-stop; the distributive groups look for these'`.execute(db);
    await sql`comment on column organisation_versions.external is 'A party that is asked (đề nghị) rather than ordered (giao)'`.execute(db);
    await sql`create unique index organisation_versions_open on organisation_versions (organisation_id) where valid_to is null`.execute(db);
    await sql`create index organisation_versions_path on organisation_versions (path text_pattern_ops)`.execute(db);
    await sql`create index organisation_versions_parent on organisation_versions (parent_id)`.execute(db);

    await sql`
      create table organisation_groups (
        id uuid primary key,
        owner_id uuid not null references organisations (id),
        name text not null check (name <> ''),
        aliases text[] not null default '{}',
        rule jsonb not null,
        standard text,
        created_at timestamptz not null,
        closed_on date,
        unique (owner_id, standard)
      )`.execute(db);
    await sql`comment on column organisation_groups.rule is 'How the members are found as of a day: see features/organisations/rules/group.ts'`.execute(db);
    await sql`comment on column organisation_groups.standard is 'Set for the groups that every organisation of a kind gets with its birth'`.execute(db);

    await sql`
      create table name_choices (
        id uuid primary key,
        scope_id uuid not null references organisations (id),
        written text not null,
        as_written text not null,
        organisation_id uuid references organisations (id),
        group_id uuid references organisation_groups (id),
        chosen_by uuid,
        chosen_at timestamptz not null,
        unique (scope_id, written),
        check ((organisation_id is null) <> (group_id is null))
      )`.execute(db);
    await sql`comment on table name_choices is 'How this organisation means an agency name that its documents write'`.execute(db);
    await sql`comment on column name_choices.written is 'The name as compared: without marks, abbreviations expanded'`.execute(db);

    await sql`
      create table organisation_tree_state (
        one boolean primary key default true check (one),
        version uuid not null
      )`.execute(db);
    await sql`comment on table organisation_tree_state is 'A new random version with every change of the tables above: processes keep the tree in memory under it'`.execute(db);
    await sql`insert into organisation_tree_state (version) values (gen_random_uuid())`.execute(db);
  },
};
