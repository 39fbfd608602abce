import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';

/** Whose an obligation is now, for deciding who may see or change it; null when there is no such obligation. */
export async function obligationOrganisation(db: Reader, id: Id): Promise<{ readonly organisationId: Id; readonly boardOrganisationId: Id } | null> {
  const row = await db.selectFrom('obligation_totals').select(['organisation_id', 'board_organisation_id']).where('shard_id', '=', shardOf(id)).where('obligation_id', '=', id).executeTakeFirst();
  return row ? { organisationId: row.organisation_id, boardOrganisationId: row.board_organisation_id } : null;
}

/** Not closed, and running, to come, or owed: what goes over to a successor. */
export async function openObligationsOf(db: Reader, organisationId: Id, today: PlainDate): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`select obligation_id as id from obligation_totals
    where organisation_id = ${organisationId} and closed_on is null and (period_to >= ${today}::date or amount is not null and not optional and recorded + excused < amount) order by obligation_id`.execute(db);
  return rows.map(({ id }) => id);
}
