import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { approvesForUnit } from '#features/deliverables/actions/editorial-approval.ts';
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
  await approvesForUnit(a, one.organisation_id, 'Ấn phẩm do chính đơn vị làm ra duyệt. Hãy đổi sang đơn vị đó ở góc trên nếu bạn cũng làm việc tại đó.');
  return one;
}
