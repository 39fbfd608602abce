import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { plainText, LONGEST } from '../rules/body.ts';
import { insertComment } from '../store/comments.ts';
import type { DiscussedSubject } from '../subjects.ts';

/** Says something about a subject that the author may read (the caller has looked it up for them), in the name of a unit. */
export async function comment(acting: Acting, input: { subject: DiscussedSubject; body: string; mentions: readonly Id[]; as: { unitId: Id; unit: string } }): Promise<Id> {
  const { subject, as } = input;
  await acting.authorise('discussions.write', as.unitId);
  const body = plainText(input.body);
  if (!body) throw invalid('Hãy ghi nội dung trao đổi.', 'body');
  if (body.length > LONGEST) throw invalid(`Nội dung dài quá ${LONGEST.toLocaleString('vi-VN')} ký tự. Hãy viết ngắn hơn hoặc gửi thành nhiều ý kiến.`, 'body');
  const id = acting.newId(), mentions = [...new Set(input.mentions)];
  await insertComment(acting.tx, {
    shard: acting.shard, id, noun: subject.noun, subjectId: subject.id, organisationId: subject.organisationId, body, mentions, account: acting.by.accountId, name: acting.by.personName, unitId: as.unitId, unit: as.unit, at: acting.now,
  });
  acting.record({ verb: 'discussions.commented', table: 'comments', id, organisationId: subject.organisationId, facts: { noun: subject.noun, id: subject.id, href: subject.href, title: subject.title, mentions } });
  return id;
}
