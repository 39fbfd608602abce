import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { RegimeDefinition } from '../rules/regime.ts';
import type { Regime, Report } from './reports.ts';

/** Regimes in force on the day or later that these units consolidate or report under by name. */
export async function livingRegimes(reader: Reader, units: readonly Id[], day: PlainDate): Promise<Regime[]> {
  if (!units.length) return [];
  return reader.selectFrom('reporting_regimes').selectAll().where((one) => one.or([one('valid_to', 'is', null), one('valid_to', '>=', day)]))
    .where((one) => one.or([one('owner_id', 'in', [...units]), sql<boolean>`exists (select 1 from jsonb_array_elements(definition->'members') m where m->>'kind' = 'organisation' and m->>'id' = any(${[...units]}::text[]))`])).orderBy('id').execute();
}

export async function changeRegime(tx: Tx, id: Id, change: { readonly ownerId: Id; readonly definition: RegimeDefinition }): Promise<void> {
  await tx.updateTable('reporting_regimes').set({ owner_id: change.ownerId, definition: JSON.stringify(change.definition), row_version: sql<number>`row_version + 1` }).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}

/** Drafts that were never sent, of these units. */
export async function draftsOfUnits(reader: Reader, units: readonly Id[]): Promise<Report[]> {
  return units.length ? reader.selectFrom('reports').selectAll().where('organisation_id', 'in', [...units]).where('status', '=', 'draft').where('version', '=', 0).orderBy('id').execute() : [];
}
/** Which of these units has a report of which round already: "unit regime period scope". */
export async function roundsTaken(reader: Reader, units: readonly Id[], regimes: readonly Id[]): Promise<ReadonlySet<string>> {
  if (!units.length || !regimes.length) return new Set();
  const rows = await reader.selectFrom('reports').select(['organisation_id', 'regime_id', 'period_key', 'scope']).where('organisation_id', 'in', [...units]).where('regime_id', 'in', [...regimes]).execute();
  return new Set(rows.map(roundOfReport));
}
export const roundOfReport = (report: Pick<Report, 'organisation_id' | 'regime_id' | 'period_key' | 'scope'>): string => [report.organisation_id, report.regime_id, report.period_key, report.scope].join(' ');

export async function moveDraft(tx: Tx, id: Id, to: Id): Promise<void> {
  await tx.updateTable('reports').set({ organisation_id: to, row_version: sql<number>`row_version + 1` }).where('shard_id', '=', shardOf(id)).where('id', '=', id).execute();
}
