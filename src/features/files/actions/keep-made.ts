import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { insertFile } from '../store.ts';

/**
 * Keeps what Loa itself made (a report, its figures): the bytes go to disk, then the row. Stored by hash, so making the
 * same bytes again is the same file. Gives the SHA-256.
 */
export async function keepMade(a: Acting, store: FileStore, made: { readonly bytes: Uint8Array; readonly name: string; readonly mediaType: string }): Promise<string> {
  const { sha256, size } = await store.put(made.bytes);
  const id = a.newId();
  const kept = await insertFile(a.tx, {
    shard_id: a.shard, sha256, id, size, media_type: made.mediaType, kind: 'document', original_name: made.name, previewable: false,
    width: null, height: null, note: null, place_kept: false, kept_by: a.by.accountId, organisation_id: a.by.organisationId, kept_at: a.now,
  });
  if (kept.fresh) a.record({ verb: 'files.kept', table: 'files', id, organisationId: a.by.organisationId, facts: { sha256, size, mediaType: made.mediaType, name: made.name } });
  return sha256;
}
