import type { Id } from '#kernel/id.ts';
import { allVersions } from '#features/organisations/store.ts';
import type { PortalPart } from '#features/sites/portal-part.ts';
import { publicItemsById } from '#features/sites/store.ts';
import type { Tx } from '#platform/db/tables.ts';
import { plain } from './rules/words.ts';
import { putEntries, removeEntries } from './store/entries.ts';

/** Which noun knows the text of its items. */
export type TextSources = readonly Pick<PortalPart, 'noun' | 'words'>[];

/** Longer than any article; what comes after is not looked for. */
const MOST_SIGNS = 400_000;

/** Brings these items into the index as they are now: those that readers find no longer go out. */
export async function indexItems(tx: Tx, ids: readonly Id[], sources: TextSources, now: Date): Promise<void> {
  if (ids.length === 0) return;
  const items = await publicItemsById(tx, ids), found = items.filter((item) => item.withdrawn_at === null), texts = new Map<Id, string>();
  for (const [noun, some] of Map.groupBy(found, (item) => item.noun))
    for (const [id, text] of (await sources.find((one) => one.noun === noun)?.words?.(tx, some.map((item) => item.id))) ?? []) texts.set(id, text);
  const names = Map.groupBy(await allVersions(tx), (version) => version.id);
  const living = new Set(found.map((item) => item.id));
  await removeEntries(tx, ids.filter((id) => !living.has(id)));
  await putEntries(tx, found.map((item) => ({
    id: item.id, noun: item.noun, organisationId: item.organisation_id, collectionId: item.collection_id, publishedAt: item.published_at, title: plain(item.title, 1_000), summary: plain(item.summary, 4_000), text: plain(texts.get(item.id) ?? '', MOST_SIGNS),
    // as the unit was ever called: who knew it by an old name finds it
    names: [...new Set((names.get(item.organisation_id) ?? []).map((version) => version.name))],
  })), now);
}
