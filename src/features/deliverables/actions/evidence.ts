import { invalid } from '#kernel/app-error.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { keptFile } from '#features/files/store.ts';
import type { EvidenceForm } from '../rules/form.ts';
import { canonicalLink, openableLink } from '../rules/link.ts';
import { insertEvidence } from '../store/rows.ts';
import type { DeliverableRow, EvidenceRow } from '../store/tables.ts';

/** Puts proof on a deliverable. A file must have been kept before (its bytes are on disk before any row names them). */
export async function addEvidence(a: Acting, deliverable: Pick<DeliverableRow, 'id' | 'organisation_id'>, evidence: readonly EvidenceForm[], firstOrdinal = 1): Promise<void> {
  const rows = await evidenceRows(a, deliverable, evidence, firstOrdinal);
  await insertEvidence(a.tx, rows);
  noteEvidence(a, deliverable, rows);
}

export async function evidenceRows(a: Acting, deliverable: Pick<DeliverableRow, 'id'>, evidence: readonly EvidenceForm[], firstOrdinal = 1): Promise<EvidenceRow[]> {
  const rows: EvidenceRow[] = [], beside = inShardOf(a, deliverable.id);
  for (const one of evidence) {
    if (one.kind === 'file' && !await keptFile(a.tx, a.shard, one.sha256) && !await keptFile(a.tx, beside.shard, one.sha256)) throw invalid(`Tệp “${one.fileName}” chưa được tải lên xong. Hãy tải lại tệp rồi lưu.`, 'evidence');
    rows.push({
      shard_id: beside.shard, id: beside.newId(), deliverable_id: deliverable.id, ordinal: firstOrdinal + rows.length, kind: one.kind,
      sha256: one.kind === 'file' ? one.sha256 : null, file_name: one.kind === 'file' ? one.fileName : null,
      url: one.kind === 'link' ? openableLink(one.url) : null, canonical_url: one.kind === 'link' ? canonicalLink(one.url) : null,
      reference: one.kind === 'published-item' || one.kind === 'airing' ? one.reference : null,
      caption: one.caption?.trim() || null, added_by: a.by.accountId, added_at: a.now, removed_at: null, removed_reason: null,
    });
  }
  return rows;
}

export function noteEvidence(a: Acting, deliverable: Pick<DeliverableRow, 'id' | 'organisation_id'>, rows: readonly EvidenceRow[]): void {
  for (const row of rows) a.record({ verb: 'evidence.added', table: 'evidence', id: row.id, organisationId: deliverable.organisation_id, facts: { deliverable: deliverable.id, kind: row.kind, sha256: row.sha256, url: row.url } });
}
