import { dayAt, yearOf } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { loadCalendar } from '#features/calendar/store.ts';
import { dueDay } from '../rules/due.ts';
import { isDriven, kindOf } from '../rules/kinds/index.ts';
import { checkProof, oldestDay, type Proof, type ProofForm } from '../rules/proof.ts';
import { allow } from '../rules/states.ts';
import { standsThere } from '../rules/words.ts';
import { changePosting, postAt } from '../store/rows.ts';
import { endTries } from '../store/tries.ts';
import { held, type Held, type Which } from './held.ts';
import { whyWithdrawn } from './item-own.ts';
import { planPosting } from './plan-posting.ts';
import { endResult, resultOf } from './result-of.ts';

/** "Đã đăng": by hand, with a link or a picture. */
export async function provePosting(a: Acting, { proof, ...which }: Which & { readonly proof: ProofForm }): Promise<void> {
  const all = await held(a, which), { posting, outlet, item } = all;
  allow(posting.status, 'prove', isDriven(outlet));
  const checked = checkProof(kindOf(outlet), outlet, posting.what, proof, { since: oldestDay(posting.what === 'post' ? dayAt(item.published_at) : dayAt(posting.planned_at), a.today), today: a.today });
  await done(a, all, checked, null);
}

/** Part of proving, by a hand or by a driver (then `remoteId` is what the other side calls it): the result that counts, the state, and what follows for an item that is gone already. */
export async function done(a: Acting, { posting, outlet, item }: Held, proof: Proof, remoteId: string | null): Promise<void> {
  const byDriver = remoteId !== null, again = posting.status === 'done';
  // what is changed or taken down is proof of what stood there
  const post = posting.what === 'post' ? posting : await postAt(a.tx, outlet.id, item.id), deliverableId = posting.what === 'remove' || !post ? null : await resultOf(a, { posting: post, outlet, item, proof, byDriver });
  await changePosting(a.tx, posting.id, {
    status: 'done', done_at: again ? posting.done_at : a.now, done_on: proof.day, done_by_name: a.by.personName, reason: null,
    link: proof.link ?? posting.link, proof_sha256: proof.file?.sha256 ?? posting.proof_sha256, proof_name: proof.file?.name ?? posting.proof_name, deliverable_id: deliverableId, standing: posting.what === 'remove' ? null : proof.standing ?? standsThere(kindOf(outlet), item), ...(remoteId ? { remote_id: remoteId } : {}),
  });
  await endTries(a.tx, posting.id);
  a.record({ verb: again ? 'distribution.proven-again' : 'distribution.posted', table: 'postings', id: posting.id, organisationId: posting.organisation_id,
    facts: { what: posting.what, outlet: outlet.name, title: item.title, link: proof.link, sha256: proof.file?.sha256 ?? null, byDriver } });
  if (posting.what === 'remove' && post) {
    await changePosting(a.tx, post.id, { ended_at: a.now });
    a.record({ verb: 'distribution.ended', table: 'postings', id: post.id, organisationId: post.organisation_id, facts: { outlet: outlet.name, counted: await endResult(a, { ...post, ended_at: a.now }, outlet, `Bài đã gỡ khỏi ${outlet.name}: ${posting.about ?? 'bài gốc đã gỡ'}`) } });
  } else if (item.withdrawn_at && !again) {
    // it was taken down while somebody was posting it
    const calendar = await loadCalendar(a.tx, yearOf(a.today), yearOf(a.today) + 1);
    await planPosting(a, { item, outlet, what: 'remove', at: a.now, dueOn: dueDay(a.now, 'same-day', calendar), about: await whyWithdrawn(a.tx, item) });
  }
}
