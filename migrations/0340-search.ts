import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What readers find: an index derived from public items and their texts, and how far the log was followed for it. */
export const search: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('table search_entries', 'One row for each public item that is not withdrawn; derived, made again by search.rebuild');
    await say('column search_entries.year', 'Of the day of publication in Viet Nam');
    await say('column search_entries.title_words', 'How many words the title has: of two titles with the words, the one with fewer others is closer');
    await say('column search_entries.text', 'The beginning of the text, for the lines shown under a hit');
    await say('column search_entries.lexemes', 'Folded words and pairs of words, exact words, and what is filtered by: features/search/rules/lexemes.ts');
    await say('table search_months', 'How many entries each month has, so that the newest few thousand are found without counting');
    await say('table search_terms', 'Words and pairs of words in titles, with how many titles have them: for "did you mean"');
    await say('column search_terms.shown', 'As it was last written, with marks');
    await say('table search_cursors', 'Up to which event of each chain the index was brought');
    await say('column search_cursors.rebuild_after', 'A rebuild is under way and has come to this item; null: none is');
    await say('column search_cursors.rebuild_from', 'When it began: entries not touched since then go at its end');
    await say('table search_asked', 'What is asked often, without anything about who asked: folded words that stand in titles, and on how many days');
  },
};

const STATEMENTS = [
  `create table search_entries (
    shard_id integer not null,
    id uuid not null,
    noun text not null,
    organisation_id uuid not null,
    collection_id uuid,
    published_at timestamptz not null,
    year smallint not null,
    indexed_at timestamptz not null,
    title text not null,
    title_words smallint not null,
    summary text not null,
    text text not null,
    lexemes tsvector not null,
    primary key (shard_id, id)
  )`,
  // What a ranking reads of 5,000 rows is narrow: texts stand beside the table, not in it.
  `alter table search_entries set (toast_tuple_target = 128)`,
  // Nothing is planned by what these hold, and looking through them would take seconds each time.
  `alter table search_entries alter column lexemes set statistics 0, alter column text set statistics 0, alter column summary set statistics 0, alter column title set statistics 0`,
  `create index search_entries_lexemes on search_entries using gin (lexemes)`,
  `create table search_months (month date primary key, entries integer not null)`,
  `create table search_terms (term text primary key, shown text not null, entries integer not null)`,
  `create index search_terms_similar on search_terms using gin (term gin_trgm_ops)`,
  `create table search_cursors (
    shard_id integer primary key,
    position bigint not null,
    rebuild_after uuid,
    rebuild_from timestamptz
  )`,
  `create table search_asked (
    words text primary key,
    shown text not null,
    days integer not null,
    last_day date not null
  )`,
  `create index search_asked_often on search_asked (days desc, words)`,
];
