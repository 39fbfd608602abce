import type { Id } from '#kernel/id.ts';
import { shardOf } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { contributionRow } from '../store/contributions.ts';
import { articleRow, currentVersion } from '../store/rows.ts';
import type { ContributionRow } from '../store/tables.ts';
import { keepTyped, type TypedFor } from '../store/typed.ts';

export interface Typing extends TypedFor { readonly formId: Id; readonly seen: number | null; readonly fields: Readonly<Record<string, readonly string[]>> }
/** `by`: somebody changed the article or contribution since the form was drawn. */
export interface KeptTyping { readonly by: string | null }

/**
 * Keeps what is being typed apart from the article or contribution, for the person who types it alone: nothing is written over, no event is written, because
 * nothing of record has changed. Says when somebody else has saved meanwhile.
 */
export async function keepTyping(a: Acting, { formId, noun, subjectId, seen, fields }: Typing): Promise<KeptTyping> {
  const account = a.by.accountId!, subject = subjectId === null ? null : await SUBJECT[noun](a, subjectId);
  if (subject === undefined) return { by: null };
  await a.authorise(noun === 'articles' ? 'articles.draft' : 'articles.contribute', subject?.unit ?? a.by.organisationId!);
  await keepTyped(a.tx, { shard_id: shardOf(account), id: formId, account_id: account, noun, article_id: noun === 'articles' ? subjectId : null, contribution_id: noun === 'contributions' ? subjectId : null, seen_version: seen, fields, saved_at: a.now });
  return { by: subject && seen !== null && subject.rowVersion !== seen ? await subject.by() : null };
}

interface Subject { readonly unit: Id; readonly rowVersion: number; by(): Promise<string> }
const SUBJECT: Readonly<Record<TypedFor['noun'], (a: Acting, id: Id) => Promise<Subject | undefined>>> = {
  articles: async (a, id) => { const one = await articleRow(a.tx, id); return one && { unit: one.organisation_id, rowVersion: one.row_version, by: async () => (await currentVersion(a.tx, one)).changed_by_name }; },
  contributions: async (a, id) => { const one = await contributionRow(a.tx, id); return one && { unit: one.from_organisation_id, rowVersion: one.row_version, by: async () => changedBy(one) }; },
};
/** Who moved it last: the editors by their answer, else who sent it. */
const changedBy = ({ status, sent_by_name: sender, decided_by_name: decider }: ContributionRow): string => (status === 'sent' ? sender : decider ?? sender);
