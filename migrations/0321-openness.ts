import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What offices show to everybody: official documents, plans, reports. */
export const openness: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('table public_documents', 'Register of official documents shown to readers, with the facts that Decree 42/2022/NĐ-CP asks for');
    await say('column public_documents.key', 'See features/documents/rules/legal-key.ts; null without number and name');
    await say('column public_documents.item_id', 'The public item that shows it: its own, or that of the plan or report it is');
    await say('column public_documents.source_noun', 'What of this program it is: plans, reports; null where it was entered by hand');
    await say('column public_documents.effective_to', 'Last day on which it holds');
    await say('column public_documents.files', '[{sha256, name, mediaType, size}]');
    await say('table plan_publications', 'A version of a plan was made public, or the plan was taken down; written once, the last row holds');
    await say('column plan_publications.checked', 'The sentence about personal data that the person agreed to');
    await say('table report_publications', 'A sent version of a report was made public, or the report was taken down; written once, the last row holds');
  },
};

const publications = (table: string, of: string) => [
  `create table ${table} (
    shard_id integer not null,
    id uuid not null,
    ${of}_id uuid not null,
    version integer not null,
    act text not null check (act in ('published', 'withdrawn')),
    checked text,
    reason text,
    by_account uuid,
    by_name text not null,
    at timestamptz not null,
    primary key (shard_id, id),
    check ((act = 'published') = (checked is not null)),
    check (act = 'published' or reason is not null)
  )`,
  `create index ${table}_of on ${table} (shard_id, ${of}_id, at)`,
];

const STATEMENTS = [
  `create table public_documents (
    shard_id integer not null,
    id uuid not null,
    organisation_id uuid not null,
    item_id uuid not null,
    key text,
    form text not null,
    authority text not null,
    number text,
    signed_on date,
    signer text,
    effective_from date,
    effective_to date,
    abstract text not null,
    files jsonb not null,
    source_noun text,
    source_id uuid,
    published_by_name text not null,
    published_at timestamptz not null,
    changed_by_name text not null,
    changed_at timestamptz not null,
    withdrawn_at timestamptz,
    withdrawn_by_name text,
    withdrawn_reason text,
    row_version integer not null default 1,
    primary key (shard_id, id),
    check ((source_noun is null) = (source_id is null)),
    check ((withdrawn_at is null) = (withdrawn_reason is null))
  )`,
  // the register of a site, by day; a citation; what a plan or report is as a document
  `create index public_documents_organisation on public_documents (organisation_id, signed_on desc nulls last, id) where withdrawn_at is null`,
  `create index public_documents_key on public_documents (key) where withdrawn_at is null`,
  `create index public_documents_item on public_documents (item_id)`,
  ...publications('plan_publications', 'plan'),
  ...publications('report_publications', 'report'),
];
