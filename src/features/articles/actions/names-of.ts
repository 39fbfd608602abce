import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { fullNameOf } from '#features/organisations/rules/tree.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { ArticleNames } from '../rules/article-html.ts';
import type { ArticleRow, VersionRow } from '../store/rows.ts';

/** The units an article names, as they are called on a day. */
export async function namesOf(db: Reader, one: Pick<ArticleRow, 'organisation_id'>, version: Pick<VersionRow, 'lead_id' | 'coordinating_ids'>, today: PlainDate): Promise<ArticleNames> {
  const tree = await organisationTree(db, today), name = (id: Id): string | null => fullNameOf(tree, id) || null;
  return { organisation: tree.latest(one.organisation_id)?.name ?? '', lead: version.lead_id && name(version.lead_id), coordinating: version.coordinating_ids.flatMap((id) => name(id) ?? []) };
}
