import type { Id } from '#kernel/id.ts';
import { nameBeside } from '#features/organisations/rules/handing-over.ts';
import type { Acting } from '#platform/acting.ts';
import { freeColumnSlug } from '../rules/column-slug.ts';
import { columnSlugs, columnsOf } from '../store/reading.ts';
import { moveContributionsInHand } from '../store/contributions.ts';
import { changeColumn, moveArticlesInHand, type ColumnRow } from '../store/rows.ts';

/** `from`: what the unit that kept it was called. */
export interface ColumnSuccession { readonly column: ColumnRow; readonly toId: Id; readonly from: string; readonly citations: readonly string[] }

/** Part of `reorganise`: two units that had a column of one name bring two columns, the later one with the name of its unit. */
export async function succeedColumns(a: Acting, successions: readonly ColumnSuccession[]): Promise<number> {
  for (const { column, toId, from, citations } of successions) {
    await a.authorise('organisations.reorganise', column.organisation_id);
    const taken = new Set((await columnsOf(a.tx, [toId])).map((one) => one.name)), name = nameBeside(column.name, from, taken);
    const slug = freeColumnSlug(column.slug, await columnSlugs(a.tx, toId));
    await changeColumn(a.tx, column.id, { organisation_id: toId, name, slug, former_places: [...column.former_places, `${column.organisation_id}/${column.slug}`] });
    a.record({ verb: 'articles.column-succeeded', table: 'article_columns', id: column.id, organisationId: toId, facts: { name, before: column.name, from: column.organisation_id, to: toId, citations } });
    for (const id of await moveArticlesInHand(a.tx, column.id, toId)) a.record({ verb: 'articles.succeeded', table: 'articles', id, organisationId: toId, facts: { from: column.organisation_id, to: toId } });
    for (const id of await moveContributionsInHand(a.tx, column.id, toId)) a.record({ verb: 'contributions.succeeded', table: 'article_contributions', id, organisationId: toId, facts: { from: column.organisation_id, to: toId } });
  }
  return successions.length;
}
