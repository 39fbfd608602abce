import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import type { DueRule } from '../rules/due.ts';
import { outletsById } from '../store/reading.ts';
import { changeDefault, defaultsOfOrganisation, deleteDefaults, insertDefaults, type DefaultRow } from '../store/rows.ts';

export interface Usual { readonly outletId: Id; readonly due: DueRule }

/** "Bài của chuyên mục này thường đăng ở …": from the next item on, each is planned at these outlets by itself. Says all of them at once. */
export async function keepDefaults(a: Acting, { organisationId, noun, collectionId, usual, called }: { readonly organisationId: Id; readonly noun: string; readonly collectionId: Id | null; readonly usual: readonly Usual[]; readonly called: string }): Promise<void> {
  await a.authorise('distribution.keep-outlets', organisationId);
  const outlets = await outletsById(a.tx, usual.map((one) => one.outletId)), wanted = new Map(usual.map((one) => [one.outletId, one.due]));
  for (const [id] of wanted) {
    const outlet = outlets.get(id);
    if (!outlet || outlet.organisation_id !== organisationId) throw invalid('Hãy chọn kênh của chính đơn vị.', 'outlets');
    if (outlet.closed_on) throw conflict(`Kênh “${outlet.name}” đã đóng. Hãy mở lại kênh hoặc bỏ chọn.`);
  }
  const there = (await defaultsOfOrganisation(a.tx, [organisationId])).filter((one) => one.noun === noun && one.collection_id === collectionId), gone = there.filter((one) => !wanted.has(one.outlet_id));
  await deleteDefaults(a.tx, gone.map((one) => one.id));
  for (const one of gone) a.record({ verb: 'distribution.default-dropped', table: 'outlet_defaults', id: one.id, organisationId, facts: { of: called } });
  for (const one of there) {
    const due = wanted.get(one.outlet_id);
    if (!due || due === one.due) continue;
    await changeDefault(a.tx, one.id, { due });
    a.record({ verb: 'distribution.default-changed', table: 'outlet_defaults', id: one.id, organisationId, facts: { of: called, outlet: outlets.get(one.outlet_id)!.name, due } });
  }
  const fresh = [...wanted].filter(([id]) => !there.some((one) => one.outlet_id === id)).map(([outletId, due]): DefaultRow => {
    const beside = inShardOf(a, outletId);
    return { shard_id: beside.shard, id: beside.newId(), organisation_id: organisationId, noun, collection_id: collectionId, outlet_id: outletId, due };
  });
  await insertDefaults(a.tx, fresh);
  for (const one of fresh) a.record({ verb: 'distribution.default-kept', table: 'outlet_defaults', id: one.id, organisationId, facts: { of: called, outlet: outlets.get(one.outlet_id)!.name, due: one.due } });
}
