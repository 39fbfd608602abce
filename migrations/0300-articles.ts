import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Columns of an organisation and the articles in them, each with its versions, and links by which somebody outside looks at one before it is out. */
export const articles: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('table article_columns', 'A named series of an organisation; what it owes stands in obligations');
    await say('column article_columns.slug', 'Its place on the site of its unit, chosen once');
    await say('column article_columns.former_places', 'organisation/slug where it stood before another unit took it over; these addresses keep working');
    await say('column article_columns.item_ids', 'Tasks of plans its articles count for, the same through the versions of a plan; none: found by product, channel and day');
    await say('column articles.version', 'The version that is being written, or the last one');
    await say('column articles.live_version', 'The version readers see; stays while the next one is written');
    await say('column articles.publish_at', 'When the approved version goes out by itself');
    await say('column articles.withdraw_at', 'When the article is taken down by itself');
    await say('column articles.withdraw_words', 'The public reason that then shows');
    await say('column articles.deliverable_id', 'The result that publishing made');
    await say('column article_versions.body', 'The typed tree of features/articles/rules/rich-text');
    await say('column article_versions.cover', '{sha256, alt, credit}; alt is what a screen reader says');
    await say('column article_versions.attachments', '[{sha256, name, size, mediaType}]');
    await say('column article_versions.change_note', 'What readers are told about what changed since the version before');
    await say('column article_versions.self_approved', 'Approved by its author, where a unit of one account allows it');
    await say('column article_versions.bypass_reason', 'Published at once without the first step, and why');
    await say('column article_versions.snapshot_sha256', 'The finished HTML as it went out, in the file store');
    await say('column article_previews.token_sha256', 'The link is known to who holds it, not to the database');
  },
};

const STATEMENTS = [
  `create table article_columns (
    shard_id integer not null,
    id uuid not null,
    organisation_id uuid not null,
    name text not null,
    slug text not null,
    former_places text[] not null,
    about text,
    product text not null,
    channel text not null,
    item_ids uuid[] not null,
    closed_on date,
    created_by_name text not null,
    created_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create unique index article_columns_name on article_columns (shard_id, organisation_id, name)`,
  `create unique index article_columns_slug on article_columns (shard_id, organisation_id, slug)`,
  `create index article_columns_former on article_columns using gin (former_places)`,
  `create index article_columns_organisation on article_columns (organisation_id)`,
  `create table articles (
    shard_id integer not null,
    id uuid not null,
    organisation_id uuid not null,
    column_id uuid not null,
    status text not null check (status in ('draft', 'submitted', 'returned', 'approved', 'scheduled', 'published', 'updated', 'withdrawn')),
    version integer not null check (version > 0),
    live_version integer check (live_version <= version),
    publish_at timestamptz,
    withdraw_at timestamptz,
    withdraw_words text,
    review_by date,
    published_at timestamptz,
    updated_at timestamptz,
    withdrawn_at timestamptz,
    withdrawn_reason text,
    withdrawn_by_name text,
    deliverable_id uuid,
    created_by uuid,
    created_by_name text not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id),
    check ((status = 'scheduled') = (publish_at is not null)),
    check (status <> 'withdrawn' or withdrawn_reason is not null)
  )`,
  // the console's list of a unit, newest first; the articles of a column
  `create index articles_organisation on articles (organisation_id, changed_at desc)`,
  `create index articles_column on articles (column_id, published_at desc)`,
  // what somebody who leaves was writing
  `create index articles_begun on articles (created_by) where status in ('draft', 'returned')`,
  // taken down while a sent report had counted it: looked at each night
  `create index articles_withdrawn on articles (deliverable_id) where status = 'withdrawn' and deliverable_id is not null`,
  // what falls due by itself: looked for every minute
  `create index articles_to_publish on articles (publish_at) where publish_at is not null`,
  `create index articles_to_withdraw on articles (withdraw_at) where withdraw_at is not null`,
  `create table article_versions (
    shard_id integer not null,
    id uuid not null,
    article_id uuid not null,
    number integer not null,
    title text not null,
    summary text not null,
    body jsonb not null,
    cover jsonb,
    themes text[] not null,
    lead_id uuid,
    coordinating_ids uuid[] not null,
    language text not null check (language in ('vi', 'en')),
    attachments jsonb not null,
    change_note text,
    author_id uuid,
    author_name text not null,
    changed_by_name text not null,
    changed_at timestamptz not null,
    submitted_by uuid,
    submitted_by_name text,
    submitted_at timestamptz,
    returned_reason text,
    returned_by_name text,
    returned_at timestamptz,
    approved_by uuid,
    approved_by_name text,
    approved_at timestamptz,
    self_approved boolean not null default false,
    bypass_reason text,
    published_at timestamptz,
    snapshot_sha256 text,
    primary key (shard_id, id),
    unique (shard_id, article_id, number)
  )`,
  `create table article_previews (
    shard_id integer not null,
    id uuid not null,
    article_id uuid not null,
    token_sha256 text not null,
    made_by_name text not null,
    made_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (shard_id, id)
  )`,
  `create index article_previews_token on article_previews (token_sha256)`,
];
