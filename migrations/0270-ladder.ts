import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The urging ladder: how a unit that falls behind is reminded, step by step, and every step that was taken. */
export const ladder: Migration = {
  async up(db) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    await comments(db);
  },
};

const STATEMENTS = [
  `create table urging_ladders (
    shard_id integer not null,
    id uuid not null,
    owner_id uuid not null,
    scope_noun text not null check (scope_noun in ('all', 'plans', 'regimes')),
    scope_id uuid not null,
    steps jsonb not null,
    reason text not null,
    changed_by_name text not null,
    changed_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id),
    unique (shard_id, owner_id, scope_id)
  )`,
  `create table urging_drafts (
    shard_id integer not null,
    id uuid not null,
    owner_id uuid not null,
    source_noun text not null check (source_noun in ('plans', 'regimes')),
    source_id uuid not null,
    addressed_id uuid,
    opened_on date not null,
    state text not null check (state in ('open', 'issued', 'set-aside', 'emptied')),
    closed_on date,
    closed_by_name text,
    reason text,
    letter_id uuid,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create unique index urging_drafts_open on urging_drafts (shard_id, owner_id, source_id, coalesce(addressed_id, owner_id)) where state = 'open'`,
  `create index urging_drafts_owner on urging_drafts (owner_id, opened_on)`,
  `create table urging_steps (
    shard_id integer not null,
    id uuid not null,
    batch_id uuid not null,
    ladder_id uuid,
    subject_noun text not null check (subject_noun in ('obligations', 'reports')),
    subject_id uuid not null,
    organisation_id uuid not null,
    board_organisation_id uuid not null,
    source_noun text not null check (source_noun in ('plans', 'regimes')),
    source_id uuid not null,
    step text not null check (step in ('before', 'on-day', 'after', 'superior', 'letter')),
    recipient_organisation_id uuid not null,
    recipient_roles text[] not null,
    for_day date not null,
    taken_on date not null,
    digest_key text not null,
    sentence text not null,
    href text not null,
    skipped boolean not null default false,
    draft_id uuid,
    letter_id uuid,
    primary key (shard_id, id),
    unique (shard_id, subject_id, step, recipient_organisation_id)
  )`,
  `create index urging_steps_batch on urging_steps (shard_id, batch_id)`,
  `create index urging_steps_subject on urging_steps (subject_id, step)`,
  `create index urging_steps_recipient on urging_steps (recipient_organisation_id, taken_on)`,
  `create index urging_steps_board on urging_steps (board_organisation_id, taken_on)`,
  `create index urging_steps_draft on urging_steps (draft_id) where draft_id is not null`,
  `create table urging_runs (
    shard_id integer not null,
    id uuid not null,
    on_day date not null,
    ran_at timestamptz not null,
    steps integer not null,
    skipped integer not null,
    recipients integer not null,
    primary key (shard_id, id),
    unique (shard_id, on_day)
  )`,
  // What the ladder looks for each morning: everything still owed, by the day it is due.
  `create index obligation_totals_owed_due on obligation_totals (due) where closed_on is null and amount is not null and not optional`,
  // A regime may come from no plan; its letter names the regime instead.
  `alter table urging_letters alter column plan_id drop not null`,
  `alter table urging_letters add column regime_id uuid`,
];

async function comments(db: Kysely<any>): Promise<void> {
  const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
  await say('table urging_ladders', 'A ladder that a unit has laid down for everything it gives, for one plan or for one reporting regime; without a row the default of the program holds');
  await say('column urging_ladders.scope_id', 'The plan or the regime; for all: the owner itself');
  await say('column urging_ladders.steps', 'Steps with their working days from the due day and what is switched on: see features/urging/rules/ladder.ts');
  await say('table urging_drafts', 'A letter that the ladder proposes; who is in it is told by urging_steps, less those who have delivered since');
  await say('column urging_drafts.state', 'set-aside: somebody decided against a letter; emptied: everybody in it had delivered. What is owed again after issued or emptied goes into the next draft');
  await say('column urging_drafts.addressed_id', 'The one unit it is for; null is one letter for all units behind under the source');
  await say('table urging_steps', 'Every step of the ladder that was taken or passed over, one row for each unit told; never changed');
  await say('column urging_steps.ladder_id', 'Null is the default of the program');
  await say('column urging_steps.subject_id', 'The obligation; for a report one id for regime, period and unit, see features/urging/rules/report-subject.ts');
  await say('column urging_steps.organisation_id', 'The unit in whose name the subject stood on the day: after a transfer the successor has steps of its own');
  await say('column urging_steps.for_day', 'The day the step fell on; later than that only when the scheduler was down');
  await say('column urging_steps.digest_key', 'Everything one unit is told on one day is one message');
  await say('column urging_steps.skipped', 'Fell due while the scheduler was down and a later step was taken instead: nobody was told');
  await say('column urging_steps.letter_id', 'The letter that went out: the addressee was told by it');
  await say('table urging_runs', 'Days on which the ladder was climbed: what fell due between two of them was missed');
  await say('column urging_letters.regime_id', 'The reporting regime, for a letter about reports that come from no plan');
}
