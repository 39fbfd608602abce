import type { ColumnType, Selectable } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { DetailsOf, EntryKind } from '../rules/details.ts';

interface EntryTable {
  shard_id: number; id: Id; organisation_id: Id; kind: EntryKind; item_id: Id; ordinal: number; valid_from: PlainDate; valid_to: PlainDate | null;
  details: ColumnType<DetailsOf[EntryKind], string, string>; checked_on: PlainDate; checked_by_name: string; changed_by: Id | null; changed_by_name: string; changed_at: Date; row_version: number;
}
declare module '#platform/db/tables.ts' { interface Tables { directory_entries: EntryTable } }

/** One line of the directory as it holds from a day on. */
export type AnyEntry = Selectable<EntryTable>;
export interface Entry<K extends EntryKind> extends Omit<AnyEntry, 'kind' | 'details'> { readonly kind: K; readonly details: DetailsOf[K] }
