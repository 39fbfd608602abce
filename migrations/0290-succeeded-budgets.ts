import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A successor keeps the open budgets of the units it follows beside its own: one of each unit and year that drew it up. */
export const succeededBudgets: Migration = {
  async up(db) {
    await sql`alter table budgets add column drawn_up_by_id uuid, add column kept_since date, add column former jsonb`.execute(db);
    await sql`drop index budgets_one`.execute(db);
    await sql`create unique index budgets_one on budgets (shard_id, organisation_id, year, kind, (coalesce(plan_id, '00000000-0000-0000-0000-000000000000'::uuid))) where drawn_up_by_id is null`.execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('column budgets.drawn_up_by_id', 'The unit that drew it up, where a successor keeps it; null: organisation_id itself');
    await say('column budgets.kept_since', 'First day on which the unit that drew it up no longer kept it');
    await say('column budgets.former', 'Letterhead and units of what was signed before somebody followed one of them; document is then the letterhead of who keeps it');
  },
};
