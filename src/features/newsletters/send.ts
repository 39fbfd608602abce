import type { Id, IdSource } from '#kernel/id.ts';
import { act, systemActor } from '#features/audit/act.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/tables.ts';
import type { Log } from '#platform/log.ts';
import { afterRefusal, GIVE_UP_DAYS, isAboutTheLine } from '#platform/mail/delivery.ts';
import type { Mailer } from '#platform/mail/mailer.ts';
import { refuseSubscriber } from './actions/subscribe.ts';
import { CONFIRM, LEAVE } from './links.ts';
import { addressed, type Composed } from './rules/letter.ts';
import { MOST_SOFT } from './rules/subscription.ts';
import { claimLetters, failedInARow, noteFinished, noteRetry, release, sendingsById, type LetterRow } from './store/letters.ts';
import { subscriptionsById, subscriptionsToConfirm, type SubscriptionRow } from './store/subscriptions.ts';
import { writeConfirmation, writeSending } from './write-letters.ts';

export interface SendEnvironment { readonly db: Database; readonly clock: Clock; readonly ids: IdSource; readonly log: Log; readonly mailer: Mailer; readonly publicUrl: string }

/** Letters taken at a time, how long one run may last, and how long its letters belong to who took them. */
const ROUND = 50;
const RUN_MS = 4 * 60_000;
const CLAIM_MS = 10 * 60_000;
/** A letter that nobody tried in all this time is no news any more: the machine was off, or a backup came back. */
const STALE_MS = (GIVE_UP_DAYS + 1) * 86_400_000;

/**
 * Hands over what waits and is due, round after round, each letter noted as soon as the server has taken it. A letter that the server took and that we
 * could not note any more (the power went between the two) goes out a second time under the same Message-ID: SMTP offers no better. Gives how many went out.
 */
export async function sendLetters(env: SendEnvironment): Promise<number> {
  const { db, clock } = env, started = clock.now().getTime(), words = new Map<Id, Composed | null>();
  let sent = 0;
  for (;;) {
    const claimed = await claimLetters(db, clock.now(), new Date(clock.now().getTime() + CLAIM_MS), ROUND);
    if (claimed.length === 0) return sent;
    const receivers = await subscriptionsById(db, claimed.map((one) => one.subscription_id)), sendings = await sendingsById(db, [...new Set(claimed.filter((one) => one.kind !== 'confirm' && !words.has(one.sending_id)).map((one) => one.sending_id))]);
    for (const [id, sending] of sendings) words.set(id, sending.stopped_at ? null : await writeSending(db, sending, env.publicUrl));
    for (const [index, letter] of claimed.entries()) {
      const over = clock.now().getTime() - started > RUN_MS, outcome = over ? 'line-down' : await sendOne(env, letter, receivers.get(letter.subscription_id), words);
      if (outcome === 'sent') sent += 1;
      if (outcome !== 'line-down') continue;
      await release(db, claimed.slice(over ? index : index + 1).map((one) => one.id));
      return sent;
    }
  }
}

async function sendOne(env: SendEnvironment, letter: LetterRow, receiver: SubscriptionRow | undefined, words: ReadonlyMap<Id, Composed | null>): Promise<'sent' | 'not' | 'line-down'> {
  const { db, clock, mailer, log } = env, wanted = letter.kind === 'confirm' ? 'pending' : 'active';
  const stale = letter.attempts === 0 && clock.now().getTime() - letter.created_at.getTime() > STALE_MS;
  const composed = stale || receiver?.state !== wanted || letter.token === null ? null : letter.kind === 'confirm' ? await confirmation(env, letter) : (words.get(letter.sending_id) ?? null);
  if (!composed || !receiver?.address) {
    await noteFinished(db, letter.id, { state: 'dropped', attempts: letter.attempts, sentence: null, answer: null, at: clock.now() });
    return 'not';
  }
  const link = `${env.publicUrl}${letter.kind === 'confirm' ? CONFIRM : LEAVE}/${letter.token}`, { subject, text, html } = addressed(composed, link);
  const outcome = await mailer.send({ to: { name: '', address: receiver.address }, subject, text, html, messageId: letter.message_id, date: letter.created_at, headers: headersOf(letter, receiver, link, mailer.domain) });
  const attempts = letter.attempts + 1, now = clock.now();
  if (outcome.sent) {
    await noteFinished(db, letter.id, { state: 'sent', attempts, sentence: null, answer: outcome.answer, at: now });
    return 'sent';
  }
  const next = afterRefusal(outcome, { attempts, createdAt: letter.created_at, now });
  log.warn('a letter to a reader was not taken', { letter: letter.id, attempts, at: outcome.at, code: outcome.code, then: next.do });
  if (next.do === 'retry') await noteRetry(db, letter.id, { attempts, sentence: next.sentence, answer: outcome.answer, at: next.at });
  else {
    await noteFinished(db, letter.id, { state: 'failed', attempts, sentence: next.sentence, answer: outcome.answer, at: now });
    // what was wrong with our own sender or words is no fault of the address
    const ours = outcome.at === 'sender' || outcome.at === 'content' || isAboutTheLine(outcome);
    if (next.markAddress || (!ours && (await failedInARow(db, receiver.id)) >= MOST_SOFT)) await act({ db, clock, ids: env.ids, shard: receiver.shard_id }, systemActor('Gửi thư bản tin'), (a) => refuseSubscriber(a, receiver.id, outcome.answer));
  }
  return isAboutTheLine(outcome) ? 'line-down' : 'not';
}

async function confirmation({ db }: SendEnvironment, letter: LetterRow): Promise<Composed | null> {
  const asked = (await subscriptionsToConfirm(db, letter.token_sha256)).filter((one) => one.state === 'pending');
  return asked.length ? writeConfirmation(db, asked) : null;
}

/** RFC 2919 and 8058: mail programs show their own button for leaving, and sort by the list. A confirmation belongs to no list yet. */
const headersOf = (letter: LetterRow, receiver: SubscriptionRow, link: string, domain: string): Readonly<Record<string, string>> => (letter.kind === 'confirm' ? {} : {
  'List-Id': `<${receiver.target_id}.${domain}>`, 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', Precedence: 'bulk',
});
