import { AppError, conflict, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { allocate, matchingLines, type Allocated, type Allocation, type Offer } from '../rules/credit.ts';
import { holdCreditables, linesFor } from '../store/credits.ts';
import { giveCredits } from '../store/writing.ts';
import type { CreditRow } from '../store/tables.ts';

/** What `deliverables` hands in. */
export interface Credited {
  readonly id: Id;
  readonly organisationId: Id;
  /** The commune where the recording organisation is one of its divisions, else the organisation itself. */
  readonly boardOrganisationId: Id;
  readonly product: string;
  readonly channel: string | null;
  readonly amount: number;
  readonly doneOn: PlainDate;
  readonly recordedOn: PlainDate;
  readonly confirmedOn: PlainDate | null;
  readonly confirmedBy: Id | null;
}
/** What the person chose: cards; else commitments by name; else (null) what matches by product, channel and day. */
export interface CountsFor { readonly obligationIds: readonly Id[]; readonly commitmentIds: readonly Id[] | null }

/** Credits a deliverable by the rules (1)–(5), after a correction first where a person had placed it (`kept`); gives what was credited and what found no place, with the debts that could take it. */
export async function credit(a: Acting, deliverable: Credited, countsFor: CountsFor, kept: readonly Offer[] = []): Promise<Allocation> {
  await a.authorise('credits.write', deliverable.organisationId);
  const obligations = await holdCreditables(a.tx, { lines: await linesWithoutCard(a, deliverable, countsFor), obligationIds: [...countsFor.obligationIds, ...kept.map(({ obligationId }) => obligationId)] });
  const mine = new Set([deliverable.organisationId, deliverable.boardOrganisationId]);
  for (const id of countsFor.obligationIds) {
    const card = obligations.find((one) => one.id === id);
    if (!card) throw notFound('việc được chọn');
    if (!mine.has(card.organisationId) && !mine.has(card.boardOrganisationId))
      throw new AppError('forbidden', 'Việc được chọn là của đơn vị khác. Hãy ghi kết quả tại đơn vị được giao.');
    if (card.closed) throw conflict('Việc này không còn được giao (kế hoạch đã sửa đổi hoặc thu hồi). Hãy ghi kết quả không gắn với việc này, hoặc chọn việc khác.');
  }
  const allocation = allocate({ deliverable, cards: countsFor.obligationIds, obligations, kept, today: a.today });
  await write(a, deliverable, allocation.credits, new Map(obligations.map((one) => [one.id, one.commitmentId])));
  return allocation;
}

async function linesWithoutCard(a: Acting, deliverable: Credited, { obligationIds, commitmentIds }: CountsFor): Promise<string[]> {
  if (!commitmentIds && obligationIds.length > 0) return [];
  const running = await linesFor(a.tx, [deliverable.organisationId, deliverable.boardOrganisationId], deliverable.doneOn);
  return commitmentIds ? [...new Set(running.filter((one) => commitmentIds.includes(one.commitmentId)).map(({ line }) => line))] : matchingLines(deliverable, running);
}

/** Writes credit rows, brings the totals up to date and notes each row for the audit log. */
export async function write(a: Acting, deliverable: Omit<Credited, 'product' | 'channel' | 'amount'>, credits: readonly Allocated[], commitmentOf: ReadonlyMap<Id, Id>): Promise<CreditRow[]> {
  const rows = credits.map((one): CreditRow => ({
    shard_id: a.shard, id: a.newId(), obligation_id: one.obligationId, commitment_id: commitmentOf.get(one.obligationId)!, deliverable_id: deliverable.id,
    amount: one.amount, from_card: one.fromCard, done_on: deliverable.doneOn, recorded_on: deliverable.recordedOn, known_on: a.today,
    confirmed_on: deliverable.confirmedOn, confirmed_by: deliverable.confirmedBy, credited_by: a.by.accountId,
    ended_on: null, ended_reason: null, ended_by: null, locked_by_report: null,
  }));
  await giveCredits(a.tx, rows);
  for (const row of rows) a.record({ verb: 'credits.given', table: 'credits', id: row.id, organisationId: deliverable.organisationId, facts: { obligation: row.obligation_id, deliverable: row.deliverable_id, amount: row.amount } });
  return rows;
}
