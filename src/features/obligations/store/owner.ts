import { shardOf, type Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';

/** Whose an obligation is now, for deciding who may see or change it; null when there is no such obligation. */
export async function obligationOrganisation(db: Reader, id: Id): Promise<{ readonly organisationId: Id; readonly boardOrganisationId: Id } | null> {
  const row = await db.selectFrom('obligation_totals').select(['organisation_id', 'board_organisation_id']).where('shard_id', '=', shardOf(id)).where('obligation_id', '=', id).executeTakeFirst();
  return row ? { organisationId: row.organisation_id, boardOrganisationId: row.board_organisation_id } : null;
}
