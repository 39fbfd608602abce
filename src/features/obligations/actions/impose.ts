import { conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { dueDaysOf, type CommitmentDraft } from '../rules/commitment.ts';
import { insertCommitments, insertObligations, type ObligationBatch } from '../store/writing.ts';
import type { CommitmentRow } from '../store/tables.ts';

export interface Imposition {
  readonly source: { readonly noun: 'plans'; readonly id: Id; readonly version: number };
  /** In whose name the work is given. */
  readonly issuerId: Id;
  readonly commitments: readonly CommitmentDraft[];
}

/**
 * Gives work: writes the commitments of a document and one obligation for each unit and period. Doing it twice is doing
 * it once: what is there already stays as it is. One batch, one audit event for each table.
 */
export async function impose(acting: Acting, { source, issuerId, commitments }: Imposition): Promise<{ batchId: Id; commitments: number; obligations: number; commitmentIds: ReadonlyMap<string, Id> }> {
  await acting.authorise('obligations.impose', issuerId);
  // beside the document: whoever amends it after provinces were merged meets what was given before
  const a = inShardOf(acting, source.id);
  const nobody = commitments.find(({ units }) => units.length === 0);
  if (nobody) throw conflict(`Mục ${nobody.citation.item} chưa có đơn vị nào chịu trách nhiệm (“${nobody.party.name}”). Hãy chọn đơn vị chủ trì rồi ban hành lại.`);

  const batchId = a.newId();
  const fresh = commitments.filter(({ existingId }) => !existingId);
  const ids = await insertCommitments(a.tx, fresh.map((draft) => commitmentRow(a, batchId, { source, issuerId }, draft)));
  for (const { key, existingId } of commitments) if (existingId) ids.set(key, existingId);
  const written = await insertObligations(a.tx, batchOf(a, batchId, commitments, ids));

  const facts = { source: source.id, version: source.version };
  if (fresh.length > 0) a.recordBatch({ verb: 'commitments.imposed', table: 'commitments', batchId, shard: a.shard, organisationId: issuerId, facts });
  if (written > 0) a.recordBatch({ verb: 'obligations.imposed', table: 'obligations', batchId, shard: a.shard, organisationId: issuerId, facts: { ...facts, obligations: written } });
  return { batchId, commitments: commitments.length, obligations: written, commitmentIds: ids };
}

function commitmentRow(a: Acting, batchId: Id, { source, issuerId }: Pick<Imposition, 'source' | 'issuerId'>, draft: CommitmentDraft): CommitmentRow {
  return {
    shard_id: a.shard, id: a.newId(), batch_id: batchId,
    source_noun: source.noun, source_id: source.id, source_version: source.version, item_id: draft.itemId, key: draft.key, issuer_id: issuerId,
    citation: draft.citation, title: draft.title, product: draft.product, channel: draft.channel, unit: draft.unit,
    amount: draft.amount, provenance: draft.provenance, annual_total: draft.annualTotal,
    minutes_min: draft.minutes?.min ?? null, minutes_max: draft.minutes?.max ?? null,
    rhythm: draft.rhythm, timing: draft.timing, window_from: draft.window.from, window_to: draft.window.to, optional: draft.optional,
    evidence: draft.evidence, roll: draft.roll, deadline: draft.deadline, carry_surplus: draft.carrySurplus, report_rhythm: draft.reportRhythm,
    party_kind: draft.party.kind, party_id: draft.party.id, party_name: draft.party.name, created_at: a.now,
  };
}

function batchOf(a: Acting, batchId: Id, commitments: readonly CommitmentDraft[], commitmentIds: ReadonlyMap<string, Id>): ObligationBatch {
  const units: ObligationBatch['units'][number][] = [];
  const unitIndex = new Map<string, number>();
  const instances: ObligationBatch['instances'][number][] = [];
  const [ids, unitAt, instanceAt]: [Id[], number[], number[]] = [[], [], []];
  for (const draft of commitments) {
    const first = instances.length;
    for (const instance of draft.instances) {
      const { printed, due } = dueDaysOf(instance);
      instances.push({
        commitment_id: commitmentIds.get(draft.key)!, period_key: instance.key, period_from: instance.period.from, period_to: instance.period.to,
        period_label: instance.period.label, amount: instance.amount, printed_due: printed, due,
      });
    }
    for (const { organisationId, boardOrganisationId } of draft.units) {
      const key = `${organisationId}/${boardOrganisationId}`;
      let at = unitIndex.get(key);
      if (at === undefined) {
        at = units.push({ organisation_id: organisationId, board_organisation_id: boardOrganisationId }) - 1;
        unitIndex.set(key, at);
      }
      for (let i = first; i < instances.length; i++) {
        ids.push(a.newId());
        unitAt.push(at);
        instanceAt.push(i);
      }
    }
  }
  return { shard: a.shard, batchId, ids, unitAt, instanceAt, units, instances };
}
