import type { Id, IdSource } from '#kernel/id.ts';
import { act, systemActor } from '#features/audit/act.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/tables.ts';
import type { Log } from '#platform/log.ts';
import { afterRefusal, isAboutTheLine } from '#platform/mail/delivery.ts';
import type { Mailer } from '#platform/mail/mailer.ts';
import { countsSince } from './actions/note-bounce.ts';
import { refuseSubscriber } from './actions/subscribe.ts';
import { CONFIRM, LEAVE } from './links.ts';
import { LATE_MS } from './queue.ts';
import { blameOf, failuresInARow, rests, returnAddressOf, type Blame } from './rules/bounce.ts';
import { addressed, type Composed } from './rules/letter.ts';
import { claimLetters, lastLetters, noteFinished, noteRetry, release, sendingsById, type LetterRow } from './store/letters.ts';
import { subscriptionsById, subscriptionsToConfirm, type SubscriptionRow } from './store/subscriptions.ts';
import { writeConfirmation, writeSending } from './write-letters.ts';

export interface SendEnvironment { readonly db: Database; readonly clock: Clock; readonly ids: IdSource; readonly log: Log; readonly mailer: Mailer; readonly publicUrl: string; /** Where reports about letters go, with * for the sign of each; null: to the sender. */ readonly returnAddress?: string | null }

/** Letters taken at a time, how long one run may last, and how long its letters belong to who took them. */
const ROUND = 50;
const RUN_MS = 4 * 60_000;
const CLAIM_MS = 10 * 60_000;

/**
 * Hands over what waits and is due, round after round, each letter noted as soon as the server has taken it. A letter that the server took and that we
 * could not note any more (the power went between the two) goes out a second time under the same Message-ID: SMTP offers no better. Gives how many went out.
 */
export async function sendLetters(env: SendEnvironment): Promise<number> {
  const { db, clock } = env, started = clock.now().getTime(), words = new Map<Id, Composed | null>(), ways: Ways = { returnAddress: env.returnAddress ?? null };
  let sent = 0;
  for (;;) {
    const claimed = await claimLetters(db, clock.now(), new Date(clock.now().getTime() + CLAIM_MS), ROUND);
    if (claimed.length === 0) return sent;
    const receivers = await subscriptionsById(db, claimed.map((one) => one.subscription_id)), sendings = await sendingsById(db, [...new Set(claimed.filter((one) => one.kind !== 'confirm' && !words.has(one.sending_id)).map((one) => one.sending_id))]);
    for (const [id, sending] of sendings) words.set(id, sending.stopped_at ? null : await writeSending(db, sending, env.publicUrl));
    for (const [index, letter] of claimed.entries()) {
      const over = clock.now().getTime() - started > RUN_MS, outcome = over ? 'line-down' : await sendOne(env, letter, receivers.get(letter.subscription_id), words, ways);
      if (outcome === 'sent') sent += 1;
      if (outcome !== 'line-down') continue;
      await release(db, claimed.slice(over ? index : index + 1).map((one) => one.id));
      return sent;
    }
  }
}

/** What the run has learnt of our own server. */
interface Ways { returnAddress: string | null }

async function sendOne(env: SendEnvironment, letter: LetterRow, receiver: SubscriptionRow | undefined, words: ReadonlyMap<Id, Composed | null>, ways: Ways): Promise<'sent' | 'not' | 'line-down'> {
  const { db, clock, mailer, log } = env, wanted = letter.kind === 'confirm' ? 'pending' : 'active';
  const stale = letter.attempts === 0 && clock.now().getTime() - letter.created_at.getTime() > LATE_MS; // nobody tried: the machine was off, or a backup came back
  const composed = stale || receiver?.state !== wanted || letter.token === null ? null : letter.kind === 'confirm' ? await confirmation(env, letter) : (words.get(letter.sending_id) ?? null);
  if (!composed || !receiver?.address) {
    await noteFinished(db, letter.id, { state: 'dropped', attempts: letter.attempts, sentence: null, answer: null, at: clock.now() });
    return 'not';
  }
  const link = `${env.publicUrl}${letter.kind === 'confirm' ? CONFIRM : LEAVE}/${letter.token}`, { subject, text, html } = addressed(composed, link);
  const to = { name: '', address: receiver.address }, whole = { to, subject, text, html, messageId: letter.message_id, date: letter.created_at, headers: headersOf(letter, receiver, link, mailer.domain) };
  let outcome = await mailer.send(ways.returnAddress ? { ...whole, returnTo: returnAddressOf(ways.returnAddress, letter) } : whole);
  if (ways.returnAddress && !outcome.sent && outcome.at === 'sender' && (outcome.code ?? 0) >= 500) {
    // many servers let an account write under its own address alone: the letter matters more than its reports
    log.warn('the mail server does not take LOA_BOUNCE_ADDRESS as a sender; letters go without it', { code: outcome.code });
    ways.returnAddress = null;
    outcome = await mailer.send(whole);
  }
  const attempts = letter.attempts + 1, now = clock.now();
  if (outcome.sent) {
    await noteFinished(db, letter.id, { state: 'sent', attempts, sentence: null, answer: outcome.answer, at: now });
    return 'sent';
  }
  // that our sender or our server is refused will be mended by the operator, or by tomorrow's quota: the letter waits, as for a server that is down
  const down = isAboutTheLine(outcome) || outcome.at === 'sender', ours = down || (outcome.at === 'recipient' && blameOf(outcome.answer) === 'sender'), next = afterRefusal(ours ? { ...outcome, code: null } : outcome, { attempts, createdAt: letter.created_at, now });
  log.warn('a letter to a reader was not taken', { letter: letter.id, attempts, at: outcome.at, code: outcome.code, then: next.do });
  if (next.do === 'retry') await noteRetry(db, letter.id, { attempts, sentence: next.sentence, answer: outcome.answer, at: next.at });
  else {
    await noteFinished(db, letter.id, { state: 'failed', attempts, sentence: next.sentence, answer: outcome.answer, at: now });
    // what was wrong with our own sender or words is no fault of the address
    if (!ours && outcome.at !== 'content') await refuseWhereDue(env, receiver, blameOf(outcome.answer, next.markAddress), outcome.answer);
  }
  return down ? 'line-down' : 'not';
}

async function refuseWhereDue({ db, clock, ids }: SendEnvironment, receiver: SubscriptionRow, blame: Blame, answer: string): Promise<void> {
  if (rests(blame, failuresInARow(await lastLetters(db, receiver.id, countsSince(receiver))))) await act({ db, clock, ids, shard: receiver.shard_id }, systemActor('Gửi thư bản tin'), (a) => refuseSubscriber(a, receiver.id, answer));
}

async function confirmation({ db }: SendEnvironment, letter: LetterRow): Promise<Composed | null> {
  const asked = (await subscriptionsToConfirm(db, letter.token_sha256)).filter((one) => one.state === 'pending');
  return asked.length ? writeConfirmation(db, asked) : null;
}

/** RFC 2919 and 8058: mail programs show their own button for leaving, and sort by the list. A confirmation belongs to no list yet. */
const headersOf = (letter: LetterRow, receiver: SubscriptionRow, link: string, domain: string): Readonly<Record<string, string>> => (letter.kind === 'confirm' ? {} : {
  'List-Id': `<${receiver.target_id}.${domain}>`, 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', Precedence: 'bulk',
});
