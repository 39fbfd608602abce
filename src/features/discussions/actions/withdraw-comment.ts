import { conflict, invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { isAuthor } from '../rules/editing.ts';
import { commentById, updateComment } from '../store/comments.ts';

/** Takes words back: "đã gỡ" stays in their place. The author may at any time; who keeps order there may with a reason. */
export async function withdrawComment(acting: Acting, input: { commentId: Id; seen: number; reason: string; asUnit: Id }): Promise<void> {
  const said = await commentById(acting.tx, input.commentId);
  if (!said) throw notFound('ý kiến này');
  const own = isAuthor(said, acting.by.accountId), reason = input.reason.trim();
  await (own ? acting.authorise('discussions.write', input.asUnit) : acting.authorise('discussions.moderate', said.organisation_id));
  if (said.withdrawn_at) throw conflict('Ý kiến này đã được gỡ.');
  if (!own && reason.length < 5) throw invalid('Hãy ghi lý do gỡ ý kiến của người khác.', 'reason');
  if (!(await updateComment(acting.tx, said.id, input.seen, { withdrawn_at: acting.now, withdrawn_reason: reason || null }))) throw conflict('Ý kiến này vừa được sửa. Hãy xem lại rồi gỡ.');
  acting.record({ verb: 'discussions.withdrawn', table: 'comments', id: said.id, organisationId: said.organisation_id, facts: { noun: said.subject_noun, id: said.subject_id, ...(reason ? { reason } : {}) } });
}
