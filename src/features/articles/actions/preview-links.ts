import { conflict } from '#kernel/app-error.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { tokenHash } from '#features/accounts/secrets.ts';
import { PREVIEW_DAYS } from '../rules/preview.ts';
import { openPreviews } from '../store/reading.ts';
import { endPreviews, insertPreview } from '../store/rows.ts';
import { heldByWriter, type Which } from './held.ts';

/** A link by which somebody without an account looks at the version in hand; the token is shown once and kept as a digest. */
export async function makePreview(a: Acting, { token, ...which }: Which & { readonly token: string }): Promise<Date> {
  const { one, version } = await heldByWriter(a, which);
  if (one.status === 'withdrawn') throw conflict('Bài đã gỡ nên không xem thử được nữa.');
  const beside = inShardOf(a, one.id), id = beside.newId(), expires = new Date(a.now.getTime() + PREVIEW_DAYS * 86_400_000);
  await insertPreview(a.tx, { shard_id: beside.shard, id, article_id: one.id, token_sha256: tokenHash(token), made_by_name: a.by.personName, made_at: a.now, expires_at: expires });
  a.record({ verb: 'articles.preview-made', table: 'article_previews', id, organisationId: one.organisation_id, facts: { article: one.id, title: version.title, until: expires.toISOString() } });
  return expires;
}

/** Ends every link of the article that still holds: who opens one of them finds nothing from now on. How many there were. */
export async function endPreviewLinks(a: Acting, which: Which): Promise<number> {
  const { one, version } = await heldByWriter(a, which), open = await openPreviews(a.tx, one.id, a.now);
  if (!open.length) throw conflict('Bài không còn đường dẫn xem thử nào đang dùng được.');
  await endPreviews(a.tx, one.id, a.now);
  for (const { id } of open) a.record({ verb: 'articles.preview-ended', table: 'article_previews', id, organisationId: one.organisation_id, facts: { article: one.id, title: version.title } });
  return open.length;
}
