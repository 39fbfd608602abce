import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { holdersAt } from '#features/accounts/store/holders.ts';
import { selfConfirmation } from '#features/deliverables/store.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import { organisationTree, standsFor } from '#features/organisations/store.ts';
import { printsPolicy } from '../policy.ts';
import { holdPrint, type PrintRow } from '../store/rows.ts';

/** A design as an act names it: which one, and the row version that was on the screen. */
export interface Which { readonly printId: Id; readonly rowVersion: number | null }

/** The design, held until the transaction ends, for who makes it. */
export async function heldByMaker(a: Acting, { printId, rowVersion }: Which): Promise<PrintRow> {
  const one = await holdPrint(a.tx, printId, rowVersion);
  await a.authorise('prints.draft', one.organisation_id);
  return one;
}

/** The same for who approves: people of the unit itself, also where a role reaches down from above. */
export async function heldByApprover(a: Acting, { printId, rowVersion }: Which): Promise<PrintRow> {
  const one = await holdPrint(a.tx, printId, rowVersion);
  await a.authorise('prints.approve', one.organisation_id);
  if (a.by.accountId !== null && a.by.organisationId !== null) {
    const mine = await standsFor(a.tx, a.by.organisationId, a.today), board = boardUnitOf(await organisationTree(a.tx, a.today), one.organisation_id);
    if (!mine.includes(one.organisation_id) && !mine.includes(board)) throw new AppError('forbidden', 'Ấn phẩm do chính đơn vị làm ra duyệt. Hãy đổi sang đơn vị đó ở góc trên nếu bạn cũng làm việc tại đó.');
  }
  return one;
}

/** A unit with one account may approve its own designs, where its self-confirmation is switched on. */
export async function mayApproveOwn(a: Acting, unit: Id): Promise<boolean> {
  const board = boardUnitOf(await organisationTree(a.tx, a.today), unit);
  if (!(await selfConfirmation(a.tx, unit)) && !(await selfConfirmation(a.tx, board))) return false;
  const approvers = (await holdersAt(a.tx, [...new Set([unit, board])], a.today)).filter(({ role }) => printsPolicy['prints.approve'].includes(role));
  return new Set(approvers.map(({ accountId }) => accountId)).size <= 1;
}
