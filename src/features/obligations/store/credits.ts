import { sql, type RawBuilder } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { isOneOf, kept } from '#platform/db/kept.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import type { EvidenceWanted } from '#features/channels/rules/evidence.ts';
import type { Candidate, Creditable } from '../rules/credit.ts';
import type { Citation } from '../rules/commitment.ts';
import type { CreditEnd, CreditRow } from './tables.ts';

/** One commitment through the versions of its plan, for one responsible organisation. */
const LINE = sql<string>`c.source_id || '/' || t.organisation_id || '/' || c.key`;

/** The lines in which these organisations owe something for the day done, with what decides whether a deliverable matches. */
export async function linesFor(db: Reader, organisationIds: readonly Id[], doneOn: PlainDate): Promise<(Candidate & { commitmentId: Id; itemId: Id; obligationId: Id; title: string; citation: Citation })[]> {
  const { rows } = await sql<Candidate & { commitmentId: Id; itemId: Id; obligationId: Id; title: string; citation: Citation }>`
    select c.source_id as "sourceId", ${LINE} as line, c.product, c.channel, t.amount, t.optional, c.id as "commitmentId", t.item_id as "itemId", t.obligation_id as "obligationId", c.title, c.citation
    from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where (t.organisation_id = any(${organisationIds}::uuid[]) or t.board_organisation_id = ${organisationIds[0]})
      and t.period_from <= ${doneOn}::date and t.period_to >= ${doneOn}::date and t.closed_on is null
    order by t.due, t.obligation_id`.execute(db);
  return rows;
}

/** The lines to which these obligations belong. */
export async function linesOf(db: Reader, obligationIds: readonly Id[]): Promise<string[]> {
  if (obligationIds.length === 0) return [];
  const { rows } = await sql<{ line: string }>`
    select distinct ${LINE} as line from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where t.obligation_id = any(${obligationIds}::uuid[]) and t.shard_id = any(${[...new Set(obligationIds.map(shardOf))]}::integer[])`.execute(db);
  return rows.map(({ line }) => line);
}

export type InLine = Creditable & { readonly commitmentId: Id; readonly organisationId: Id; readonly boardOrganisationId: Id };

/**
 * `wanted`: commitments with the unit that owes them. Found first and by themselves: a unit owes a plan hundreds of
 * obligations, of which a line is a dozen, and the index of the totals gives those alone when it knows the commitment.
 */
const inLines = (wanted: RawBuilder<unknown>, hold: RawBuilder<unknown>) => sql<InLine>`${kept}
  with wanted as materialized (${wanted})
  select t.obligation_id as id, w.source_id || '/' || t.organisation_id || '/' || w.key as line, t.commitment_id as "commitmentId", t.organisation_id as "organisationId", t.board_organisation_id as "boardOrganisationId",
    t.period_from as "periodFrom", t.period_to as "periodTo", t.due, t.amount, t.recorded as credited, t.excused, t.closed_on is not null as closed, t.optional, w.carry_surplus as "carrySurplus"
  from wanted w join obligation_totals t on t.source_id = w.source_id and t.organisation_id = w.organisation_id and t.commitment_id = w.id and t.shard_id = w.shard_id
  order by t.shard_id, t.obligation_id ${hold}`;

const WANTED = sql`c.shard_id, c.id, c.source_id, c.key, c.carry_surplus`;
const named = (lines: readonly string[]) => {
  const parts = lines.map((line) => line.split('/'));
  return sql`select distinct ${WANTED}, l.organisation_id from unnest(${parts.map(([source]) => source)}::uuid[], ${parts.map(([, unit]) => unit)}::uuid[], ${parts.map(([, , ...key]) => key.join('/'))}::text[]) as l(source_id, organisation_id, key)
    join commitments c on c.source_id = l.source_id and c.key = l.key`;
};
/** The same commitment in another version of its plan has the same task and key. */
const ofCards = (ids: readonly Id[]) => sql`select distinct ${WANTED}, t.organisation_id from obligation_totals t
    join commitments o on o.shard_id = t.shard_id and o.id = t.commitment_id join commitments c on c.source_id = t.source_id and c.item_id = t.item_id and c.key = o.key
    where ${isOneOf(sql`t.obligation_id`, ids, 'uuid')} and ${isOneOf(sql`t.shard_id`, [...new Set(ids.map(shardOf))], 'integer')}`;
const oldestFirst = (rows: readonly InLine[]): InLine[] => rows.toSorted((a, b) => (a.periodFrom < b.periodFrom ? -1 : a.periodFrom > b.periodFrom ? 1 : a.id < b.id ? -1 : 1));

/** Every obligation of these lines, oldest first, as it stands now. */
export async function creditables(db: Reader, lines: readonly string[]): Promise<InLine[]> {
  return lines.length === 0 ? [] : oldestFirst((await inLines(named(lines), sql``).execute(db)).rows);
}

/** The same for these lines and those of these obligations, held until the transaction ends (in the order of `lockTotals`): as others have left them. */
export async function holdCreditables(tx: Tx, { lines, obligationIds }: { readonly lines: readonly string[]; readonly obligationIds: readonly Id[] }): Promise<InLine[]> {
  if (lines.length + obligationIds.length === 0) return [];
  const cards = ofCards(obligationIds), wanted = lines.length === 0 ? cards : obligationIds.length === 0 ? named(lines) : sql`${named(lines)} union ${cards}`;
  return oldestFirst((await inLines(wanted, sql`for update of t`).execute(tx)).rows);
}

/** A credit with the obligation it stands on, for lists and for drill-down. */
export interface CreditView {
  readonly id: Id;
  readonly obligationId: Id;
  readonly commitmentId: Id;
  readonly deliverableId: Id;
  readonly amount: number;
  readonly fromCard: boolean;
  readonly doneOn: PlainDate;
  readonly recordedOn: PlainDate;
  readonly knownOn: PlainDate;
  readonly confirmedOn: PlainDate | null;
  readonly endedOn: PlainDate | null;
  readonly endedReason: CreditEnd | null;
  readonly lockedByReport: Id | null;
  readonly title: string;
  readonly citation: Citation;
  readonly periodLabel: string;
  readonly due: PlainDate;
  readonly evidence: EvidenceWanted;
}

/** A credit stands where its writer stores, the obligation where it was issued: its id says where. */
const SHARD = sql`('x' || substr(cr.obligation_id::text, 16, 3))::bit(12)::integer`;
const view = sql`
  select cr.id, cr.obligation_id as "obligationId", cr.commitment_id as "commitmentId", cr.deliverable_id as "deliverableId", cr.amount, cr.from_card as "fromCard",
    cr.done_on as "doneOn", cr.recorded_on as "recordedOn", cr.known_on as "knownOn", cr.confirmed_on as "confirmedOn", cr.ended_on as "endedOn", cr.ended_reason as "endedReason",
    cr.locked_by_report as "lockedByReport", c.title, c.citation, c.evidence, o.period_label as "periodLabel", o.due
  from credits cr join obligations o on o.shard_id = ${SHARD} and o.id = cr.obligation_id join commitments c on c.shard_id = o.shard_id and c.id = o.commitment_id`;

/** Credits of these deliverables that count now; with `ended` also those that no longer do. */
export async function creditsOf(db: Reader, deliverableIds: readonly Id[], options: { ended?: boolean } = {}): Promise<CreditView[]> {
  if (deliverableIds.length === 0) return [];
  return (await sql<CreditView>`${view} where cr.deliverable_id = any(${deliverableIds}::uuid[]) ${options.ended ? sql`` : sql`and cr.ended_on is null`} order by o.due, cr.id`.execute(db)).rows;
}

/** The deliverables behind an obligation. */
export const creditsOn = async (db: Reader, obligationId: Id, options: { ended?: boolean } = {}): Promise<CreditView[]> =>
  (await sql<CreditView>`${view} where cr.obligation_id = ${obligationId} and o.shard_id = ${shardOf(obligationId)} ${options.ended ? sql`` : sql`and cr.ended_on is null`} order by cr.done_on, cr.id`.execute(db)).rows;

export const creditRow = (db: Reader, id: Id): Promise<CreditRow | undefined> =>
  db.selectFrom('credits').selectAll().where('shard_id', '=', shardOf(id)).where('id', '=', id).executeTakeFirst();

/** Active credits of a deliverable as stored. */
export const activeCredits = (db: Reader, deliverableId: Id): Promise<CreditRow[]> =>
  db.selectFrom('credits').selectAll().where('deliverable_id', '=', deliverableId).where('ended_on', 'is', null).orderBy('id').execute();

/** Active credits on an obligation as stored, in the order they were done. */
export const creditRowsOn = (db: Reader, obligationId: Id): Promise<CreditRow[]> =>
  db.selectFrom('credits').selectAll().where('obligation_id', '=', obligationId).where('ended_on', 'is', null).orderBy('done_on').orderBy('id').execute();

/** These obligations as they stand now, each as a line of its own: for crediting in bulk, every piece to its card. */
export async function creditablesById(db: Reader, ids: readonly Id[]): Promise<(Creditable & { commitmentId: Id; organisationId: Id; boardOrganisationId: Id; evidence: EvidenceWanted })[]> {
  if (ids.length === 0) return [];
  return (await sql<Creditable & { commitmentId: Id; organisationId: Id; boardOrganisationId: Id; evidence: EvidenceWanted }>`
    select t.obligation_id as id, t.obligation_id::text as line, t.commitment_id as "commitmentId", t.organisation_id as "organisationId", t.board_organisation_id as "boardOrganisationId",
      t.period_from as "periodFrom", t.period_to as "periodTo", t.due, t.amount, t.recorded as credited, t.excused, t.closed_on is not null as closed, t.optional, c.carry_surplus as "carrySurplus", c.evidence
    from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where t.obligation_id = any(${ids}::uuid[]) and t.shard_id = any(${[...new Set(ids.map(shardOf))]}::integer[])`.execute(db)).rows;
}

/** Active credits of many deliverables, in order of their ids. */
export const activeCreditsOf = (db: Reader, deliverableIds: readonly Id[]): Promise<CreditRow[]> =>
  deliverableIds.length === 0 ? Promise.resolve([]) : db.selectFrom('credits').selectAll().where('deliverable_id', 'in', [...deliverableIds]).where('ended_on', 'is', null).orderBy('id').execute();
