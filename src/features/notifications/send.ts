import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/tables.ts';
import type { Log } from '#platform/log.ts';
import { afterRefusal, isAboutTheLine } from '#platform/mail/delivery.ts';
import type { Mailer } from '#platform/mail/mailer.ts';
import { claimMail, noteFailed, noteRetry, noteSent, release } from './store/outgoing.ts';
import { mailboxes, refuseAddress } from './store/preferences.ts';

export interface SendEnvironment { readonly db: Database; readonly clock: Clock; readonly mailer: Mailer; readonly log: Log }

/** Letters taken in one round, how long it may last, and how long its letters belong to who took them: the round and the slowest server. */
const ROUND = 50;
const ROUND_MS = 4 * 60_000;
const CLAIM_MS = 10 * 60_000;

/**
 * Hands over what waits and is due, one after another, each noted as soon as the server has taken it. A letter that the server took and that we
 * could not note any more (the power went between the two) goes out a second time under the same Message-ID: SMTP offers no
 * better, see docs/topics/notifications.md. Returns how many were sent.
 */
export async function sendMail({ db, clock, mailer, log }: SendEnvironment): Promise<number> {
  const started = clock.now().getTime(), claimed = await claimMail(db, clock.now(), new Date(started + CLAIM_MS), ROUND);
  const names = await mailboxes(db, [...new Set(claimed.map((one) => one.account_id))]);
  let sent = 0;
  for (const [index, letter] of claimed.entries()) {
    if (clock.now().getTime() - started > ROUND_MS) {
      await release(db, claimed.slice(index).map((one) => one.id));
      break;
    }
    const outcome = await mailer.send({ to: { name: names.get(letter.account_id)?.personName ?? '', address: letter.to_address }, subject: letter.subject, text: letter.text_body, html: letter.html_body, messageId: letter.message_id, date: letter.created_at });
    const attempts = letter.attempts + 1, now = clock.now();
    if (outcome.sent) {
      await noteSent(db, letter.id, { attempts, answer: outcome.answer, at: now });
      sent += 1;
      continue;
    }
    const next = afterRefusal(outcome, { attempts, createdAt: letter.created_at, now });
    if (next.do === 'retry') await noteRetry(db, letter.id, { attempts, sentence: next.sentence, answer: outcome.answer, at: next.at });
    else {
      await noteFailed(db, letter.id, { attempts, sentence: next.sentence, answer: outcome.answer, at: now });
      if (next.markAddress) await refuseAddress(db, letter.to_address, outcome.answer, now);
    }
    log.warn('mail was not taken', { mail: letter.id, attempts, at: outcome.at, code: outcome.code, then: next.do });
    if (isAboutTheLine(outcome)) {
      await release(db, claimed.slice(index + 1).map((one) => one.id));
      break;
    }
  }
  return sent;
}
