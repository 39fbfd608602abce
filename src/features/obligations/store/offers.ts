import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { matchingLines, offersFor, type Offer } from '../rules/credit.ts';
import { activeCredits, creditables, linesFor, linesOf } from './credits.ts';

/**
 * What is left of a deliverable ("thừa 2") and the debts of the same commitments that could take it, the oldest first;
 * empty when everything was counted or nothing is owed. Offered, never applied by itself.
 */
export async function offersOf(db: Reader, deliverable: { readonly id: Id; readonly organisationId: Id; readonly boardOrganisationId: Id; readonly product: string; readonly channel: string | null; readonly amount: number; readonly doneOn: PlainDate }, cards: readonly Id[], today: PlainDate): Promise<Offer[]> {
  const credits = await activeCredits(db, deliverable.id), known = [...new Set([...credits.map((row) => row.obligation_id), ...cards])];
  const lines = known.length ? await linesOf(db, known) : matchingLines(deliverable, await linesFor(db, [deliverable.organisationId, deliverable.boardOrganisationId], deliverable.doneOn));
  const obligations = await creditables(db, [...new Set(lines)]);
  return [...new Set(lines)].flatMap((line) => {
    const ofLine = obligations.filter((one) => one.line === line), ids = new Set(ofLine.map(({ id }) => id));
    const used = new Set(credits.filter((row) => ids.has(row.obligation_id)).map((row) => row.obligation_id));
    const left = deliverable.amount - credits.filter((row) => ids.has(row.obligation_id)).reduce((sum, row) => sum + row.amount, 0);
    return left > 0 ? offersFor(left, ofLine.filter(({ id }) => !used.has(id)), today) : [];
  });
}
