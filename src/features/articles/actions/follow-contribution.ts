import { deliverableView } from '#features/deliverables/store.ts';
import { addEvidence } from '#features/deliverables/actions/evidence.ts';
import { takeBack } from '#features/deliverables/actions/take-back.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { changeContribution, contributionOf } from '../store/contributions.ts';

/** Whoever keeps the column acts here on the sender's result; the right at the column was asked before. */
const forSender = (a: Acting): Acting => ({ ...a, authorise: async () => {} });

/** Part of publishing: what another unit sent is out; its result gets the published page as proof. */
export async function contributionOut(a: Acting, articleId: Id): Promise<void> {
  const one = await contributionOf(a.tx, articleId);
  if (!one || one.published_at) return;
  await changeContribution(a.tx, one.id, { published_at: a.now });
  const result = one.deliverable_id ? await deliverableView(a.tx, one.deliverable_id) : null;
  if (result && result.status !== 'withdrawn') await addEvidence(forSender(a), { id: result.id, organisation_id: result.organisation_id }, [{ kind: 'published-item', reference: { noun: 'articles', id: articleId }, caption: `/x/${articleId}` }], result.evidence.length + 1);
  a.record({ verb: 'contributions.published', table: 'article_contributions', id: one.id, organisationId: one.from_organisation_id, facts: { title: one.title, href: `/x/${articleId}` } });
}

/** Part of taking an article down: the sender's result ends with it, or gets a note where a sent report has counted it. */
export async function contributionDown(a: Acting, articleId: Id, reason: string): Promise<void> {
  const one = await contributionOf(a.tx, articleId);
  // a result that is being corrected is no ground to leave a page up: the night takes it back once it is confirmed again
  if (!one?.deliverable_id || (await deliverableView(a.tx, one.deliverable_id))?.status === 'recorded') return;
  const counted = await takeBack(forSender(a), { deliverableId: one.deliverable_id, bornOf: { noun: 'contributions', id: one.id }, reason: `Bài đã gỡ: ${reason}` });
  if (counted !== 'nothing') a.record({ verb: 'contributions.taken-down', table: 'article_contributions', id: one.id, organisationId: one.from_organisation_id, facts: { title: one.title, reason, counted } });
}
