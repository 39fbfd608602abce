import { sql, type RawBuilder } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { atEnd } from '#platform/db/at-end.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { changesOf, collect, differencesOf, differingFrom, leftOf, rebuild, writerOf, type KeptSums } from './kept-sums.ts';
import { SQUARES, type SquareRow } from './squares.ts';

/**
 * `standing_sums`: obligations of one board unit, plan and due day, added up; `square_sums` beside it. Every statement that
 * writes `obligation_totals` hands its differences to `addToSums`; they are written once, at the end of the transaction, in
 * the order of the key: two people of one unit meet here for the length of a commit and never wait in a circle.
 */
export interface SumsRow {
  shard_id: number; board_organisation_id: Id; source_id: Id; due: PlainDate; period_from: PlainDate; closed_on: string;
  counted: number; met_in_time: number; met_late: number; partly: number; excused: number; amount: number; credited: number; missing: number;
}
export const COUNTS = ['counted', 'met_in_time', 'met_late', 'partly', 'excused', 'amount', 'credited', 'missing'] as const;

/** What one row of `obligation_totals` (alias `t`) adds to its sums, under the names of their columns. */
const ADDENDS = `(t.excused < t.amount)::integer as counted,
  (t.excused < t.amount and t.recorded_in_time >= t.amount - t.excused)::integer as met_in_time,
  (t.excused < t.amount and t.recorded >= t.amount - t.excused and t.recorded_in_time < t.amount - t.excused)::integer as met_late,
  (t.recorded > 0 and t.recorded < t.amount - t.excused)::integer as partly,
  (t.excused >= t.amount)::integer as excused,
  case when t.excused < t.amount then t.amount else 0 end as amount,
  case when t.excused < t.amount then t.recorded else 0 end as credited,
  greatest(0, t.amount - t.excused - t.recorded) as missing`;
export const addends = sql.raw(ADDENDS);
const ADDS = 't.amount is not null and not t.optional';
/** Only these add anything. */
export const adds: RawBuilder<boolean> = sql.raw(ADDS);

const STANDINGS: KeptSums = {
  table: 'standing_sums',
  key: ['shard_id', 'board_organisation_id', 'source_id', 'due', 'period_from', 'closed_on'],
  counts: COUNTS, addends: ADDENDS, adds: ADDS,
  keyOf: `t.shard_id, t.board_organisation_id, t.source_id, t.due, t.period_from, coalesce(t.closed_on, 'infinity') as closed_on`,
};

export interface Differences { readonly standings: readonly SumsRow[]; readonly squares: readonly SquareRow[] }
const NONE = `select null where false`;
const both = (standings: string, squares: string): RawBuilder<Differences> => {
  const list = (rows: string) => `(select coalesce(json_agg(d), '[]') from (${rows}) d)`;
  return sql.raw<Differences>(`json_build_object('standings', ${list(standings)}, 'squares', ${list(squares)})`);
};
const between = (came: string, gone?: string) => both(differencesOf(STANDINGS, came, gone), differencesOf(SQUARES, came, gone));
/**
 * Both kinds of differences as one column of JSON, from rows of a statement with the columns of `obligation_totals`: of new
 * ones (`totals`), of changed ones (`gone`, `came`), of credited ones and of confirmed ones (`came`, see `changesOf`).
 */
export const differences = { fresh: between('totals'), changed: between('came', 'gone'), credited: both(changesOf(STANDINGS, 'came'), changesOf(SQUARES, 'came')), confirmed: both(NONE, changesOf(SQUARES, 'came')) };

const writeSquares = writerOf(SQUARES), writeStandings = writerOf(STANDINGS);
const collected = new WeakMap<Reader, { readonly standings: Map<string, SumsRow>; readonly squares: Map<string, SquareRow> }>();

/** Notes differences; written at the end of the action, or at once outside of one. */
export async function addToSums(tx: Tx, { standings, squares }: Differences): Promise<void> {
  if (standings.length + squares.length === 0) return;
  const sums = collected.get(tx) ?? { standings: new Map<string, SumsRow>(), squares: new Map<string, SquareRow>() };
  collected.set(tx, sums);
  collect(STANDINGS, sums.standings, standings);
  collect(SQUARES, sums.squares, squares);
  await atEnd(tx, addToSums, async () => {
    collected.delete(tx);
    await writeSquares(tx, leftOf(SQUARES, sums.squares));
    await writeStandings(tx, leftOf(STANDINGS, sums.standings));
  });
}

/** Sums that differ from the totals they are made of, for `loa verify`. */
export const differingSums = (db: Reader, limit = 100): Promise<{ shard: number; organisationId: Id; sourceId: Id; due: PlainDate; columns: string[] }[]> =>
  differingFrom(db, STANDINGS, sql`shard_id as shard, board_organisation_id as "organisationId", source_id as "sourceId", due`, limit);

/** Makes both sums anew from the totals; nobody may write meanwhile. */
export async function rebuildSums(tx: Tx): Promise<void> {
  await rebuild(tx, STANDINGS);
  await rebuild(tx, SQUARES);
}
