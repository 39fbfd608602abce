import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { insertFile, keptFiles } from '../store.ts';

/** Files that another unit keeps, named once more where the acting unit keeps its own: the bytes are the same and stay where they are. Inside an action that is already authorised. */
export async function keepAgain(a: Acting, sha256s: readonly string[], fromShard: number, organisationId: Id): Promise<void> {
  if (fromShard === a.shard) return;
  for (const row of await keptFiles(a.tx, fromShard, sha256s)) {
    const kept = await insertFile(a.tx, { ...row, shard_id: a.shard, id: a.newId(), kept_by: a.by.accountId, organisation_id: organisationId, kept_at: a.now });
    if (kept.fresh) a.record({ verb: 'files.kept', table: 'files', id: kept.row.id, facts: { sha256: row.sha256, size: row.size, mediaType: row.media_type, name: row.original_name } });
  }
}
