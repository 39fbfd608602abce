import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Sums over `obligation_totals` for one board unit, plan and due day: what a page about a province or the whole country adds
 * up. Nothing in a row depends on the day of asking; like the totals it is derived, not audited and can be made anew.
 */
export const standings: Migration = {
  async up(db) {
    await sql`
      create table standing_sums (
        shard_id integer not null,
        board_organisation_id uuid not null,
        source_id uuid not null,
        due date not null,
        period_from date not null,
        closed_on date not null,
        counted integer not null,
        met_in_time integer not null,
        met_late integer not null,
        partly integer not null,
        excused integer not null,
        amount integer not null,
        credited integer not null,
        missing integer not null,
        primary key (shard_id, board_organisation_id, source_id, due, period_from, closed_on)
      ) with (fillfactor = 80, parallel_workers = 0)`.execute(db); // room for the next version of a row on its page; workers take longer to start than to read it
    const comments: readonly (readonly [string, string])[] = [
      ['closed_on', 'infinity: not closed'],
      ['counted', 'obligations with a number, not optional, not wholly let off; the columns up to partly and the sums up to credited speak of these'],
      ['met_in_time', 'complete, by what was done until the due day'],
      ['partly', 'not complete, but something is credited'],
      ['excused', 'obligations wholly let off'],
      ['missing', 'products still missing after credits and excuses, whatever the day'],
    ];
    await sql`comment on table standing_sums is 'Derived from obligation_totals in the same transaction; differingSums proves it, rebuildSums makes it anew'`.execute(db);
    for (const [column, comment] of comments) await sql`comment on column standing_sums.${sql.ref(column)} is ${sql.lit(comment)}`.execute(db);
    // The obligations of one commitment and unit ("line"), which every crediting holds, without reading all that the unit owes.
    await sql`drop index obligation_totals_source`.execute(db);
    await sql`create index obligation_totals_source on obligation_totals (source_id, organisation_id, commitment_id)`.execute(db);
    // A board reads task by task: in the order in which the rows were written, so that each page is looked at once.
    await sql`drop index obligation_totals_board`.execute(db);
    await sql`create index obligation_totals_board on obligation_totals (board_organisation_id, item_id, due)`.execute(db);
    // Rows that change soon after they are written keep room for it, so that no index has to follow.
    for (const table of ['obligation_totals', 'credits', 'deliverables']) await sql`alter table ${sql.table(table)} set (fillfactor = 85)`.execute(db);
    await sql`create index standing_sums_board on standing_sums (board_organisation_id, due)`.execute(db);
    await sql`
      insert into standing_sums
      select t.shard_id, t.board_organisation_id, t.source_id, t.due, t.period_from, coalesce(t.closed_on, 'infinity'),
        count(*) filter (where t.excused < t.amount),
        count(*) filter (where t.excused < t.amount and t.recorded_in_time >= t.amount - t.excused),
        count(*) filter (where t.excused < t.amount and t.recorded >= t.amount - t.excused and t.recorded_in_time < t.amount - t.excused),
        count(*) filter (where t.recorded > 0 and t.recorded < t.amount - t.excused),
        count(*) filter (where t.excused >= t.amount),
        coalesce(sum(t.amount) filter (where t.excused < t.amount), 0), coalesce(sum(t.recorded) filter (where t.excused < t.amount), 0),
        coalesce(sum(greatest(0, t.amount - t.excused - t.recorded)), 0)
      from obligation_totals t where t.amount is not null and not t.optional group by 1, 2, 3, 4, 5, 6`.execute(db);
  },
};
