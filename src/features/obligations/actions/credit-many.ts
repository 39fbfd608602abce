import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { allocate, type Creditable } from '../rules/credit.ts';
import { creditablesById } from '../store/credits.ts';
import { insertCredits, lockTotals, refreshTotals } from '../store/writing.ts';
import type { CreditRow } from '../store/tables.ts';
import type { EvidenceWanted } from '#features/channels/rules/evidence.ts';

export interface CreditedPiece {
  readonly deliverableId: Id;
  readonly organisationId: Id;
  readonly obligationId: Id;
  readonly amount: number;
  readonly doneOn: PlainDate;
  readonly recordedOn: PlainDate;
  readonly confirmedOn: PlainDate | null;
}

/** What the commitments behind these obligations want to see before a piece is confirmed. */
export const wantedFor = async (a: Acting, obligationIds: readonly Id[]): Promise<ReadonlyMap<Id, EvidenceWanted>> =>
  new Map((await creditablesById(a.tx, [...new Set(obligationIds)])).map(({ id, evidence }) => [id, evidence]));

/**
 * Credits many pieces, each to its card, by the same rules and in the order given: for loading the books of an office. A
 * piece keeps the day on which it was recorded, so that the state of earlier days is told as it was.
 */
export async function creditMany(a: Acting, pieces: readonly CreditedPiece[]): Promise<number> {
  for (const organisationId of new Set(pieces.map((piece) => piece.organisationId))) await a.authorise('credits.write', organisationId);
  const ids = [...new Set(pieces.map(({ obligationId }) => obligationId))];
  await lockTotals(a.tx, ids);
  const standing = new Map<Id, Creditable & { commitmentId: Id }>((await creditablesById(a.tx, ids)).map((one) => [one.id, one]));
  const rows = pieces.flatMap((piece): CreditRow[] => {
    const to = standing.get(piece.obligationId);
    if (!to) return [];
    const { credits } = allocate({ deliverable: piece, cards: [to.id], obligations: [to], today: a.today });
    return credits.map(({ amount }) => {
      standing.set(to.id, { ...standing.get(to.id)!, credited: standing.get(to.id)!.credited + amount });
      return {
        shard_id: a.shard, id: a.newId(), obligation_id: to.id, commitment_id: to.commitmentId, deliverable_id: piece.deliverableId, amount, from_card: true, done_on: piece.doneOn,
        recorded_on: piece.recordedOn, known_on: piece.recordedOn, confirmed_on: piece.confirmedOn, confirmed_by: null, credited_by: a.by.accountId, ended_on: null, ended_reason: null, ended_by: null, locked_by_report: null,
      };
    });
  });
  await insertCredits(a.tx, rows);
  await refreshTotals(a.tx, ids);
  const whose = new Map(pieces.map((piece) => [piece.deliverableId, piece.organisationId]));
  for (const row of rows) a.record({ verb: 'credits.given', table: 'credits', id: row.id, organisationId: whose.get(row.deliverable_id)!, facts: { obligation: row.obligation_id, deliverable: row.deliverable_id, amount: row.amount } });
  return rows.length;
}
