import { shardOf, type Id, type IdSource } from '#kernel/id.ts';
import { dayAt, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader, Tx } from '#platform/db/tables.ts';
import { rolesHeldBy } from '#features/accounts/store/holders.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { EmailChoice } from './rules/digest.ts';
import { composeLetter } from './rules/letter.ts';
import { saidOf } from './rules/notices.ts';
import { noteMailed } from './store/notices.ts';
import { queueMail, type NewMail } from './store/outgoing.ts';
import { mailboxes } from './store/preferences.ts';
import type { NoticeRow } from './store/tables.ts';

/** What letters need to know of this installation. */
export interface MailSettings { readonly publicUrl: string; /** behind the @ of message ids */ readonly domain: string }
export interface LetterEnvironment { readonly now: Date; readonly today: PlainDate; readonly ids: IdSource; readonly mail: MailSettings }

/** Which choice of e-mail wants which letter: who asked for a weekly one gets nothing at once. */
const WANTS: Readonly<Record<'now' | 'daily' | 'weekly', EmailChoice>> = { now: 'daily', daily: 'daily', weekly: 'weekly' };

/**
 * One letter for each person with everything of these notices, put into the queue with the transaction, and the notices marked as
 * told. Left out: who wants none, has no address or one that is refused, and notices of units the person no longer works for.
 */
export async function writeLetters(tx: Tx, env: LetterEnvironment, notices: readonly NoticeRow[], letter: { readonly reason: 'now' | 'daily' | 'weekly'; readonly key: string }): Promise<number> {
  if (!notices.length) return 0;
  const accounts = [...new Set(notices.map((one) => one.account_id))], boxes = await mailboxes(tx, accounts), concerns = await reach(tx, accounts, env.today);
  const letters = [...Map.groupBy(notices, (one) => one.account_id)].flatMap(([accountId, all]) => {
    const box = boxes.get(accountId), own = all.filter((one) => one.organisation_id === null || concerns(accountId, one.organisation_id));
    if (!box?.address || box.refused || box.email !== WANTS[letter.reason] || !own.length) return [];
    const id = env.ids(shardOf(accountId));
    const { subject, text, html } = composeLetter({ reason: letter.reason, personName: box.personName, today: env.today, publicUrl: env.mail.publicUrl,
      lines: own.map((one) => ({ id: one.id, kind: one.kind, sentence: saidOf(one), day: dayAt(one.happened_at) })) });
    const mail: NewMail = { id, account_id: accountId, mail_key: letter.key, to_address: box.address, subject, text_body: text, html_body: html, message_id: `<${id}@${env.mail.domain}>` };
    return [{ mail, own }];
  });
  const fresh = await queueMail(tx, letters.map((one) => one.mail), env.now);
  for (const { mail, own } of letters) if (fresh.has(mail.id)) await noteMailed(tx, own, mail.id);
  return fresh.size;
}

/** Does somebody still work for a unit today: in it, or above it with a role over everything below? */
async function reach(reader: Reader, accounts: readonly Id[], today: PlainDate): Promise<(accountId: Id, unit: Id) => boolean> {
  const tree = await organisationTree(reader, today), roles = Map.groupBy(await rolesHeldBy(reader, accounts, today), (one) => one.accountId);
  return (accountId, unit) => (roles.get(accountId) ?? []).some((role) => role.organisationId === unit || (role.subtree && tree.isWithin(unit, role.organisationId)));
}
