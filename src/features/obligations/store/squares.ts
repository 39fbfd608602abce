import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { differingFrom, type KeptSums } from './kept-sums.ts';

/**
 * `square_sums`: obligations of one square of the board (unit and task) and quarter, added up. Once a quarter is over, what
 * they say is what its cards say, on whatever day it is asked: met or missed, owed or not. What is not that simple stands
 * apart and is read card by card: followed lines, what was closed once, and what begins after its due day.
 */
export interface SquareRow {
  shard_id: number; board_organisation_id: Id; quarter: PlainDate; item_id: Id; source_id: Id;
  obligations: number; amount: number; credited: number; confirmed: number; complete: number; missed: number; debt: number;
}

/** Not in the sums; the very words of the index `obligation_totals_apart`. `row`: an alias. */
export const apart = (row: 's' | 't'): string => `(${row}.amount is null or ${row}.closed_on is not null or ${row}.period_from > ${row}.due)`;

export const SQUARES: KeptSums = {
  table: 'square_sums',
  key: ['board_organisation_id', 'quarter', 'item_id', 'source_id', 'shard_id'],
  counts: ['obligations', 'amount', 'credited', 'confirmed', 'complete', 'missed', 'debt'],
  keyOf: `t.board_organisation_id, date_trunc('quarter', t.due::timestamp)::date as quarter, t.item_id, t.source_id, t.shard_id`,
  addends: `1 as obligations, t.amount, t.recorded as credited, t.confirmed, (t.recorded >= t.amount - t.excused)::integer as complete,
    (not t.optional and t.recorded < t.amount - t.excused)::integer as missed, case when t.optional then 0 else greatest(0, t.amount - t.excused - t.recorded) end as debt`,
  adds: `not ${apart('t')}`,
};

/** Squares that differ from the totals they are made of, for `loa verify`. */
export const differingSquares = (db: Reader, limit = 100): Promise<{ shard: number; organisationId: Id; itemId: Id; quarter: PlainDate; columns: string[] }[]> =>
  differingFrom(db, SQUARES, sql`shard_id as shard, board_organisation_id as "organisationId", item_id as "itemId", quarter`, limit);
