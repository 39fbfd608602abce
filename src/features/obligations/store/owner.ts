import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { OpenWork } from '../rules/hand-over.ts';
import { holderThenSql } from './standing-sql.ts';

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

/** What these units hold that is neither closed nor complete, for a reorganisation whose first day is `since`. */
export async function openWorkOf(db: Reader, holders: readonly Id[], since: PlainDate): Promise<OpenWork[]> {
  if (!holders.length) return [];
  const { rows } = await sql<Omit<OpenWork, 'party'> & { partyKind: OpenWork['party']['kind']; partyId: Id }>`
    select t.obligation_id as id, t.organisation_id as holder, t.board_organisation_id as board, t.item_id as "itemId", c.title, c.citation, c.party_kind as "partyKind", c.party_id as "partyId",
      t.period_to as "periodTo", t.amount is null or t.optional as light,
      (select max(y.on_day) from obligation_transfers y where y.obligation_id = t.obligation_id) as "transferredOn"
    from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where t.organisation_id = any(${holders}::uuid[]) and t.closed_on is null
      and case when t.amount is null or t.optional then t.period_to >= ${since}::date else t.recorded + t.excused < t.amount end
    order by t.obligation_id`.execute(db);
  return rows.map(({ partyKind, partyId, ...row }) => ({ ...row, party: { kind: partyKind, id: partyId } }));
}

/** How much of what these units still hold is open: after they ended nobody works on it. */
export async function openCounts(db: Reader, holders: readonly Id[]): Promise<ReadonlyMap<Id, number>> {
  if (!holders.length) return new Map();
  const { rows } = await sql<{ id: Id; count: number }>`
    select organisation_id as id, count(*)::integer as count from obligation_totals
    where organisation_id = any(${holders}::uuid[]) and closed_on is null and amount is not null and not optional and recorded + excused < amount group by 1`.execute(db);
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** Of what these board units hold now, what another one held on its due day: obligation → that unit. */
export async function heldThen(db: Reader, boardUnits: readonly Id[]): Promise<ReadonlyMap<Id, Id>> {
  const { rows } = await sql<{ id: Id; unit: Id }>`
    select t.obligation_id as id, ${holderThenSql('t')} as unit from obligation_totals t
    where t.board_organisation_id = any(${boardUnits}::uuid[]) and exists (select 1 from obligation_transfers y where y.shard_id = t.shard_id and y.obligation_id = t.obligation_id and y.on_day > t.due)`.execute(db);
  return new Map(rows.map((row) => [row.id, row.unit]));
}
