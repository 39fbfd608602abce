import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Sums over `obligation_totals` for one square of a board and one quarter: past quarters of a province's board are read from
 * here. Nothing in a row depends on the day of asking; derived like `standing_sums`, not audited, can be made anew.
 */
export const squares: Migration = {
  async up(db) {
    await sql`
      create table square_sums (
        shard_id integer not null,
        board_organisation_id uuid not null,
        quarter date not null,
        item_id uuid not null,
        source_id uuid not null,
        obligations integer not null,
        amount integer not null,
        credited integer not null,
        confirmed integer not null,
        complete integer not null,
        missed integer not null,
        debt integer not null,
        primary key (board_organisation_id, quarter, item_id, source_id, shard_id)
      ) with (fillfactor = 80, parallel_workers = 0)`.execute(db); // the unit first: one board is one stretch of the table
    const comments: readonly (readonly [string, string])[] = [
      ['quarter', 'first day of the quarter of the due day'],
      ['obligations', 'with a number, never closed, begun by their due day; all columns speak of these'],
      ['complete', 'nothing is missing after credits and excuses'],
      ['missed', 'not optional, and something is missing: missed once the quarter is over'],
      ['debt', 'products missing of those that are not optional: owed once the quarter is over'],
    ];
    await sql`comment on table square_sums is 'Derived from obligation_totals in the same transaction; differingSquares proves it, rebuildSums makes it anew'`.execute(db);
    for (const [column, comment] of comments) await sql`comment on column square_sums.${sql.ref(column)} is ${sql.lit(comment)}`.execute(db);
    // What the sums leave out, so that a board finds it without looking through everything. Crediting changes none of these columns.
    await sql`create index obligation_totals_apart on obligation_totals (board_organisation_id, due) where amount is null or closed_on is not null or period_from > due`.execute(db);
    await sql`
      insert into square_sums
      select t.shard_id, t.board_organisation_id, date_trunc('quarter', t.due::timestamp)::date, t.item_id, t.source_id,
        count(*), sum(t.amount), sum(t.recorded), sum(t.confirmed), count(*) filter (where t.recorded >= t.amount - t.excused),
        count(*) filter (where not t.optional and t.recorded < t.amount - t.excused), sum(case when t.optional then 0 else greatest(0, t.amount - t.excused - t.recorded) end)
      from obligation_totals t where not (t.amount is null or t.closed_on is not null or t.period_from > t.due) group by 1, 2, 3, 4, 5 order by 2, 3, 4, 5, 1`.execute(db);
    await sql`analyze square_sums`.execute(db);
  },
};
