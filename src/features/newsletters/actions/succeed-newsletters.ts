import type { Id } from '#kernel/id.ts';
import { nameBeside } from '#features/organisations/rules/handing-over.ts';
import type { Acting } from '#platform/acting.ts';
import { newslettersOf } from '../store/reading.ts';
import { changeNewsletter, moveIssuesInHand, type NewsletterRow } from '../store/rows.ts';
import { moveColumnReaders, moveSubscriptions } from '../store/subscriptions.ts';

/** `from`: what the unit that kept it was called. */
export interface NewsletterSuccession { readonly newsletter: NewsletterRow; readonly toId: Id; readonly from: string; readonly citations: readonly string[] }

/** Part of `reorganise`: two units that had a newsletter of one name bring two, the later one with the name of its unit. Its readers asked for the newsletter and go with it. */
export async function succeedNewsletters(a: Acting, successions: readonly NewsletterSuccession[]): Promise<number> {
  for (const { newsletter, toId, from, citations } of successions) {
    await a.authorise('organisations.reorganise', newsletter.organisation_id);
    const taken = new Set((await newslettersOf(a.tx, [toId])).map((one) => one.name)), name = nameBeside(newsletter.name, from, taken);
    await changeNewsletter(a.tx, newsletter.id, { organisation_id: toId, name });
    a.record({ verb: 'newsletters.succeeded', table: 'newsletters', id: newsletter.id, organisationId: toId, facts: { name, before: newsletter.name, from: newsletter.organisation_id, to: toId, citations } });
    for (const id of await moveIssuesInHand(a.tx, newsletter.id, toId)) a.record({ verb: 'newsletters.issue-succeeded', table: 'newsletter_issues', id, organisationId: toId, facts: { from: newsletter.organisation_id, to: toId } });
    for (const id of await moveSubscriptions(a.tx, newsletter.id, toId)) a.record({ verb: 'newsletters.subscription-succeeded', table: 'newsletter_subscriptions', id, organisationId: toId });
  }
  return successions.length;
}

/** Part of `reorganise`, after the columns have gone over: who waits for news of a column goes with it. */
export async function succeedColumnReaders(a: Acting, fromIds: readonly Id[]): Promise<void> {
  for (const id of fromIds) await a.authorise('organisations.reorganise', id);
  for (const { id, organisation_id: to } of await moveColumnReaders(a.tx, fromIds)) a.record({ verb: 'newsletters.subscription-succeeded', table: 'newsletter_subscriptions', id, organisationId: to });
}
