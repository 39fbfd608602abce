import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { migrations } from '#migrations/index.ts';
import type { Id } from '#kernel/id.ts';
import { wordsOf } from '#features/search/rules/words.ts';
import { putEntries, type Entry } from '#features/search/store/entries.ts';
import { connect, type Connection } from '#platform/db/connect.ts';
import { startEmbedded } from '#platform/db/embedded.ts';
import { migrate } from '#platform/db/migrate.ts';
import { corpus, COLUMNS, ORGANISATIONS } from './search-corpus.ts';

export const ARTICLES = 200_000, SEED = 7;
/** Six years up to the day of the bench. */
const FIRST = Date.UTC(2020, 10, 20), LAST = Date.UTC(2026, 10, 20);

const id = (kind: number, number: number): Id => `019b0000-0000-7001-8${kind.toString(16).padStart(3, '0')}-${number.toString(16).padStart(12, '0')}` as Id;
export const organisationId = (number: number): Id => id(1, number);
export const columnId = (organisation: number, column: number): Id => id(2, organisation * (COLUMNS / ORGANISATIONS) + column);

const library = corpus(SEED);
export function entry(number: number): Entry {
  const { title, summary, text, organisation, column } = library.article(number);
  return { id: id(3, number), noun: 'articles', organisationId: organisationId(organisation), collectionId: columnId(organisation, column), publishedAt: new Date(FIRST + (LAST - FIRST) * (number / ARTICLES)), title, summary, text, names: [`UBND xã số ${organisation}`] };
}

export interface Library extends Connection { readonly loadSeconds: number | null; readonly words: readonly string[] }

/** 200,000 articles in the product's own tables, and folded in a table of the peer; on the embedded database with the settings of `bin/loa serve`. */
export async function openLibrary(): Promise<Library> {
  const { values } = parseArgs({ options: { keep: { type: 'string' } }, strict: false }), keep = typeof values.keep === 'string' ? values.keep : null;
  const directory = keep ?? join(tmpdir(), `loa-search-${process.pid}`), done = existsSync(join(directory, 'loaded'));
  mkdirSync(directory, { recursive: true });
  if (!done) rmSync(join(directory, 'pg'), { recursive: true, force: true });
  const postgres = await startEmbedded({ cluster: join(directory, 'pg'), password: 'library', logFile: join(directory, 'postgres.log'), unref: true });
  process.once('exit', () => { try { process.kill(postgres.pid, 'SIGINT'); } catch { /* gone already */ } });
  const first = connect(postgres.address, { max: 1, statementTimeout: 0 });
  // For the peer and for counting: by itself PostgreSQL reads the whole table as soon as a tenth of it is hit, which takes seconds.
  await sql`alter database postgres set enable_seqscan = off`.execute(first.db);
  await first.close();
  const connection = connect(postgres.address, { max: 4, statementTimeout: 0 }), start = performance.now();
  await migrate(connection, migrations);
  if (!done) {
    await load(connection);
    mkdirSync(join(directory, 'loaded'));
  } else await sql`vacuum analyze search_entries`.execute(connection.db); // what earlier runs put in and took out
  return {
    ...connection, words: library.words, loadSeconds: done ? null : Math.round((performance.now() - start) / 1_000),
    close: async () => { await connection.close(); await postgres.stop(); if (!keep) rmSync(directory, { recursive: true, force: true }); },
  };
}

/** The index over words is made after the rows: four times as fast. */
async function load({ db }: Connection): Promise<void> {
  const definition = (await sql<{ text: string }>`select indexdef as text from pg_indexes where indexname = 'search_entries_lexemes'`.execute(db)).rows[0]!.text, BATCH = 1_000;
  await sql`drop index search_entries_lexemes`.execute(db);
  await sql`create schema peer`.execute(db);
  await sql`create table peer.articles (id uuid primary key, published_at timestamptz not null, title text not null, vector tsvector not null)`.execute(db);
  for (let from = 0; from < ARTICLES; from += BATCH) {
    const entries = Array.from({ length: BATCH }, (_none, index) => entry(from + index));
    await Promise.all([
      db.transaction().execute((tx) => putEntries(tx, entries, new Date(LAST))),
      sql`insert into peer.articles select id, at, title, setweight(to_tsvector('simple', folded_title), 'A') || to_tsvector('simple', folded) from unnest(${entries.map((one) => one.id)}::uuid[], ${entries.map((one) => one.publishedAt)}::timestamptz[],
        ${entries.map((one) => one.title)}::text[], ${entries.map((one) => folded(one.title))}::text[], ${entries.map((one) => folded(`${one.summary}\n${one.text}\n${one.names.join(' ')}`))}::text[]) as given (id, at, title, folded_title, folded)`.execute(db),
    ]);
    if (from % 20_000 === 0) process.stderr.write(`${from} articles\n`);
  }
  await sql`set maintenance_work_mem = '512MB'`.execute(db);
  await sql.raw(definition).execute(db);
  await sql`create index on peer.articles using gin (vector)`.execute(db);
  await sql`vacuum analyze`.execute(db);
}
/** The peer is given words without marks, so that it finds the same. */
const folded = (text: string): string => wordsOf(text).map((word) => word.folded).join(' ');
