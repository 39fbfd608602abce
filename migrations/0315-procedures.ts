import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Administrative procedures as decisions publish and change them, where they are to be posted up, and the sheets on which that is checked. */
export const procedures: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('column procedure_fields.organisation_id', 'Whose catalogue it is: the organisation at the top');
    await say('column procedure_decisions.effective_on', 'First day on which what it says holds; days to come are allowed and need no job');
    await say('column procedures.code', 'The part of the national code that stays: 1.001612');
    await say('column procedures.checked_on', 'When somebody last compared it with the national portal');
    await say('table procedure_versions', 'What holds from a day on, by a decision; never changed: a correction is a further revision of the same day');
    await say('column procedure_versions.change', 'publish, amend: content holds; replace, abolish: it ends; void: entered by mistake, as if it were not there');
    await say('column procedure_versions.content', 'features/procedures/rules/content.ts; null where it ends');
    await say('column procedure_versions.replaced_by', 'Procedures that stand in its place');
    await say('column one_stop_shops.levels', 'Procedures of these levels are posted up here');
    await say('column one_stop_shops.field_ids', 'Of these fields only; null: of every field');
    await say('column check_sheets.asked', '[{id, version}]: what had to be posted up on the day of the check, in the order of the list');
    await say('column check_sheets.by_organisation_id', 'The unit that checks; the same as the unit of the shop when it checks itself');
    await say('table check_answers', 'What was seen, saved in parts; never changed: the last of a procedure counts');
    await say('table shop_postings', 'What a shop says it has posted up since');
  },
};

const STATEMENTS = [
  `create table procedure_fields (
    shard_id integer not null,
    id uuid not null,
    organisation_id uuid not null,
    name text not null,
    slug text not null,
    created_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create unique index procedure_fields_slug on procedure_fields (shard_id, organisation_id, slug)`,
  `create table procedure_decisions (
    shard_id integer not null,
    id uuid not null,
    organisation_id uuid not null,
    number text not null,
    signed_on date not null,
    issuer text not null,
    title text not null,
    effective_on date not null,
    file_sha256 text,
    file_name text,
    created_by_name text not null,
    created_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create unique index procedure_decisions_number on procedure_decisions (shard_id, organisation_id, number, signed_on)`,
  `create table procedures (
    shard_id integer not null,
    id uuid not null,
    organisation_id uuid not null,
    code text not null,
    slug text not null,
    checked_on date,
    checked_by_name text,
    created_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create unique index procedures_code on procedures (shard_id, organisation_id, code)`,
  `create unique index procedures_slug on procedures (shard_id, organisation_id, slug)`,
  `create table procedure_versions (
    shard_id integer not null,
    id uuid not null,
    batch_id uuid not null,
    organisation_id uuid not null,
    procedure_id uuid not null,
    decision_id uuid not null,
    valid_from date not null,
    revision integer not null check (revision > 0),
    change text not null check (change in ('publish', 'amend', 'replace', 'abolish', 'void')),
    name text not null,
    level text not null check (level in ('province', 'commune')),
    field_id uuid not null,
    content jsonb,
    replaced_by uuid[] not null,
    note text,
    written_by_name text not null,
    written_at timestamptz not null,
    primary key (shard_id, id),
    unique (shard_id, procedure_id, valid_from, revision),
    check (content is not null or change in ('replace', 'abolish', 'void'))
  )`,
  // the catalogue on a day; what a decision changed; one event answers for a batch
  `create index procedure_versions_catalogue on procedure_versions (organisation_id, procedure_id, valid_from, revision desc)`,
  `create index procedure_versions_procedure on procedure_versions (procedure_id)`,
  `create index procedure_versions_decision on procedure_versions (decision_id)`,
  `create index procedure_versions_batch on procedure_versions (shard_id, batch_id)`,
  `create table one_stop_shops (
    shard_id integer not null,
    id uuid not null,
    organisation_id uuid not null,
    name text not null,
    address text,
    hours text,
    phone text,
    levels text[] not null,
    field_ids uuid[],
    also_ids uuid[] not null,
    except_ids uuid[] not null,
    closed_on date,
    created_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create index one_stop_shops_organisation on one_stop_shops (organisation_id)`,
  `create table check_sheets (
    shard_id integer not null,
    id uuid not null,
    shop_id uuid not null,
    organisation_id uuid not null,
    by_organisation_id uuid not null,
    by_organisation_name text not null,
    day date not null,
    asked jsonb not null,
    status text not null check (status in ('open', 'signed', 'dropped')),
    started_by uuid,
    started_by_name text not null,
    started_at timestamptz not null,
    signed_by_name text,
    signed_at timestamptz,
    witness text,
    remark text,
    posted integer,
    outdated integer,
    missing integer,
    unseen integer,
    deliverable_id uuid,
    row_version integer not null default 1,
    primary key (shard_id, id),
    check ((status = 'signed') = (signed_at is not null))
  )`,
  `create index check_sheets_shop on check_sheets (shop_id, day desc)`,
  `create table check_answers (
    shard_id integer not null,
    id uuid not null,
    batch_id uuid not null,
    sheet_id uuid not null,
    procedure_id uuid not null,
    version_id uuid not null,
    state text not null check (state in ('posted', 'outdated', 'missing')),
    note text,
    photo_sha256 text,
    answered_by_name text not null,
    answered_at timestamptz not null,
    primary key (shard_id, id)
  )`,
  `create index check_answers_sheet on check_answers (shard_id, sheet_id, procedure_id, id desc)`,
  `create index check_answers_batch on check_answers (shard_id, batch_id)`,
  `create table shop_postings (
    shard_id integer not null,
    id uuid not null,
    batch_id uuid not null,
    shop_id uuid not null,
    procedure_id uuid not null,
    version_id uuid not null,
    posted_on date not null,
    posted_by_name text not null,
    posted_at timestamptz not null,
    primary key (shard_id, id)
  )`,
  `create index shop_postings_shop on shop_postings (shop_id, procedure_id, id desc)`,
  `create index shop_postings_batch on shop_postings (shard_id, batch_id)`,
];
