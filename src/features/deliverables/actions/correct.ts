import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { credit } from '#features/obligations/actions/credit.ts';
import { endCreditsOf } from '#features/obligations/actions/end-credits.ts';
import { obligationCard, type CountsFor } from '#features/obligations/store.ts';
import type { Surplus } from '#features/obligations/rules/credit.ts';
import { checkForm, type DeliverableForm, type EvidenceForm } from '../rules/form.ts';
import { POSSIBLE, REFUSAL } from '../rules/status.ts';
import { evidenceOf, reusesOf } from '../store/reading.ts';
import { changeDeliverable, holdDeliverable, insertVersion, removeEvidence, type Reuse } from '../store/rows.ts';
import type { DeliverableRow } from '../store/tables.ts';
import { addEvidence } from './evidence.ts';
import { creditedOf, marksOf } from './record.ts';

export interface Correction {
  readonly deliverableId: Id;
  readonly rowVersion: number | null;
  readonly form: DeliverableForm;
  /** Evidence that stays (ids); everything else is taken off, and stays in the earlier version. */
  readonly keepEvidence?: readonly Id[];
  readonly addEvidence?: readonly EvidenceForm[];
  readonly reason: string;
  /** Without it a deliverable that a submitted report counted is not touched; with it the report shows "số liệu đã đổi". */
  readonly markReport?: boolean;
}

/**
 * A new version of a deliverable: what it was before is kept with the reason, what it counted for is counted anew, and it
 * waits for a confirmation again.
 */
export async function correct(a: Acting, input: Correction): Promise<{ readonly version: number; readonly surplus: readonly Surplus[]; readonly reused: readonly Reuse[]; readonly changedReport: Id | null }> {
  const row = await holdDeliverable(a.tx, input.deliverableId, input.rowVersion);
  await a.authorise('deliverables.record', row.organisation_id);
  if (!POSSIBLE[row.status].correct || (row.status === 'locked' && !input.markReport)) throw conflict(REFUSAL[row.status]);
  const reason = input.reason.trim();
  if (row.status !== 'recorded' && reason.length < 5) throw invalid('Chưa ghi lý do sửa. Hãy ghi ngắn gọn sửa gì và vì sao.', 'reason');

  const existing = await evidenceOf(a.tx, [row.id]);
  const stays = input.keepEvidence ?? existing.map(({ id }) => id);
  const added = input.addEvidence ?? [];
  const content = checkForm({ unit: row.unit, ...input.form }, added, a.today);
  const beside = inShardOf(a, row.id), versionId = beside.newId();
  await insertVersion(a.tx, { shard_id: beside.shard, id: versionId, deliverable_id: row.id, version: row.version, content: { ...row, evidence: existing }, reason: reason || 'Sửa trước khi xác nhận', replaced_by_name: a.by.personName, replaced_at: a.now });
  a.record({ verb: 'deliverables.version-kept', table: 'deliverable_versions', id: versionId, organisationId: row.organisation_id, facts: { deliverable: row.id, version: row.version, reason } });

  const removed = existing.filter(({ id }) => !stays.includes(id)).map(({ id }) => id);
  await removeEvidence(a.tx, removed, a.now, reason || 'Sửa trước khi xác nhận');
  for (const id of removed) a.record({ verb: 'evidence.removed', table: 'evidence', id, organisationId: row.organisation_id, facts: { deliverable: row.id } });
  await addEvidence(a, row, added, existing.length + 1);

  const born = row.born_of !== null;
  const change = {
    ...content, product: content.product, themes: [...content.themes], version: row.version + 1, status: born ? 'confirmed' as const : 'recorded' as const,
    confirmed_by: born ? row.confirmed_by : null, confirmed_by_name: born ? row.confirmed_by_name : null, confirmed_on: born ? a.today : null, self_confirmed: false,
    rejected_by_name: null, rejected_reason: null, changed_after_lock: row.changed_after_lock || row.status === 'locked',
  };
  const { doneOn, ...columns } = change;
  await changeDeliverable(a.tx, row.id, { ...columns, done_on: doneOn });
  a.record({ verb: 'deliverables.corrected', table: 'deliverables', id: row.id, organisationId: row.organisation_id, facts: { version: row.version + 1, reason, report: row.status === 'locked' ? row.locked_by_report : null } });

  const before = await endCreditsOf(a, { deliverableId: row.id, organisationId: row.organisation_id }, 'corrected');
  const byHand = before.filter((one) => one.from_card && !row.counts_for.obligationIds.includes(one.obligation_id));
  const kept = byHand.map((one) => ({ obligationId: one.obligation_id, amount: one.amount }));
  // A card whose result was moved away by hand does not draw it back.
  const cards = byHand.length > 0 && before.length === byHand.length ? [] : row.counts_for.obligationIds;
  const countsFor = await stillOwed(a, { obligationIds: cards, commitmentIds: row.counts_for.commitmentIds });
  const corrected: DeliverableRow = { ...row, ...columns, done_on: doneOn };
  const allocation = await credit(a, creditedOf(corrected), countsFor, kept);
  const reused = await reusesOf(a.tx, { except: row.id, ...marksOf(added) });
  return { version: row.version + 1, surplus: allocation.surplus, reused, changedReport: row.status === 'locked' ? row.locked_by_report : null };
}

/** A card that was closed in the meantime does not stop a correction. */
async function stillOwed(a: Acting, countsFor: CountsFor): Promise<CountsFor> {
  const open: Id[] = [];
  for (const id of countsFor.obligationIds) {
    const card = await obligationCard(a.tx, id, { today: a.today });
    if (card && card.state !== 'closed') open.push(id);
  }
  return { ...countsFor, obligationIds: open };
}
