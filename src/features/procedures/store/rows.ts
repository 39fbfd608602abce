import { sql } from 'kysely';
import { AppError, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { takeTurn as turn } from '#platform/db/take-turn.ts';
import type { DecisionRow, FieldRow, ProcedureRow, VersionRow } from './tables.ts';

export const procedureRow = (db: Reader, id: Id): Promise<ProcedureRow | undefined> => db.selectFrom('procedures').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
/** By the last part of its address in the site of a catalogue, also of one whose procedures went over to a successor since. */
export const procedureAt = async (db: Reader, organisationId: Id, slug: string): Promise<ProcedureRow | undefined> =>
  (await sql<ProcedureRow>`select * from procedures where (organisation_id = ${organisationId} and slug = ${slug}) or (came_from = ${organisationId} and came_slug = ${slug}) order by organisation_id <> ${organisationId} limit 1`.execute(db)).rows[0];
export const decisionRow = (db: Reader, id: Id): Promise<DecisionRow | undefined> => db.selectFrom('procedure_decisions').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();
/** The field, or the one it was merged into. */
export const fieldRow = async (db: Reader, id: Id): Promise<FieldRow | undefined> =>
  (await sql<FieldRow>`select t.* from procedure_fields f join procedure_fields t on t.id = coalesce(f.merged_into, f.id) where f.shard_id = ${shardOf(id)} and f.id = ${id}`.execute(db)).rows[0];
/** An entry, with the organisation in whose catalogue its procedure stands today. */
export async function versionRow(db: Reader, id: Id): Promise<VersionRow | undefined> {
  const [row] = (await sql<VersionRow & { owner: Id }>`select v.*, p.organisation_id as owner from procedure_versions v join procedures p on p.id = v.procedure_id where v.shard_id = ${shardOf(id)} and v.id = ${id}`.execute(db)).rows;
  if (!row) return undefined;
  const { owner, ...entry } = row;
  return { ...entry, organisation_id: owner };
}

/** Every entry of a procedure's history, also those corrected or taken back, oldest first. */
export const versionsOf = (db: Reader, procedureIds: readonly Id[]): Promise<VersionRow[]> => procedureIds.length === 0 ? Promise.resolve([])
  : db.selectFrom('procedure_versions').selectAll().where('procedure_id', 'in', [...procedureIds]).orderBy('valid_from').orderBy('revision').execute();

/** A version as the rules of history see it. */
export const asEntry = <V extends Pick<VersionRow, 'valid_from' | 'decision_id'>>(row: V): V & { readonly validFrom: PlainDate; readonly decisionId: Id } => ({ ...row, validFrom: row.valid_from, decisionId: row.decision_id });

/** Latest effective day first. */
export const decisionsOf = async (db: Reader, organisationId: Id, limit = 100): Promise<(DecisionRow & { readonly procedures: number })[]> => (await sql<DecisionRow & { procedures: number }>`
  select d.*, (select count(distinct v.procedure_id)::integer from procedure_versions v where v.decision_id = d.id) as procedures
  from procedure_decisions d where d.organisation_id = ${organisationId} order by d.effective_on desc, d.signed_on desc, d.id limit ${limit}`.execute(db)).rows;
export const decisionsById = (db: Reader, ids: readonly Id[]): Promise<DecisionRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : db.selectFrom('procedure_decisions').selectAll().where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute();
/** What a decision entered, in the order of its entries. */
export const entriesOf = (db: Reader, decisionId: Id): Promise<VersionRow[]> => db.selectFrom('procedure_versions').selectAll().where('decision_id', '=', decisionId).orderBy('id').limit(5000).execute();
/** Of merged provinces two may bear one number and day: then the one of this issuer. */
export const decisionNumbered = async (tx: Tx, organisationId: Id, { number, signedOn, issuer }: { readonly number: string; readonly signedOn: PlainDate; readonly issuer: string }): Promise<DecisionRow | undefined> =>
  (await sql<DecisionRow>`select * from procedure_decisions where organisation_id = ${organisationId} and number = ${number} and signed_on = ${signedOn}::date order by issuer <> ${issuer}, id limit 1`.execute(tx)).rows[0];

/** One at a time changes a catalogue, so that each sees what the one before entered. */
export const takeTurn = (tx: Tx, organisationId: Id): Promise<unknown> => turn(tx, `procedures ${organisationId}`);

export async function insertFields(tx: Tx, rows: readonly FieldRow[]): Promise<void> { if (rows.length) await sql`insert into procedure_fields select * from jsonb_populate_recordset(null::procedure_fields, ${JSON.stringify(rows)}::jsonb)`.execute(tx); }
export async function insertDecision(tx: Tx, row: DecisionRow): Promise<void> { await tx.insertInto('procedure_decisions').values(row).execute(); }
export async function holdDecision(tx: Tx, id: Id, seen: number | null): Promise<DecisionRow> {
  const row = await tx.selectFrom('procedure_decisions').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('quyết định này');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa sửa quyết định này. Hãy xem nội dung mới, so với phần bạn đã nhập, rồi lưu lại.', { data: { current: row } });
  return row;
}
export async function changeDecision(tx: Tx, id: Id, change: Pick<DecisionRow, 'number' | 'signed_on' | 'issuer' | 'title' | 'file_sha256' | 'file_name'>): Promise<void> {
  await tx.updateTable('procedure_decisions').set({ ...change, row_version: sql`row_version + 1` as never }).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}
export async function insertProcedures(tx: Tx, rows: readonly ProcedureRow[]): Promise<void> { if (rows.length) await sql`insert into procedures select * from jsonb_populate_recordset(null::procedures, ${JSON.stringify(rows)}::jsonb)`.execute(tx); }
export async function insertVersions(tx: Tx, rows: readonly VersionRow[]): Promise<void> { if (rows.length) await sql`insert into procedure_versions select * from jsonb_populate_recordset(null::procedure_versions, ${JSON.stringify(rows)}::jsonb)`.execute(tx); }

export async function setChecked(tx: Tx, ids: readonly Id[], on: PlainDate | null, by: string | null): Promise<void> {
  await tx.updateTable('procedures').set({ checked_on: on, checked_by_name: by, row_version: sql`row_version + 1` as never }).where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute();
}
export async function holdProcedure(tx: Tx, id: Id, seen: number | null): Promise<ProcedureRow> {
  const row = await tx.selectFrom('procedures').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw notFound('thủ tục này');
  if (seen !== null && row.row_version !== seen) throw new AppError('stale', 'Người khác vừa thay đổi thủ tục này. Hãy xem nội dung mới rồi làm lại.', { data: { current: row } });
  return row;
}

/** Code and fields of procedures, of whatever entry: a field that one has left is told too. */
export const fieldsOfProcedures = async (db: Reader, ids: readonly Id[]): Promise<{ id: Id; code: string; fieldId: Id; field: string }[]> => ids.length === 0 ? [] : (await sql<{ id: Id; code: string; fieldId: Id; field: string }>`
  select distinct p.id, p.code, t.id as "fieldId", t.name as field from procedures p join procedure_versions v on v.procedure_id = p.id join procedure_fields f on f.id = v.field_id join procedure_fields t on t.id = coalesce(f.merged_into, f.id) where p.id = any(${ids}::uuid[])`.execute(db)).rows;
