import { conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { fold } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import { moveItems } from '#features/sites/actions/move-items.ts';
import { withdrawItem } from '#features/sites/actions/place-item.ts';
import type { Candidate } from '../rules/merge-catalogues.ts';
import { allProcedures, fieldsOf } from '../store/catalogue.ts';
import { takeTurn } from '../store/rows.ts';
import { mergeField, mergeProcedure, moveDecisions, moveField, moveProcedure, shopsNaming } from '../store/succession.ts';
import { changeShop } from '../store/shops.ts';
import { procedurePath } from './place-procedures.ts';
import { placeAgain } from './write-entries.ts';

export interface SucceedCatalogue { readonly toId: Id; readonly givers: readonly Id[]; readonly kept: readonly Candidate[]; readonly into: ReadonlyMap<Id, Id>; readonly citations: readonly string[] }

/**
 * Part of `reorganise`: the catalogue goes on under the successor, procedures with their ids, so that printed codes, boards and checks stay
 * true. Of one code that several had one goes on; the others keep their history and lead to it.
 */
export async function succeedCatalogue(a: Acting, { toId, givers, kept, into, citations }: SucceedCatalogue): Promise<number> {
  for (const giver of givers) await a.authorise('organisations.reorganise', giver);
  // who records a decision meanwhile has finished; what it brought was not looked at
  const known = new Set([...kept.map(({ id }) => id), ...into.keys()]);
  for (const owner of [...new Set([toId, ...givers])].toSorted()) { await takeTurn(a.tx, owner); if ((await allProcedures(a.tx, owner)).some(({ id }) => !known.has(id))) throw conflict('Danh mục thủ tục vừa có thay đổi. Hãy xem trước lại rồi áp dụng.'); }
  const fields = await succeedFields(a, toId, givers, citations);
  for (const { id, organisation_id: from } of await moveDecisions(a.tx, givers, toId)) a.record({ verb: 'procedures.decision-succeeded', table: 'procedure_decisions', id, organisationId: toId, facts: { from, citations } });
  for (const [id, goesOn] of into) {
    for (const { id: merged, owner } of await mergeProcedure(a.tx, id, goesOn)) a.record({ verb: 'procedures.merged', table: 'procedures', id: merged, organisationId: owner, facts: { into: goesOn, citations } });
    await withdrawItem(a, { id });
  }
  const moving = kept.filter((one) => one.owner !== toId), paths = await moveItems(a, { ids: moving.map(({ id }) => id), toId, prefix: procedurePath('') });
  for (const { id, owner } of moving) {
    await moveProcedure(a.tx, id, { toId, slug: paths.get(id)?.slice(procedurePath('').length) ?? null });
    a.record({ verb: 'procedures.succeeded', table: 'procedures', id, organisationId: toId, facts: { from: owner, citations } });
  }
  const named = <T extends Id[] | null>(ids: T, to: ReadonlyMap<Id, Id>): T => (ids && [...new Set(ids.map((id) => to.get(id) ?? id))]) as T;
  for (const shop of await shopsNaming(a.tx, [...fields.keys()], [...into.keys()])) {
    await changeShop(a.tx, shop.id, { field_ids: named(shop.field_ids, fields), also_ids: named(shop.also_ids, into), except_ids: named(shop.except_ids, into) });
    a.record({ verb: 'procedures.shop-changed', table: 'one_stop_shops', id: shop.id, organisationId: shop.organisation_id, facts: { name: shop.name } });
  }
  await placeAgain(a, toId, kept.map(({ id }) => id));
  return moving.length;
}

/** Fields of one name become one. Gives those that were merged, and into which. */
async function succeedFields(a: Acting, toId: Id, givers: readonly Id[], citations: readonly string[]): Promise<ReadonlyMap<Id, Id>> {
  const there = await fieldsOf(a.tx, toId), byName = new Map(there.map((one) => [fold(one.name), one.id])), slugs = new Set(there.map((one) => one.slug)), merged = new Map<Id, Id>();
  for (const giver of givers) for (const field of await fieldsOf(a.tx, giver)) {
    const same = byName.get(fold(field.name));
    if (same) {
      merged.set(field.id, same);
      for (const id of await mergeField(a.tx, field.id, same)) a.record({ verb: 'procedures.field-merged', table: 'procedure_fields', id, organisationId: giver, facts: { name: field.name, into: same, citations } });
      continue;
    }
    let slug = field.slug;
    for (let number = 2; slugs.has(slug); number++) slug = `${field.slug}-${number}`;
    slugs.add(slug);
    byName.set(fold(field.name), field.id);
    await moveField(a.tx, field.id, { toId, slug });
    a.record({ verb: 'procedures.field-succeeded', table: 'procedure_fields', id: field.id, organisationId: giver, facts: { name: field.name, to: toId, citations } });
  }
  return merged;
}
