import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { addEvidence } from '#features/deliverables/actions/evidence.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { takeBack } from '#features/deliverables/actions/take-back.ts';
import type { EvidenceForm } from '#features/deliverables/rules/form.ts';
import { deliverableRow, deliverableView } from '#features/deliverables/store.ts';
import { creditsOf, workList } from '#features/obligations/store.ts';
import type { PublicItem } from '#features/sites/store.ts';
import { commitmentsFor, productFor } from '../rules/counting.ts';
import { kindOf, outletKind, type OutletKind } from '../rules/kinds/index.ts';
import type { Proof } from '../rules/proof.ts';
import { resultsOf, type OutletRow, type PostingRow } from '../store/rows.ts';
import { ownResult } from './item-own.ts';

export interface Posted { readonly posting: PostingRow; readonly outlet: OutletRow; readonly item: PublicItem; readonly proof: Proof; /** A driver posted it: Loa itself has, and nobody need confirm. */ readonly byDriver: boolean }

/**
 * What a posting counts in. Once for an item and a channel in a unit: the first posting makes the result, later ones in the same channel are further proof of it.
 * Where the outlet is of the item's own channel, its proof goes to the item's own result.
 */
export async function resultOf(a: Acting, { posting, outlet, item, proof, byDriver }: Posted): Promise<Id | null> {
  const kind = kindOf(outlet), evidence = evidenceOf(outlet, item, proof);
  if (posting.deliverable_id) {
    await prove(a, posting.deliverable_id, evidence); // proven again
    return posting.deliverable_id;
  }
  if (kind.counts === null) return null;
  if (kind.counts === 'item') {
    const own = item.organisation_id === posting.organisation_id ? await ownResult(a.tx, item) : null;
    return own && await prove(a, own, evidence) ? own : null;
  }
  const { channel } = kind.counts, product = productFor(kind.counts, item.noun);
  for (const other of await resultsOf(a.tx, item.id, posting.organisation_id))
    if (!other.ended && sameResult(outletKind(other.kind), item.noun, channel, product) && await prove(a, other.deliverable_id, evidence)) return other.deliverable_id;
  // what the item itself has filled is not filled again: a poster made for social networks counts there by being published
  const own = await ownResult(a.tx, item), filled = new Set(own ? (await creditsOf(a.tx, [own])).map((one) => one.commitmentId) : []);
  const cards = Object.values(await workList(a.tx, posting.organisation_id, proof.day)).flat().filter((card) => !filled.has(card.commitmentId)), commitmentIds = commitmentsFor(kind.counts, item.noun, cards, proof.day);
  const made = await record(a, {
    organisationId: posting.organisation_id, form: { product, channel, title: item.title, doneOn: proof.day, amount: 1, place: outlet.name },
    evidence: [{ kind: 'published-item', reference: { noun: item.noun, id: item.id }, caption: `/x/${item.id}` }, ...evidence],
    countsFor: { obligationIds: [], commitmentIds }, ...(byDriver ? { bornOf: { noun: 'distribution', id: posting.id } } : {}),
  });
  return made.id;
}

/** The posting was taken down: its result ends with it, unless the item stands at another outlet of the channel still. */
export async function endResult(a: Acting, post: PostingRow, outlet: OutletRow, reason: string): Promise<'ended' | 'noted' | 'nothing' | 'kept'> {
  const kind: OutletKind = kindOf(outlet);
  if (!post.deliverable_id || kind.counts === null || kind.counts === 'item') return 'nothing';
  const others = await resultsOf(a.tx, post.item_id, post.organisation_id);
  if (others.some((one) => one.deliverable_id === post.deliverable_id && one.posting_id !== post.id && !one.ended)) return 'kept';
  const row = await deliverableRow(a.tx, post.deliverable_id);
  return row ? takeBack(a, { deliverableId: row.id, bornOf: row.born_of as { noun: string; id: Id } | null, reason }) : 'nothing';
}

const evidenceOf = (outlet: OutletRow, item: PublicItem, { link, file }: Proof): EvidenceForm[] => [
  ...(link ? [{ kind: 'link' as const, url: link, caption: outlet.name }] : []), ...(file ? [{ kind: 'file' as const, sha256: file.sha256, fileName: file.name, caption: `${outlet.name}: ${item.title}`.slice(0, 300) }] : []),
];
const sameResult = (kind: OutletKind | null, noun: string, channel: string, product: string): boolean => kind !== null && kind.counts !== null && kind.counts !== 'item' && kind.counts.channel === channel && productFor(kind.counts, noun) === product;

/** False when the result counts no more: proof of it would prove nothing. */
async function prove(a: Acting, deliverableId: Id, evidence: readonly EvidenceForm[]): Promise<boolean> {
  const there = await deliverableView(a.tx, deliverableId);
  if (!there || there.status === 'withdrawn' || there.status === 'rejected') return false;
  await addEvidence(a, there, evidence, there.evidence.length + 1);
  return true;
}
