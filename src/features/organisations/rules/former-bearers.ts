import type { Id } from '#kernel/id.ts';
import type { HistoryLink } from './frame.ts';
import type { Organisation, OrganisationTree } from './tree.ts';

/** A name that a unit bore once and bears no more, with who stands in its place now: itself, its heir, or nobody. */
export interface FormerBearer { readonly was: Organisation; readonly now: Organisation | undefined }

/** Every name of the past as of the day of the tree, the latest use of each by each unit. */
export function formerBearers(versions: readonly Organisation[], tree: OrganisationTree, links: readonly HistoryLink[]): FormerBearer[] {
  const heirs = new Map(links.map((link) => [link.fromId, link.toId])), found = new Map<string, FormerBearer>();
  const living = (id: Id): Organisation | undefined => {
    const seen = new Set<Id>();
    for (let at: Id | undefined = id; at && !seen.has(at); at = heirs.get(at)) { const one = tree.get(at); if (one) return one; seen.add(at); }
    return undefined;
  };
  for (const was of versions) {
    if (was.validTo === null || was.validTo >= tree.asOf) continue;
    const now = tree.get(was.id);
    if (now && now.name === was.name && now.shortName === was.shortName) continue;
    const key = `${was.id} ${was.name} ${was.shortName}`, known = found.get(key);
    if (!known || known.was.validTo! < was.validTo) found.set(key, { was, now: now ?? living(was.id) });
  }
  return [...found.values()];
}
