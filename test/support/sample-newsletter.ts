import { sql } from 'kysely';
import { shardOf, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { startIssue } from '#features/newsletters/actions/compose-issue.ts';
import { createNewsletter } from '#features/newsletters/actions/keep-newsletter.ts';
import { askSubscription } from '#features/newsletters/actions/subscribe.ts';
import { issueList, newslettersOf } from '#features/newsletters/store.ts';
import type { TestActing } from './acting.ts';

/** A newsletter of a unit, an issue being composed and somebody who asked for it; made when first asked for. */
export async function sampleNewsletter(t: TestActing, db: Reader, unit: Id): Promise<{ readonly newsletter: Id; readonly issue: Id; readonly subscription: Id }> {
  const newsletter = (await newslettersOf(db, [unit]))[0]?.id ?? (await t.run((a) => createNewsletter(a, { organisationId: unit, form: { name: 'Bản tin của xã', about: null, channel: 'bulletin', itemIds: [], columnIds: [], licence: null, editorInCharge: null, contact: null, earlierIssues: 0 } })));
  const { rows: [known], total } = await issueList(db, { organisationIds: [unit], states: ['draft'] });
  const issue = known?.id ?? (await t.run((a) => startIssue(a, { newsletterId: newsletter, content: { year: 2026, number: 11 + total, overall: 11 + total, title: 'Một cửa gần dân', foreword: { blocks: [] }, sections: [], fromDay: plainDate('2026-11-01'), toDay: plainDate('2026-11-30') } })));
  const find = async (): Promise<Id | undefined> => (await sql<{ id: Id }>`select id from newsletter_subscriptions where target_id = ${newsletter} limit 1`.execute(db)).rows[0]?.id;
  if (!(await find())) await t.run((a) => askSubscription(a, { organisationId: unit, address: 'ban.doc@songtra.example', domain: 'songtra.example', targets: [{ kind: 'newsletter', id: newsletter, shard: shardOf(newsletter), name: 'Bản tin của xã' }] }));
  return { newsletter, issue, subscription: (await find())! };
}
