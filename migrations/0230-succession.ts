import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What happens to units (rename, merge, split …) and who follows whom: reference rows, few and read everywhere. */
export const succession: Migration = {
  async up(db: Kysely<any>) {
    await sql`
      create table succession_events (
        id uuid primary key,
        kind text not null check (kind in ('rename', 'retype', 'merge', 'split', 'dissolve', 'move', 'transfer')),
        on_day date not null,
        ordinal integer not null,
        subject_id uuid not null references organisations (id),
        scope_id uuid not null references organisations (id),
        external_key text not null unique,
        citation text not null,
        reason text not null default '',
        payload jsonb not null,
        moved jsonb not null,
        applied_at timestamptz not null,
        applied_by_name text not null
      )`.execute(db);
    await sql`comment on column succession_events.on_day is 'First day of the new order'`.execute(db);
    await sql`comment on column succession_events.ordinal is 'Order among the events written together'`.execute(db);
    await sql`comment on column succession_events.subject_id is 'The unit the event is told of first: the heir of a merger, else the unit that changes'`.execute(db);
    await sql`comment on column succession_events.scope_id is 'The unit for which the event was written down: its people list it'`.execute(db);
    await sql`comment on column succession_events.external_key is 'Citation and row: the same event is never applied twice'`.execute(db);
    await sql`comment on column succession_events.payload is 'The event with ids and the names of that day: see features/organisations/rules/succession.ts'`.execute(db);
    await sql`comment on column succession_events.moved is 'What went over, counted by noun; told with the first event of those written together'`.execute(db);
    await sql`create index succession_events_scope on succession_events (scope_id, on_day)`.execute(db);
    await sql`create index succession_events_subject on succession_events (subject_id)`.execute(db);

    await sql`
      create table successions (
        id uuid primary key,
        event_id uuid not null references succession_events (id),
        on_day date not null,
        from_id uuid not null references organisations (id),
        to_id uuid references organisations (id),
        share text not null check (share in ('whole', 'part', 'function')),
        function text,
        carries_history boolean not null,
        check (from_id <> to_id),
        check ((share = 'function') = (function is not null)),
        check (to_id is not null or not carries_history)
      )`.execute(db);
    await sql`comment on table successions is 'From a day on somebody else stands in the place of a unit, or of a part or function of it'`.execute(db);
    await sql`comment on column successions.to_id is 'Null: nobody follows'`.execute(db);
    await sql`comment on column successions.carries_history is 'The row under which later boards show the past of the unit that ended; at most one'`.execute(db);
    await sql`create unique index successions_history on successions (from_id) where carries_history`.execute(db);
    await sql`create index successions_from on successions (from_id)`.execute(db);
    await sql`create index successions_to on successions (to_id)`.execute(db);
    await sql`create index successions_event on successions (event_id)`.execute(db);
    await sql`create index successions_day on successions (on_day)`.execute(db);
  },
};
