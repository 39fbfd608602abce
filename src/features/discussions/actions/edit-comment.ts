import { AppError, conflict, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { EDIT_MINUTES, isAuthor, mayEdit } from '../rules/editing.ts';
import { commentById, updateComment } from '../store/comments.ts';
import type { DiscussedSubject } from '../subjects.ts';
import { readComment } from './comment.ts';

/** The author puts a slip right, within a quarter of an hour; who was named stays named. */
export async function editComment(acting: Acting, input: { commentId: Id; seen: number; subject: DiscussedSubject; body: string; asUnit: Id }): Promise<void> {
  await acting.authorise('discussions.write', input.asUnit);
  const said = await commentById(acting.tx, input.commentId);
  if (!said || said.subject_id !== input.subject.id) throw notFound('ý kiến này');
  if (!isAuthor(said, acting.by.accountId)) throw conflict('Chỉ người viết mới sửa được ý kiến của mình.');
  if (!mayEdit(said, acting.by.accountId, acting.now)) throw conflict(`Ý kiến chỉ sửa được trong ${EDIT_MINUTES} phút sau khi gửi. Hãy gửi ý kiến mới để nói lại cho đúng.`);
  const { body, mentions } = await readComment(acting, input.subject, input.body, []), added = mentions.filter((id) => !said.mentions.includes(id));
  if (!(await updateComment(acting.tx, said.id, input.seen, { body, mentions: [...said.mentions, ...added], edited_at: acting.now }))) throw new AppError('stale', 'Ý kiến này vừa được sửa ở một cửa sổ khác. Nội dung bạn gõ vẫn còn dưới đây; hãy so lại rồi lưu.');
  acting.record({ verb: 'discussions.edited', table: 'comments', id: said.id, organisationId: said.organisation_id, facts: { noun: said.subject_noun, id: said.subject_id, href: input.subject.href, title: input.subject.title, mentions: added } });
}
