import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { blameOf, failuresInARow, rests } from '../rules/bounce.ts';
import { lastLetters, letterRow, noteBounced } from '../store/letters.ts';
import { holdSubscription } from '../store/subscriptions.ts';
import { refuseSubscriber } from './subscribe.ts';

/** rests: its receiver is written to no more. known: told before, or the letter never went out. */
export type Bounced = 'noted' | 'rests' | 'known';

/**
 * A report says that a letter did not arrive; `answer` begins with its status. Part of reading reports: nobody's permission is looked at, who calls has
 * made sure that the report is about this letter. Letters themselves stand in no books; that a receiver is written to no more does.
 */
export async function noteBounce(a: Acting, letterId: Id, answer: string): Promise<Bounced> {
  const letter = await letterRow(a.tx, letterId), receiver = letter && (await holdSubscription(a.tx, letter.subscription_id));
  if (!letter || !receiver || !(await noteBounced(a.tx, letterId, { answer: receiver.address === null ? answer.slice(0, 6).trim() : answer, at: a.now }))) return 'known';
  // a report about a letter from before they agreed again, or the office had it tried again, says nothing about now
  const since = countsSince(receiver);
  if (letter.kind === 'confirm' || receiver.state !== 'active' || (since && letter.created_at < since)) return 'noted';
  if (!rests(blameOf(answer), failuresInARow(await lastLetters(a.tx, receiver.id, since)))) return 'noted';
  await refuseSubscriber(a, receiver.id, answer);
  return 'rests';
}

/** Letters from before do not speak against a receiver. */
export const countsSince = ({ confirmed_at: confirmed, resumed_at: resumed }: { readonly confirmed_at: Date | null; readonly resumed_at: Date | null }): Date | null => (resumed && (!confirmed || resumed > confirmed) ? resumed : confirmed);
