import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { insertFile } from '../store.ts';

/**
 * Keeps a file that the program made itself inside an action that is already authorised (a frozen report, a letter): the bytes are on disk
 * before the transaction can commit. Returns the hash that rows name it by.
 */
export async function keepMade(acting: Acting, files: FileStore, made: { readonly bytes: Uint8Array; readonly name: string; readonly mediaType: string; readonly organisationId?: Id | null }): Promise<string> {
  const { sha256, size } = await files.put(made.bytes);
  const { row, fresh } = await insertFile(acting.tx, {
    shard_id: acting.shard, sha256, id: acting.newId(), size, media_type: made.mediaType, kind: 'document', original_name: made.name, previewable: false, width: null, height: null,
    note: null, place_kept: false, kept_by: acting.by.accountId, organisation_id: made.organisationId ?? acting.by.organisationId, kept_at: acting.now,
  });
  if (fresh) acting.record({ verb: 'files.kept', table: 'files', id: row.id, facts: { sha256, size, mediaType: made.mediaType, name: made.name } });
  return sha256;
}
