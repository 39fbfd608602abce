import type { Id } from '#kernel/id.ts';
import { conflict } from '#kernel/app-error.ts';
import { startOfDay, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { missingEvidence, type EvidenceKind } from '#features/channels/rules/evidence.ts';
import { creditMany, wantedFor } from '#features/obligations/actions/credit-many.ts';
import { boardUnitOf } from '#features/obligations/store.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { checkForm, type DeliverableForm } from '../rules/form.ts';
import { canonicalLink, openableLink } from '../rules/link.ts';
import { insertDeliverables, insertEvidence } from '../store/rows.ts';
import type { DeliverableRow, EvidenceRow } from '../store/tables.ts';

/** One piece of work as an office kept it in its own books. */
export interface DoneWork {
  readonly organisationId: Id;
  /** The card it is for. */
  readonly obligationId: Id;
  readonly form: DeliverableForm;
  readonly doneOn: PlainDate;
  readonly recordedOn: PlainDate;
  /** Null, or evidence is missing: it waits. */
  readonly confirmedOn: PlainDate | null;
  readonly link?: string | null;
  /** Files kept before, with what they prove as. */
  readonly files?: readonly { readonly sha256: string; readonly fileName: string; readonly provesAs: EvidenceKind; readonly caption?: string }[];
  readonly recordedBy?: string;
  readonly confirmedBy?: string;
}

const RECORDED_AT_MS = 15 * 3_600_000;

/** Takes over the books of offices in bulk: the same checks and the same rules as one by one, written in a few statements. */
export async function recordMany(a: Acting, works: readonly DoneWork[]): Promise<number> {
  const tree = await organisationTree(a.tx, a.today);
  for (const organisationId of new Set(works.map((work) => work.organisationId))) await a.authorise('deliverables.record', organisationId);
  const wanted = await wantedFor(a, works.map(({ obligationId }) => obligationId));
  const deliverables: DeliverableRow[] = [], evidence: EvidenceRow[] = [];
  for (const work of works) {
    if (work.recordedOn < work.doneOn || work.recordedOn > a.today) throw conflict(`“${work.form.title}”: ngày ghi phải từ ngày thực hiện đến hôm nay.`);
    const content = checkForm(work.form, [], work.recordedOn);
    const id = a.newId(), at = new Date(startOfDay(work.recordedOn).getTime() + RECORDED_AT_MS);
    const proof = { shard_id: a.shard, deliverable_id: id, reference: null, added_by: a.by.accountId, added_at: at, removed_at: null, removed_reason: null };
    let ordinal = 0;
    for (const file of work.files ?? []) evidence.push({ ...proof, id: a.newId(), ordinal: ++ordinal, kind: 'file', sha256: file.sha256, file_name: file.fileName, url: null, canonical_url: null, caption: file.caption ?? null });
    if (work.link) evidence.push({ ...proof, id: a.newId(), ordinal: ++ordinal, kind: 'link', sha256: null, file_name: null, url: openableLink(work.link), canonical_url: canonicalLink(work.link), caption: null });
    const have = new Set<EvidenceKind>([...(work.files ?? []).map(({ provesAs }) => provesAs), ...(work.link ? ['link' as const] : [])]);
    const confirmed = work.confirmedOn !== null && missingEvidence(wanted.get(work.obligationId) ?? [], have).length === 0;
    deliverables.push({
      shard_id: a.shard, id, organisation_id: work.organisationId, board_organisation_id: boardUnitOf(tree, work.organisationId), status: confirmed ? 'confirmed' : 'recorded', version: 1,
      product: content.product, channel: content.channel, themes: [...content.themes], title: content.title, done_on: content.doneOn, amount: content.amount, unit: content.unit,
      minutes: content.minutes, audience: content.audience, place: content.place, note: content.note, counts_for: { obligationIds: [work.obligationId], commitmentIds: null }, born_of: null,
      recorded_by: a.by.accountId, recorded_by_name: work.recordedBy ?? a.by.personName, recorded_on: work.recordedOn, recorded_at: at,
      confirmed_by: null, confirmed_by_name: confirmed ? work.confirmedBy ?? a.by.personName : null, confirmed_on: confirmed ? work.confirmedOn : null, self_confirmed: false,
      rejected_by_name: null, rejected_reason: null, ended_on: null, ended_reason: null, locked_by_report: null, changed_after_lock: false, row_version: 1,
    });
  }
  await insertDeliverables(a.tx, deliverables);
  await insertEvidence(a.tx, evidence);
  const whose = new Map(deliverables.map((row) => [row.id, row]));
  for (const row of deliverables) a.record({ verb: 'deliverables.recorded', table: 'deliverables', id: row.id, organisationId: row.organisation_id, facts: { title: row.title, product: row.product, amount: row.amount, doneOn: row.done_on } });
  for (const row of evidence) a.record({ verb: 'evidence.added', table: 'evidence', id: row.id, organisationId: whose.get(row.deliverable_id)!.organisation_id, facts: { deliverable: row.deliverable_id, kind: row.kind } });
  await creditMany(a, deliverables.map((row, i) => ({
    deliverableId: row.id, organisationId: row.organisation_id, obligationId: works[i]!.obligationId, amount: row.amount, doneOn: row.done_on, recordedOn: row.recorded_on, confirmedOn: row.confirmed_on,
  })));
  return deliverables.length;
}
