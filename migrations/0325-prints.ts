import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Posters, infographics, leaflets and LED texts, what of them was printed, and where it went. */
export const prints: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('table prints', 'One design made of plain content; published once, never edited after');
    await say('column prints.kind', 'A key of features/prints/rules/kinds');
    await say('column prints.content', 'Plain fields of its kind; a list of rows where the kind has one');
    await say('column prints.alt', 'What a screen reader says instead of the picture');
    await say('column prints.logo_sha256', 'Picture of the unit in the file store, beside its name');
    await say('column prints.source', '{noun, id} of what the content was taken from');
    await say('column prints.link', 'Where the QR code leads: an address, or null for its own page');
    await say('column prints.files', '[{format, type, sha256}]: its face as SVG and one print PDF, kept at publication; other shapes are set from the same content when looked at');
    await say('column prints.set_as', '{kicker, name}: what the unit was called on the day it went out');
    await say('column prints.deliverable_id', 'The result that publishing made');
    await say('table print_runs', 'What was printed of a design');
    await say('column print_runs.cost', 'đồng; null: not known or nothing paid');
    await say('table print_handouts', 'Where printed copies went; each is a result that waits to be confirmed');
    await say('column print_handouts.place', 'Who got them, or where they hang');
    await say('column print_handouts.withdrawn_at', 'Recorded by mistake: these copies are in hand again');
  },
};

const STATEMENTS = [
  `create table prints (
    shard_id integer not null,
    id uuid not null,
    organisation_id uuid not null,
    kind text not null,
    title text not null,
    content jsonb not null,
    alt text not null,
    tone text not null,
    logo_sha256 text,
    link text,
    source jsonb,
    status text not null check (status in ('draft', 'submitted', 'returned', 'approved', 'published', 'withdrawn')),
    author_id uuid,
    author_name text not null,
    submitted_by uuid,
    submitted_by_name text,
    submitted_at timestamptz,
    returned_reason text,
    returned_by_name text,
    approved_by uuid,
    approved_by_name text,
    approved_at timestamptz,
    self_approved boolean not null default false,
    published_at timestamptz,
    files jsonb not null,
    set_as jsonb,
    deliverable_id uuid,
    withdrawn_at timestamptz,
    withdrawn_reason text,
    withdrawn_by_name text,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id),
    check (status not in ('published', 'withdrawn') or published_at is not null),
    check (status <> 'withdrawn' or withdrawn_reason is not null)
  )`,
  // the console's list of a unit, newest first
  `create index prints_organisation on prints (organisation_id, changed_at desc)`,
  // taken down while a sent report had counted it: looked at each night
  `create index prints_withdrawn on prints (deliverable_id) where status = 'withdrawn' and deliverable_id is not null`,
  // what somebody who leaves was making
  `create index prints_begun on prints (author_id) where status in ('draft', 'returned')`,
  `create table print_runs (
    shard_id integer not null,
    id uuid not null,
    print_id uuid not null,
    organisation_id uuid not null,
    format text not null,
    quantity integer not null check (quantity > 0),
    printer text not null,
    cost bigint check (cost >= 0),
    printed_on date not null,
    note text,
    recorded_by uuid,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create index print_runs_print on print_runs (print_id, printed_on)`,
  `create table print_handouts (
    shard_id integer not null,
    id uuid not null,
    run_id uuid not null,
    print_id uuid not null,
    organisation_id uuid not null,
    place text not null,
    quantity integer not null check (quantity > 0),
    handed_on date not null,
    photo_sha256 text,
    deliverable_id uuid not null,
    recorded_by uuid,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_reason text,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create index print_handouts_run on print_handouts (run_id)`,
  `create index print_handouts_print on print_handouts (print_id, handed_on)`,
];
