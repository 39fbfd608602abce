import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Reporting regimes as data, and the reports made under them: live while a draft, frozen from submission on. */
export const reports: Migration = {
  async up(db) {
    for (const table of TABLES) await sql.raw(table).execute(db);
    await comments(db);
  },
};

const TABLES = [
  `create table reporting_regimes (
    shard_id integer not null,
    id uuid not null,
    owner_id uuid not null,
    name text not null,
    citation text not null,
    plan_id uuid,
    definition jsonb not null,
    valid_from date not null,
    valid_to date,
    created_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create index reporting_regimes_owner on reporting_regimes (owner_id)`,
  `create table reports (
    shard_id integer not null,
    id uuid not null,
    regime_id uuid not null,
    period_key text not null,
    period_label text not null,
    data_from date not null,
    data_to date not null,
    printed_due date not null,
    due date not null,
    organisation_id uuid not null,
    scope text not null check (scope in ('unit', 'consolidated')),
    status text not null check (status in ('draft', 'submitted', 'returned', 'accepted')),
    version integer not null default 0,
    narrative jsonb not null,
    number text,
    document jsonb not null,
    signed_on date,
    closed_without jsonb,
    returned_reason text,
    submitted_by_name text,
    submitted_at timestamptz,
    accepted_by_name text,
    accepted_at timestamptz,
    created_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id),
    unique (shard_id, regime_id, period_key, organisation_id, scope)
  )`,
  `create index reports_round on reports (regime_id, period_key)`,
  `create index reports_organisation on reports (organisation_id, due)`,
  `create table report_versions (
    shard_id integer not null,
    id uuid not null,
    report_id uuid not null,
    version integer not null,
    figures_sha256 text not null,
    docx_sha256 text not null,
    pdf_sha256 text not null,
    differences jsonb not null,
    reason text,
    submitted_by_name text not null,
    submitted_at timestamptz not null,
    primary key (shard_id, id),
    unique (shard_id, report_id, version)
  )`,
];

async function comments(db: Kysely<any>): Promise<void> {
  const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
  await say('column reporting_regimes.owner_id', 'The unit the reports are consolidated by');
  await say('column reporting_regimes.definition', 'Periods, data windows, deadline of each tier, who reports, to whom and via whom: see features/reports/rules/regime.ts');
  await say('column reports.period_key', 'Which period of the regime: kind and first day');
  await say('column reports.scope', 'unit: what one unit did; consolidated: its own and those it accepted');
  await say('column reports.version', '0 while never submitted; each submission makes the next one in report_versions');
  await say('column reports.closed_without', 'Units whose reports were missing when the round was consolidated');
  await say('column report_versions.figures_sha256', 'The figures behind the report as canonical JSON, in the file store');
  await say('column report_versions.differences', 'What changed against the version before');
}
