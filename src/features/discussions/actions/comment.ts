import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { LONGEST, plainText } from '../rules/body.ts';
import { resolveMentions } from '../rules/mentions.ts';
import { insertComment } from '../store/comments.ts';
import { peopleWhoRead } from '../store/people.ts';
import type { DiscussedSubject } from '../subjects.ts';

/** Says something about a subject that the author may read (the caller has looked it up for them), in the name of a unit. `picked` are accounts chosen beside the text. */
export async function comment(acting: Acting, input: { subject: DiscussedSubject; body: string; picked: readonly Id[]; as: { unitId: Id; unit: string } }): Promise<Id> {
  const { subject, as } = input;
  await acting.authorise('discussions.write', as.unitId);
  const { body, mentions } = await readComment(acting, subject, input.body, input.picked), id = acting.newId();
  await insertComment(acting.tx, {
    shard: acting.shard, id, noun: subject.noun, subjectId: subject.id, organisationId: subject.organisationId, body, mentions, account: acting.by.accountId, name: acting.by.personName, unitId: as.unitId, unit: as.unit, at: acting.now,
  });
  acting.record({ verb: 'discussions.commented', table: 'comments', id, organisationId: subject.organisationId, facts: { noun: subject.noun, id: subject.id, href: subject.href, title: subject.title, mentions } });
  return id;
}

/** The words as they are kept, and who is named in them: only people who can read the subject. */
export async function readComment(acting: Acting, subject: Pick<DiscussedSubject, 'organisationId' | 'readers'>, typed: string, picked: readonly Id[]): Promise<{ body: string; mentions: readonly Id[] }> {
  const text = plainText(typed);
  if (!text) throw invalid('Hãy ghi nội dung trao đổi.', 'body');
  if (text.length > LONGEST) throw invalid(`Nội dung dài quá ${LONGEST.toLocaleString('vi-VN')} ký tự. Hãy viết ngắn hơn hoặc chia thành nhiều ý kiến.`, 'body');
  if (!text.includes('@') && !picked.length) return { body: text, mentions: [] };
  const people = await peopleWhoRead(acting.tx, subject.organisationId, subject.readers, acting.today), { body, mentions, problems } = resolveMentions(text, people), known = new Set(people.map((one) => one.accountId));
  if (problems.length) throw invalid(problems.join(' '), 'body');
  if (picked.some((id) => !known.has(id))) throw invalid('Người được chọn không xem được nội dung này. Hãy chọn người khác.', 'picked');
  return { body, mentions: [...new Set([...mentions, ...picked])] };
}
