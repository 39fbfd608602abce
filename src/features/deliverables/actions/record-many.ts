import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { creditMany } from '#features/obligations/actions/credit-many.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { checkForm, type DeliverableForm } from '../rules/form.ts';
import { canonicalLink, openableLink } from '../rules/link.ts';
import { insertDeliverables, insertEvidence } from '../store/rows.ts';
import type { DeliverableRow, EvidenceRow } from '../store/tables.ts';

/** Work of the past taken over from elsewhere, with the day it was recorded and confirmed there. */
export interface DoneWork {
  readonly organisationId: Id; readonly obligationId: Id; readonly doneOn: PlainDate; readonly recordedOn: PlainDate; readonly confirmedOn: PlainDate | null; readonly form: DeliverableForm; readonly link: string | null;
}

/**
 * Records many at once: the same checks and the same crediting as `record`, a constant number of statements. For taking over a year's
 * results; needs the permission at every unit it writes for, so in practice an administrator's or the system's act.
 */
export async function recordMany(acting: Acting, work: readonly DoneWork[]): Promise<readonly Id[]> {
  for (const unit of new Set(work.map((one) => one.organisationId))) await acting.authorise('deliverables.record', unit);
  const tree = await organisationTree(acting.tx, acting.today), rows: DeliverableRow[] = [], evidence: EvidenceRow[] = [];
  for (const one of work) {
    const content = checkForm(one.form, one.link ? [{ kind: 'link', url: one.link }] : [], acting.today);
    const id = acting.newId();
    rows.push({
      shard_id: acting.shard, id, organisation_id: one.organisationId, board_organisation_id: boardUnitOf(tree, one.organisationId), status: one.confirmedOn ? 'confirmed' : 'recorded', version: 1,
      product: content.product, channel: content.channel, themes: [...content.themes], title: content.title, done_on: content.doneOn, amount: content.amount, unit: content.unit,
      minutes: content.minutes, audience: content.audience, place: content.place, note: content.note, counts_for: { obligationIds: [one.obligationId], commitmentIds: null }, born_of: null,
      recorded_by: acting.by.accountId, recorded_by_name: acting.by.personName, recorded_on: one.recordedOn, recorded_at: acting.now,
      confirmed_by: one.confirmedOn ? acting.by.accountId : null, confirmed_by_name: one.confirmedOn ? acting.by.personName : null, confirmed_on: one.confirmedOn, self_confirmed: false,
      rejected_by_name: null, rejected_reason: null, ended_on: null, ended_reason: null, locked_by_report: null, changed_after_lock: false, row_version: 1,
    });
    if (one.link) evidence.push({
      shard_id: acting.shard, id: acting.newId(), deliverable_id: id, ordinal: 1, kind: 'link', sha256: null, file_name: null, url: openableLink(one.link), canonical_url: canonicalLink(one.link), reference: null,
      caption: null, added_by: acting.by.accountId, added_at: acting.now, removed_at: null, removed_reason: null,
    });
  }
  await insertDeliverables(acting.tx, rows);
  await insertEvidence(acting.tx, evidence);
  for (const row of rows) acting.record({ verb: 'deliverables.recorded', table: 'deliverables', id: row.id, organisationId: row.organisation_id, facts: { title: row.title, amount: row.amount, doneOn: row.done_on } });
  for (const row of evidence) acting.record({ verb: 'evidence.added', table: 'evidence', id: row.id, facts: { deliverable: row.deliverable_id } });
  await creditMany(acting, rows.map((row, index) => ({
    obligationId: work[index]!.obligationId,
    deliverable: { id: row.id, organisationId: row.organisation_id, boardOrganisationId: row.board_organisation_id, product: row.product, channel: row.channel, amount: row.amount, doneOn: row.done_on, recordedOn: row.recorded_on, confirmedOn: row.confirmed_on, confirmedBy: row.confirmed_by },
  })));
  return rows.map((row) => row.id);
}
