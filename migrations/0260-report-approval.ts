import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A second step above a report, the days on which a round locks and for whom it opens again, and why a value is missing. */
export const reportApproval: Migration = {
  async up(db) {
    await sql`alter table reports drop constraint reports_status_check`.execute(db);
    await sql`alter table reports add constraint reports_status_check check (status in ('draft', 'submitted', 'returned', 'accepted', 'approved'))`.execute(db);
    await sql`alter table reports add column approved_by_name text, add column approved_at timestamptz, add column accepted_by uuid, add column missing_reasons jsonb`.execute(db);

    await sql`
      create table report_steps (
        shard_id integer not null,
        id uuid not null,
        report_id uuid not null,
        step text not null check (step in ('accepted', 'approved', 'returned', 'acceptance-undone', 'approval-undone')),
        version integer not null,
        reason text,
        by_account uuid,
        by_name text not null,
        taken_at timestamptz not null,
        primary key (shard_id, id),
        check (step in ('accepted', 'approved') or reason is not null)
      )`.execute(db);
    await sql`create index report_steps_report on report_steps (report_id, taken_at)`.execute(db);

    await sql`
      create table report_extensions (
        shard_id integer not null,
        id uuid not null,
        batch_id uuid not null,
        regime_id uuid not null,
        period_key text not null,
        organisation_id uuid not null,
        until date not null,
        reason text not null check (reason <> ''),
        granted_by_name text not null,
        granted_at timestamptz not null,
        primary key (shard_id, id)
      )`.execute(db);
    await sql`create index report_extensions_round on report_extensions (regime_id, period_key, organisation_id)`.execute(db);
    await sql`create index report_extensions_unit on report_extensions (organisation_id)`.execute(db);
    await sql`create index report_extensions_batch on report_extensions (batch_id)`.execute(db);
    await sql`create index reports_waiting on reports (regime_id, status) where status in ('submitted', 'accepted')`.execute(db);

    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('column reports.accepted_by', 'Account of who took it: another person gives the second step');
    await say('column reports.missing_reasons', 'Why a value the outline asks for is missing, by its key: see features/reports/rules/gaps.ts');
    await say('table report_steps', 'What the unit above did with a report, step by step; never changed');
    await say('column report_steps.version', 'The version of the report the step was about');
    await say('table report_extensions', 'A unit may send after the lock of the round until this day; of several the last one granted holds');
    await say('column report_extensions.batch_id', 'Units extended together');
  },
};
