import { invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { MOST_KEPT } from '../rules/retention.ts';
import { setBackupsKept } from '../store/backup-runs.ts';

/** How many nightly backups stay; `organisationId`: the root, whose administrators decide about the machine. */
export async function setKept(acting: Acting, organisationId: Id, keep: number): Promise<void> {
  await acting.authorise('audit.set-backups', organisationId);
  if (!Number.isInteger(keep) || keep < 1 || keep > MOST_KEPT) throw invalid(`Số bản sao lưu giữ lại phải là số nguyên từ 1 đến ${MOST_KEPT}.`, 'keep');
  const id = await setBackupsKept(acting.tx, acting.newId(), keep);
  acting.record({ verb: 'audit.backups-kept-set', table: 'backup_settings', id, organisationId, facts: { keep } });
}
