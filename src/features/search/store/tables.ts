import type { ColumnType } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';

export interface EntryRow {
  shard_id: number; id: Id; noun: string; organisation_id: Id; collection_id: Id | null; published_at: Date; year: number; indexed_at: Date;
  title: string; title_words: number; summary: string; text: string; lexemes: ColumnType<string, string, string>;
}
export interface CursorRow { shard_id: number; position: ColumnType<number | string, number, number>; rebuild_after: Id | null; rebuild_from: Date | null }

declare module '#platform/db/tables.ts' {
  interface Tables {
    search_entries: EntryRow; search_months: { month: PlainDate; entries: number }; search_terms: { term: string; shown: string; entries: number };
    search_cursors: CursorRow; search_asked: { words: string; shown: string; days: number; last_day: PlainDate };
  }
}
