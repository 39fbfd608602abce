import { AppError, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { publicItem, type PublicItem } from '#features/sites/store.ts';
import { holdPosting, outletRow, type OutletRow, type PostingRow } from '../store/rows.ts';

/** A posting as an act names it: which one, and the row version that was on the screen. */
export interface Which { readonly postingId: Id; readonly rowVersion: number | null }
export interface Held { readonly posting: PostingRow; readonly outlet: OutletRow; readonly item: PublicItem }

/** The task with its outlet and its item, held until the transaction ends, for who posts. */
export async function held(a: Acting, { postingId, rowVersion }: Which): Promise<Held> {
  const posting = await holdPosting(a.tx, postingId, rowVersion);
  await a.authorise('distribution.post', posting.organisation_id);
  const outlet = await outletRow(a.tx, posting.outlet_id), item = await publicItem(a.tx, posting.item_id);
  if (!outlet) throw notFound('kênh này');
  if (!item) throw new AppError('not-found', 'Bài này không còn trên cổng.');
  return { posting, outlet, item };
}
