import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Selectable } from 'kysely';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { Letterhead } from '#features/documents/rules/letterhead-defaults.ts';
import type { RegimeDefinition, Round } from '../rules/regime.ts';
import type { ReportTable, ReportVersionTable, RegimeTable } from './tables.ts';

export type Report = Selectable<ReportTable>;
export type Regime = Selectable<RegimeTable>;
export type ReportVersion = Selectable<ReportVersionTable>;

export const regime = (reader: Reader, id: Id): Promise<Regime | undefined> =>
  reader.selectFrom('reporting_regimes').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();

/** Regimes in force on a day, newest first; with `owner`, those it consolidates. */
export const regimesOn = (reader: Reader, day: PlainDate, owner?: Id): Promise<Regime[]> =>
  reader.selectFrom('reporting_regimes').selectAll().where('valid_from', '<=', day).where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .$if(owner !== undefined, (query) => query.where('owner_id', '=', owner!)).orderBy('valid_from', 'desc').orderBy('name').execute();

export async function insertRegime(tx: Tx, row: { shard: number; id: Id; ownerId: Id; name: string; citation: string; planId: Id | null; definition: RegimeDefinition; validFrom: PlainDate; validTo: PlainDate | null; at: Date }): Promise<void> {
  await tx.insertInto('reporting_regimes').values({
    shard_id: row.shard, id: row.id, owner_id: row.ownerId, name: row.name, citation: row.citation, plan_id: row.planId, definition: JSON.stringify(row.definition),
    valid_from: row.validFrom, valid_to: row.validTo, created_at: row.at, row_version: 1,
  }).execute();
}

/** Changes how the reports of a regime are approved and locked; false when somebody was faster. */
export async function changeDefinition(tx: Tx, id: Id, seen: number, definition: RegimeDefinition): Promise<boolean> {
  const result = await tx.updateTable('reporting_regimes').set({ definition: JSON.stringify(definition), row_version: seen + 1 }).where('shard_id', '=', shardOf(id)).where('id', '=', id).where('row_version', '=', seen).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export const report = (reader: Reader, id: Id): Promise<Report | undefined> =>
  reader.selectFrom('reports').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();

export const reportOrganisation = async (reader: Reader, id: Id): Promise<Id | null> => (await report(reader, id))?.organisation_id ?? null;

/** A report among the others of its round: without what it says. */
export type RoundReport = Omit<Report, 'narrative' | 'document' | 'missing_reasons'>;

/** All reports of one round: units and the consolidated one. Asked at every step of every report, so the words of all the others stay where they are. */
export const reportsOfRound = (reader: Reader, regimeId: Id, periodKey: string): Promise<RoundReport[]> =>
  reader.selectFrom('reports').select(['shard_id', 'id', 'regime_id', 'period_key', 'period_label', 'data_from', 'data_to', 'printed_due', 'due', 'organisation_id', 'scope', 'status', 'version', 'number', 'signed_on', 'closed_without', 'returned_reason',
    'submitted_by_name', 'submitted_at', 'accepted_by_name', 'accepted_at', 'accepted_by', 'approved_by_name', 'approved_at', 'created_at', 'row_version'])
    .where('regime_id', '=', regimeId).where('period_key', '=', periodKey).execute();

export const reportOf = (reader: Reader, regimeId: Id, periodKey: string, organisationId: Id, scope: Report['scope']): Promise<Report | undefined> =>
  reader.selectFrom('reports').selectAll().where('regime_id', '=', regimeId).where('period_key', '=', periodKey).where('organisation_id', '=', organisationId).where('scope', '=', scope).executeTakeFirst();

export const reportsOfUnit = (reader: Reader, organisationId: Id, limit = 50): Promise<Report[]> =>
  reader.selectFrom('reports').selectAll().where('organisation_id', '=', organisationId).orderBy('due', 'desc').orderBy('id').limit(limit).execute();

/** The same of several units, the latest due first. */
export const reportsOfUnits = (reader: Reader, units: readonly Id[]): Promise<Report[]> =>
  reader.selectFrom('reports').selectAll().where('organisation_id', 'in', [...units]).orderBy('due', 'desc').orderBy('id').limit(200).execute();

/** Starts a draft; the one that is already there when two people start at once. */
export async function startReport(tx: Tx, row: { shard: number; id: Id; regimeId: Id; round: Round; printedDue: PlainDate; due: PlainDate; organisationId: Id; scope: Report['scope']; document: Letterhead; at: Date }): Promise<{ report: Report; created: boolean }> {
  const inserted = await tx.insertInto('reports').values({
    shard_id: row.shard, id: row.id, regime_id: row.regimeId, period_key: row.round.key, period_label: row.round.label, data_from: row.round.data.from, data_to: row.round.data.to,
    printed_due: row.printedDue, due: row.due, organisation_id: row.organisationId, scope: row.scope, status: 'draft', version: 0, narrative: '{}', document: JSON.stringify(row.document), number: null, signed_on: null,
    closed_without: null, returned_reason: null, submitted_by_name: null, submitted_at: null, accepted_by_name: null, accepted_at: null, accepted_by: null, approved_by_name: null, approved_at: null, missing_reasons: null, created_at: row.at, row_version: 1,
  }).onConflict((conflict) => conflict.doNothing()).returningAll().executeTakeFirst();
  return inserted ? { report: inserted, created: true } : { report: (await reportOf(tx, row.regimeId, row.round.key, row.organisationId, row.scope))!, created: false };
}

/** Changes a report that still has the version the person saw; false when somebody was faster. */
export async function updateReport(tx: Tx, id: Id, seen: number, change: Partial<Omit<ReportTable, 'narrative' | 'closed_without' | 'document' | 'missing_reasons'>> & { document?: string; narrative?: string; closed_without?: string | null; missing_reasons?: string | null }): Promise<boolean> {
  const result = await tx.updateTable('reports').set({ ...change, row_version: seen + 1 }).where('shard_id', '=', shardOf(id)).where('id', '=', id).where('row_version', '=', seen).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertVersion(tx: Tx, row: { shard: number; id: Id; reportId: Id; version: number; figures: string; docx: string; pdf: string; differences: readonly string[]; reason: string | null; by: string; at: Date }): Promise<void> {
  await tx.insertInto('report_versions').values({
    shard_id: row.shard, id: row.id, report_id: row.reportId, version: row.version, figures_sha256: row.figures, docx_sha256: row.docx, pdf_sha256: row.pdf,
    differences: JSON.stringify(row.differences), reason: row.reason, submitted_by_name: row.by, submitted_at: row.at,
  }).execute();
}

/** Newest first. */
export const versionsOf = (reader: Reader, reportId: Id): Promise<ReportVersion[]> =>
  reader.selectFrom('report_versions').selectAll().where('shard_id', '=', shardOf(reportId)).where('report_id', '=', reportId).orderBy('version', 'desc').execute();

/** The last version of each report in the list, in one query. */
export async function lastVersions(reader: Reader, reports: readonly Id[]): Promise<Map<Id, ReportVersion>> {
  if (!reports.length) return new Map();
  const { rows } = await sql<ReportVersion>`
    select distinct on (report_id) * from report_versions where shard_id = any(${[...new Set(reports.map(shardOf))]}::int[]) and report_id = any(${reports}::uuid[]) order by report_id, version desc`.execute(reader);
  return new Map(rows.map((row) => [row.report_id, row]));
}

/** When each of these reports was sent for the first time: what "on time" is asked of. */
export async function firstSent(reader: Reader, reports: readonly Id[]): Promise<ReadonlyMap<Id, Date>> {
  if (!reports.length) return new Map();
  const rows = await reader.selectFrom('report_versions').select(['report_id', 'submitted_at']).where('shard_id', 'in', [...new Set(reports.map(shardOf))]).where('report_id', 'in', [...reports]).where('version', '=', 1).execute();
  return new Map(rows.map((row) => [row.report_id, row.submitted_at]));
}
