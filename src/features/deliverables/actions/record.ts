import type { Id } from '#kernel/id.ts';
import { conflict } from '#kernel/app-error.ts';
import type { Acting } from '#platform/acting.ts';
import { credit } from '#features/obligations/actions/credit.ts';
import { boardUnitOf, creditsOf, type CountsFor } from '#features/obligations/store.ts';
import type { Surplus } from '#features/obligations/rules/credit.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { checkForm, type DeliverableForm, type EvidenceForm } from '../rules/form.ts';
import { canonicalLink } from '../rules/link.ts';
import { insertRecorded, type Reuse } from '../store/rows.ts';
import type { DeliverableRow } from '../store/tables.ts';
import { evidenceRows, noteEvidence } from './evidence.ts';

export interface RecordDeliverable {
  readonly organisationId: Id;
  readonly form: DeliverableForm;
  readonly evidence?: readonly EvidenceForm[];
  /** The cards it was recorded from, and the commitments chosen by name; nothing chosen: found by product, channel and day. */
  readonly countsFor?: CountsFor;
  /** From the form; the same key records once. */
  readonly idempotencyKey?: string | null;
  /** Published or aired by Loa: born confirmed by the editorial approval. */
  readonly bornOf?: { readonly noun: string; readonly id: string };
}
export interface Recorded {
  readonly id: Id;
  /** The form had been sent before; nothing new was written. */
  readonly again: boolean;
  readonly credits: readonly { readonly obligationId: Id; readonly amount: number }[];
  /** "thừa 2", with the debts that could take it. */
  readonly surplus: readonly Surplus[];
  /** The same file or link proves something else already. */
  readonly reused: readonly Reuse[];
}

const BY_PRODUCT: CountsFor = { obligationIds: [], commitmentIds: null };

export async function record(a: Acting, input: RecordDeliverable): Promise<Recorded> {
  await a.authorise('deliverables.record', input.organisationId);
  const evidence = input.evidence ?? [];
  const content = checkForm(input.form, evidence, a.today);
  const tree = await organisationTree(a.tx, a.today);
  if (!tree.get(input.organisationId)) throw conflict('Đơn vị này không còn hoạt động nên không ghi thêm kết quả được. Hãy ghi tại đơn vị kế thừa.');

  const id = a.newId();
  const born = input.bornOf !== undefined;
  const row: DeliverableRow = {
    shard_id: a.shard, id, organisation_id: input.organisationId, board_organisation_id: boardUnitOf(tree, input.organisationId), status: born ? 'confirmed' : 'recorded', version: 1,
    product: content.product, channel: content.channel, themes: [...content.themes], title: content.title, done_on: content.doneOn, amount: content.amount, unit: content.unit,
    minutes: content.minutes, audience: content.audience, place: content.place, note: content.note, counts_for: input.countsFor ?? BY_PRODUCT, born_of: input.bornOf ?? null,
    recorded_by: a.by.accountId, recorded_by_name: a.by.personName, recorded_on: a.today, recorded_at: a.now,
    confirmed_by: born ? a.by.accountId : null, confirmed_by_name: born ? a.by.personName : null, confirmed_on: born ? a.today : null, self_confirmed: false,
    rejected_by_name: null, rejected_reason: null, ended_on: null, ended_reason: null, locked_by_report: null, changed_after_lock: false, row_version: 1,
  };
  const proof = await evidenceRows(a, row, evidence), key = input.idempotencyKey ? { actor_key: a.by.accountId ?? a.by.via, key: input.idempotencyKey } : null;
  const { first, reused } = await insertRecorded(a.tx, row, proof, key);
  if (first) return { id: first, again: true, credits: (await creditsOf(a.tx, [first])).map(({ obligationId, amount }) => ({ obligationId, amount })), surplus: [], reused: [] };
  a.record({ verb: 'deliverables.recorded', table: 'deliverables', id, organisationId: row.organisation_id, facts: { title: row.title, product: row.product, amount: row.amount, doneOn: row.done_on } });
  noteEvidence(a, row, proof);
  const allocation = await credit(a, creditedOf(row), row.counts_for);
  return { id, again: false, credits: allocation.credits, surplus: allocation.surplus, reused };
}

/** What the ledger needs to know of a deliverable. */
export const creditedOf = (row: DeliverableRow) => ({
  id: row.id, organisationId: row.organisation_id, boardOrganisationId: row.board_organisation_id, product: row.product, channel: row.channel,
  amount: row.amount, doneOn: row.done_on, recordedOn: row.recorded_on, confirmedOn: row.confirmed_on, confirmedBy: row.confirmed_by,
});

export const marksOf = (evidence: readonly EvidenceForm[]): { sha256s: string[]; links: string[] } => ({
  sha256s: evidence.flatMap((one) => (one.kind === 'file' ? [one.sha256] : [])),
  links: evidence.flatMap((one) => (one.kind === 'link' ? [canonicalLink(one.url)!] : [])),
});
