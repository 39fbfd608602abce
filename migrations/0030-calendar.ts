import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Years whose days off somebody has confirmed. A year that is not here uses the proposal that the program computes. */
export const calendar: Migration = {
  async up(db: Kysely<any>) {
    await sql`
      create table calendar_years (
        id uuid primary key,
        year integer not null unique check (year between 1900 and 2999),
        choices jsonb not null,
        citation text,
        confirmed_at timestamptz not null,
        confirmed_by uuid,
        confirmed_by_name text not null,
        row_version integer not null default 1
      )`.execute(db);
    await sql`comment on table calendar_years is 'A year is here once its table of days off is confirmed; until then the proposal holds'`.execute(db);
    await sql`comment on column calendar_years.choices is 'What the yearly decision chose: days before Tết, the day beside 2 September, swaps, further days; the days follow from it'`.execute(db);
    await sql`comment on column calendar_years.citation is 'The decision or notice on which it was confirmed'`.execute(db);

    await sql`
      create table calendar_days (
        id uuid primary key,
        day date not null unique,
        year integer not null references calendar_years (year),
        kind text not null check (kind in ('holiday', 'observed', 'swap_off', 'swap_work')),
        name text not null check (name <> ''),
        holiday text,
        pair date,
        citation text,
        check (year = extract(year from day))
      )`.execute(db);
    await sql`comment on table calendar_days is 'The days of a confirmed year that are not worked although it is Monday to Friday, or the other way round; holidays on a weekend too'`.execute(db);
    await sql`comment on column calendar_days.kind is 'holiday: by law; observed: off in lieu or by decision; swap_off: off, made up for by swap_work, a worked Saturday or Sunday'`.execute(db);
    await sql`comment on column calendar_days.holiday is 'Which statutory holiday, e.g. tet, national'`.execute(db);
    await sql`comment on column calendar_days.pair is 'The day off in lieu of this holiday and the other way round; the two days of a swap'`.execute(db);
    await sql`create index calendar_days_year on calendar_days (year)`.execute(db);

    await sql`
      create table calendar_state (
        one boolean primary key default true check (one),
        version uuid not null
      )`.execute(db);
    await sql`comment on table calendar_state is 'A new random version with every change of the tables above: processes keep the calendar in memory under it'`.execute(db);
    await sql`insert into calendar_state (version) values (gen_random_uuid())`.execute(db);
  },
};
