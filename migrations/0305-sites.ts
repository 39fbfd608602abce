import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The public face of organisations, and what has an address for readers. */
export const sites: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('table sites', 'The public site of an organisation; never deleted, so that no address is given to somebody else');
    await say('column sites.slug', 'First part of its addresses, chosen once; not used while the organisation is the root, whose site is at /');
    await say('column sites.host', 'Own host name; the form with the slug then leads there');
    await say('column sites.was_root', 'Has been the site at /: its paths are kept free for its archive');
    await say('column sites.home', '{order: names of blocks, hidden: names of blocks}; blocks not named stand in their own order');
    await say('column sites.archived_on', 'From this day the site is an archive');
    await say('column sites.heir_id', 'The organisation whose site the home page leads to then');
    await say('table public_items', 'Whatever has an address of its own for readers; the id is the key of the row it shows');
    await say('column public_items.path', 'Place within the site, chosen once');
    await say('column public_items.collection_id', 'The column, field or series it belongs to');
    await say('table public_item_views', 'How often a page was read on a day, without anything about who read it; for other pages of a site the id of the organisation');
  },
};

const STATEMENTS = [
  `create table sites (
    id uuid primary key,
    organisation_id uuid not null unique,
    slug text not null unique,
    host text unique,
    kicker text not null,
    name text not null,
    tone text not null,
    home jsonb not null,
    was_root boolean not null,
    opened_on date not null,
    archived_on date,
    heir_id uuid,
    row_version integer not null default 1
  )`,
  `create table public_items (
    shard_id integer not null,
    id uuid not null,
    noun text not null,
    organisation_id uuid not null,
    path text not null check (path like '/%'),
    language text not null check (language in ('vi', 'en')),
    title text not null,
    summary text not null,
    picture_sha256 text,
    picture_alt text,
    collection_id uuid,
    published_at timestamptz not null,
    updated_at timestamptz,
    withdrawn_at timestamptz,
    primary key (shard_id, id),
    unique (shard_id, organisation_id, path)
  )`,
  // an address of a site
  `create index public_items_path on public_items (organisation_id, path)`,
  // lists of a site, newest first: all of a noun, and of one collection
  `create index public_items_noun on public_items (organisation_id, noun, published_at desc, id desc) where withdrawn_at is null`,
  `create index public_items_collection on public_items (collection_id, published_at desc, id desc) where withdrawn_at is null`,
  // may this picture be sent?
  `create index public_items_picture on public_items (picture_sha256) where picture_sha256 is not null and withdrawn_at is null`,
  // the home page of the root shows what is new anywhere below
  `create index public_items_newest on public_items (noun, published_at desc, id desc) where withdrawn_at is null`,
  `create table public_item_views (
    shard_id integer not null,
    item_id uuid not null,
    day date not null,
    views integer not null,
    primary key (shard_id, item_id, day)
  )`,
];
