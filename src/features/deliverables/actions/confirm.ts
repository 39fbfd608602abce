import { AppError, conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { describeWanted, missingEvidence } from '#features/channels/rules/evidence.ts';
import { confirmCreditsOf } from '#features/obligations/actions/end-credits.ts';
import { standsFor } from '#features/organisations/store.ts';
import { POSSIBLE, REFUSAL } from '../rules/status.ts';
import { evidenceOf } from '../store/reading.ts';
import { changeDeliverable, holdDeliverable, selfConfirmation } from '../store/rows.ts';

/**
 * Approve-own: a person of the same unit confirms what another recorded. One's own work only where the unit has set
 * self-confirmation. The evidence that the commitments want must be there.
 */
export async function confirm(a: Acting, { deliverableId: id, rowVersion }: { readonly deliverableId: Id; readonly rowVersion: number | null }): Promise<void> {
  const row = await holdDeliverable(a.tx, id, rowVersion);
  await a.authorise('deliverables.confirm', row.organisation_id);
  await sameUnit(a, row);
  if (!POSSIBLE[row.status].confirm) throw conflict(REFUSAL[row.status]);
  const own = row.recorded_by !== null && row.recorded_by === a.by.accountId;
  if (own && !await selfConfirmation(a.tx, row.board_organisation_id) && !await selfConfirmation(a.tx, row.organisation_id))
    throw new AppError('forbidden', 'Người ghi kết quả không tự xác nhận được. Hãy nhờ người khác có quyền xác nhận trong đơn vị, hoặc bật “tự xác nhận” nếu đơn vị chỉ có một tài khoản.');

  const have = new Set((await evidenceOf(a.tx, [id])).map(({ provesAs }) => provesAs));
  await changeDeliverable(a.tx, id, { status: 'confirmed', confirmed_by: a.by.accountId, confirmed_by_name: a.by.personName, confirmed_on: a.today, self_confirmed: own });
  a.record({ verb: 'deliverables.confirmed', table: 'deliverables', id, organisationId: row.organisation_id, facts: { own } });
  await confirmCreditsOf(a, { deliverableId: id, organisationId: row.organisation_id }, (commitments) => {
    for (const { evidence, title } of commitments) {
      const missing = missingEvidence(evidence, have);
      if (missing.length > 0) throw conflict(`Còn thiếu tài liệu kiểm chứng cho “${title}”: cần ${describeWanted(missing)}. Hãy bổ sung rồi xác nhận.`);
    }
  });
}

/** Confirming is for people of the unit itself, also where a role reaches down from above; when it has ended, of the one in its place. */
export async function sameUnit(a: Acting, row: { readonly organisation_id: Id; readonly board_organisation_id: Id }): Promise<void> {
  if (a.by.accountId === null || a.by.organisationId === null) return;
  const of = [row.organisation_id, row.board_organisation_id];
  if (of.includes(a.by.organisationId)) return;
  const mine = await standsFor(a.tx, a.by.organisationId, a.today);
  if (!of.some((id) => mine.includes(id)))
    throw new AppError('forbidden', 'Kết quả do chính đơn vị đã ghi xác nhận. Hãy đổi sang đơn vị đó ở góc trên nếu bạn cũng làm việc tại đó.');
}
