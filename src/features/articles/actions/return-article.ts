import type { Acting } from '#platform/acting.ts';
import { reasonOf } from '../rules/approval.ts';
import { allow } from '../rules/states.ts';
import { changeArticle, changeVersion } from '../store/rows.ts';
import { heldByEditor, type Which } from './held.ts';

/** Gives the article back to who wrote it, with the reason; an approval or an hour that was set falls away. */
export async function returnArticle(a: Acting, { reason, ...which }: Which & { readonly reason: string }): Promise<void> {
  const { one, version } = await heldByEditor(a, which), status = allow(one, 'return');
  const why = reasonOf(reason, 'reason', 'Chưa ghi lý do trả lại. Hãy ghi rõ cần sửa hoặc bổ sung gì.');
  await changeVersion(a.tx, version.id, { returned_reason: why, returned_by_name: a.by.personName, returned_at: a.now, approved_by: null, approved_by_name: null, approved_at: null, self_approved: false });
  await changeArticle(a.tx, one.id, { status, publish_at: null, changed_at: a.now });
  a.record({ verb: 'articles.returned', table: 'articles', id: one.id, organisationId: one.organisation_id, facts: { title: version.title, reason: why } });
  a.record({ verb: 'articles.version-returned', table: 'article_versions', id: version.id, organisationId: one.organisation_id, facts: { article: one.id } });
}
