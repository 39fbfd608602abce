import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Plans (and letters that give work): the document, its versions, tasks, parties, and what was read out of the file. */
export const plans: Migration = {
  async up(db) {
    for (const table of TABLES) await sql.raw(table).execute(db);
    await comments(db);
  },
};

const TABLES = [
  `create table plans (
    shard_id integer not null,
    id uuid not null,
    kind text not null,
    origin text not null check (origin in ('imported', 'authored', 'manual', 'xlsx')),
    status text not null check (status in ('draft', 'in-review', 'approved', 'issued', 'amended', 'closed', 'recalled')),
    owner_id uuid not null,
    issuer_id uuid not null,
    issuer_name text not null,
    issuing_capacity text not null check (issuing_capacity in ('body', 'office-holder')),
    year integer,
    title text not null,
    number integer,
    notation text,
    place text,
    signed_on date,
    signer jsonb,
    parent_plan_id uuid,
    current_version integer not null default 1,
    issued_version integer,
    created_by uuid,
    created_at timestamptz not null,
    issued_at timestamptz,
    ended_on date,
    ended_reason text,
    returned_reason text,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create index plans_issuer on plans (issuer_id, year)`,
  `create index plans_owner on plans (owner_id, year)`,
  `create table plan_versions (
    shard_id integer not null,
    id uuid not null,
    plan_id uuid not null,
    version integer not null,
    state text not null check (state in ('draft', 'issued', 'dropped')),
    effective_from date,
    window_from date not null,
    window_to date not null,
    content jsonb not null,
    reason text,
    created_by uuid,
    created_at timestamptz not null,
    issued_by uuid,
    issued_at timestamptz,
    row_version integer not null default 1,
    primary key (shard_id, id),
    unique (shard_id, plan_id, version)
  )`,
  `create table plan_tasks (
    shard_id integer not null,
    id uuid not null,
    plan_id uuid not null,
    version integer not null,
    item_id uuid not null,
    ordinal integer not null,
    printed_index text not null,
    title text not null,
    parent_index text,
    parent_title text,
    channel text,
    product text,
    themes jsonb not null,
    timing text,
    period jsonb,
    rates jsonb not null,
    deadline jsonb,
    roll text not null check (roll in ('none', 'back', 'forward')),
    amount integer check (amount > 0),
    optional boolean not null,
    carry_surplus boolean not null,
    report_rhythm text not null,
    purpose text not null check (purpose in ('task', 'duty', 'report')),
    path text,
    paragraphs jsonb not null,
    note text,
    row_version integer not null default 1,
    primary key (shard_id, id),
    unique (shard_id, plan_id, version, item_id)
  )`,
  `create table plan_task_parties (
    shard_id integer not null,
    id uuid not null,
    plan_id uuid not null,
    version integer not null,
    task_id uuid not null,
    ordinal integer not null,
    role text not null check (role in ('lead', 'implementing', 'directing', 'coordinating')),
    as_written text not null,
    organisation_id uuid,
    group_id uuid,
    optional boolean not null default false,
    dropped_reason text,
    primary key (shard_id, id),
    check (organisation_id is null or group_id is null)
  )`,
  `create index plan_task_parties_task on plan_task_parties (shard_id, task_id)`,
  `create index plan_task_parties_plan on plan_task_parties (shard_id, plan_id, version)`,
  `create table plan_imports (
    shard_id integer not null,
    id uuid not null,
    plan_id uuid not null,
    sha256 text not null,
    file_name text not null,
    reader_version text not null,
    read_text jsonb not null,
    facts jsonb not null,
    spans jsonb not null,
    warnings jsonb not null,
    imported_by uuid,
    imported_at timestamptz not null,
    primary key (shard_id, id)
  )`,
  `create index plan_imports_plan on plan_imports (shard_id, plan_id)`,
  `create index plan_imports_file on plan_imports (shard_id, sha256)`,
];

async function comments(db: Kysely<any>): Promise<void> {
  const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
  await say('column plans.owner_id', 'The unit that keeps the plan in Loa; its people edit and issue it');
  await say('column plans.issuer_id', 'The organisation in whose name it was signed');
  await say('column plans.issuer_name', 'As printed: names in force at issue are kept');
  await say('column plans.issuing_capacity', 'body: TM.; office-holder: the chairperson in person');
  await say('column plans.number', 'Null while the records office has not given one');
  await say('column plans.current_version', 'The version that is edited or in force; greater than issued_version while an amendment is being written');
  await say('column plan_versions.content', 'Legal bases, purpose, requirements, themes, duties, reporting, budget, recipients');
  await say('column plan_versions.effective_from', 'An amendment rules from this day on; obligations of earlier periods stay as they are');
  await say('column plan_versions.window_from', 'Rates, and what goes on all year, are owed from this day on: the first of the year, or of the month in which the plan was signed');
  await say('column plan_tasks.item_id', 'The same task in every version of the plan');
  await say('column plan_tasks.printed_index', 'As printed, also where the numbering is wrong');
  await say('column plan_tasks.rates', 'Rates as written, each with its product; see rules/rate.ts');
  await say('column plan_tasks.amount', 'Given by the reviewer where the document prints no number (do đơn vị ấn định)');
  await say('column plan_tasks.path', 'JSON pointer to the fact in the import it was read from');
  await say('column plan_task_parties.dropped_reason', 'The reviewer decided that this party owes nothing, and why');
  await say('column plan_imports.read_text', 'Normalised text as read, kept for ever so that spans never move');
}
