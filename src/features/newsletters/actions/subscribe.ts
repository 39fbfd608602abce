import { notFound } from '#kernel/app-error.ts';
import { inShard, shardOf, type Id } from '#kernel/id.ts';
import { newToken, tokenHash, vault } from '#features/accounts/secrets.ts';
import { organisation } from '#features/organisations/store.ts';
import type { Acting } from '#platform/acting.ts';
import { addressFrom, AGAIN_HOURS, consentWords, mailboxOf, MOST_REQUESTS_A_DAY, MOST_REQUESTS_A_WEEK, UNCONFIRMED_DAYS } from '../rules/subscription.ts';
import { deleteLettersOf, dropLetters, forgetAnswers, letterByToken, queueLetters } from '../store/letters.ts';
import {
  askedInMailbox, changeSubscription, deleteEnded, deleteSubscription, endedAt, holdSubscription, insertSubscription, subscriptionsOfAddress, subscriptionsToConfirm, takeTurnAsking, type SubscriptionKind, type SubscriptionRow,
} from '../store/subscriptions.ts';

/** Something of an organisation that readers may ask to be written about. */
export interface Target { readonly kind: SubscriptionKind; readonly id: Id; readonly shard: number; readonly name: string }
export interface Asked { readonly organisationId: Id; readonly targets: readonly Target[]; readonly address: string; /** behind the @ of message ids */ readonly domain: string; /** the key of the link in the letter */ readonly token?: string; readonly marked?: Marking }
/** Recognises an address that left, without knowing it. */
export type Marking = (address: string) => string;

const HOUR = 3_600_000, DAY = 24 * HOUR;
/** Keyed, so that a list of addresses is no key to it. */
const markOf: Marking = (address) => vault().mark(`newsletters address ${address}`);

/**
 * Somebody asks to be written to: nothing is sent but one letter that asks whether it was them. Anybody may ask, so no permission is looked at; the
 * answer is the same whether the address was known or not, and nobody can have another written to again and again.
 */
export async function askSubscription(a: Acting, { organisationId, targets, address: typed, domain, token = newToken(), marked = markOf }: Asked): Promise<void> {
  const address = addressFrom(typed);
  await takeTurnAsking(a.tx, mailboxOf(address));
  const own = await subscriptionsOfAddress(a.tx, address), since = (hours: number): number => a.now.getTime() - hours * HOUR;
  const before = await askedInMailbox(a.tx, mailboxOf(address), { day: new Date(since(24)), week: new Date(since(7 * 24)) });
  if (before.requests >= MOST_REQUESTS_A_DAY || before.letters >= MOST_REQUESTS_A_WEEK) return;
  const consent = consentWords((await organisation(a.tx, organisationId, a.today)).name, targets.map(({ name }) => name)), mark = marked(address), requestId = a.newId(), written: Id[] = [];
  for (const target of targets) {
    const there = own.find((one) => one.target_id === target.id), ended = there ? null : await endedAt(a.tx, mark, target.id);
    // in force, or asked or refused a moment ago: a letter would be one too many. Who was refused and can click again can be written to again
    if (there && (there.state === 'active' || Math.max(there.asked_at.getTime(), there.refused_at?.getTime() ?? 0) > since(AGAIN_HOURS))) continue;
    if (ended && ended.getTime() > since(AGAIN_HOURS)) continue;
    const asked = { request_id: requestId, consent, asked_at: a.now, confirm_sha256: tokenHash(token) };
    const id = there?.id ?? inShard(a.newId(), target.shard);
    if (there) await changeSubscription(a.tx, there.id, { ...asked, state: 'pending', confirmed_at: null, refused_at: null, refused_answer: null });
    else await insertSubscription(a.tx, { shard_id: target.shard, id, organisation_id: organisationId, kind: target.kind, target_id: target.id, state: 'pending', address, address_mark: null, ...asked, confirmed_at: null, ended_at: null, ended_how: null, refused_at: null, refused_answer: null, resumed_at: null, row_version: 1 });
    a.record({ verb: 'newsletters.subscription-asked', table: 'newsletter_subscriptions', id, organisationId, facts: { kind: target.kind, target: target.name } });
    written.push(id);
  }
  const [first] = written;
  if (!first) return;
  const id = inShard(a.newId(), shardOf(first));
  await queueLetters(a.tx, [{ id, sending_id: requestId, subscription_id: first, kind: 'confirm', token, token_sha256: tokenHash(token), message_id: `<${id}@${domain}>` }], a.now);
}

/** The click in the confirmation letter. Asked again it does nothing; null: the link is unknown or too old. */
export async function confirmSubscription(a: Acting, token: string, marked: Marking = markOf): Promise<readonly SubscriptionRow[] | null> {
  const rows = (await subscriptionsToConfirm(a.tx, tokenHash(token))).filter((one) => one.state !== 'ended');
  for (const { id } of rows) {
    const one = await holdSubscription(a.tx, id);
    if (!one || one.state !== 'pending' || one.address === null || isLate(one, a.now)) continue;
    await changeSubscription(a.tx, id, { state: 'active', confirmed_at: a.now });
    a.record({ verb: 'newsletters.subscription-confirmed', table: 'newsletter_subscriptions', id, organisationId: one.organisation_id });
    // they came back: that they once left need not be remembered
    for (const gone of await deleteEnded(a.tx, marked(one.address), one.target_id)) a.record({ verb: 'newsletters.subscription-forgotten', table: 'newsletter_subscriptions', id: gone, organisationId: one.organisation_id });
  }
  const now = (await subscriptionsToConfirm(a.tx, tokenHash(token))).filter((one) => one.state === 'active');
  return now.length ? now : null;
}
export const isLate = (one: Pick<SubscriptionRow, 'asked_at'>, now: Date): boolean => now.getTime() - one.asked_at.getTime() > UNCONFIRMED_DAYS * DAY;

/** The click in any letter, or the mail program's own button (RFC 8058): one subscription ends, or everything of this address. The key is the right to it. */
export async function unsubscribe(a: Acting, { token, everything }: { readonly token: string; readonly everything: boolean }): Promise<'ended' | 'nothing' | 'unknown'> {
  const letter = await letterByToken(a.tx, tokenHash(token)), one = letter && letter.kind !== 'confirm' ? await holdSubscription(a.tx, letter.subscription_id) : undefined;
  if (!one) return 'unknown';
  if (one.address === null) return 'nothing';
  const all = everything ? await subscriptionsOfAddress(a.tx, one.address) : [one];
  for (const { id } of all) await end(a, id, 'reader');
  return 'ended';
}

/** Somebody asked the office, by telephone or letter, to be written to no more. */
export async function removeSubscriber(a: Acting, subscriptionId: Id): Promise<void> {
  const one = await holdSubscription(a.tx, subscriptionId);
  if (!one) return;
  await a.authorise('newsletters.see-subscribers', one.organisation_id);
  await end(a, one.id, 'operator');
}

/** The address is deleted; a keyed digest stays, so that nobody else can have it written to again at once. */
async function end(a: Acting, id: Id, how: 'reader' | 'operator'): Promise<void> {
  const one = await holdSubscription(a.tx, id);
  if (!one || one.address === null) return;
  await changeSubscription(a.tx, id, { state: 'ended', address: null, address_mark: markOf(one.address), ended_at: a.now, ended_how: how, refused_answer: null });
  await dropLetters(a.tx, id, a.now);
  await forgetAnswers(a.tx, id);
  a.record({ verb: 'newsletters.subscription-ended', table: 'newsletter_subscriptions', id, organisationId: one.organisation_id, facts: { how } });
}

/** Part of sending, and of reading reports: letters do not arrive there (`rests`). Who has not agreed yet is forgotten after their seven days anyway. */
export async function refuseSubscriber(a: Acting, subscriptionId: Id, answer: string): Promise<void> {
  const one = await holdSubscription(a.tx, subscriptionId);
  if (one?.state !== 'active') return;
  await changeSubscription(a.tx, one.id, { state: 'refused', refused_at: a.now, refused_answer: answer.slice(0, 500) });
  await dropLetters(a.tx, one.id, a.now);
  a.record({ verb: 'newsletters.subscription-refused', table: 'newsletter_subscriptions', id: one.id, organisationId: one.organisation_id });
}

/** The office knows that the address works again: what they agreed to still holds. */
export async function resumeSubscriber(a: Acting, subscriptionId: Id): Promise<void> {
  const one = await holdSubscription(a.tx, subscriptionId);
  if (!one) throw notFound('người nhận này');
  await a.authorise('newsletters.see-subscribers', one.organisation_id);
  if (one.state !== 'refused') return;
  await changeSubscription(a.tx, one.id, { state: 'active', resumed_at: a.now, refused_at: null, refused_answer: null });
  a.record({ verb: 'newsletters.subscription-resumed', table: 'newsletter_subscriptions', id: one.id, organisationId: one.organisation_id });
}

/** By the clock: what nobody confirmed, or was refused long ago, is forgotten wholly. */
export async function forgetSubscriber(a: Acting, subscriptionId: Id, before: { readonly pending: Date; readonly refused: Date }): Promise<void> {
  const one = await holdSubscription(a.tx, subscriptionId);
  if (!one || !((one.state === 'pending' && one.asked_at < before.pending) || (one.state === 'refused' && one.refused_at! < before.refused))) return;
  await deleteLettersOf(a.tx, one.id);
  await deleteSubscription(a.tx, one.id);
  a.record({ verb: 'newsletters.subscription-forgotten', table: 'newsletter_subscriptions', id: one.id, organisationId: one.organisation_id });
}
