import { yearOf, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { OfficialDocument } from '#features/documents/rules/official-document.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { composeLetter } from '../rules/compose-letter.ts';
import { composePlan, headOf } from '../rules/compose.ts';
import type { PlanReview } from './review.ts';

/** The plan in the layout of Decree 30/2020, from what is kept of it now. */
export async function officialDocumentOf(db: Reader, review: PlanReview, today: PlainDate): Promise<OfficialDocument> {
  const { plan } = review, tree = await organisationTree(db, today), issuer = tree.latest(plan.issuer_id), parent = issuer?.parentId ? (tree.latest(issuer.parentId) ?? null) : null;
  const head = headOf(plan.issuer_name, issuer, parent), year = plan.year ?? yearOf(today);
  return plan.kind === 'dispatch' ? composeLetter(review, head, year, issuer && KINDS[issuer.kind].family !== 'committee' ? 'đề nghị' : 'yêu cầu') : composePlan(review, head, year);
}
