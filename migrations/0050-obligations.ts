import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What is owed (commitments, obligations: written once), what was done for it (credits, excuses, closures, transfers)
 * and one derived table for fast boards.
 */
export const obligations: Migration = {
  async up(db) {
    for (const table of TABLES) await sql.raw(table).execute(db);
    await comments(db);
  },
};

const TABLES = [
  `create table commitments (
    shard_id integer not null,
    id uuid not null,
    batch_id uuid not null,
    source_noun text not null,
    source_id uuid not null,
    source_version integer not null,
    item_id uuid not null,
    key text not null,
    issuer_id uuid not null,
    citation jsonb not null,
    title text not null,
    product text not null,
    channel text,
    unit text not null,
    amount integer check (amount > 0),
    provenance text not null check (provenance in ('read', 'implied', 'unit-set')),
    annual_total jsonb,
    minutes_min integer,
    minutes_max integer,
    rhythm text,
    timing text not null,
    window_from date not null,
    window_to date not null,
    optional boolean not null,
    evidence jsonb not null,
    roll text not null check (roll in ('none', 'back', 'forward')),
    deadline jsonb,
    carry_surplus boolean not null,
    report_rhythm text not null check (report_rhythm in ('month', 'quarter', 'half-year', 'year')),
    party_kind text not null check (party_kind in ('organisation', 'group')),
    party_id uuid not null,
    party_name text not null,
    created_at timestamptz not null,
    primary key (shard_id, id),
    unique (shard_id, source_id, key, source_version)
  )`,
  `create index commitments_source on commitments (source_id, item_id)`,
  `create table obligations (
    shard_id integer not null,
    id uuid not null,
    batch_id uuid not null,
    commitment_id uuid not null,
    organisation_id uuid not null,
    board_organisation_id uuid not null,
    period_key text not null,
    period_from date not null,
    period_to date not null,
    period_label text not null,
    amount integer check (amount > 0),
    printed_due date not null,
    due date not null,
    primary key (shard_id, id),
    unique (shard_id, commitment_id, organisation_id, period_key)
  )`,
  `create index obligations_batch on obligations (shard_id, batch_id)`,
  `create table obligation_closures (
    shard_id integer not null,
    id uuid not null,
    batch_id uuid not null,
    obligation_id uuid not null,
    kind text not null check (kind in ('amended', 'recalled', 'closed')),
    reason text not null,
    on_day date not null,
    replaced_by uuid,
    primary key (shard_id, id)
  )`,
  `create index obligation_closures_obligation on obligation_closures (obligation_id)`,
  `create index obligation_closures_batch on obligation_closures (shard_id, batch_id)`,
  `create table obligation_transfers (
    shard_id integer not null,
    id uuid not null,
    batch_id uuid not null,
    obligation_id uuid not null,
    from_organisation_id uuid not null,
    to_organisation_id uuid not null,
    board_organisation_id uuid not null,
    on_day date not null,
    at timestamptz not null,
    reason text not null,
    primary key (shard_id, id)
  )`,
  `create index obligation_transfers_obligation on obligation_transfers (obligation_id)`,
  `create index obligation_transfers_batch on obligation_transfers (shard_id, batch_id)`,
  `create table citation_additions (
    shard_id integer not null,
    id uuid not null,
    source_id uuid not null,
    number text,
    signed_on date,
    at timestamptz not null,
    primary key (shard_id, id),
    unique (shard_id, source_id)
  )`,
  `create table excuses (
    shard_id integer not null,
    id uuid not null,
    obligation_id uuid not null,
    amount integer not null check (amount > 0),
    reason text not null,
    excused_by uuid,
    excused_by_name text not null,
    on_day date not null,
    created_at timestamptz not null,
    primary key (shard_id, id)
  )`,
  `create index excuses_obligation on excuses (obligation_id)`,
  `create table credits (
    shard_id integer not null,
    id uuid not null,
    obligation_id uuid not null,
    commitment_id uuid not null,
    deliverable_id uuid not null,
    amount integer not null check (amount > 0),
    from_card boolean not null,
    done_on date not null,
    recorded_on date not null,
    known_on date not null,
    confirmed_on date,
    confirmed_by uuid,
    credited_by uuid,
    ended_on date,
    ended_reason text check (ended_reason in ('moved', 'withdrawn', 'rejected', 'corrected', 'amended')),
    ended_by uuid,
    locked_by_report uuid,
    primary key (shard_id, id),
    check ((ended_on is null) = (ended_reason is null))
  )`,
  `create index credits_obligation on credits (obligation_id)`,
  `create index credits_deliverable on credits (deliverable_id)`,
  `create table obligation_totals (
    shard_id integer not null,
    obligation_id uuid not null,
    commitment_id uuid not null,
    source_id uuid not null,
    item_id uuid not null,
    organisation_id uuid not null,
    board_organisation_id uuid not null,
    period_from date not null,
    period_to date not null,
    due date not null,
    amount integer,
    optional boolean not null,
    report_rhythm text not null,
    closed_on date,
    excused integer not null default 0,
    recorded integer not null default 0,
    recorded_in_time integer not null default 0,
    confirmed integer not null default 0,
    confirmed_in_time integer not null default 0,
    last_done date,
    met_on date,
    primary key (shard_id, obligation_id)
  )`,
  `create index obligation_totals_source on obligation_totals (source_id)`,
  `create index obligation_totals_organisation on obligation_totals (organisation_id, due)`,
  `create index obligation_totals_board on obligation_totals (board_organisation_id, due)`,
];

async function comments(db: Kysely<any>): Promise<void> {
  const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
  await say('table commitments', 'What a document asks of one addressee, for one product: written once, never changed');
  await say('column commitments.batch_id', 'The issuing that wrote the row; the audit log holds one digest over each batch');
  await say('column commitments.item_id', 'The task in all versions of its plan');
  await say('column commitments.key', 'The same commitment through the versions of its plan: task, addressee, ordinal of the rate');
  await say('column commitments.citation', 'Snapshot of the imposing document: type, number, date, issuer, title, item');
  await say('column commitments.amount', 'Per period; null is followed without a number (theo dõi)');
  await say('column commitments.provenance', 'read: printed in the document; implied: one because a task with a time and no number is done once; unit-set: given by the reviewer (do đơn vị ấn định)');
  await say('column commitments.annual_total', 'A total printed beside the rate, shown and compared, never generating anything');
  await say('column commitments.rhythm', 'day, week, month, quarter, half-year or year; null is one instance for the whole window');
  await say('column commitments.evidence', 'Groups of kinds; one of each group is wanted before a deliverable is confirmed');
  await say('column commitments.report_rhythm', 'Followed commitments turn amber after a whole such period without a deliverable');
  await say('table obligations', 'Commitment × organisation × period: written once, never changed; its state is computed for a date');
  await say('column obligations.period_key', 'The calendar period whatever window cut it, e.g. month/2026-11-01, or once');
  await say('column obligations.organisation_id', 'The responsible organisation as issued; obligation_totals names the present holder');
  await say('column obligations.board_organisation_id', 'The unit whose row the board shows: the commune where the responsible organisation is one of its divisions');
  await say('column obligations.printed_due', 'The last day by the words of the document');
  await say('column obligations.due', 'The last day that counts, after the working-day rule of the commitment');
  await say('table obligation_closures', 'An obligation that is no longer owed, from a day on');
  await say('table obligation_transfers', 'An open obligation went over to the successor of its organisation');
  await say('table citation_additions', 'Number and date that the records office gave after the issuing; shown over the snapshot in commitments.citation');
  await say('table excuses', 'Someone above let the unit off this amount');
  await say('table credits', 'Deliverable × obligation × amount');
  await say('column credits.recorded_on', 'The day the deliverable was recorded');
  await say('column credits.known_on', 'The day this credit was made; the state for an earlier date does not know it');
  await say('column credits.ended_on', 'The day it stopped counting: moved, withdrawn, rejected, corrected or carried to an amended obligation');
  await say('column credits.locked_by_report', 'The submitted report that counted it; it cannot be moved any more');
  await say('table obligation_totals', 'Derived from the tables above in the same transaction, for fast boards; not audited, can be rebuilt at any time');
  await say('column obligation_totals.recorded', 'Sum of the credits that count now, confirmed or not');
  await say('column obligation_totals.met_on', 'The day done of the credit that completed the amount, earliest day done first');
}
