import type { Acting } from '#platform/acting.ts';
import { checkWhole } from '../rules/content.ts';
import { reasonOf } from '../rules/approval.ts';
import { allow } from '../rules/states.ts';
import { changeArticle, changeVersion, type ArticleRow, type VersionRow } from '../store/rows.ts';
import { heldByWriter, type Which } from './held.ts';

/** Hands the article to the editorial board. */
export async function submitArticle(a: Acting, which: Which): Promise<void> {
  const { one, version } = await heldByWriter(a, which), status = allow(one, 'submit');
  readyToGoOut(one, version);
  await changeVersion(a.tx, version.id, { submitted_by: a.by.accountId, submitted_by_name: a.by.personName, submitted_at: a.now, returned_reason: null, returned_by_name: null, returned_at: null });
  await changeArticle(a.tx, one.id, { status, changed_at: a.now });
  a.record({ verb: 'articles.submitted', table: 'articles', id: one.id, organisationId: one.organisation_id, facts: { title: version.title, number: version.number } });
  a.record({ verb: 'articles.version-submitted', table: 'article_versions', id: version.id, organisationId: one.organisation_id, facts: { article: one.id } });
}

/** Whole enough for readers, who are told what changed when a version was out before. */
export function readyToGoOut(one: ArticleRow, version: VersionRow): void {
  checkWhole(version);
  if (one.live_version !== null) reasonOf(version.change_note ?? '', 'changeNote', 'Bài này đã có bản đang đăng. Hãy ghi một câu cho người đọc biết bản mới sửa gì, ví dụ “Cập nhật số điện thoại đường dây nóng”.');
}
