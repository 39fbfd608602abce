import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { PreparedFile } from '../prepare.ts';
import { insertFile, noteSender, type FileRow } from '../store.ts';

/** Writes the row of a prepared file (its bytes are on disk). The same bytes a second time are the same file. */
export async function keepFile(a: Acting, organisationId: Id, file: PreparedFile, picture?: { readonly width: number; readonly height: number } | null): Promise<{ readonly row: FileRow; readonly fresh: boolean }> {
  await a.authorise('files.keep', organisationId);
  const kept = await insertFile(a.tx, {
    shard_id: a.shard, sha256: file.sha256, id: a.newId(), size: file.size, media_type: file.media.mediaType, kind: file.media.kind, original_name: file.originalName,
    previewable: file.media.previewable, width: picture?.width ?? null, height: picture?.height ?? null, note: file.media.note, place_kept: file.placeKept,
    kept_by: a.by.accountId, organisation_id: organisationId, kept_at: a.now,
  });
  if (kept.fresh) a.record({ verb: 'files.kept', table: 'files', id: kept.row.id, organisationId, facts: { sha256: file.sha256, size: file.size, mediaType: file.media.mediaType, name: file.originalName } });
  else if (kept.row.organisation_id !== organisationId) await noteSender(a.tx, { shard_id: a.shard, sha256: file.sha256, organisation_id: organisationId, sent_at: a.now });
  return kept;
}
