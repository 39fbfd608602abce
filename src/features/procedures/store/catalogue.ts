import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { Level, ProcedureContent } from '../rules/content.ts';
import { CHANGES, type Change, type Phase } from '../rules/history.ts';
import type { FieldRow, ProcedureRow } from './tables.ts';

/** A procedure as it stands on a day. While it is not yet in force, what is going to hold; after its end, what ended it. */
export interface CatalogueRow {
  readonly id: Id; readonly code: string; readonly slug: string; readonly checkedOn: PlainDate | null; readonly checkedBy: string | null; readonly rowVersion: number;
  readonly phase: Exclude<Phase, 'unknown'>;
  /** The entry that holds on the day, ended it, or comes first. */
  readonly version: Id; readonly change: Change; readonly validFrom: PlainDate; readonly decisionId: Id; readonly name: string; readonly level: Level; readonly fieldId: Id; readonly replacedBy: readonly Id[];
  readonly nextFrom: PlainDate | null; readonly nextChange: Change | null;
}

/** Every procedure of a catalogue with its state on a day, by name; those whose every entry was taken back are left out. A province has some two thousand. */
export async function catalogueOn(db: Reader, organisationId: Id, day: PlainDate, ids: readonly Id[] | null = null): Promise<CatalogueRow[]> {
  const { rows } = await sql<Omit<CatalogueRow, 'phase'> & { begun: boolean }>`
    with entered as (
      select v.id, v.procedure_id, v.decision_id, v.valid_from, v.revision, v.change, v.name, v.level, coalesce(f.merged_into, f.id) as field_id, v.replaced_by,
        max(v.revision) filter (where v.change = 'void') over (partition by v.procedure_id, v.valid_from, v.decision_id) as voided
      from procedures p join procedure_versions v on v.procedure_id = p.id join procedure_fields f on f.id = v.field_id
      where p.organisation_id = ${organisationId} and p.merged_into is null ${ids ? sql`and p.id = any(${ids}::uuid[])` : sql``}
    ), alive as (select *, min(revision) over (partition by procedure_id, valid_from, decision_id) as place from entered where voided is null or revision > voided),
    standing as (select distinct on (procedure_id, valid_from, decision_id) * from alive order by procedure_id, valid_from, decision_id, revision desc),
    now as (select distinct on (procedure_id) * from standing where valid_from <= ${day}::date order by procedure_id, valid_from desc, place desc),
    later as (select distinct on (procedure_id) * from standing where valid_from > ${day}::date order by procedure_id, valid_from, place desc)
    select p.id, p.code, p.slug, p.checked_on as "checkedOn", p.checked_by_name as "checkedBy", p.row_version as "rowVersion", n.id is not null as begun,
      coalesce(n.id, l.id) as version, coalesce(n.change, l.change) as change, coalesce(n.valid_from, l.valid_from) as "validFrom", coalesce(n.decision_id, l.decision_id) as "decisionId",
      coalesce(n.name, l.name) as name, coalesce(n.level, l.level) as level, coalesce(n.field_id, l.field_id) as "fieldId", coalesce(n.replaced_by, l.replaced_by) as "replacedBy", l.valid_from as "nextFrom", l.change as "nextChange"
    from procedures p left join now n on n.procedure_id = p.id left join later l on l.procedure_id = p.id
    where p.organisation_id = ${organisationId} and (n.id is not null or l.id is not null) order by p.code`.execute(db);
  return rows.map(({ begun, ...row }) => ({ ...row, phase: !begun ? 'future' as const : CHANGES[row.change].holds ? 'in-force' as const : 'ended' as const }));
}

/** Contents by the id of their version. */
export async function versionTexts(db: Reader, ids: readonly Id[]): Promise<ReadonlyMap<Id, ProcedureContent>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('procedure_versions').select(['id', 'content']).where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).where('content', 'is not', null).execute();
  return new Map(rows.map((row) => [row.id, row.content!]));
}

/** By name. */
export const fieldsOf = async (db: Reader, organisationId: Id): Promise<FieldRow[]> => (await sql<FieldRow>`select * from procedure_fields where organisation_id = ${organisationId} and merged_into is null order by name collate "C", id`.execute(db)).rows;
/** The field that each field an entry may name belongs to today: itself, or the one it was merged into. */
export const fieldsNamed = async (db: Reader, organisationId: Id): Promise<ReadonlyMap<Id, FieldRow>> =>
  new Map((await sql<FieldRow & { named: Id }>`select t.*, f.id as named from procedure_fields t join procedure_fields f on f.id = t.id or f.merged_into = t.id where t.organisation_id = ${organisationId} and t.merged_into is null`.execute(db)).rows.map(({ named, ...row }) => [named, row]));

/** Several with the organisation whose catalogue they stand in; in no order. */
export const proceduresById = (db: Reader, ids: readonly Id[]): Promise<{ id: Id; organisation_id: Id; code: string; slug: string; merged_into: Id | null }[]> =>
  ids.length === 0 ? Promise.resolve([]) : db.selectFrom('procedures').select(['id', 'organisation_id', 'code', 'slug', 'merged_into']).where('shard_id', 'in', [...new Set(ids.map(shardOf))]).where('id', 'in', [...ids]).execute();
/** Every procedure of a catalogue, whatever became of it, by code. */
export const allProcedures = async (db: Reader, organisationId: Id): Promise<ProcedureRow[]> => (await sql<ProcedureRow>`select * from procedures where organisation_id = ${organisationId} and merged_into is null order by code, id`.execute(db)).rows;
/** Procedures named by these entries: for what follows the log. */
export const proceduresOfBatches = async (db: Reader, batchIds: readonly Id[]): Promise<Id[]> => batchIds.length === 0 ? []
  : (await sql<{ id: Id }>`select distinct procedure_id as id from procedure_versions where shard_id = any(${[...new Set(batchIds.map(shardOf))]}::integer[]) and batch_id = any(${batchIds}::uuid[])`.execute(db)).rows.map(({ id }) => id);

/** Procedures of which these decisions say something. */
export const proceduresOfDecisions = async (db: Reader, decisionIds: readonly Id[]): Promise<Id[]> => decisionIds.length === 0 ? []
  : (await sql<{ id: Id }>`select distinct procedure_id as id from procedure_versions where decision_id = any(${decisionIds}::uuid[])`.execute(db)).rows.map(({ id }) => id);

/** Entries whose first day lies in a stretch of days: what takes effect by itself. Both days included. */
export const takingEffect = async (db: Reader, from: PlainDate, to: PlainDate): Promise<{ organisationId: Id; procedureId: Id }[]> =>
  (await sql<{ organisationId: Id; procedureId: Id }>`select distinct p.organisation_id as "organisationId", p.id as "procedureId" from procedure_versions v join procedures p on p.id = v.procedure_id where v.valid_from between ${from}::date and ${to}::date and p.merged_into is null`.execute(db)).rows;

/** Codes, and the names and fields they had in these versions, by procedure. */
export async function proceduresNamed(db: Reader, asked: readonly { readonly id: Id; readonly version: Id }[]): Promise<ReadonlyMap<Id, { readonly code: string; readonly name: string; readonly field: string }>> {
  const { rows } = await sql<{ id: Id; code: string; name: string; field: string }>`select p.id, p.code, v.name, f.name as field from procedure_versions v join procedures p on p.id = v.procedure_id join procedure_fields f on f.id = v.field_id
    where v.shard_id = any(${[...new Set(asked.map((one) => shardOf(one.version)))]}::integer[]) and v.id = any(${asked.map((one) => one.version)}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

/** Who goes on with the catalogue of a unit that ended. */
export const wentTo = async (db: Reader, from: Id): Promise<Id | null> => (await sql<{ id: Id }>`select organisation_id as id from procedures where came_from = ${from} limit 1`.execute(db)).rows[0]?.id ?? null;

/** Whose catalogues there are: one, or one a province. */
export const catalogueOwners = async (db: Reader): Promise<Id[]> => (await sql<{ id: Id }>`select distinct organisation_id as id from procedures where merged_into is null`.execute(db)).rows.map(({ id }) => id);
