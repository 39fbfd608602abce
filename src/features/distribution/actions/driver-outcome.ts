import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { canonicalLink } from '#features/deliverables/rules/link.ts';
import { afterAnswer, type DriverAnswer } from '../rules/backoff.ts';
import { changePosting } from '../store/rows.ts';
import { endTries, tryLater } from '../store/tries.ts';
import { held } from './held.ts';
import { done } from './prove-posting.ts';

/** What a driver brought back. Asked again after the posting was done by hand meanwhile, it does nothing. */
export async function driverOutcome(a: Acting, { postingId, tries, answer, standing = null }: { readonly postingId: Id; readonly tries: number; readonly answer: DriverAnswer; /** what was sent (`standsThere`) */ readonly standing?: string | null }): Promise<'done' | 'later' | 'failed' | 'nothing'> {
  const all = await held(a, { postingId, rowVersion: null }), { posting, outlet, item } = all;
  if (posting.status !== 'sending') return 'nothing';
  if (answer.kind === 'done') {
    // what the other side calls an address is shown as a link only when it is one
    await done(a, all, { link: answer.link !== null && canonicalLink(answer.link) !== null ? answer.link : null, file: null, day: a.today, standing }, answer.remoteId);
    return 'done';
  }
  const next = afterAnswer(answer, tries, a.now);
  if (next.do === 'retry') {
    await tryLater(a.tx, posting.id, next.at, answer.words);
    return 'later';
  }
  const reason = next.words.slice(0, 1000);
  await changePosting(a.tx, posting.id, { status: 'failed', reason });
  await endTries(a.tx, posting.id);
  a.record({ verb: 'distribution.given-up', table: 'postings', id: posting.id, organisationId: posting.organisation_id, facts: { what: posting.what, outlet: outlet.name, title: item.title, reason, tries } });
  return 'failed';
}
